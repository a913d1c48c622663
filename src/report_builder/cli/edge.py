"""What a command knows of the world around it, read once and passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from msgspec import Struct

from report_builder.diagnostics import Diagnostic

Clock: TypeAlias = Callable[[], float]

_LAST_SECOND = 253402300799 - 86400
"""A day before the end of the year 9999, so that the time exists in every time zone."""


class Edge(Struct, frozen=True):
    """The environment variables, a clock that counts seconds and never runs back, and one for the time.

    ``wall`` gives the seconds since 1970.
    """

    environment: Mapping[str, str]
    clock: Clock
    wall: Clock

    def now(self) -> datetime:
        """Give the time in UTC, in whole seconds: that of SOURCE_DATE_EPOCH where it is set."""
        epoch = self.environment.get("SOURCE_DATE_EPOCH")
        return datetime.fromtimestamp(int(epoch) if epoch else int(self.wall()), UTC)

    def epoch_fault(self) -> Diagnostic | None:
        """Give the fault of SOURCE_DATE_EPOCH, if it has one.

        A build takes no time from it, the dates are those of ``report.yaml``; a release takes today from
        it. One that cannot be a time is refused by both, since whoever set it meant something.
        """
        value = self.environment.get("SOURCE_DATE_EPOCH")
        if value is None or (value.isascii() and value.isdigit() and int(value[:20]) <= _LAST_SECOND):
            return None
        return Diagnostic(
            "RB-EPOCH",
            f"SOURCE_DATE_EPOCH is {value[:40]!r}, which is not a whole number of seconds since 1970",
            "set it to a number such as 1575417600, or unset it",
        )
