"""Files of BibTeX and biblatex: their entries, each with its place, and what is wrong with them.

It is a reader of our own, for it tells the line of every fault and goes on behind it: see
``docs/decisions/citations.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, hinted

_ENTRY = re.compile(r"@[ \t]*([A-Za-z]+)\s*([{(])")
_KEY = re.compile(r"\s*([^\s,{}()=\"#%\\~]+)\s*(?:,|(?=[})]))")
_FIELD = re.compile(r"\s*([A-Za-z][\w:.+/-]*)\s*=\s*")
_WORD = re.compile(r"[^\s,#{}()\"=]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_FIELD = re.compile(r"[\s,]*")


class Entry(Struct, frozen=True):
    """An entry as it is written: its kind and fields by their names in small letters, in LaTeX."""

    key: str
    kind: str
    fields: Mapping[str, str]
    span: SourceSpan
    places: Mapping[str, SourceSpan] = {}


class _FaultError(Exception):
    """What is wrong at an offset. Never leaves this module."""

    def __init__(self, at: int, message: Message, hint: Message) -> None:
        super().__init__(at)
        self.at, self.message, self.hint = at, message, hint


def read_bibtex(source: str, path: str, diagnostics: Diagnostics) -> list[Entry]:
    """Give the entries of a file; RB-BIB-SYNTAX at each that cannot be read, and those behind it are read."""
    return _Reader(source, path, diagnostics).read()


class _Reader(Struct):
    source: str
    path: str
    diagnostics: Diagnostics
    strings: dict[str, str] = field(
        default_factory=lambda: {name: str(at) for at, name in enumerate(_MONTHS, 1)}
    )
    at: int = 0

    def read(self) -> list[Entry]:
        found: list[Entry] = []
        while (begun := _ENTRY.search(self.source, self.at)) is not None:
            self.at = begun.end()
            try:
                entry = self._entry(begun)
            except _FaultError as fault:
                self.diagnostics.error("RB-BIB-SYNTAX", self._span(fault.at), fault.message, fault.hint)
                following = re.compile(r"^\s*@", re.MULTILINE).search(self.source, begun.end())
                self.at = following.start() if following else len(self.source)
            else:
                found += [entry] if entry else []
        return found

    def _span(self, at: int) -> SourceSpan:
        line = self.source.count("\n", 0, at)
        return SourceSpan(self.path, line + 1, at - self.source.rfind("\n", 0, at))

    def _entry(self, begun: re.Match[str]) -> Entry | None:
        kind, close = begun[1].lower(), "}" if begun[2] == "{" else ")"
        if kind in ("comment", "preamble"):
            self._skip(begun, close)
            return None
        key = _KEY.match(self.source, self.at) if kind != "string" else None
        if kind != "string" and key is None:
            raise _FaultError(begun.start(), *hinted("content.bib-no-key", kind=begun[1]))
        self.at = key.end() if key else self.at
        fields: dict[str, str] = {}
        places: dict[str, SourceSpan] = {}
        while True:
            blanks = _IN_FIELD.match(self.source, self.at)
            self.at = blanks.end() if blanks else self.at
            if self.at >= len(self.source) or self.source[self.at] == "@":
                raise _FaultError(begun.start(), *hinted("content.bib-open", key=key[1] if key else begun[1]))
            if self.source[self.at] == close:
                self.at += 1
                break
            name = _FIELD.match(self.source, self.at)
            if name is None:
                shown = self.source[self.at :].split("\n")[0][:30]
                raise _FaultError(self.at, *hinted("content.bib-no-field", text=shown))
            places[name[1].lower()] = self._span(name.start(1))
            self.at = name.end()
            fields[name[1].lower()] = self._value()
        if key is None:
            self.strings |= fields
            return None
        return Entry(key[1], kind, fields, self._span(begun.start()), places)

    def _skip(self, begun: re.Match[str], close: str) -> None:
        depth = 1
        for at in range(begun.end(), len(self.source)):
            depth += (self.source[at] == begun[2]) - (self.source[at] == close)
            if not depth:
                self.at = at + 1
                return
        self.at = len(self.source)

    def _value(self) -> str:
        """A value, or several with # between them."""
        begun = self.at
        parts = [self._part()]
        while (joined := re.compile(r"\s*#\s*").match(self.source, self.at)) is not None:
            self.at = joined.end()
            parts.append(self._part())
        after = re.compile(r"\s*").match(self.source, self.at)
        end = after.end() if after else self.at
        if self.source[end : end + 1] in ("", "@"):  # its end was that of the entry
            raise _FaultError(begun, *hinted("content.bib-value-open"))
        if self.source[end : end + 1] not in (",", "}", ")"):
            raise _FaultError(self.at, *hinted("content.bib-comma"))
        return "".join(parts)

    def _part(self) -> str:
        opening = self.source[self.at : self.at + 1]
        if opening in ("{", '"'):
            return self._quoted(opening)
        word = _WORD.match(self.source, self.at)
        if word is None:
            raise _FaultError(self.at, *hinted("content.bib-no-value"))
        self.at = word.end()
        if word[0].isdigit():
            return word[0]
        if word[0].lower() not in self.strings:
            raise _FaultError(word.start(), *hinted("content.bib-unquoted", text=word[0]))
        return self.strings[word[0].lower()]

    def _quoted(self, opening: str) -> str:
        start, depth, at = self.at + 1, 0, self.at + 1
        while at < len(self.source):
            char = self.source[at]
            if char == "\\":
                at += 2
                continue
            if not depth and char == ("}" if opening == "{" else '"'):
                self.at = at + 1
                return self.source[start:at]
            depth += (char == "{") - (char == "}")
            if (
                char == "@"
                and not self.source[self.source.rfind("\n", 0, at) + 1 : at].strip()
                and _ENTRY.match(self.source, at)
            ):
                break  # the next entry: a brace was forgotten
            at += 1
        raise _FaultError(start - 1, *hinted("content.bib-value-open"))
