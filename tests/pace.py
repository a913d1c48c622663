"""Time limits of tests, which grow with the machine's slowness: a test asks what is right, not how fast.

What is waited for gets :data:`LONG`, since only a test that fails ever waits so long. What must not
take endless time gets a bound from :func:`allowed`, of the seconds that :class:`Spending` counts.
"""

from __future__ import annotations

import gc
import time
from functools import cache
from typing import Self

LONG = 600.0
"""Seconds after which what should have happened is missed, on any machine."""

_REFERENCE = 0.010
"""Processor seconds that the work below takes on the machine where the bounds were measured."""


class Spending:
    """The processor seconds of a ``with`` block, whatever ran in this process before and runs beside it.

    Other threads' time is not counted, and what earlier tests left in memory is not gone through by the
    collector of garbage, which after thousands of tests takes longer than what is measured.
    """

    seconds = 0.0

    def __enter__(self) -> Self:
        gc.freeze()
        self._start = time.thread_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.thread_time() - self._start


def allowed(seconds: float) -> float:
    """The processor seconds that may be taken here for what takes a fraction of ``seconds`` elsewhere."""
    return seconds * max(1.0, _slowness())


@cache
def _slowness() -> float:
    return min(_work() for _ in range(3)) / _REFERENCE


def _work() -> float:
    start = time.process_time()
    sum(len(str(number)) for number in range(100_000))
    return time.process_time() - start
