"""Every number that changed, once, with the texts in which it did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from report_builder.compare.model import NumberChange, Place, TextChange
from report_builder.compare.numbers import by_context, context, pair_numbers
from report_builder.compare.quantities import Quantity, quantities
from report_builder.compare.word_diff import Hunk, Token


class Text(NamedTuple):
    """A text of one of the files. ``language`` is a BCP 47 tag."""

    tokens: tuple[Token, ...]
    language: str


class _Alone(NamedTuple):
    """A number without a counterpart in its own text, with the words around it."""

    quantity: Quantity
    words: tuple[str, ...]
    change: TextChange


class Tally:
    """Is told of the texts that changed, one after the other, and then tells the numbers."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[TextChange]] = {}
        self._old: list[_Alone] = []
        self._new: list[_Alone] = []

    def add(self, before: Text, after: Text, left: Sequence[Hunk], change: TextChange) -> bool:
        """Find the numbers among the changes ``left`` of a text; tell whether there are no others."""
        if not left:
            return False
        old = {at for hunk in left for at in range(hunk.first, hunk.last)}
        new = {at for hunk in left for at in range(hunk.start, hunk.stop)}
        paired = pair_numbers(before.tokens, after.tokens, before.language, after.language)
        told = [
            (a, b)
            for a, b in paired.pairs
            if a.value != b.value and not (old.isdisjoint(_range(a)) and new.isdisjoint(_range(b)))
        ]
        for a, b in told:
            self._tell(a, b, change)
        self._old += _alone([q for q in paired.before if not old.isdisjoint(_range(q))], before, change)
        self._new += _alone([q for q in paired.after if not new.isdisjoint(_range(q))], after, change)
        return (
            bool(told)
            and all(any(at in _range(a) for a, _ in told) for at in old)
            and all(any(at in _range(b) for _, b in told) for at in new)
        )

    def add_removed(self, text: Text, change: TextChange) -> None:
        """Keep the numbers of a text that is gone: they may stand in another one."""
        self._old += _alone(quantities(*text), text, change)

    def add_new(self, text: Text, change: TextChange) -> None:
        """Keep the numbers of a text that is new: they may have stood in another one."""
        self._new += _alone(quantities(*text), text, change)

    def changes(self) -> tuple[NumberChange, ...]:
        """Every number that changed; call it once, when all texts are known."""
        pairs = by_context([one.words for one in self._old], [one.words for one in self._new])
        for i, j in sorted(pairs, key=lambda pair: pair[1]):
            one, other = self._old[i], self._new[j]
            if one.quantity.value != other.quantity.value:
                self._tell(one.quantity, other.quantity, other.change)
        return tuple(
            NumberChange(*pair, tuple(sorted(texts, key=lambda text: in_reading_order(text.place))))
            for pair, texts in self._found.items()
        )

    def _tell(self, before: Quantity, after: Quantity, change: TextChange) -> None:
        texts = self._found.setdefault(_shown(before, after), [])
        if change not in texts:
            texts.append(change)


def in_reading_order(place: Place) -> tuple[int, int]:
    """Page and first mark, which are painted in the order in which they are read."""
    spot = place.after or place.before
    return (spot.page, spot.marks[0][1][0]) if spot else (0, 0)


def _alone(found: Sequence[Quantity], text: Text, change: TextChange) -> Iterator[_Alone]:
    return (_Alone(quantity, context(text.tokens, quantity), change) for quantity in found)


def _range(quantity: Quantity) -> range:
    return range(quantity.first, quantity.stop)


def _shown(before: Quantity, after: Quantity) -> tuple[str, str]:
    """Both numbers as they are written, with what belongs to them where that changed too."""
    if before.number != after.number and _rest(before) == _rest(after):
        return before.number, after.number
    return before.text, after.text


def _rest(quantity: Quantity) -> str:
    return quantity.text.replace(quantity.number, "", 1).strip()
