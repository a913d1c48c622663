"""Runs of text to lines of font bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import force_setattr

from report_builder.diagnostics import SourceSpan
from report_builder.layout.compose.breaking import TOLERANCE, best_breaks
from report_builder.layout.compose.fonts import Face, Word
from report_builder.layout.compose.hyphenate import Hyphenator, words_in
from report_builder.sources.characters import MAY_BREAK, SOFT_HYPHEN, bare


class Look(Struct, frozen=True, eq=False):
    """How a run is set. ``colour`` is a fill operator; lengths in points; one object per combination."""

    face: Face
    size: float
    colour: str
    language: str
    hyphenate: bool
    tracking: float = 0.0
    rise: float = 0.0
    underline: bool = False
    space: float = 0.0
    """The width of a blank in points; it follows from the rest."""

    def __post_init__(self) -> None:
        force_setattr(self, "space", self.face.space * self.size / 1000.0 + self.tracking)

    def width(self, word: Word) -> float:
        """The width of a word in points."""
        return self.scaled(word.width, sum(piece.length for piece in word.pieces))

    def scaled(self, width: float, length: int) -> float:
        """The width in points of ``length`` characters that take ``width`` thousandths of the size."""
        return width * self.size / 1000.0 + self.tracking * length

    def in_points(self, advances: Iterable[float]) -> list[float]:
        """Kerned advances of characters, given in thousandths of the size."""
        scale, tracking = self.size / 1000.0, self.tracking
        return [advance * scale + tracking for advance in advances]


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


class Line(Struct, eq=False):
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


_CUT = struct.Struct("=Idd?")
"""A place inside a word where a line may end, as ``offset``, ``end``, ``start`` and ``hyphen``.

``end`` is where the line then ends, hyphen included, and ``start`` where the next one starts, in points
from the start of the word. As bytes they take a fifth of what they would as objects.
"""


class _Token(Struct, frozen=True, eq=False):
    """A word, or the part of one that has one look; ``width`` in points.

    ``body`` has its bytes where these are one piece in the font resource that the blank has, else it is
    empty: the face then knows the word. ``cuts`` are those of ``_CUT``, one after the other.
    """

    text: str
    body: str
    width: float
    cuts: bytes


class _Text(Struct):
    """The tokens of a paragraph between two forced breaks: parallel lists, one entry a token.

    ``blanks`` has the run that the blank after a token belongs to, None where there is none. Tokens of
    one run have blanks of that run between them; ``stops`` tells where the run ends.
    """

    tokens: list[_Token] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    blanks: list[Run | None] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)


class _Places(Struct):
    """Where lines may end: parallel lists, one entry a place; place 0 is the paragraph's start.

    A place stands before character ``offsets`` of token ``tokens``.
    """

    ends: list[float] = field(default_factory=lambda: [0.0])
    starts: list[float] = field(default_factory=lambda: [0.0])
    hyphens: list[bool] = field(default_factory=lambda: [False])
    tokens: list[int] = field(default_factory=lambda: [0])
    offsets: list[int] = field(default_factory=lambda: [0])

    def add(self, end: float, start: float, hyphen: bool, token: int, offset: int) -> None:
        """Add a place."""
        self.ends.append(end)
        self.starts.append(start)
        self.hyphens.append(hyphen)
        self.tokens.append(token)
        self.offsets.append(offset)


_SHORT = 5
"""Words of so many characters are not divided."""


class Composer:
    """Composes paragraphs of one document; holds what was measured before."""

    def __init__(self) -> None:
        self._tokens: dict[Look, dict[str, _Token]] = {}
        # What the last letter before a division takes, with its hyphen.
        self._endings: dict[Look, dict[str, float]] = {}
        self._hyphenator = Hyphenator()
        # The characters that no face has, of tokens that have such; there are none in a good report.
        self._missing: dict[_Token, str] = {}
        self.troubles: list[Trouble] = []

    def compose(self, runs: Iterable[Run], measure: float) -> list[Line]:
        """The lines of a paragraph in a column of ``measure`` points.

        A word wider than the column is broken anywhere and noted in ``troubles``; so are words with
        characters that no face has.
        """
        lines: list[Line] = []
        parts = self._forced_parts(runs)
        if self._missing:
            self._note_missing(parts)
        for text in parts:
            if not text.tokens:
                lines.append(Line((), 0.0))
                continue
            places = self._places(text, measure)
            breaks = best_breaks(places.ends, places.starts, places.hyphens, measure)
            if text is parts[-1]:
                text.blanks[-1] = None
            start = 0
            for end in breaks:
                lines.append(_line(text, places, start, end))
                start = end
        return lines

    def _note_missing(self, parts: Iterable[_Text]) -> None:
        for text in parts:
            for token, run in zip(text.tokens, text.runs, strict=True):
                if missing := self._missing.get(token):
                    self.troubles.append(Trouble(missing, token.text, run.look, run.span))

    def natural_width(self, runs: Iterable[Run]) -> tuple[float, float]:
        """The width of the longest unbreakable part, and of the text on one line, in points; no troubles."""
        longest = total = 0.0
        for text in self._forced_parts(runs):
            if text.tokens:
                places = self._places(text, float("inf"))
                total = max(total, places.ends[-1])
                longest = max(longest, *map(sub, places.ends[1:], places.starts))
        return longest, total

    def _forced_parts(self, runs: Iterable[Run]) -> list[_Text]:
        """The tokens of the runs, in one part for each stretch between newlines."""
        part = _Text()
        parts = [part]
        for run in runs:
            known = self._tokens.setdefault(run.look, {})
            for count, stretch in enumerate(run.text.split("\n")):
                if count:
                    if part.blanks and part.blanks[-1] is None:
                        part.blanks[-1] = run
                    part = _Text()
                    parts.append(part)
                contents = words_in(stretch)
                if not contents[0] and len(contents) > 1 and part.blanks and part.blanks[-1] is None:
                    part.blanks[-1] = run
                tokens = [
                    known.get(content) or self._token(content, run.look) for content in contents if content
                ]
                if tokens:
                    part.tokens += tokens
                    part.runs += [run] * len(tokens)
                    part.blanks += [run] * len(tokens)
                    part.stops += [len(part.tokens)] * len(tokens)
                    if contents[-1]:
                        part.blanks[-1] = None
        return parts

    def _token(self, content: str, look: Look) -> _Token:
        """``content`` measured, with the places where it may be divided."""
        text = content if content.isascii() else bare(content)
        letters = look.face.letters(text)
        if letters is not None:
            bodies, advances = letters
            body = "".join(bodies)
            width = look.scaled(sum(advances), len(text))
        else:
            word = look.face.word(text)
            body = word.pieces[0].body if [piece.font for piece in word.pieces] == [look.face.font] else ""
            width, advances = look.width(word), look.face.advances(text)
        cuts = (
            self._cuts(content, text, look, advances) if len(text) > _SHORT or MAY_BREAK in content else b""
        )
        token = _Token(text, body, width, cuts)
        if letters is None and word.missing:
            self._missing[token] = word.missing
        self._tokens[look][content] = token
        return token

    def _cuts(self, content: str, text: str, look: Look, advances: Sequence[float]) -> bytes:
        """Where ``text`` may be divided, which ``content`` has with the author's soft hyphens."""
        found = self._hyphenator.opportunities(content, look.language if look.hyphenate else "")
        if not found:
            return b""
        before = [0.0, *accumulate(look.in_points(advances))]
        endings = self._endings.setdefault(look, {})
        cuts = bytearray()
        for offset, hyphen in found:
            # The last letter is not kerned with the next one, but with the hyphen.
            ending = text[offset - 1] + SOFT_HYPHEN if hyphen else text[offset - 1]
            if ending not in endings:
                endings[ending] = look.width(look.face.word(ending))
            cuts += _CUT.pack(offset, before[offset - 1] + endings[ending], before[offset], hyphen)
        return bytes(cuts)

    def _places(self, text: _Text, measure: float) -> _Places:
        places = _Places()
        ends, starts, hyphens = places.ends, places.starts, places.hyphens
        tokens, offsets = places.tokens, places.offsets
        room = measure + TOLERANCE
        x = line = 0.0
        # Written out: this loop and those of line breaking are where a build spends its time.
        for index, (token, blank) in enumerate(zip(text.tokens, text.blanks, strict=True)):
            for offset, end, start, hyphen in _CUT.iter_unpack(token.cuts):
                if x + end - line > room:
                    self._break_anywhere(text, index, offset, places)
                line = x + start
                ends.append(x + end)
                starts.append(line)
                hyphens.append(hyphen)
                tokens.append(index)
                offsets.append(offset)
            x += token.width
            if blank is not None:
                if x - line > room:
                    self._break_anywhere(text, index, None, places)
                line = x + blank.look.space
                ends.append(x)
                starts.append(line)
                hyphens.append(False)
                tokens.append(index + 1)
                offsets.append(0)
                x = line
        if blank is None:
            if x - line > room:
                self._break_anywhere(text, index, None, places)
            places.add(x, x, False, index + 1, 0)
        return places

    def _break_anywhere(self, text: _Text, index: int, stop: int | None, places: _Places) -> None:
        """Add a place before each character from the last place on to ``stop`` in token ``index``."""
        x = end = places.starts[-1]
        first, begin = places.tokens[-1], places.offsets[-1]
        for number in range(first, index + 1):
            token, look = text.tokens[number], text.runs[number].look
            begin = begin if number == first else 0
            until = stop if number == index else None
            advances = look.in_points(look.face.advances(token.text))
            for offset, advance in enumerate(advances[begin:until], begin):
                if offset > begin or number > first:
                    places.add(end, x, False, number, offset)
                end = x + look.width(look.face.word(token.text[offset]))
                x += advance
        longest = max(range(first, index + 1), key=lambda number: text.tokens[number].width)
        run = text.runs[longest]
        self.troubles.append(Trouble("", text.tokens[longest].text, run.look, run.span))


class _LineMaker:
    """Collects what stands on a line into segments of one look, font resource and owner."""

    __slots__ = ("_bodies", "_font", "_look", "_owner", "_width", "segments")

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._bodies: list[str] = []
        self._width = 0.0
        self._font = ""
        self._look: Look | None = None
        self._owner: Owner | None = None

    def add(self, run: Run, word: Word) -> None:
        """Add a word or a blank."""
        look = run.look
        for font, body, width, length in word.pieces:
            self._add(run, font, body, width * look.size / 1000.0 + look.tracking * length)

    def add_tokens(self, run: Run, tokens: list[_Token]) -> None:
        """Add tokens of one run with the blanks between them."""
        blank = run.look.face.word(" ")
        bodies = [token.body for token in tokens]
        if all(bodies):
            width = sum([token.width for token in tokens]) + run.look.space * (len(tokens) - 1)
            self._add(run, blank.pieces[0].font, " ".join(bodies), width)
            return
        for index, token in enumerate(tokens):
            if index:
                self.add(run, blank)
            self.add(run, run.look.face.word(token.text))

    def _add(self, run: Run, font: str, body: str, width: float) -> None:
        if font != self._font or run.owner is not self._owner or run.look is not self._look:
            self.flush()
            self._font, self._owner, self._look = font, run.owner, run.look
        self._bodies.append(body)
        self._width += width

    def flush(self) -> None:
        """End the segment that is being collected."""
        if self._bodies and self._look is not None and self._owner is not None:
            body = "".join(self._bodies)
            self.segments.append(Segment(self._look, self._owner, self._font, body, self._width))
        self._bodies, self._width = [], 0.0


def _line(text: _Text, places: _Places, start: int, end: int) -> Line:
    """The segments between two places."""
    first, first_offset = places.tokens[start], places.offsets[start]
    stop, stop_offset = places.tokens[end], places.offsets[end]
    maker = _LineMaker()
    index = first
    while index < stop or (index == stop and stop_offset):
        run = text.runs[index]
        if index == stop or (index == first and first_offset):
            part = text.tokens[index].text[
                first_offset if index == first else 0 : stop_offset if index == stop else None
            ]
            if index == stop and places.hyphens[end]:
                part += SOFT_HYPHEN
            maker.add(run, run.look.face.word(part))
            index += 1
        else:
            until = min(text.stops[index], stop)
            maker.add_tokens(run, text.tokens[index:until])
            index = until
        blank = text.blanks[index - 1]
        # The blank that ends a line is painted too, so that words stay apart in the text layer.
        if blank is not None and index <= stop:
            maker.add(blank, blank.look.face.word(" "))
    maker.flush()
    return Line(tuple(maker.segments), places.ends[end] - places.starts[start])
