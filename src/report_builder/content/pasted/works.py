"""Verse and titles: another wrote their signs, or chose them, so they are told and never mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from report_builder.content.pasted.prose import Prose
from report_builder.content.pasted.slips import OPENING
from report_builder.content.pasted.typography import Kind, tell_foreign_signs, tell_typography
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.message import say
from report_builder.patterns import late

_LONGEST_LINE = 60
"""So many characters a line of verse has at most."""
_LEAST_BREAKS = 2
# Text in italics, or bold and in italics; an escaped sign does not end it.
_ITALICS = late(
    r"(?<![\w*\\])(\*|\*{3})(?=[^\s*])((?:[^*\\|]|\\.){1,200})(?<=[^\s*])\1(?!\*)"
    r"|(?<![\w_\\])(_|_{3})(?=[^\s_])((?:[^_\\|]|\\.){1,200})(?<=[^\s_])\3(?![\w_])"
)


def is_verse(prose: Prose, broken: AbstractSet[int]) -> bool:
    """Whether a paragraph is verse: short lines, of which two or more are among those that are ``broken``."""
    breaks = sum(line.number in broken for line in prose.lines)
    return breaks >= _LEAST_BREAKS and all(len(line.body) <= _LONGEST_LINE for line in prose.lines)


def tell_signs(
    prose: Prose, language: str, among: Sequence[Kind], diagnostics: Diagnostics, *, verse: bool = False
) -> None:
    """RB-QUOTES, RB-DASH and, of the kinds ``among``, RB-TYPOGRAPHY for a paragraph in ``language``.

    In verse, and in titles of works, they are told and not mended.
    """
    text = prose.text
    if not verse and "*" not in text and "_" not in text:
        _tell(prose, language, among, diagnostics)
        return
    apart = diagnostics.apart()
    _tell(prose, language, among, apart)
    if not apart.items:
        return
    titles = () if verse else list(_titles(text))
    for item in apart.items:
        if verse:
            diagnostics.add(_left(item, "content.in-verse.hint"))
            continue
        key = next((key for first, last, key in titles if _reaches(item, prose, first, last)), "")
        diagnostics.add(_left(item, key) if key else item)


def _tell(prose: Prose, language: str, among: Sequence[Kind], diagnostics: Diagnostics) -> None:
    tell_foreign_signs(prose, language, diagnostics)
    if among:
        tell_typography(prose, language, among, diagnostics)


def _titles(text: str) -> Iterator[tuple[int, int, str]]:
    """Where titles of works begin and end: several words in italics, the first with a capital or a number.

    One word alone, with no number, is as likely a word that is spoken of. With each is the key of what is
    said of it.
    """
    for match in _ITALICS.finditer(text):
        group = 2 if match[2] else 4
        words = match[group].lstrip(OPENING)
        several = len(words.split()) > 1
        if several and words[:1].isalnum() and not words[:1].islower() and any(map(str.isalpha, words)):
            yield *match.span(group), "content.in-title.hint"
        elif not several and not any(map(str.isdigit, words)):
            yield *match.span(group), "content.in-word.hint"


def _reaches(item: Diagnostic, prose: Prose, first: int, last: int) -> bool:
    """Whether a mending changes something from ``first`` up to ``last`` of the text."""
    begin, end = prose.at(first), prose.at(last)
    return any(fix.start < end and begin < fix.end for fix in item.fixes)


def _left(item: Diagnostic, key: str) -> Diagnostic:
    """What is told and not mended, with how it is written if the work does not have it so."""
    if not item.fixes or item.hint is None:
        return item
    return replace(item, hint=say(key, hint=item.hint), fixes=())
