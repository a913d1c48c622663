"""Cures that are final: a text is mended until no look finds more, and each place is told with its end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.pasted.slips import Slip, sentence
from report_builder.content.pasted.together import Word, mended_and_told
from report_builder.content.pasted.typography_rules import TypographyRules

_LOOKS = 5
"""So often a text is looked at; what is put in may show one more slip, and a chain of them is short."""
_SEVERAL = "content.typography-several"


class Cure(Struct, frozen=True):
    """What is told of one word or number.

    ``found`` is how it stands and ``right`` how it should; ``at`` is where it begins to differ. ``changes``
    make it so, and there are none where it is only told. ``key`` says what is wrong. ``beside`` is what is
    in doubt in the same sentence, where nothing else is, and begins at ``beside_at``.
    """

    key: str
    at: int
    found: str
    right: str
    changes: tuple[Slip, ...]
    beside: str = ""
    beside_at: int = 0


def cures(
    text: str, slips: Sequence[Slip], look: Callable[[str], Sequence[Slip]], rules: TypographyRules
) -> Iterator[Cure]:
    """Give what is told of a ``text`` that has ``slips``, in the order of its places.

    What a mending uncovers is mended with it: ``look`` finds the slips of a text that was mended. Where it
    uncovers a doubt, nothing of that sort is mended in the sentence.
    """
    held: set[tuple[str, int]] = set()
    while True:
        mended, left = _mended(text, slips, look, rules, held)
        doubts = {(slip.sort, mended.sentence(slip)) for word in left for slip in word.slips if slip.sort}
        split = {
            (sort, sentence(text, change.start)[0]) for change in mended.changes for sort in change.sorts
        }
        if split.isdisjoint(doubts):
            break
        held |= split & doubts
    found = [*mended.told(), *map(mended.in_doubt, left)]
    yield from sorted(found, key=lambda cure: cure.at)


def _mended(
    text: str,
    slips: Sequence[Slip],
    look: Callable[[str], Sequence[Slip]],
    rules: TypographyRules,
    held: AbstractSet[tuple[str, int]],
) -> tuple[_Mended, Sequence[Word]]:
    """Mend a text until nothing is left to mend; give the words too of which it is only told."""
    mended = _Mended(text, ())
    left: list[Word] = []
    for _ in range(_LOOKS):
        if held:
            slips = [mended.in_hand(slip, held) for slip in slips]
        words = list(mended_and_told(slips, mended.now, rules)) if slips else []
        left = [word for word in words if not word.sure]
        if len(left) == len(words):
            break
        mended = mended.after([slip for word in words if word.sure for slip in word.slips])
        slips = look(mended.now)
    return mended, left


class _Change(Struct, frozen=True):
    """What stands from ``start`` up to ``end`` of a text becomes ``text``; ``shown`` is its word."""

    start: int
    end: int
    text: str
    shown: tuple[int, int]
    keys: frozenset[str]
    sorts: frozenset[str]


class _Mended(Struct, frozen=True, dict=True):
    """A text and its changes, sorted by place; no two of them meet."""

    text: str
    changes: tuple[_Change, ...]

    @cached_property
    def now(self) -> str:
        """The text with its changes."""
        parts, at = [], 0
        for change in self.changes:
            parts += [self.text[at : change.start], change.text]
            at = change.end
        return "".join([*parts, self.text[at:]])

    @cached_property
    def _places(self) -> Sequence[tuple[int, int]]:
        """Where what the changes wrote begins and ends in the text as it is now."""
        places, grown = [], 0
        for change in self.changes:
            begin = change.start + grown
            places.append((begin, begin + len(change.text)))
            grown += len(change.text) - (change.end - change.start)
        return places

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where what stands from ``start`` up to ``end`` now stood before, with what was changed in it."""
        return self._before(start, first=True), self._before(end, first=False)

    def _before(self, at: int, *, first: bool) -> int:
        index = bisect_right(self._places, (at, -1)) - 1
        after = index + 1
        if after < len(self.changes) and self._places[after][0] == at and first:
            return self.changes[after].start
        if index < 0:
            return at
        change, (_, stop) = self.changes[index], self._places[index]
        if at < stop:
            return change.start if first else change.end
        return change.end + at - stop

    def sentence(self, slip: Slip) -> int:
        """Where the sentence of what is a slip now begins in the text as it was."""
        return sentence(self.text, self.back(slip.start, slip.end)[0])[0]

    def in_hand(self, slip: Slip, held: AbstractSet[tuple[str, int]]) -> Slip:
        """A slip as it is, or in doubt where nothing of its sort is mended in its sentence."""
        return replace(slip, certain=False) if (slip.sort, self.sentence(slip)) in held else slip

    def after(self, slips: Sequence[Slip]) -> _Mended:
        """The text once ``slips`` of what it is now are mended too; changes that meet become one."""
        parts: list[tuple[int, int, _Change | Slip]] = [
            *((*place, change) for place, change in zip(self._places, self.changes, strict=True)),
            *((slip.start, slip.end, slip) for slip in slips),
        ]
        parts.sort(key=lambda part: part[:2])
        changes: list[_Change] = []
        first = 0
        while first < len(parts):
            stop, last = parts[first][1], first + 1
            while last < len(parts) and parts[last][0] <= stop:
                stop = max(stop, parts[last][1])
                last += 1
            changes.append(self._joined([part for _, _, part in parts[first:last]], parts[first][0], stop))
            first = last
        return _Mended(self.text, tuple(one for one in changes if self.text[one.start : one.end] != one.text))

    def _joined(self, parts: Sequence[_Change | Slip], first: int, last: int) -> _Change:
        """One change for several that meet from ``first`` up to ``last`` of the text as it is now."""
        if len(parts) == 1 and isinstance(parts[0], _Change):
            return parts[0]
        slips = [part for part in parts if isinstance(part, Slip)]
        shown = [part.shown if isinstance(part, _Change) else self.back(*part.shown) for part in parts]
        earlier = [part for part in parts if isinstance(part, _Change)]
        return _Change(
            *self.back(first, last),
            _with(self.now, slips, first, last),
            (min(start for start, _ in shown), max(end for _, end in shown)),
            frozenset(slip.key for slip in slips).union(*(one.keys for one in earlier)),
            frozenset(slip.sort for slip in slips if slip.sort).union(*(one.sorts for one in earlier)),
        )

    def told(self) -> Iterator[Cure]:
        """What is told of the words that are mended, each with all its changes."""
        words: list[list[_Change]] = []
        for change in self.changes:
            if words and change.shown[0] < max(one.shown[1] for one in words[-1]):
                words[-1].append(change)
            else:
                words.append([change])
        for word in words:
            first, last = min(one.shown[0] for one in word), max(one.shown[1] for one in word)
            slips = tuple(Slip("", one.start, one.end, one.text, one.shown) for one in word)
            keys = frozenset[str]().union(*(one.keys for one in word))
            yield Cure(
                _key(keys), slips[0].start, self.text[first:last], _with(self.text, slips, first, last), slips
            )

    def in_doubt(self, word: Word) -> Cure:
        """What is told of a word that is left to the author."""
        slips = word.slips
        first, last = min(slip.shown[0] for slip in slips), max(slip.shown[1] for slip in slips)
        for start, end in self._places:
            if start < last and first < end:
                first, last = min(first, start), max(last, end)
        begin, end = self.back(first, last)
        right = _with(self.now, slips, first, last)
        at = self.back(slips[0].start, slips[0].end)[0]
        first_beside, last_beside = self.back(*word.beside) if word.beside else (0, 0)
        beside = self.text[first_beside:last_beside]
        return Cure(
            _key({slip.key for slip in slips}), at, self.text[begin:end], right, (), beside, first_beside
        )


def _with(text: str, slips: Sequence[Slip], first: int, last: int) -> str:
    """What stands from ``first`` up to ``last`` of a text whose ``slips``, sorted by place, are mended."""
    parts, at = [], first
    for slip in slips:
        parts += [text[at : slip.start], slip.text]
        at = slip.end
    return "".join([*parts, text[at:last]])


def _key(keys: AbstractSet[str]) -> str:
    return next(iter(keys)) if len(keys) == 1 else _SEVERAL
