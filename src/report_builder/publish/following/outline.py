"""A record, opened: which place is inside which, and what stands where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

from report_builder.publish.following.joining import EXPLAINED, explained
from report_builder.publish.following.record import (
    BOX,
    CHAPTER,
    DIGEST,
    JOIN,
    KEPT,
    OBJECT,
    SECTION,
    Record,
    joins_in,
)

_COMMON = 3
"""A text that stands in more places says nothing about where another belongs."""


_LIKE = 5
"""Texts with so many letters of their sketches in common are the same text, changed, wherever they stand."""


class Spot(NamedTuple):
    """A text by its place and its index there."""

    place: int
    at: int


class Outline:
    """A record with what is asked of it, made once. Places are known by their index."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.places = record.places
        self.ids = {place.id: at for at, place in reversed(list(enumerate(record.places)))}
        self.parents = list(self._parents())
        self.ends = self._ends()
        self._texts: dict[int, list[str]] = {}
        self._like: dict[str, list[Spot]] = {}
        self.chapters = [at for at, place in enumerate(record.places) if place.level == CHAPTER]

    def _parents(self) -> list[int]:
        """The section in which each place stands; -1 for a chapter."""
        found: list[int] = []
        around: list[int] = []
        for at, place in enumerate(self.places):
            if place.kind == SECTION:
                while around and self.places[around[-1]].level >= place.level:
                    around.pop()
            found.append(around[-1] if around else -1)
            if place.kind == SECTION:
                around.append(at)
        return found

    def _ends(self) -> list[int]:
        """The index after the last place inside each."""
        ends = [at + 1 for at in range(len(self.places))]
        for at in range(len(self.places) - 1, -1, -1):
            if self.parents[at] >= 0:
                ends[self.parents[at]] = max(ends[self.parents[at]], ends[at])
        return ends

    def section(self, at: int) -> int:
        """The place itself if it is a section, else the one that it stands in."""
        return at if self.places[at].kind == SECTION else self.parents[at]

    def chapter(self, at: int) -> int:
        """The chapter of a place."""
        while self.parents[at] >= 0:
            at = self.parents[at]
        return at

    def holds(self, outer: int, inner: int) -> bool:
        """Tell whether a place is another, or inside it."""
        return outer <= inner < self.ends[outer]

    def texts(self, at: int) -> list[str]:
        """Digest and sketch of each text of a place."""
        if at not in self._texts:
            texts = self.places[at].texts
            self._texts[at] = [texts[first : first + KEPT] for first in range(0, len(texts), KEPT)]
        return self._texts[at]

    def spots(self, at: int) -> Iterator[Spot]:
        """The texts of a place, by their index."""
        return (Spot(at, index) for index in range(len(self.places[at].texts) // KEPT))

    def join(self, spot: Spot) -> str:
        """The first letters of the digest of a text and the next of its place as one; empty if unknown."""
        first = self._joins[spot.place] + JOIN * spot.at
        return self.record.joins[first : first + JOIN]

    @cached_property
    def _joins(self) -> list[int]:
        """Where the letters of each place begin."""
        return list(accumulate(map(joins_in, self.places), initial=0))

    @cached_property
    def divided(self) -> dict[str, list[Spot]]:
        """Where two texts stand in a row, by the first letters of the digest of both as one."""
        found: defaultdict[str, list[Spot]] = defaultdict(list)
        for at, place in enumerate(self.places):
            for index in range(joins_in(place) // JOIN):
                found[self.join(Spot(at, index))].append(Spot(at, index))
        return found

    def halves(self, text: str) -> list[Spot]:
        """Where a text stands as two."""
        return [
            spot
            for spot in self.divided.get(text[:JOIN], ())
            if explained(text, *self.texts(spot.place)[spot.at : spot.at + 2]) >= EXPLAINED
        ]

    def merged(self, spot: Spot, old: Outline) -> list[Spot]:
        """Where a text of an old version stands as one with the text before or behind it."""
        return [
            found
            for first in (spot.at - 1, spot.at)
            if first >= 0
            for found in self._begun.get(old.join(Spot(spot.place, first)), ())
            if explained(self.texts(found.place)[found.at], *old.texts(spot.place)[first : first + 2])
            >= EXPLAINED
        ]

    @cached_property
    def _begun(self) -> dict[str, list[Spot]]:
        """Where the texts of sections and boxes stand, by the first letters of their digest."""
        found: defaultdict[str, list[Spot]] = defaultdict(list)
        for at, place in enumerate(self.places):
            for index, text in enumerate(self.texts(at)) if place.kind in (SECTION, BOX) else ():
                found[text[:JOIN]].append(Spot(at, index))
        return found

    def around(self, at: int) -> list[Spot]:
        """The texts by which a place is known again: its own, with those of tables, figures and boxes in it.

        Of a section without any, those of the sections in it.
        """
        own = list(self.spots(at))
        for inner in range(at + 1, self.ends[at]):
            if self.places[inner].level != OBJECT:
                break
            own += self.spots(inner)
        return own or [spot for inner in range(at + 1, self.ends[at]) for spot in self.spots(inner)]

    @cached_property
    def titles(self) -> dict[tuple[str, str], list[int]]:
        """The places of a kind and title."""
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for at, place in enumerate(self.places):
            if place.title:
                found[place.kind, place.title.casefold()].append(at)
        return found

    @cached_property
    def holders(self) -> dict[str, list[Spot]]:
        """Where the text of each digest stands."""
        found: defaultdict[str, list[Spot]] = defaultdict(list)
        for at, _ in enumerate(self.places):
            for index, text in enumerate(self.texts(at)):
                found[text[:DIGEST]].append(Spot(at, index))
        return found

    @cached_property
    def sketched(self) -> list[dict[str, list[Spot]]]:
        """Where texts stand that have a letter at a place of their sketch."""
        found: list[defaultdict[str, list[Spot]]] = [defaultdict(list) for _ in range(KEPT - DIGEST)]
        for at, place in enumerate(self.places):
            for index, text in enumerate(self.texts(at)) if place.kind in (SECTION, BOX) else ():
                for column, letter in zip(found, text[DIGEST:], strict=True):
                    column[letter].append(Spot(at, index))
        return [dict(column) for column in found]

    def like(self, text: str) -> list[Spot]:
        """Where a text stands that is like this one, wherever that is: the likest, or none."""
        if text not in self._like:
            columns = zip(self.sketched, text[DIGEST:], strict=True)
            common = Counter(chain.from_iterable(column.get(letter, ()) for column, letter in columns))
            most = max(common.values(), default=0)
            likest = (spot for spot, count in common.items() if count == most) if most >= _LIKE else ()
            self._like[text] = sorted(likest)[:1]
        return self._like[text]

    def rare(self, text: str) -> list[Spot]:
        """Where a text stands, unless that is in too many places."""
        spots = self.holders.get(text[:DIGEST], [])
        return spots if len(spots) <= _COMMON else []
