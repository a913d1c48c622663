"""A paragraph as tokens, the places where its lines may end, and the lines between them."""

from __future__ import annotations

import struct

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.layout.compose.fonts import HYPHEN
from report_builder.layout.compose.runs import Line, Look, Owner, Run, Segment
from report_builder.layout.compose.words import Word

CUT = struct.Struct("=IddB")
"""A place inside a word where a line may end, as ``offset``, ``end``, ``start`` and ``hyphen``.

``end`` is where the line then ends, hyphen included, and ``start`` where the next one starts, in points
from the start of the word. As bytes they take a fifth of what they would as objects.
"""


class Token(Struct, frozen=True, eq=False):
    """A word, or the part of one that has one look; ``width`` in points.

    ``body`` has its bytes where these are one piece in the font resource that the blank has, else it is
    empty: the face then knows the word. ``cuts`` are those of ``CUT``, one after the other.
    """

    text: str
    body: str
    width: float
    cuts: bytes


class Text(Struct):
    """The tokens of a paragraph between two forced breaks: parallel lists, one entry a token.

    ``blanks`` has the run that the blank after a token belongs to, None where there is none. Tokens of
    one run have blanks of that run between them; ``stops`` tells where the run ends.
    """

    tokens: list[Token] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    blanks: list[Run | None] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)

    def shrink(self, index: int, run: Run, token: Token) -> None:
        """Put ``token``, of the smaller ``run``, in the place of the one at ``index``."""
        stop = self.stops[index]
        before = index
        while before and self.stops[before - 1] == stop:
            before -= 1
            self.stops[before] = index
        self.tokens[index], self.runs[index], self.stops[index] = token, run, index + 1


class Places(Struct):
    """Where lines may end: parallel lists, one entry a place; place 0 is the paragraph's start.

    A place stands before character ``offsets`` of token ``tokens``.
    """

    ends: list[float] = field(default_factory=lambda: [0.0])
    starts: list[float] = field(default_factory=lambda: [0.0])
    hyphens: list[int] = field(default_factory=lambda: [0])
    tokens: list[int] = field(default_factory=lambda: [0])
    offsets: list[int] = field(default_factory=lambda: [0])

    def add(self, end: float, start: float, hyphen: int, token: int, offset: int) -> None:
        """Add a place."""
        self.ends.append(end)
        self.starts.append(start)
        self.hyphens.append(hyphen)
        self.tokens.append(token)
        self.offsets.append(offset)


def one_line(text: Text, measure: float) -> Places | None:
    """The places of a text that has room on a line of ``measure`` points: its start and its end."""
    x = end = 0.0
    for token, blank in zip(text.tokens, text.blanks, strict=True):
        end = x = x + token.width
        if end > measure:
            return None
        if blank is not None:
            x += blank.look.space
    return Places([0.0, end], [0.0, end], [0, 0], [0, len(text.tokens)], [0, 0])


class LineMaker:
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

    def add_blank(self, run: Run) -> None:
        """Add the blank behind a word, in the font of that where it is one of shaped text."""
        body = run.look.face.blank_in(self._font)
        if body:
            self._add(run, self._font, body, run.look.space)
        else:
            self.add(run, run.look.face.word(" "))

    def add_divided(self, run: Run, part: str) -> None:
        """Add the first part of a word, and behind it the hyphen in a segment of its own."""
        look = run.look
        hyphen = look.face.word(HYPHEN)
        if hyphen.missing:
            self.add(run, look.face.word(part))
            return
        self.add(run, look.face.word(part + HYPHEN))
        # Set with its letter, as it is kerned with it, and then parted from it.
        width = look.width(hyphen)
        self._bodies[-1] = self._bodies[-1].removesuffix(HYPHEN)
        self._width -= width
        font = self._font
        self.flush()
        self.segments.append(Segment(look, run.owner, font, HYPHEN, width, joins=True))

    def add_tokens(self, run: Run, tokens: list[Token]) -> None:
        """Add tokens of one run with the blanks between them."""
        bodies = [token.body for token in tokens]
        if all(bodies):
            blank = run.look.face.word(" ")
            width = sum([token.width for token in tokens]) + run.look.space * (len(tokens) - 1)
            self._add(run, blank.pieces[0].font, " ".join(bodies), width)
            return
        for index, token in enumerate(tokens):
            if index:
                self.add_blank(run)
            self.add(run, run.look.face.word(token.text))

    def _add(self, run: Run, font: str, body: str, width: float) -> None:
        if font != self._font or run.owner is not self._owner or run.look is not self._look:
            self.flush()
            self._font, self._owner, self._look = font, run.owner, run.look
        self._bodies.append(body)
        self._width += width

    def flush(self) -> None:
        """End the segment that is being collected."""
        if any(self._bodies) and self._look is not None and self._owner is not None:
            # Words that run from right to left stand in the order in which they are seen.
            body = "".join(reversed(self._bodies) if self._look.level % 2 else self._bodies)
            self.segments.append(Segment(self._look, self._owner, self._font, body, self._width))
        self._bodies, self._width = [], 0.0


def line_between(text: Text, places: Places, start: int, end: int) -> Line:
    """The segments between two places."""
    first, first_offset = places.tokens[start], places.offsets[start]
    stop, stop_offset = places.tokens[end], places.offsets[end]
    if text.stops[first] >= stop and not first_offset and not stop_offset:  # most lines
        segment = _whole_words(text, first, stop)
        if segment is not None:
            return Line((segment,), places.ends[end] - places.starts[start])
    maker = LineMaker()
    index = first
    while index < stop or (index == stop and stop_offset):
        run = text.runs[index]
        if index == stop or (index == first and first_offset):
            part = text.tokens[index].text[
                first_offset if index == first else 0 : stop_offset if index == stop else None
            ]
            if index == stop and places.hyphens[end]:
                maker.add_divided(run, part)
            else:
                maker.add(run, run.look.face.word(part))
            index += 1
        else:
            until = min(text.stops[index], stop)
            maker.add_tokens(run, text.tokens[index:until])
            index = until
        blank = text.blanks[index - 1]
        # The blank that ends a line is painted too, so that words stay apart in the text layer.
        if blank is not None and index <= stop:
            ends = blank.ending is not None and index == stop and not stop_offset
            maker.add_blank(replace(blank, look=blank.ending) if ends else blank)
    maker.flush()
    return Line(tuple(maker.segments), places.ends[end] - places.starts[start])


def _whole_words(text: Text, first: int, stop: int) -> Segment | None:
    """The segment of whole words of one run and the blank behind them; None where they are not that plain."""
    run, blank = text.runs[first], text.blanks[stop - 1]
    look = run.look
    if look.level or (blank is not None and (blank is not run or blank.ending is not None)):
        return None
    tokens = text.tokens[first:stop]
    bodies = [token.body for token in tokens]
    (piece, *others) = look.face.word(" ").pieces
    if others or not all(bodies) or look.face.blank_in(piece.font):
        return None
    width = sum([token.width for token in tokens]) + look.space * (len(tokens) - 1)
    body = " ".join(bodies)
    if blank is not None:
        body += piece.body
        width += piece.width * look.size / 1000.0 + look.tracking * piece.length
    return Segment(look, run.owner, piece.font, body, width)
