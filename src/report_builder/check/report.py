"""What a check is asked and what it answers."""

from __future__ import annotations

from msgspec import Struct

from report_builder.check.standards import OWN
from report_builder.diagnostics import Diagnostic, Severity


class Expectations(Struct, frozen=True):
    """How much of each thing the file must have; a difference means that something was lost.

    ``marks`` is the number of marked-content sequences with an MCID on each page.
    """

    pages: int
    marks: tuple[int, ...]
    elements: int
    links: int
    fields: int
    bookmarks: int
    destinations: int


class CheckReport(Struct, frozen=True):
    """What was found, and what could not be looked at (names of rules or profiles).

    ``profiles`` are the standards that the file was held to, and is to be held to by veraPDF; ``claims``
    those that it claims; ``pages`` is how many it has, 0 where that could not be read.
    """

    findings: tuple[Diagnostic, ...] = ()
    not_run: tuple[str, ...] = ()
    profiles: tuple[str, ...] = OWN
    claims: tuple[str, ...] = ()
    pages: int = 0

    @property
    def passed(self) -> bool:
        """True when everything was looked at and no error was found."""
        return not self.not_run and not any(d.severity is Severity.ERROR for d in self.findings)
