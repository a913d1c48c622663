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
from report_builder.diagnostics import printable

WIDTH = 80
_AROUND = 9
"""Words that are shown before and after a change; what lies further off is left out."""

Paint: TypeAlias = Callable[[Op, str], str]
"""Gives a piece of text its colour; takes no room on the terminal."""

_ATOM = re.compile(r" *[^ ]{1,30}| +$")
_LONGEST = 66
"""Columns of a piece that is not broken, with its marks."""

_FIELDS = {
    "n": "answers",
    "compared": "compared with",
    "issn": "ISSN",
    "kind": "kind of publication",
    "program": "made with",
}


def unpainted(_op: Op, text: str) -> str:
    """Give no colour."""
    return text


def as_text(comparison: Comparison, paint: Paint = unpainted) -> str:
    """The comparison in words, ending with a newline; findings, numbers and metadata come first.

    What was removed stands in [-brackets-], what was added in {+braces+}, with and without colours.
    """
    before, after = _clean(comparison.before.label), _clean(comparison.after.label)
    if not comparison.different:
        return f"no difference between {before} and {after}\n"
    parts = [f"{before} → {after}: {_summary(comparison)}"]
    sections = (
        ("Findings", _findings(comparison.findings, paint)),
        ("Numbers", _numbers(comparison.numbers, paint)),
        ("Metadata", _metadata(comparison.metadata, paint)),
        ("Text", _texts(comparison.texts, paint)),
        ("Figures", _figures(comparison.figures, paint)),
    )
    for title, lines in sections:
        found = list(lines)
        if found:
            parts += ["", title, *found]
    return "\n".join(parts) + "\n"


def _summary(comparison: Comparison) -> str:
    counts = (
        (len(comparison.findings), "finding", "findings"),
        (len(comparison.numbers), "number", "numbers"),
        (len(comparison.metadata), "fact about the file", "facts about the file"),
        (sum(text.count for text in comparison.texts), "paragraph", "paragraphs"),
        (len(comparison.figures), "figure", "figures"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


def _findings(changes: Iterable[FindingChange], paint: Paint) -> Iterator[str]:
    for change in changes:
        verb = "" if change.change is Change.CHANGED else f" ({change.change})"
        yield from _wrapped(f"{change.id}{verb}: {_clean(change.statement)}", "  ", "    ")
        if change.change is Change.CHANGED:
            for field in change.fields:
                yield from _field(field, "    ", paint)
        else:
            yield from _from_to("", change.before_display, change.after_display, "    ", paint)
        yield from _places(change.places, "    ")


def _numbers(changes: Iterable[NumberChange], paint: Paint) -> Iterator[str]:
    for change in changes:
        yield from _from_to("", change.before, change.after, "  ", paint)
        for text in change.texts:
            yield f"    {_where(text.place)}"
            yield from _marked(_shortened(text.segments), "      ", paint)


def _metadata(changes: Iterable[MetadataChange], paint: Paint) -> Iterator[str]:
    for change in changes:
        yield from _field(change.field, "  ", paint)


def _field(field: FieldChange, indent: str, paint: Paint) -> Iterator[str]:
    name = _FIELDS.get(field.name, field.name.replace("_", " "))
    yield from _marked([Segment(Op.SAME, f"{name}: "), *field.segments], indent, paint, "  ")


def _from_to(name: str, before: str, after: str, indent: str, paint: Paint) -> Iterator[str]:
    pieces = (Segment(Op.SAME, name), Segment(Op.REMOVED, before), Segment(Op.ADDED, after))
    yield from _marked([piece for piece in pieces if piece.text], indent, paint)


def _texts(changes: Iterable[TextChange], paint: Paint) -> Iterator[str]:
    for section, group in groupby(changes, lambda change: change.place.section):
        yield from _wrapped(_clean(section) or "(cover and colophon)", "  ", "  ")
        for change in group:
            yield f"    {_headline(change)}"
            yield from _marked(_shortened(change.segments), "      ", paint)


def _headline(change: TextChange) -> str:
    what = f"{change.count} blocks" if change.count > 1 else f"{change.place.kind}"
    old = change.place.before
    new = change.place.after
    if change.change is Change.MOVED and old and new:
        edited = ", and changed" if change.edited else ""
        if old.label == new.label:
            return f"{what} moved on page {_clean(new.label)}{edited}"
        return f"{what} moved from page {_clean(old.label)} to page {_clean(new.label)}{edited}"
    return f"{what} {change.change}, {_page(change.place)}"


def _figures(changes: Iterable[FigureChange], paint: Paint) -> Iterator[str]:
    for change in changes:
        told = "picture changed" if change.change is Change.CHANGED else str(change.change)
        told = "text changed" if change.change is Change.CHANGED and not change.picture else told
        yield from _wrapped(f"{_clean(change.place.section) or '(cover and colophon)'}", "  ", "  ")
        yield f"    figure, {_page(change.place)}: {told}"
        for name, segments in (("caption", change.caption), ("alt text", change.alt)):
            changed = any(segment.op is not Op.SAME for segment in segments)
            if segments and (changed or name == "caption"):
                yield from _marked(
                    [Segment(Op.SAME, f"{name}: "), *_shortened(segments)], "      ", paint, "  "
                )


def _places(places: tuple[Place, ...], indent: str) -> Iterator[str]:
    if not places:
        yield f"{indent}nowhere in the text"
        return
    count = "1 place" if len(places) == 1 else f"{len(places)} places"
    pages: dict[str, list[str]] = {}
    for place in places:
        spot = place.after or place.before
        if spot is not None:
            pages.setdefault(_clean(spot.label), []).append(str(place.kind))
    told = "; ".join(f"page {label} ({', '.join(_counted(kinds))})" for label, kinds in pages.items())
    yield from _wrapped(f"in {count}: {told}", indent, indent + "  ")


def _counted(kinds: list[str]) -> Iterator[str]:
    for kind in dict.fromkeys(kinds):
        count = kinds.count(kind)
        yield kind if count == 1 else f"{count} {kind}s"


def _where(place: Place) -> str:
    section = _clean(place.section) or "(cover and colophon)"
    page = f", {_page(place)}"
    room = WIDTH - 4 - len(page)
    return (section if len(section) <= room else section[: room - 1] + "…") + page


def _page(place: Place) -> str:
    old, new = place.before, place.after
    if old and new and old.label != new.label:
        return f"page {_clean(new.label)} (was {_clean(old.label)})"
    spot = new or old
    return f"page {_clean(spot.label)}" if spot else ""


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
