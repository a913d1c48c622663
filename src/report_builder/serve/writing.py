"""Answers on their way to the disk: those that wait go together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from report_builder.feedback import Answer, StoreUnavailable
from report_builder.feedback.store import FeedbackStore
from report_builder.language.message import say
from report_builder.serve.counting import Counts

_TOGETHER = 100


class Writer:
    """Writes to the store from one thread.

    A commit takes as long as the disk takes, whether for one answer or for many. So while one is under way
    the others gather, and the next takes them all; each is still on the disk before its reader is thanked.
    """

    def __init__(self, store: FeedbackStore) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, "feedback")
        self._gathered: list[tuple[Answer, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def add(self, answer: Answer) -> None:
        """Return when the answer is on the disk. Raises StoreUnavailable."""
        done = asyncio.get_running_loop().create_future()
        self._gathered.append((answer, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await done

    async def count(self, counts: Counts) -> None:
        """Store counts of downloads. Raises StoreUnavailable."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._store.count_downloads, counts)

    async def delete_before(self, report: str, day: date) -> None:
        """Delete a report's answers from before ``day``. Raises StoreUnavailable."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._store.delete_before, day, report)

    def close(self) -> None:
        """Wait for what is under way, and let the thread go."""
        self._thread.shutdown()

    async def _write_all(self) -> None:
        while self._gathered:
            batch, self._gathered = self._gathered[:_TOGETHER], self._gathered[_TOGETHER:]
            # Whoever has given up meanwhile was told that nothing is stored: the form will come again.
            await self._write([(answer, done) for answer, done in batch if not done.done()])

    async def _write(self, batch: Sequence[tuple[Answer, asyncio.Future[None]]]) -> None:
        answers = [answer for answer, _ in batch]
        fault: Exception | None = None
        refused: frozenset[str] = frozenset()
        try:
            loop = asyncio.get_running_loop()
            refused = await loop.run_in_executor(self._thread, self._store.add, answers)
        except Exception as error:  # noqa: BLE001 - each of those who wait gets to know it
            fault = error
        for answer, done in batch:
            if done.done():
                continue
            if fault is not None:
                done.set_exception(fault)
            elif answer.id in refused:
                done.set_exception(StoreUnavailable(say("serve.quota")))
            else:
                done.set_result(None)
