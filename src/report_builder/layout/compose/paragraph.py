"""Runs of text to lines of font bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from report_builder.diagnostics import SourceSpan
from report_builder.layout.compose.breaking import best_breaks
from report_builder.layout.compose.fonts import SOFT_HYPHEN, Face, Word
from report_builder.layout.compose.hyphenate import opportunities


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a run is set. ``colour`` is a fill operator; lengths in points; one object per combination."""

    face: Face
    size: float
    colour: str
    language: str
    hyphenate: bool
    tracking: float = 0.0
    rise: float = 0.0
    underline: bool = False

    def width(self, word: Word, length: int) -> float:
        """The width of a word of ``length`` characters, in points."""
        return word.width * self.size / 1000.0 + self.tracking * length

    @property
    def space(self) -> float:
        """The width of a blank in points."""
        return self.face.space * self.size / 1000.0 + self.tracking


class Owner:
    """Who owns a run of text in the tag tree; layout's paint knows what to do with it."""

    __slots__ = ()


class Run(NamedTuple):
    """Text in one look that belongs to one structure element (``owner``). A newline breaks the line.

    ``page_of`` names the block whose page number the text is, where it is one.
    """

    text: str
    look: Look
    owner: Owner
    span: SourceSpan | None = None
    page_of: str = ""


class Segment(NamedTuple):
    """A stretch of a line in one look, one font resource and one owner; ``width`` in points."""

    look: Look
    owner: Owner
    font: str
    body: str
    width: float


@dataclass(slots=True, eq=False)
class Line:
    """A line ready to be painted; ``width`` in points, without the blank that ends it.

    It can be filled anew when a page number in it becomes known.
    """

    segments: tuple[Segment, ...]
    width: float


class Trouble(NamedTuple):
    """Characters that no face has, or (``missing`` empty) a word that had to be broken anywhere."""

    missing: str
    word: str
    look: Look
    span: SourceSpan | None


@dataclass(slots=True)
class _Text:
    """The pieces of a paragraph between two forced breaks: parallel lists, one entry a piece.

    ``spaces`` has the run that the blank after a piece belongs to, None where there is none.
    """

    texts: list[str] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    owners: list[Owner] = field(default_factory=list)
    spaces: list[Run | None] = field(default_factory=list)
    spans: list[SourceSpan | None] = field(default_factory=list)


@dataclass(slots=True)
class _Places:
    """Where lines may end: parallel lists, one entry a place; place 0 is the paragraph's start."""

    ends: list[float] = field(default_factory=lambda: [0.0])
    starts: list[float] = field(default_factory=lambda: [0.0])
    hyphens: list[bool] = field(default_factory=lambda: [False])
    pieces: list[int] = field(default_factory=lambda: [0])
    offsets: list[int] = field(default_factory=lambda: [0])

    def add(self, end: float, start: float, hyphen: bool, piece: int, offset: int) -> None:
        self.ends.append(end)
        self.starts.append(start)
        self.hyphens.append(hyphen)
        self.pieces.append(piece)
        self.offsets.append(offset)

    def drop_last(self) -> None:
        for column in (self.ends, self.starts, self.hyphens, self.pieces, self.offsets):
            column.pop()


_Chunk = tuple[int, float, bool]


class Composer:
    """Composes paragraphs of one document; holds what was measured before."""

    def __init__(self) -> None:
        self._chunks: dict[tuple[Face, str, str], tuple[_Chunk, ...]] = {}
        self.troubles: list[Trouble] = []

    def compose(self, runs: Iterable[Run], measure: float) -> list[Line]:
        """The lines of a paragraph in a column of ``measure`` points.

        A word wider than the column is broken anywhere and noted in ``troubles``.
        """
        lines: list[Line] = []
        parts = _forced_parts(runs)
        for text in parts:
            if not text.words:
                lines.append(Line((), 0.0))
                continue
            self._note_missing(text)
            places = self._places(text, measure)
            breaks = best_breaks(places.ends, places.starts, places.hyphens, measure)
            if text is parts[-1]:
                text.spaces[-1] = None
            start = 0
            for end in breaks:
                lines.append(_line(text, places, start, end))
                start = end
        return lines

    def natural_width(self, runs: Iterable[Run]) -> tuple[float, float]:
        """The width of the longest unbreakable part, and of the text on one line, in points."""
        longest = total = 0.0
        for text in _forced_parts(runs):
            if not text.words:
                continue
            places = self._places(text, float("inf"))
            total = max(total, places.ends[-1])
            for place in range(1, len(places.ends)):
                longest = max(longest, places.ends[place] - places.starts[place - 1])
        return longest, total

    def _note_missing(self, text: _Text) -> None:
        for index, word in enumerate(text.words):
            if word.missing:
                self.troubles.append(
                    Trouble(word.missing, text.texts[index], text.looks[index], text.spans[index])
                )

    def _places(self, text: _Text, measure: float) -> _Places:
        places = _Places()
        x = 0.0
        last = len(text.words) - 1
        for index, (word, look, content) in enumerate(zip(text.words, text.looks, text.texts, strict=True)):
            width = look.width(word, len(content))
            if len(content) > 5:
                for offset, advance, hyphen in self._inner(look, content):
                    here = x + advance * look.size / 1000.0 + look.tracking * offset
                    mark = look.width(look.face.word(SOFT_HYPHEN), 1) if hyphen else 0.0
                    places.add(here + mark, here, hyphen, index, offset)
            if width > measure and x + width - places.starts[-1] > measure:
                self._break_anywhere(text, index, x, places)
            x += width
            if index == last:
                places.add(x, x, False, index + 1, 0)
            elif (blank := text.spaces[index]) is not None:
                space = blank.look.space
                places.add(x, x + space, False, index + 1, 0)
                x += space
        return places

    def _inner(self, look: Look, content: str) -> tuple[_Chunk, ...]:
        """Break places inside a word with the width before each, in thousandths."""
        key = (look.face, content, look.language if look.hyphenate else "")
        chunks = self._chunks.get(key)
        if chunks is None:
            found = opportunities(content, key[2])
            sums = [0.0]
            if found:
                for advance in look.face.advances(content):
                    sums.append(sums[-1] + advance)
            chunks = tuple((place.offset, sums[place.offset], place.hyphen) for place in found)
            self._chunks[key] = chunks
        return chunks

    def _break_anywhere(self, text: _Text, index: int, x: float, places: _Places) -> None:
        """Add emergency places in a word that stays too wide after hyphenation."""
        content, look = text.texts[index], text.looks[index]
        while places.pieces[-1] == index and places.offsets[-1] > 0:
            places.drop_last()
        advance = 0.0
        for offset, part in enumerate(look.face.advances(content)):
            if offset:
                here = x + advance * look.size / 1000.0 + look.tracking * offset
                places.add(here, here, False, index, offset)
            advance += part
        self.troubles.append(Trouble("", content, look, text.spans[index]))


def _forced_parts(runs: Iterable[Run]) -> list[_Text]:
    """The pieces of the runs, in one part for each stretch between newlines."""
    part = _Text()
    parts = [part]
    for run in runs:
        for count, stretch in enumerate(run.text.split("\n")):
            if count:
                if part.spaces and part.spaces[-1] is None:
                    part.spaces[-1] = run
                part = _Text()
                parts.append(part)
            for place, content in enumerate(stretch.split(" ")):
                if place and part.spaces and part.spaces[-1] is None:
                    part.spaces[-1] = run
                if content:
                    part.texts.append(content)
                    part.words.append(run.look.face.word(content))
                    part.looks.append(run.look)
                    part.owners.append(run.owner)
                    part.spaces.append(None)
                    part.spans.append(run.span)
    return parts


class _LineMaker:
    """Collects what stands on a line into segments of one look, font resource and owner."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._bodies: list[str] = []
        self._width = 0.0
        self._font = ""
        self._look: Look | None = None
        self._owner: Owner | None = None

    def add(self, look: Look, owner: Owner, word: Word, length: int) -> None:
        """Add a word, or a blank, of ``length`` characters."""
        for font, body, width in word.pieces:
            if font != self._font or owner is not self._owner or look is not self._look:
                self.flush()
                self._font, self._owner, self._look = font, owner, look
            self._bodies.append(body)
            self._width += width * look.size / 1000.0
        self._width += look.tracking * length

    def flush(self) -> None:
        """End the segment that is being collected."""
        if self._bodies and self._look is not None and self._owner is not None:
            body = "".join(self._bodies)
            self.segments.append(Segment(self._look, self._owner, self._font, body, self._width))
        self._bodies, self._width = [], 0.0


def _line(text: _Text, places: _Places, start: int, end: int) -> Line:
    """The segments between two places."""
    first, first_offset = places.pieces[start], places.offsets[start]
    stop, stop_offset = places.pieces[end], places.offsets[end]
    maker = _LineMaker()
    for index in range(first, stop + 1 if stop_offset else stop):
        content = text.texts[index]
        word = text.words[index]
        look = text.looks[index]
        if index == stop or (index == first and first_offset):
            content = content[first_offset if index == first else 0 : stop_offset if index == stop else None]
            if index == stop and places.hyphens[end]:
                content = content.removesuffix(SOFT_HYPHEN) + SOFT_HYPHEN
            word = look.face.word(content)
        maker.add(look, text.owners[index], word, len(content))
        blank = text.spaces[index]
        # The blank that ends a line is painted too, so that words stay apart in the text layer.
        if blank is not None and index != stop:
            maker.add(blank.look, blank.owner, blank.look.face.word(" "), 1)
    maker.flush()
    return Line(tuple(maker.segments), places.ends[end] - places.starts[start])
