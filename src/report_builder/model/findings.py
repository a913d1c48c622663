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
