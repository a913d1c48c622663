"""Downloads by version and day: counted in memory, written every few seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TypeAlias

from report_builder.feedback import StoreUnavailable

Counts: TypeAlias = Counter[tuple[str, int, date]]


class DownloadCounter:
    """Counts downloads until ``write`` stores them.

    A count need not be on the disk before the download begins: a server
    that is killed loses those of the last seconds.
    """

    def __init__(self, write: Callable[[Counts], Awaitable[None]]) -> None:
        self._write = write
        self._counts: Counts = Counter()

    def add(self, report: str, version: int, day: date) -> None:
        """Count one download."""
        self._counts[report, version, day] += 1

    async def flush(self) -> None:
        """Write what was counted; it is kept for the next time where the store cannot be reached."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            await self._write(counts)
        except StoreUnavailable:
            self._counts.update(counts)
