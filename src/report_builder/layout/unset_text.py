"""Tells what could not be set: each faulty word at every place that it was written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics, TextPlaces
from report_builder.language.message import Message, Value, hinted, in_turn, say
from report_builder.language.writing import has_scripts, script_of
from report_builder.layout.compose.paragraph import Trouble
from report_builder.model.report import Publication, Report
from report_builder.patterns import late
from report_builder.sources.characters import bare, named

_STOPS = ".,"
"""What the cover and the colophon put behind a word of ``report.yaml``."""
_BLANKS = late(r"[ \t\r\n]+")
"""What divides words; a no-break space does not."""
_POINTS = 4
"""How many characters of a word are told."""
_SHOWN = 40
"""How many characters of a long word are shown."""


def tell_troubles(troubles: Iterable[Trouble], report: Report, diagnostics: Diagnostics) -> None:
    """Add a diagnostic for each word and place (RB-GLYPH, RB-LONG-WORD, RB-LONG-NUMBER).

    What has no place of its own is from ``report.yaml``, or is a running head that says what is told
    elsewhere.
    """
    facts = report.publication
    told: set[tuple[object, ...]] = set()
    known: set[str] = set()
    # Those without a place come last: then it is known what was told already.
    for trouble in sorted(troubles, key=lambda trouble: trouble.span is None):
        if trouble.span is not None:
            found = [trouble]
        else:
            found = list(_in_facts(trouble, facts))
            if not found and not known.issuperset(trouble.missing or (trouble.word,)):
                found = [replace(trouble, span=facts.span)]
        for one in found:
            known.update(one.missing or (one.word,))
            key = one.missing, one.word, one.span
            if key not in told:
                told.add(key)
                _tell(one, report.sources, diagnostics)


def _in_facts(trouble: Trouble, facts: Publication) -> Iterator[Trouble]:
    """The trouble at each place of ``report.yaml`` that has it, with the word as it is written there."""
    for text, span in facts.places:
        for word in _BLANKS.split(bare(text)):
            if trouble.missing:
                missing = "".join(char for char in word if char in trouble.missing)
                if missing:
                    yield replace(trouble, missing=missing, word=word, span=span)
            elif word.strip(_STOPS) == trouble.word.strip(_STOPS):
                yield replace(trouble, word=word, span=span)


def _points(chars: Iterable[str]) -> Value:
    """Characters by their names; a word of another script by its first ones."""
    first, *others = chars
    if not others:
        return named(first)
    shown = in_turn([f"U+{ord(char):04X}" for char in (first, *others[: _POINTS - 1])])
    if len(others) < _POINTS:
        return shown
    return say("layout.and-more", shown=shown, more=len(others) + 1 - _POINTS)


def glyph_hint(char: str, path: str = "") -> Message:
    """What can be done about a character that no font has; in a YAML file (``path``) no picture can stand."""
    plain = unicodedata.normalize("NFKC", char)
    if plain != char and plain.isprintable():
        return say("layout.glyph-plain.hint", text=plain)
    if script_of(char) and not has_scripts():
        from report_builder.installed import scripts_hint  # late, as a sound report has no such character

        return scripts_hint()
    if path.endswith(".yaml"):
        return say("layout.glyph.hint")
    if unicodedata.category(char) == "So":
        return say("layout.glyph-symbol.hint")
    if char.isalpha():
        return say("layout.glyph-letter.hint")
    return say("layout.glyph.hint")


def _tell(trouble: Trouble, sources: Mapping[str, TextPlaces], diagnostics: Diagnostics) -> None:
    if trouble.missing:
        faces = (trouble.look.face, *trouble.look.face.fallbacks)
        tried = in_turn([face.name for face in faces])
        points = _points(dict.fromkeys(trouble.missing))
        span = trouble.span
        lines = sources.get(span.path) if span else None
        diagnostics.error(
            "RB-GLYPH",
            lines.place_of(trouble.missing[0], span) if lines and span else span,
            say("layout.glyph", characters=points, word=trouble.word, fonts=tried),
            glyph_hint(trouble.missing[0], span.path if span else ""),
        )
        return
    shown = " ".join(trouble.word.split())[:_SHOWN] + ("…" if len(trouble.word) > _SHOWN else "")
    if trouble.size:
        diagnostics.warn(
            "RB-LONG-NUMBER",
            trouble.span,
            *hinted("layout.long-number", number=shown, size=round(trouble.size, 1)),
        )
        return
    is_address = "://" in trouble.word or trouble.word.startswith("www.")
    diagnostics.warn(
        "RB-LONG-WORD",
        trouble.span,
        say("layout.long-word", word=shown),
        say("layout.long-address.hint") if is_address else say("layout.long-word.hint"),
    )
