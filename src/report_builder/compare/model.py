"""What is compared, and what the comparison tells. Plain values, no PDF."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from report_builder.model.findings import Finding


class Side(Struct, frozen=True):
    """One of the two files: what it is called ("v1", "working"), its bytes, and its findings by id.

    ``findings`` is None where only the file is at hand; numbers are then compared in the text alone.
    """

    label: str
    pdf: bytes
    findings: Mapping[str, Finding] | None = None


class Change(StrEnum):
    """What happened to something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    DIVIDED = "divided"
    MERGED = "merged"


class Kind(StrEnum):
    """What stands in a place."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CAPTION = "caption"
    NOTE = "note"
    CODE = "code"
    FIGURE = "figure"


class Op(StrEnum):
    """What a piece of marked text is: on both sides, on the first only, on the second only."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Segment(NamedTuple):
    """A piece of marked text."""

    op: Op
    text: str


class Box(NamedTuple):
    """A rectangle on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


class Spot(Struct, frozen=True):
    """Where something is painted in one file: page indexes from 0, each with the marks (MCIDs) on it.

    ``label`` is the number printed on the first of the pages.
    """

    marks: tuple[tuple[int, tuple[int, ...]], ...]
    label: str

    @property
    def page(self) -> int:
        """The index of the first page."""
        return self.marks[0][0]


class Place(Struct, frozen=True):
    """Where a change is. ``section`` is the nearest heading, empty on the cover and in the colophon.

    ``before`` and ``after`` are its spots; None on the side where it is not.
    """

    kind: Kind
    section: str
    before: Spot | None
    after: Spot | None


class FieldChange(Struct, frozen=True):
    """A field of a finding or of the metadata that has another text; empty where there is none.

    ``segments`` are both texts as one, marked.
    """

    name: str
    before: str
    after: str
    segments: tuple[Segment, ...]


class FindingChange(Struct, frozen=True):
    """A finding that changed, with every place whose text follows from it.

    ``before_display`` and ``after_display`` are the value with its unit; empty where there is no finding.
    """

    id: str
    change: Change
    statement: str
    before_display: str
    after_display: str
    fields: tuple[FieldChange, ...]
    places: tuple[Place, ...]


class MetadataChange(Struct, frozen=True):
    """A fact about the file that changed, with the lines of cover and colophon that follow from it."""

    field: FieldChange
    places: tuple[Place, ...]


class TextChange(Struct, frozen=True):
    """A block of text that changed. ``count`` is more than 1 for blocks that moved together.

    ``segments`` are the whole text, marked; for blocks that moved together that of the first. Blocks that
    were divided or merged are one text, with ¶ between them.
    """

    change: Change
    place: Place
    segments: tuple[Segment, ...]
    count: int = 1

    @property
    def edited(self) -> bool:
        """True where words of the text changed, not only its place."""
        return any(segment.op is not Op.SAME for segment in self.segments)


class NumberChange(Struct, frozen=True):
    """A number that is no finding and changed, with every text in which it did.

    Where the words of such a text changed too, it is told among the texts as well. ``before`` and ``after``
    have their units where these changed.
    """

    before: str
    after: str
    texts: tuple[TextChange, ...]


class FigureChange(Struct, frozen=True):
    """A figure that changed. ``picture`` is True where it looks different.

    ``alt`` and ``caption`` are the marked texts, or the texts of a figure that was added or removed.
    ``before`` and ``after`` are where it stands on its page, None where there is none or it is not said.
    """

    change: Change
    place: Place
    picture: bool
    alt: tuple[Segment, ...]
    caption: tuple[Segment, ...]
    before: Box | None
    after: Box | None


class About(Struct, frozen=True):
    """One of the two files in short.

    ``language`` is a BCP 47 tag; ``labels`` are the numbers printed on its pages; ``findings`` tells
    whether they were known.
    """

    label: str
    title: str
    language: str
    labels: tuple[str, ...]
    findings: bool


class Comparison(Struct, frozen=True):
    """Everything that differs, each change once.

    ``abreast`` are pages, by index from 0, that have the same text: (before, after), in rising order.
    """

    before: About
    after: About
    findings: tuple[FindingChange, ...]
    numbers: tuple[NumberChange, ...]
    metadata: tuple[MetadataChange, ...]
    texts: tuple[TextChange, ...]
    figures: tuple[FigureChange, ...]
    abreast: tuple[tuple[int, int], ...]

    @property
    def different(self) -> bool:
        """True when anything changed."""
        return bool(self.findings or self.numbers or self.metadata or self.texts or self.figures)
