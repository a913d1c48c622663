"""Where a place of an old version is in the newest one, and what changed there."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from report_builder.publish.following.record import SECTION


class State(Enum):
    """What became of a place; one that moved to another chapter may have changed too."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"


class Count(Struct, frozen=True):
    """How many of one kind changed, are new, are gone, moved away, and came from elsewhere."""

    changed: int = 0
    new: int = 0
    gone: int = 0
    moved: int = 0
    came: int = 0

    def __bool__(self) -> bool:
        """Whether there is any."""
        return self != _NONE

    def __add__(self, other: Count) -> Count:
        """Both together."""
        if other is _NONE or self is _NONE:
            return self if other is _NONE else other
        return Count(
            self.changed + other.changed,
            self.new + other.new,
            self.gone + other.gone,
            self.moved + other.moved,
            self.came + other.came,
        )


_NONE = Count()


class Changes(Struct, frozen=True):
    """What changed at a place: headings, paragraphs (items of lists and notes too), tables, figures.

    Of a whole report ``chapters`` are told instead. ``reordered`` says that the same texts stand in another
    order. ``numbers`` are those that became others, each once.
    """

    headings: Count = _NONE
    paragraphs: Count = _NONE
    tables: Count = _NONE
    figures: Count = _NONE
    chapters: Count = _NONE
    reordered: bool = False
    numbers: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self != NOTHING

    def __add__(self, other: Changes) -> Changes:
        """Both together, of one place."""
        return Changes(
            self.headings + other.headings,
            self.paragraphs + other.paragraphs,
            self.tables + other.tables,
            self.figures + other.figures,
            self.chapters + other.chapters,
            self.reordered or other.reordered,
            tuple(dict.fromkeys((*self.numbers, *other.numbers))) if other.numbers else self.numbers,
        )


NOTHING = Changes()


class Followed(Struct, frozen=True):
    """A place of an old version in the newest.

    It stands on ``page`` under ``id`` (empty for the page itself) and is called ``number`` and ``title``
    there; ``is_chapter`` tells whether that is a chapter, ``language`` is a BCP 47 tag. Of a place that is
    GONE they are those of the nearest place around it that is not; of a chapter those of the chapter to which
    most of its sections went, and ``went`` is how many did, of how many. ``kind`` is that of the place in the
    newest version (see ``record``). ``changes`` are those of the place with
    all that is in it, ``own`` those of its text without the sections in it. ``is_told`` says that this is the
    place at which to tell it: its own text changed, or it is gone or moved and what it stood in is not.
    """

    state: State
    page: str
    id: str
    number: str
    title: str
    language: str
    is_chapter: bool
    changes: Changes = NOTHING
    own: Changes = NOTHING
    is_told: bool = False
    kind: str = SECTION
    went: tuple[int, int] = (0, 0)


class Following(Struct, frozen=True):
    """All places of an old version by their id, and its pages (also those of contents and of everything)."""

    places: Mapping[str, Followed]
    pages: Mapping[str, Followed]
