"""The index of a report: entries in two levels, with the places that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, NamedTuple

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.model.content_model import ITEMS, ContentModel, Holds, Part, words_in
from report_builder.model.inlines import Inlines


class IndexPlace(Struct, frozen=True):
    """Where an entry is spoken of: the ids of the words there, and of those that end it if it goes on."""

    first: str
    last: str


class IndexEntry(Struct, frozen=True):
    """A word with its places; ``see`` are words that lead to other entries, ``entries`` stand below it."""

    content: ClassVar[ContentModel] = ContentModel(
        (words_in("term"), words_in("see"), Part("entries", Holds.ITEMS)), name="term"
    )

    id: str
    term: Inlines
    places: tuple[IndexPlace, ...]
    see: Inlines
    entries: tuple[IndexEntry, ...]
    span: SourceSpan


class Index(Struct, frozen=True):
    """The entries in the order of the alphabet."""

    content: ClassVar[ContentModel] = ContentModel((ITEMS,), nested=False)

    id: str
    items: tuple[IndexEntry, ...]
    span: SourceSpan


class Stop(NamedTuple):
    """A place as a reader sees it: its page or its section, by its order in the report and in words."""

    order: int
    label: str
    target: str


def stops(
    places: Iterable[IndexPlace], of: Callable[[str], Stop]
) -> tuple[tuple[Stop] | tuple[Stop, Stop], ...]:
    """The places of an entry as they are written: one stop, or the first and the last of several.

    ``of`` gives the stop of an id. A stop within others that are written is not written again.
    """
    ranges = sorted({_orders(place, of): place for place in reversed([*places])}.items(), key=_widest_first)
    found: list[tuple[Stop] | tuple[Stop, Stop]] = []
    end = -1
    for (first, last), place in ranges:
        if last > end:
            end = last
            found.append((of(place.first),) if first == last else (of(place.first), of(place.last)))
    return tuple(found)


def _orders(place: IndexPlace, of: Callable[[str], Stop]) -> tuple[int, int]:
    return of(place.first).order, of(place.last).order


def _widest_first(item: tuple[tuple[int, int], IndexPlace]) -> tuple[int, int]:
    (first, last), _ = item
    return first, -last
