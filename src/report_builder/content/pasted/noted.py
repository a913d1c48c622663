"""The language of footnotes: that of the mark which is read first, wherever their words stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from report_builder.content.language_attribute import spoken
from report_builder.content.pasted.prose import SPAN, Prose
from report_builder.content.pasted.tongue import INSIDE, Part, in_own_languages
from report_builder.patterns import late

_NOTE = late(r"\[\^([^\]\s\[]+)\]:")
_MARK = late(r"\[\^([^\]\s\[]+)\](?!:)")
_INDENT = "    "

Found = tuple[int, Prose, str, str]
"""A paragraph, the number of its first line, the language around it, and the note that it is part of."""


def with_notes(parts: Sequence[Part]) -> list[Part]:
    """The parts of a chapter with each note in the language of its mark, where it stands in another one."""
    found = [*_in_order(parts)]
    marks: dict[str, str] = {}
    for _, one, own, note in found:
        if not note:
            _add_marks(marks, one, own)
    spoken_in: dict[int, str] = {}
    for _, one, own, note in found:
        if note and (language := marks.get(note, own)):
            _add_marks(marks, one, language)
            if language != own:
                spoken_in[id(one)] = language
    moved = [
        Part(INSIDE, None, spoken_in[id(one)], stated=True, prose=[one])
        for _, one, _, _ in found
        if id(one) in spoken_in
    ]
    for part in parts if moved else ():
        part.prose = [one for one in part.prose if id(one) not in spoken_in]
    return [*parts, *moved]


def _in_order(parts: Sequence[Part]) -> Iterator[Found]:
    """Every paragraph in the order of its lines."""
    every = [(one.lines[0].number, one, own) for part in parts for one, own, _ in in_own_languages(part)]
    note, prefix = "", ""
    for number, one, own in sorted(every, key=itemgetter(0)):
        first = one.lines[0]
        if begin := _NOTE.match(first.body):
            note, prefix = begin[1], first.prefix
        elif not first.prefix.startswith(f"{prefix}{_INDENT}"):
            note = ""
        yield number, one, own, note


def _add_marks(marks: dict[str, str], one: Prose, language: str) -> None:
    """Note in which language each mark of a paragraph stands, unless it stood before."""
    if "[^" not in one.text:
        return
    if "]{" in one.text:
        for span in SPAN.finditer(one.text):
            for label in _MARK.findall(span[1]):
                marks.setdefault(label, spoken(span[2], language))
    for label in _MARK.findall(one.text):
        marks.setdefault(label, language)
