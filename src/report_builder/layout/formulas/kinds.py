"""What each item of a row does, which says how it is spaced (The TeXbook, chapter 17 and appendix G)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.model.formulas import (
    Blank,
    Fence,
    Fraction,
    Item,
    Kind,
    Row,
    Scripts,
    Sign,
    Stacked,
    Words,
)

_NOT_BEFORE = frozenset((None, Kind.BINARY, Kind.LARGE, Kind.RELATION, Kind.OPENING, Kind.PUNCTUATION))
_NOT_AFTER = frozenset((None, Kind.RELATION, Kind.CLOSING, Kind.PUNCTUATION))


def kind_of(item: Item) -> Kind:
    """What an item does in its row."""
    match item:
        case Sign() | Words():
            return item.kind
        case Scripts() | Stacked():
            return kind_of(item.base)
        case Fence() | Fraction():
            return Kind.INNER
        case _:
            return Kind.ORDINARY


def flat(items: Sequence[Item]) -> Iterator[Item]:
    """The items of a row; one that has a row alone is that row."""
    if len(items) == 1 and isinstance(items[0], Row):
        yield from flat(items[0].items)
    else:
        yield from items


def kinds_of(items: Sequence[Item]) -> list[Kind]:
    """What each item does: an operator without something at both sides is a sign like others."""
    kinds = [kind_of(item) for item in items]
    real = [index for index, item in enumerate(items) if not isinstance(item, Blank)]
    above: Kind | None = None
    for place, index in enumerate(real):
        after = kinds[real[place + 1]] if place + 1 < len(real) else None
        if kinds[index] is Kind.BINARY and (above in _NOT_BEFORE or after in _NOT_AFTER):
            kinds[index] = Kind.ORDINARY
        above = kinds[index]
    return kinds
