"""Headings that were pasted: bold lines that stand for one, and numbers typed before their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from report_builder.content.pasted.numbers import Numbering, Typed, typed_number
from report_builder.content.pasted.scan import HEADING, Line
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, say
from report_builder.patterns import late

_BOLD = late(r"(\*\*|__)(?=\S)([^*_\n]{1,100})(?<=\S)\1:?")
_NUMBER = late(r"(?:\d+(?:\.\d+)*\.?|[IVX]+\.?)[ \t\u00a0]+(?=\S)")
_ATTRIBUTES = late(r"\s*\{[^{}]*\}\s*$")
_ID = late(r"#([\w-]+)")
_FENCE = late(r":{3,}")
_INDENT = 3
"""How many blanks a heading may stand behind."""


class TypedHeading(Struct, frozen=True):
    """A heading that has a number of its own, where the report numbers it too."""

    value: str
    words: str
    id: str


class _Entry(Struct, frozen=True):
    """A heading, or a bold line that looks like one, with its words; ``level`` is 0 for a bold line."""

    line: Line
    level: int
    words: str
    offset: int
    attributes: str


def tell_headings(
    lines: Sequence[str],
    found: Sequence[Sequence[Line]],
    title: int,
    chapter: str,
    referred: frozenset[str],
    diagnostics: Diagnostics,
) -> list[TypedHeading]:
    """Tell the bold lines and the typed numbers of a chapter whose title stands in line ``title``.

    ``chapter`` is the number it is printed with, empty for none; ``referred`` are the ids that the report's
    references name. Returns the headings that have a number of their own.
    """
    entries = list(_entries(found))
    own = next((entry for entry in entries if entry.line.number == title), None)
    name = _bare(own.words) if own else ""
    # What an interview asks is bold too; the first question is told, and stands for all.
    asked = [entry for entry in entries if not entry.level and entry.words.endswith("?")]
    entries = [entry for entry in entries if entry not in asked[1:]]
    said = [entry for entry in entries if not entry.level and entry not in asked]
    several = sum(_bare(entry.words) != name for entry in said) > 1
    teller = _Teller(several, Numbering(chapter), referred, diagnostics)
    for at, entry in enumerate(entries):
        after = entries[at + 1] if at + 1 < len(entries) else None
        if entry is own:
            teller.tell_number(entry, "" if ".unnumbered" in entry.attributes else chapter)
        elif entry.level:
            numbered = ".unnumbered" not in entry.attributes
            teller.level = teller.above = entry.level
            teller.tell_number(entry, teller.numbering.next(entry.level, numbered=numbered))
        elif _bare(entry.words) == name:
            _tell_title_again(entry, diagnostics)
        else:
            teller.tell_bold(entry, after, empty=_has_no_text(entry.line, after, lines))
    return teller.typed


class _Teller:
    """Tells what is to be said of one chapter's headings, in their order."""

    def __init__(
        self,
        several: bool,
        numbering: Numbering,
        referred: frozenset[str],
        diagnostics: Diagnostics,
    ) -> None:
        self.typed: list[TypedHeading] = []
        self.numbering = numbering
        self.level = 1
        """The level of the last heading that is one."""
        self.above = 1
        """The level of the last heading or bold line."""
        self._several, self._referred, self._diagnostics = several, referred, diagnostics
        # Where a number that was typed is not the one printed, those behind it may not be either.
        self._sure = True

    def tell_number(self, entry: _Entry, printed: str) -> None:
        """RB-HEADING-NUMBER for a heading with a number of its own, where it is printed with another."""
        typed = typed_number(entry.words, printed) if printed else None
        if typed is None:
            return
        words = entry.words[typed.length :]
        identifier = _ID.search(entry.attributes)
        self.typed.append(TypedHeading(typed.value, words, identifier[1] if identifier else ""))
        same = typed.value == printed
        message = say("content.heading-number", printed=f"{printed} {entry.words[:60]}")
        hint = say("content.heading-number.hint", number=typed.written)
        if not same:
            hint = say("content.heading-renumbered.hint", number=typed.written, printed=printed)
        self._sure = self._sure and same
        gone = entry.line.fix(entry.offset, entry.offset + typed.length, "")
        # A heading without an id of its own has one of its words, and that would be another.
        kept = identifier is not None or not any(_begins_with(one, typed.value) for one in self._referred)
        fixes = (gone,) if same and self._sure and kept else ()
        self._diagnostics.warn("RB-HEADING-NUMBER", entry.line.at(entry.offset), message, hint, fixes)

    def tell_bold(self, entry: _Entry, after: _Entry | None, *, empty: bool) -> None:
        """RB-BOLD-HEADING; certain where a chapter has several, and each has text and the number it says."""
        line, words = entry.line, entry.words
        guess = typed_number(words, "")
        level = self._level(guess)
        deeper = guess and after and (below := typed_number(after.words, "")) and below.level > guess.level
        if empty and not deeper:
            self._diagnostics.warn(
                "RB-BOLD-HEADING",
                line.at(),
                *hinted(
                    "content.bold-heading-empty", words=words[:60], written=f"{'#' * level} {words[:60]}"
                ),
            )
            return
        self.above = level
        printed = self.numbering.next(level)
        typed = typed_number(words, printed) if printed else None
        bare = words[typed.length :] if typed else words
        certain = self._several and not words.endswith("?")
        message = say("content.bold-heading", words=words[:60])
        if typed:
            self.typed.append(TypedHeading(typed.value, bare, ""))
            self._sure = self._sure and typed.value == printed
            certain = certain and self._sure
            if typed.value != printed:
                numbers = {"number": typed.written, "printed": printed}
                message = say("content.bold-heading-renumbered", words=words[:60], **numbers)
        written = f"{'#' * level} {bare}"
        fixes = (line.fix(0, len(line.body), written),) if certain else ()
        hint = say("content.bold-heading.hint", written=written[:70])
        self._diagnostics.warn("RB-BOLD-HEADING", line.at(), message, hint, fixes)

    def _level(self, typed: Typed | None) -> int:
        """A number with dots says how deep its heading stands; another stands below the last real one."""
        if typed and typed.level > 1:
            return min(typed.level, self.above + 1, 6)
        return min(self.level + 1, 6)


def _tell_title_again(entry: _Entry, diagnostics: Diagnostics) -> None:
    gone = entry.line.fix(0, len(entry.line.body), "")
    diagnostics.warn("RB-BOLD-HEADING", entry.line.at(), *hinted("content.title-again"), (gone,))


def _entries(found: Sequence[Sequence[Line]]) -> Iterator[_Entry]:
    for run, nested in with_nesting(found):
        if nested:
            continue
        for line in run:
            heading = None if line.prefix.strip() or len(line.prefix) > _INDENT else HEADING.match(line.body)
            if heading:
                yield _heading(line, heading)
        seen = [line for line in run if not line.body.startswith("{allow=")]
        match = None if len(seen) != 1 or seen[0].prefix else _BOLD.fullmatch(seen[0].body)
        if match and match[2].rstrip()[-1] not in ".!…,;":
            yield _Entry(seen[0], 0, match[2].rstrip(" :"), 0, "")


def _heading(line: Line, heading: re.Match[str]) -> _Entry:
    words = heading[2]
    attributes = _ATTRIBUTES.search(words)
    if attributes:
        words = words[: attributes.start()]
    shift = len(words) - len(words.lstrip("*_\ufeff"))
    said = attributes[0] if attributes else ""
    return _Entry(line, len(heading[1]), words[shift:], heading.start(2) + shift, said)


def _has_no_text(line: Line, after: _Entry | None, lines: Sequence[str]) -> bool:
    """Tell whether only blank lines and marks stand between a line and the next heading, or the end."""
    for number in range(line.number + 1, len(lines) + 1):
        raw = lines[number - 1].strip()
        if raw and not raw.startswith("{allow="):
            return after is not None and after.line.number == number
    return True


def _begins_with(identifier: str, value: str) -> bool:
    return identifier.startswith(f"{value.replace('.', '-')}-")


def _bare(words: str) -> str:
    return _NUMBER.sub("", _ATTRIBUTES.sub("", words)).strip(" :*_\ufeff").casefold()


def with_nesting(found: Sequence[Sequence[Line]]) -> Iterator[tuple[Sequence[Line], bool]]:
    """Yield each run and whether it stands within a block."""
    depth = 0
    for run in found:
        inside = depth > 0
        for line in run:
            if _FENCE.match(line.body):
                depth += 1 if line.body.strip(": ") else -1
        yield run, inside or depth > 0
