"""What a build is at, told to those who wait longer than they expect to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Self

LONG = 1.0
"""Seconds of work after which its stages are told."""


class Progress:
    """Follows one piece of work; used as ``async with``.

    ``tell`` is awaited with the stage at work, once the work has lasted ``seconds``, and with each stage that
    begins after that; never when the work is over.
    """

    def __init__(self, tell: Callable[[str], Awaitable[None]], seconds: float = LONG) -> None:
        self._tell, self._seconds = tell, seconds
        self._stage = ""
        self._late = self._over = False
        self._telling: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(self._seconds, self._grow_late)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._over = True
        self._timer.cancel()

    def begin(self, stage: str) -> None:
        """Note that a stage begins; called from the thread that works."""
        self._loop.call_soon_threadsafe(self._begin, stage)

    def _begin(self, stage: str) -> None:
        self._stage = stage
        if self._late:
            self._say()

    def _grow_late(self) -> None:
        self._late = True
        self._say()

    def _say(self) -> None:
        task = self._loop.create_task(self._said())
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _said(self) -> None:
        if not self._over:
            await self._tell(self._stage)
