"""A comparison for the terminal, legible without colour, at most 80 columns wide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from report_builder.compare.model import (
    Change,
    Comparison,
    FieldChange,
    FigureChange,
    FindingChange,
    MetadataChange,
    NumberChange,
    Op,
    Place,
    Segment,
    TextChange,
)
from report_builder.compare.naming import CHANGES, FIELDS, KINDS, page_name, side_name
from report_builder.diagnostics import printable
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import Message, Value, in_turn, say, say_many

WIDTH = 80
_AROUND = 9
"""Words that are shown before and after a change; what lies further off is left out."""

Paint: TypeAlias = Callable[[Op, str], str]
"""Gives a piece of text its colour; takes no room on the terminal."""

_ATOM = re.compile(r" *[^ ]{1,30}| +$")
_LONGEST = 66
"""Columns of a piece that is not broken, with its marks."""


def unpainted(_op: Op, text: str) -> str:
    """Give no colour."""
    return text


def as_text(comparison: Comparison, words: Catalogue, paint: Paint = unpainted) -> str:
    """The comparison in ``words``, ending with a newline; findings, numbers and metadata come first.

    What was removed stands in [-brackets-], what was added in {+braces+}, with and without colours.
    """
    before, after = (side_name(_clean(side.label), words) for side in (comparison.before, comparison.after))
    if not comparison.different:
        return words("compare.same", before=before, after=after) + "\n"
    parts = [words("compare.summary", before=before, after=after, counts=_counts(comparison))]
    text = _Text(words, paint)
    sections = (
        ("compare.findings", text.findings(comparison.findings)),
        ("compare.all-numbers", text.numbers(comparison.numbers)),
        ("compare.facts", text.metadata(comparison.metadata)),
        ("compare.texts", text.texts(comparison.texts)),
        ("compare.figures", text.figures(comparison.figures)),
    )
    for title, lines in sections:
        found = list(lines)
        if found:
            parts += ["", words(title), *found]
    return "\n".join(parts) + "\n"


def _counts(comparison: Comparison) -> Value:
    counts = (
        ("compare.findings-count", len(comparison.findings)),
        ("compare.all-numbers-count", len(comparison.numbers)),
        ("compare.facts-count", len(comparison.metadata)),
        ("compare.blocks", sum(text.count for text in comparison.texts)),
        ("compare.figures-count", len(comparison.figures)),
    )
    return in_turn([say_many(key, count) for key, count in counts if count])


class _Text:
    """Writes changes in the words of one language; ``paint`` gives colour."""

    def __init__(self, words: Catalogue, paint: Paint) -> None:
        self._words, self._paint = words, paint

    def findings(self, changes: Iterable[FindingChange]) -> Iterator[str]:
        for change in changes:
            statement = _clean(change.statement)
            head = say("compare.finding", id=change.id, statement=statement)
            if change.change is not Change.CHANGED:
                what = say(CHANGES[change.change])
                head = say("compare.finding-is", id=change.id, change=what, statement=statement)
            yield from _wrapped(self._words.text(head), "  ", "    ")
            if change.change is Change.CHANGED:
                for field in change.fields:
                    yield from self._field(field, "    ")
            else:
                yield from self._from_to(change.before_display, change.after_display, "    ")
            yield from self._places(change.places, "    ")

    def numbers(self, changes: Iterable[NumberChange]) -> Iterator[str]:
        for change in changes:
            yield from self._from_to(change.before, change.after, "  ")
            for text in change.texts:
                yield f"    {self._where(text.place)}"
                yield from _marked(_shortened(text.segments), "      ", self._paint)

    def metadata(self, changes: Iterable[MetadataChange]) -> Iterator[str]:
        for change in changes:
            yield from self._field(change.field, "  ")

    def texts(self, changes: Iterable[TextChange]) -> Iterator[str]:
        for section, group in groupby(changes, lambda change: change.place.section):
            yield from _wrapped(self._section(section), "  ", "  ")
            for change in group:
                yield f"    {self._words.text(self._headline(change))}"
                yield from _marked(_shortened(change.segments), "      ", self._paint)

    def figures(self, changes: Iterable[FigureChange]) -> Iterator[str]:
        for change in changes:
            told = CHANGES[change.change]
            if change.change is Change.CHANGED:
                told = "compare.picture-changed" if change.picture else "compare.text-changed"
            yield from _wrapped(self._section(change.place.section), "  ", "  ")
            place = self._page(change.place)
            yield f"    {self._words('compare.figure-at', place=place, told=say(told))}"
            for key, segments in (("compare.caption", change.caption), ("compare.alt", change.alt)):
                changed = any(segment.op is not Op.SAME for segment in segments)
                if segments and (changed or key == "compare.caption"):
                    yield from self._named(self._words(key), _shortened(segments), "      ")

    def _field(self, field: FieldChange, indent: str) -> Iterator[str]:
        return self._named(f"{self._words(FIELDS[field.name])}:", field.segments, indent)

    def _named(self, name: str, segments: Iterable[Segment], indent: str) -> Iterator[str]:
        return _marked([Segment(Op.SAME, f"{name} "), *segments], indent, self._paint, "  ")

    def _from_to(self, before: str, after: str, indent: str) -> Iterator[str]:
        pieces = (Segment(Op.REMOVED, before), Segment(Op.ADDED, after))
        return _marked([piece for piece in pieces if piece.text], indent, self._paint)

    def _headline(self, change: TextChange) -> Message:
        what = say_many("compare.blocks", change.count) if change.count > 1 else say(KINDS[change.place.kind])
        old, new = change.place.before, change.place.after
        if change.change is Change.MOVED and old and new:
            before, after = _clean(old.label), _clean(new.label)
            if before == after:
                key = "compare.moved-within-and-changed" if change.edited else "compare.moved-within"
                return say(key, what=what, page=after)
            key = "compare.moved-to-and-changed" if change.edited else "compare.moved-to"
            return say(key, what=what, before=before, after=after)
        return say(
            "compare.at", what=what, change=say(CHANGES[change.change]), place=self._page(change.place)
        )

    def _places(self, places: tuple[Place, ...], indent: str) -> Iterator[str]:
        if not places:
            yield indent + self._words("compare.nowhere")
            return
        pages: dict[str, list[str]] = {}
        for place in places:
            spot = place.after or place.before
            if spot is not None:
                pages.setdefault(_clean(spot.label), []).append(KINDS[place.kind])
        told = "; ".join(
            self._words("compare.page-with", page=label, kinds=in_turn(list(_counted(kinds))))
            for label, kinds in pages.items()
        )
        yield from _wrapped(
            self._words.many("compare.in-places", len(places), pages=told), indent, indent + "  "
        )

    def _section(self, section: str) -> str:
        return _clean(section) or f"({self._words('compare.front')})"

    def _where(self, place: Place) -> str:
        section, page = self._section(place.section), f", {self._page(place)}"
        room = WIDTH - 4 - len(page)
        return (section if len(section) <= room else section[: room - 1] + "…") + page

    def _page(self, place: Place) -> str:
        return _clean(page_name(place, self._words))


def _counted(kinds: list[str]) -> Iterator[Message]:
    for kind in dict.fromkeys(kinds):
        count = kinds.count(kind)
        yield say(kind) if count == 1 else say("compare.times", number=count, kind=say(kind))


def _shortened(segments: Iterable[Segment]) -> list[Segment]:
    """The changes with some words around them; a text without a mark loses its end."""
    pieces = list(segments)
    last = len(pieces) - 1
    found = []
    for index, (op, text) in enumerate(pieces):
        words = text.split(" ")
        before = 0 if index == last else _AROUND
        after = 2 * _AROUND if last == 0 else (0 if index == 0 else _AROUND)
        if op is Op.SAME and len(words) > before + after + 1:
            words = [*words[:after], "…", *words[len(words) - before :]]
        found.append(Segment(op, " ".join(words)))
    return found


def _marked(segments: Iterable[Segment], indent: str, paint: Paint, hang: str = "") -> Iterator[str]:
    """Marked text in lines of at most WIDTH columns; ``hang`` is added to the indent of all but the first.

    A mark that goes on in the next line is closed and opened again: each line can be read by itself.
    """
    following = indent + hang
    line: list[tuple[Op, str]] = []
    for piece in _unbreakable(segments):
        if line and len(_painted([*line, *piece], unpainted)) > WIDTH - len(indent):
            yield indent + _painted(line, paint)
            line = []
            indent = following
        line += piece
    if line:
        yield indent + _painted(line, paint)


def _unbreakable(segments: Iterable[Segment]) -> Iterator[list[tuple[Op, str]]]:
    """Pieces that a line may end before: words with the blank before them, and what follows without one."""
    piece: list[tuple[Op, str]] = []
    for op, text in segments:
        for match in _ATOM.finditer(_clean(text)):
            turns = bool(piece) and piece[-1][0] is Op.REMOVED and op is Op.ADDED
            if piece and (turns or match[0].startswith(" ") or _is_long([*piece, (op, match[0])])):
                yield piece
                piece = []
            piece.append((op, match[0]))
    if piece:
        yield piece


def _is_long(piece: list[tuple[Op, str]]) -> bool:
    return len(_painted(piece, unpainted)) > _LONGEST


def _painted(line: list[tuple[Op, str]], paint: Paint) -> str:
    pieces = []
    for op, group in groupby(line, lambda atom: atom[0]):
        text = "".join(word for _, word in group)
        if op is Op.SAME:
            pieces.append(text)
            continue
        bare = text.lstrip(" ")
        marks = ("[-", "-]") if op is Op.REMOVED else ("{+", "+}")
        pieces.append(" " * (len(text) - len(bare)) + paint(op, f"{marks[0]}{bare}{marks[1]}"))
    return "".join(pieces).strip(" ")


def _wrapped(text: str, indent: str, following: str) -> Iterator[str]:
    import textwrap

    yield from textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=following, break_on_hyphens=False
    ) or [indent]


def _clean(text: str) -> str:
    """Text from a file must not steer the terminal."""
    return printable(text.replace("\n", " "))
