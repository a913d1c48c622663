"""How long answers are kept: those that are older are deleted, at the start and on every new day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from report_builder.diagnostics import Diagnostic
from report_builder.feedback import StoreUnavailable
from report_builder.language.message import Message, hinted
from report_builder.serve.limits import World


class Keeping:
    """Has ``delete`` delete a report's answers from before a day; nothing where answers are kept for ever."""

    def __init__(self, delete: Callable[[str, date], Awaitable[None]], world: World) -> None:
        self._delete = delete
        self._world = world
        self._done: date | None = None
        self._failing = False

    async def sweep(self, report: str) -> None:
        """Delete what is too old, once a day; a day on which that failed is tried again."""
        today = self._world.today()
        if self._world.keep_days is None or today == self._done:
            return
        try:
            await self._delete(report, today - timedelta(days=self._world.keep_days))
        except StoreUnavailable as fault:
            self._tell(fault.reason)
        else:
            self._done, self._failing = today, False

    def _tell(self, reason: Message) -> None:
        """Tell the operator, once until it works again."""
        if not self._failing:
            self._failing = True
            self._world.report(Diagnostic("RB-DATABASE", *hinted("serve.not-deleted", reason=reason)))
