"""Lines of text in drawings: where they break, how much room they take, where their baselines are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from msgspec import Struct

from report_builder.graphics.scene import Anchor, Label, Measure, TypeSize
from report_builder.model.numerals import BLANKS, blank_ends, numerals


class TooNarrowError(ValueError):
    """A drawing has no room for a word of its text; ``args`` has the word."""


def baseline(style: TypeSize) -> float:
    """Give the baseline, from the top of a line of text whose type stands in the middle of its leading."""
    return (style.leading - style.size) / 2 + 0.78 * style.size


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break ``text`` at its blanks into as few lines as fit ``width``, and make these about equally long.

    A word that is wider is broken to fit, an amount before its unit, a number never.
    """
    parts = _loosened(text, width, measure)
    words = [piece for word in parts for piece in _fitting(word, width, measure)]
    widths = [measure(word) for word in words]
    blank = measure("x x") - measure("xx")  # a blank alone may be trimmed
    lines = _filled(widths, blank, width)
    if len(lines) > 1:
        narrow, wide = sum(widths) / len(lines), width
        while wide - narrow > 2:
            middle = (narrow + wide) / 2
            if len(_filled(widths, blank, middle)) > len(lines):
                narrow = middle
            else:
                wide = middle
        lines = _filled(widths, blank, wide)
    ends = [0, *accumulate(lines)]
    return [" ".join(words[start:end]) for start, end in pairwise(ends)]


def _filled(widths: Sequence[float], blank: float, width: float) -> list[int]:
    """Fill lines one after the other; give how many words each takes."""
    lines: list[int] = []
    room = 0.0
    for word in widths:
        if not lines or room < blank + word:
            lines.append(0)
            room = width + blank
        lines[-1] += 1
        room -= blank + word
    return lines


def _loosened(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Give the words of ``text``; a wider one is divided at its no-break blanks that are in no number."""
    words: list[str] = []
    for word in text.split(" "):
        ends = blank_ends(word) if measure(word) > width else []
        words += [word[start:stop].rstrip(BLANKS) for start, stop in pairwise([0, *ends, len(word)])]
    return [word for word in words if word]


def _fitting(word: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """Give ``word``, or the pieces of a word that is wider than a line."""
    while len(word) > 1 and measure(word) > width:
        end = max(1, bisect_right(range(1, len(word) + 1), width, key=lambda count: measure(word[:count])))
        for start, stop in numerals(word):
            if start < end < stop:
                end = start or stop
        yield word[:end]
        word = word[end:]
    if word:
        yield word


def rounded(value: float) -> float:
    """Cut a length to hundredths of a point: short numbers make small files."""
    return round(value, 2)


class Wording(NamedTuple):
    """A text, the style it is set in, and the part of the drawing that its lines belong to."""

    text: str
    style: str
    part: str


class TextLine(Struct, frozen=True):
    """One line: its text, style and part, its baseline from the block's top, its width."""

    text: str
    style: str
    part: str
    baseline: float
    width: float


class TextBlock(Struct, frozen=True):
    """Lines below each other, with the room they take in points."""

    lines: tuple[TextLine, ...]
    width: float
    height: float

    def labels(
        self, x: float, top: float, anchor: Anchor = "start", fill: str | None = None
    ) -> Iterator[Label]:
        """Give its labels with the block's upper edge at ``top``; ``x`` is what ``anchor`` says."""
        # From the left: so labels of different width stand exactly where they were measured.
        for line in self.lines:
            shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[anchor]
            left, y = rounded(x - shift), rounded(top + line.baseline)
            yield Label(line.text, left, y, line.style, fill=fill, part=line.part)


class Lettering(Struct, frozen=True):
    """Sets texts in the theme's styles: ``measure`` tells widths, ``styles`` sizes and leadings."""

    measure: Measure
    styles: Mapping[str, TypeSize]

    def block(self, texts: Iterable[Wording], width: float) -> TextBlock:
        """Set texts below each other, at most ``width`` points wide.

        Raises TooNarrowError where a word is wider.
        """
        lines: list[TextLine] = []
        top = 0.0
        for text, name, part in texts:
            style = self.styles[name]
            for line in self._wrapped(text, name, width):
                lines.append(TextLine(line, name, part, top + baseline(style), self.measure(line, name)))
                top += style.leading
        return TextBlock(tuple(lines), max((line.width for line in lines), default=0.0), top)

    def _wrapped(self, text: str, style: str, width: float) -> list[str]:
        def measure(part: str) -> float:
            return self.measure(part, style)

        for word in _loosened(text, width, measure):
            if measure(word) > width:
                raise TooNarrowError(word)
        return wrapped(text, width, measure)
