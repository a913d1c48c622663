"""What a command knows of the world around it, read once and passed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from report_builder.cli.locale import chosen, spoken
from report_builder.diagnostics import Diagnostic
from report_builder.language.catalogue import Catalogue, catalogue
from report_builder.language.message import hinted

Clock: TypeAlias = Callable[[], float]

_LAST_SECOND = 253402300799 - 86400
"""A day before the end of the year 9999, so that the time exists in every time zone."""


class Process(Struct, frozen=True):
    """The environment variables, a clock that counts seconds and never runs back, and one for the time.

    ``wall`` gives the seconds since 1970. ``language`` is the one that the user asked for, if any.
    """

    environment: Mapping[str, str]
    clock: Clock
    wall: Clock
    language: str | None = None

    def words(self, root: Path) -> Catalogue:
        """Give the words for the terminal of who works with the report in ``root``."""
        return catalogue(spoken(self.language, self.environment, root))

    def chosen_words(self, root: Path) -> Catalogue | None:
        """Give the words that were chosen for the screen; None where they follow the report in ``root``."""
        language = chosen(self.language, self.environment, root)
        return catalogue(language) if language else None

    def now(self) -> datetime:
        """Give the time in UTC, in whole seconds: that of SOURCE_DATE_EPOCH where it is set."""
        epoch = self.environment.get("SOURCE_DATE_EPOCH")
        return datetime.fromtimestamp(int(epoch) if epoch else int(self.wall()), UTC)

    def epoch_fault(self) -> Diagnostic | None:
        """Give the fault of SOURCE_DATE_EPOCH, if it has one.

        A build takes no time from it, the dates are those of ``report.yaml``; a release takes today from
        it. One that cannot be a time is refused by both, since it was set for a reason.
        """
        value = self.environment.get("SOURCE_DATE_EPOCH")
        if value is None or (value.isascii() and value.isdigit() and int(value[:20]) <= _LAST_SECOND):
            return None
        return Diagnostic("RB-EPOCH", *hinted("cli.epoch", value=repr(value[:40])))
