"""Where a stretch of text is divided that is wider than its column and has no place to end a line.

It is divided where it makes sense: before a unit, behind a sign, by hyphenation. Only a part for which
that is not enough is divided between any two letters. A number is never divided; it is set smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from report_builder.language.writing import has_marks
from report_builder.layout.compose.hyphenate import Opportunity, is_address
from report_builder.layout.compose.lines import Text
from report_builder.model.numerals import BLANKS, blank_ends, is_amount, numerals
from report_builder.patterns import late

SMALLEST = 0.8
"""How small a number may be set, as a share of its size, before its unit goes to the next line instead."""

_MARK = late(r"(?<=[\w)\]»”])[-‐–—/+_=&?#@.,:;|\\]+(?=[\w(\[«“])")


class Shrunk(Struct, frozen=True):
    """A part from ``start`` to ``stop`` that has to be set ``factor`` times as large as it is."""

    start: int
    stop: int
    factor: float


class Division(Struct, frozen=True):
    """Where the stretch may be divided, with a hyphen or without; ``rough`` where no rule says so."""

    places: Mapping[int, bool]
    rough: bool
    shrunk: Sequence[Shrunk]


class Stretch(Struct, frozen=True):
    """What is too wide: its characters, each as token and place in that.

    ``before`` has where each character begins and, last, where the text ends, in points; ``ends`` where a
    line ends that has the characters before this one: without kerning, and without the blank at its end.
    ``known`` are the places that hyphenation knows; ``plain`` text (code, an address) never gets a hyphen
    that it has not. ``hyphen`` is the width of one, and ``closed`` tells that one follows.
    """

    written: str
    chars: Sequence[tuple[int, int]]
    before: Sequence[float]
    ends: Sequence[float]
    known: Sequence[tuple[int, bool]]
    plain: bool
    hyphen: float
    closed: bool

    def joins_letters(self, at: int) -> bool:
        """Whether a hyphen belongs where it is divided: between two letters that are set alike."""
        return not self.plain and self.chars[at][1] > 0 and self.written[at - 1 : at + 1].isalpha()


def stretch_of(
    text: Text,
    start: tuple[int, int],
    end: tuple[int, int],
    x: float,
    opportunities: Callable[[str, str], Sequence[Opportunity]],
    *,
    closed: bool,
) -> Stretch:
    """What stands in ``text`` from ``start`` to ``end``, tokens with a character in each, from ``x`` on.

    ``opportunities`` divides a word of a language; ``closed`` tells that a hyphen follows.
    """
    written, plain, hyphen = "", False, 0.0
    chars: list[tuple[int, int]] = []
    before, ends = [x], [x]
    known: list[tuple[int, bool]] = []
    for number in range(start[0], end[0] + 1):
        token, look = text.tokens[number], text.runs[number].look
        begin = start[1] if number == start[0] else 0
        until = end[1] if number == end[0] else len(token.text)
        found = opportunities(token.text, "" if look.literal else look.language)
        known += [(len(chars) + at - begin, bool(sign)) for at, sign in found if begin < at < until]
        plain = plain or look.literal or is_address(token.text)
        hyphen = max(hyphen, look.width(look.face.word("-")))
        for offset, advance in enumerate(look.in_points(look.face.advances(token.text))[begin:until], begin):
            chars.append((number, offset))
            letter = token.text[offset].strip(BLANKS)
            ends.append(x + look.width(look.face.word(letter)) if letter else x)
            x += advance
            before.append(x)
        written += token.text[begin:until]
    return Stretch(written, chars, before, ends, known, plain, hyphen, closed)


def divide(stretch: Stretch, measure: float, *, shrink: bool) -> Division:
    """Divide a stretch for a column of ``measure`` points; unless it may ``shrink`` no number is too wide."""
    text, before, ends = stretch.written, stretch.before, stretch.ends
    width = ends[-1] - before[0]
    if shrink and measure >= SMALLEST * width and is_amount(text):
        return Division({}, False, [Shrunk(0, len(text), measure / width)])
    numbers = numerals(text)
    inside = bytearray(len(text) + 1)
    for start, stop in numbers:
        inside[start + 1 : stop] = b"\1" * (stop - start - 1)
    places = dict.fromkeys(blank_ends(text), False)
    # Where an address may be divided before a sign it is not divided behind it: "ola." would end a sentence.
    before_sign = {at for at, _ in stretch.known} if stretch.plain else set()
    marks = [match for match in _MARK.finditer(text) if match.start() not in before_sign]
    places.update((match.end(), False) for match in marks if not inside[match.end()])
    for at, sign in stretch.known:
        if not inside[at]:
            places.setdefault(at, sign and not stretch.plain)
    rough = False
    for start, stop in pairwise([0, *sorted(places), len(text)]):
        sign = places.get(stop, stretch.closed)
        if ends[stop] - before[start] + stretch.hyphen * sign > measure:
            free = [at for at in range(start + 1, stop) if not inside[at] and not has_marks(text[at])]
            rough = rough or bool(free)
            places.update((at, stretch.joins_letters(at)) for at in free)
    shrunk = [
        Shrunk(start, stop, measure / (ends[stop] - before[start]))
        for start, stop in numbers
        if shrink and ends[stop] - before[start] > measure
    ]
    return Division(dict(sorted(places.items())), rough, shrunk)
