"""The axis of a chart: from where to where it runs, and the round numbers that stand along it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from report_builder.language.catalogue import Catalogue
from report_builder.language.numbers import written_number
from report_builder.model.findings import Finding

_INTERVALS = 5
"""How many steps the values may span; one more at each end makes the axis round."""
_SHARES = tuple(map(Decimal, (0, 25, 50, 75, 100)))


class Axis(Struct, frozen=True):
    """A line of numbers that has zero on it; ``ticks`` are its round numbers, from end to end.

    ``of_shares`` tells that it is that of shares of a hundred, which has a whole to compare them with.
    """

    ticks: tuple[Decimal, ...]
    of_shares: bool = False

    @property
    def low(self) -> Decimal:
        """Where the axis begins: zero, or a round number below it."""
        return self.ticks[0]

    @property
    def span(self) -> Decimal:
        """How much lies between its ends."""
        return self.ticks[-1] - self.ticks[0]

    @property
    def column(self) -> str:
        """The key of what the values are called."""
        return "document.share" if self.of_shares else "document.value"

    def written(self, words: Catalogue) -> tuple[str, ...]:
        """The numbers of its ticks as a language writes them, all with as many decimals; zero with none."""
        return tuple(written_number(tick, words) if tick else "0" for tick in self.ticks)


def axis_of(findings: Sequence[Finding]) -> Axis:
    """Give the axis for values of one unit: 0 to 100 where all are shares of a hundred.

    For all else it follows the data. It has zero on it, so that the length of a bar is its value, and ends at
    the round numbers outside the least and the greatest value.
    """
    if all(finding.share is not None and 0 <= finding.share <= 100 for finding in findings):
        return Axis(_SHARES, of_shares=True)
    values = [Decimal(0), *(finding.value for finding in findings)]
    low, high = min(values), max(values)
    step = _step(high - low)
    first = int((low / step).to_integral_value("ROUND_FLOOR"))
    last = max(first + 1, int((high / step).to_integral_value("ROUND_CEILING")))
    return Axis(tuple(step * count for count in range(first, last + 1)))


def _step(span: Decimal) -> Decimal:
    """Give the least of 1, 2 and 5 times a power of ten, and of 25, 250 …, that divides ``span`` in few."""
    if not span:
        return Decimal(1)
    unit = Decimal(1).scaleb((span / _INTERVALS).adjusted())
    steps = (unit, 2 * unit, 5 * unit / 2, 5 * unit, 10 * unit)
    whole = [step for step in steps if step != 5 * unit / 2 or step == step.to_integral_value()]
    return next(_plain(step) for step in whole if step * _INTERVALS >= span)


def _plain(number: Decimal) -> Decimal:
    """Give a number with no exponent above zero and no zeros behind: 100 instead of 1E+2, 0.1 of 0.10."""
    return Decimal(int(number)) if number == int(number) else number.normalize()
