"""A finding: one number of the report, with all that belongs to it."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from report_builder.diagnostics import SourceSpan


class Finding(Struct, frozen=True):
    """One number with its statement. It stands once in ``findings.yaml`` and is used everywhere.

    ``display`` is the value with its unit, formatted for the report's language ("73 %" with a
    no-break space). ``sample`` is the number of answers, None where it is not known. ``share`` is
    the value's part of a 0-100 axis, None for a finding that is not a percentage.
    """

    id: str
    value: Decimal
    unit: str
    display: str
    statement: str
    question: str
    sample: int | None
    source: str
    group: str
    span: SourceSpan

    @property
    def share(self) -> float | None:
        """The value on an axis from 0 to 100, or None where the unit is not per cent."""
        return float(self.value) if self.unit == "%" else None

    @property
    def number_and_unit(self) -> tuple[str, str]:
        """``display`` in two: what is set large, and the unit in words that stands smaller beside it.

        The per cent sign belongs to the number. A number can have blanks of its own, "12 345 kr", and so
        can a unit; between the two is a no-break space.
        """
        number = self.display.removesuffix(f"\u00a0{self.unit}")
        return (self.display, "") if self.unit in ("", "%") else (number, self.unit)
