"""What the whole says: the mean or the sum of all units, or a row of the table that says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from report_builder.model.units import UnitValue

MEAN, SUM = "mean", "sum"
WAYS = (MEAN, SUM)


def whole_of(
    rows: Sequence[Mapping[str, UnitValue]], numbers: Sequence[str], way: str, sums: Sequence[str]
) -> dict[str, UnitValue]:
    """The mean of each column of numbers, or the sum where ``way`` says so or ``sums`` names the column.

    A mean has one decimal more than the numbers that it is of; units without a value are in neither.
    """
    found: dict[str, UnitValue] = {}
    for name in numbers:
        values = [value for row in rows if isinstance(value := row[name], Decimal)]
        if not values:
            found[name] = None
        elif way == SUM or name in sums:
            found[name] = sum(values, Decimal(0))
        else:
            found[name] = _mean(values)
    return found


def _mean(values: Sequence[Decimal]) -> Decimal:
    decimals = max(0, *(-int(value.as_tuple().exponent) for value in values))
    mean = sum(values, Decimal(0)) / len(values)
    return mean.quantize(Decimal(1).scaleb(-decimals - 1), ROUND_HALF_EVEN)
