"""A comparison as one page of HTML that asks for nothing else: style sheet and pictures are inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from msgspec import Struct

from report_builder.compare.drawing import Pages, around
from report_builder.compare.model import (
    Box,
    Comparison,
    FigureChange,
    FindingChange,
    MetadataChange,
    NumberChange,
    Place,
    Side,
    Spot,
    TextChange,
)
from report_builder.compare.naming import CHANGES, FIELDS, KINDS, page_name, side_name
from report_builder.compare.page_look import ART, art, colours, faces
from report_builder.compare.page_pairs import (
    MOST_PAIRS,
    Numbered,
    data_uri,
    draw_pairs,
    pages_of,
    pairs_of_pages,
)
from report_builder.content.formats import written_date
from report_builder.language.catalogue import Catalogue, catalogue, languages
from report_builder.language.message import all_of
from report_builder.theme.model import Theme

if TYPE_CHECKING:
    from jinja2 import Template

T = TypeVar("T")

_COUNTS = (
    ("findings", "compare.findings-count"),
    ("numbers", "compare.numbers-count"),
    ("metadata", "compare.metadata-count"),
    ("texts", "compare.texts-count"),
    ("figures", "compare.figures-count"),
)
_DATES = frozenset(("published", "updated"))


def as_page(comparison: Comparison, before: Side, after: Side, theme: Theme) -> str:
    """The page, in the language of ``after`` where it has a catalogue, else in English.

    ``before`` and ``after`` are the sides that were compared; their changed pages are drawn side by side.
    ``theme`` gives colours and fonts. The same arguments give the same page.
    """
    language = comparison.after.language.partition("-")[0].lower()
    words = catalogue(language if language in languages() else "en")
    changes = _Changes.of(comparison)
    with Pages(before.pdf) as old, Pages(after.pdf) as new:
        pairs = pairs_of_pages(comparison, changes.places())
        values = {
            "language": words.language,
            "words": words,
            "wording": _Wording(comparison, words, pairs),
            "comparison": comparison,
            "changes": changes,
            "figures": {item.number: _pictures(item.change, old, new) for item in changes.figures},
            "pairs": draw_pairs(old, new, comparison, pairs),
            "pair_count": len(pairs),
            "palette": colours(theme),
            "style": files("report_builder").joinpath("data/diff/page.css").read_text("utf-8"),
            "art": art(),
            "art_size": ART,
        }
    template = _template()
    # Twice: the fonts get the characters that stand on the page.
    return template.render(**values, faces=faces(theme, template.render(**values, faces=())))


class Item(NamedTuple, Generic[T]):
    """A change with its number on the page."""

    number: int
    change: T


class _Changes(Struct, frozen=True):
    """Every change with its number; the numbers go through the whole page."""

    findings: list[Item[FindingChange]]
    numbers: list[Item[NumberChange]]
    metadata: list[Item[MetadataChange]]
    texts: list[Item[TextChange]]
    figures: list[Item[FigureChange]]

    @classmethod
    def of(cls, comparison: Comparison) -> _Changes:
        first = 1
        lists: list[list[Item[object]]] = []
        for name in ("findings", "numbers", "metadata", "texts", "figures"):
            found = [Item(number, change) for number, change in enumerate(getattr(comparison, name), first)]
            first += len(found)
            lists.append(found)
        return cls(*lists)  # type: ignore[arg-type]

    def places(self) -> Iterator[Numbered]:
        """Every place of every change."""
        for finding in self.findings:
            yield from (Numbered(finding.number, place) for place in finding.change.places)
        for number in self.numbers:
            yield from (Numbered(number.number, text.place) for text in number.change.texts)
        for fact in self.metadata:
            yield from (Numbered(fact.number, place) for place in fact.change.places)
        yield from (Numbered(text.number, text.change.place) for text in self.texts)
        yield from (Numbered(figure.number, figure.change.place) for figure in self.figures)

    def by_section(self) -> list[tuple[str, list[Item[TextChange]]]]:
        """The changed texts, those of a section together."""
        grouped = groupby(self.texts, lambda item: item.change.place.section)
        return [(section, list(items)) for section, items in grouped]


class _Wording:
    """Places, dates and sides in the words of the report's language."""

    def __init__(
        self,
        comparison: Comparison,
        words: Catalogue,
        pairs: Mapping[tuple[int, int], object],
    ) -> None:
        self._words, self._abreast = words, comparison.abreast
        self._drawn = frozenset(list(pairs)[:MOST_PAIRS])
        self.before = self._label(comparison.before.label)
        self.after = self._label(comparison.after.label)
        self.counts = [
            (name, words.many(key, len(getattr(comparison, name))))
            for name, key in _COUNTS
            if getattr(comparison, name)
        ]

    def _label(self, label: str) -> str:
        number = label.removeprefix("v")
        if number.isdigit():
            return f"{self._words('document.version').lower()} {number}"
        return side_name(label, self._words)

    def kind(self, kind: str) -> str:
        """What stands in a place, in words."""
        return self._words(KINDS[kind])

    def change(self, change: str) -> str:
        """What happened to something, in words."""
        return self._words(CHANGES[change])

    def field(self, name: str) -> str:
        """What a fact, or a part of a finding, is called."""
        return self._words(FIELDS[name])

    def page(self, place: Place) -> str:
        """Where something stands."""
        return page_name(place, self._words)

    def anchor(self, place: Place) -> str:
        """The name of the pair of pages that shows a place; empty where it is not drawn."""
        pair = next(pages_of(place, self._abreast))
        return f"s{pair[0]}-{pair[1]}" if pair in self._drawn else ""

    def pages(self, places: Iterable[Place]) -> list[tuple[str, str, str]]:
        """Pages with what follows on each: its number, the name of its pair, and the kinds of texts."""
        found: dict[tuple[str, str], list[str]] = {}
        for place in places:
            kinds = found.setdefault((self.page(place), self.anchor(place)), [])
            kind = self.kind(place.kind)
            if kind not in kinds:
                kinds.append(kind)
        return [(page, anchor, ", ".join(kinds)) for (page, anchor), kinds in found.items()]

    def sheet(self, label: str, side: str) -> str:
        """A page of one of the sides: "Versjon 2, side 8"."""
        text = f"{side}, {self._words('compare.page', page=label)}"
        return text[:1].upper() + text[1:]

    def outlined(self, numbers: Iterable[int]) -> str:
        """Which changes are outlined on a page."""
        told = list(numbers)
        if not told:
            return self._words("compare.without-changes")
        return self._words.many("compare.with-changes", len(told), numbers=all_of(told))

    def value(self, name: str, value: str) -> str:
        """A fact as a reader knows it: dates are written out."""
        from datetime import date

        if name not in _DATES:
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
        return written_date(day, self._words)


class _Picture(NamedTuple):
    """A figure as it was or is: a data URI, and its size in points."""

    uri: str
    width: float
    height: float


def _pictures(change: FigureChange, old: Pages, new: Pages) -> tuple[_Picture | None, _Picture | None]:
    return (
        _picture(change.place.before, change.before, old),
        _picture(change.place.after, change.after, new),
    )


def _picture(spot: Spot | None, box: Box | None, pages: Pages) -> _Picture | None:
    if spot is None:
        return None
    if box is None:
        boxes = pages.boxes(spot.page)
        painted = [boxes[mcid] for mcid in spot.marks[0][1] if mcid in boxes]
        if not painted:
            return None
        box = around(painted)
    return _Picture(
        data_uri(pages.picture(spot.page, box)), round(box.right - box.left), round(box.top - box.bottom)
    )


def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("report_builder").joinpath("data/diff/page.html").read_text("utf-8")
    return environment.from_string(source)
