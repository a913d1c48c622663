"""What a command knows of the world around it, read once and passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from report_builder.diagnostics import Diagnostic

Clock: TypeAlias = Callable[[], float]

_LAST_SECOND = 253402300799
"""The end of the year 9999."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The environment variables, and a clock that counts seconds and never runs back."""

    environment: Mapping[str, str]
    clock: Clock

    def epoch_fault(self) -> Diagnostic | None:
        """Give the fault of SOURCE_DATE_EPOCH, if it has one.

        No build time stands in the file, the dates are those of ``report.yaml``: so the value changes
        nothing. One that cannot be a time is refused all the same, since whoever set it meant something.
        """
        value = self.environment.get("SOURCE_DATE_EPOCH")
        if value is None or (value.isascii() and value.isdigit() and int(value[:20]) <= _LAST_SECOND):
            return None
        return Diagnostic(
            "RB-EPOCH",
            f"SOURCE_DATE_EPOCH is {value[:40]!r}, which is not a whole number of seconds since 1970",
            "set it to a number such as 1575417600, or unset it",
        )
