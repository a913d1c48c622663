"""Whose values are not shown, as too few answered, and whose else, so that nothing can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from report_builder.model.units import UnitValue


def hidden_rows(
    rows: Sequence[Mapping[str, UnitValue]], column: str, least: int, numbers: Collection[str]
) -> frozenset[int]:
    """The rows, by their place, whose ``column`` says that fewer than ``least`` answered, or does not say.

    Where one alone is hidden that has a value in one of the columns of ``numbers``, that value is what the
    whole has over the others. The one with the fewest answers of those is hidden too; with equal numbers the
    first. That may leave one alone in another column, so it is looked at again.
    """
    counts = [row[column] for row in rows]
    hidden = {at for at, count in enumerate(counts) if not isinstance(count, Decimal) or count < least}
    while (other := _giving_away(rows, hidden, counts, numbers)) is not None:
        hidden.add(other)
    return frozenset(hidden)


def _giving_away(
    rows: Sequence[Mapping[str, UnitValue]],
    hidden: Collection[int],
    counts: Sequence[UnitValue],
    numbers: Collection[str],
) -> int | None:
    """The row that must be hidden beside one that would be alone; None where all can be kept."""
    for name in numbers:
        having = [at for at, row in enumerate(rows) if isinstance(row[name], Decimal)]
        shown = [at for at in having if at not in hidden]
        if shown and len(having) - len(shown) == 1:
            return min(shown, key=lambda at: (counts[at], at))
    return None


def without_values(
    row: Mapping[str, UnitValue], shown: Collection[str]
) -> tuple[dict[str, UnitValue], frozenset[str]]:
    """A row with the values of the columns ``shown`` alone, and the columns whose values are hidden."""
    hidden = frozenset(name for name, value in row.items() if value is not None and name not in shown)
    return {name: None if name in hidden else value for name, value in row.items()}, hidden
