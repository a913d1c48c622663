"""Time limits of tests, which grow with the machine's slowness: a test asks what is right, not how fast.

What is waited for gets :data:`LONG`, since only a test that fails ever waits so long. What must not
take endless time gets a bound in processor time from :func:`allowed`.
"""

from __future__ import annotations

import time
from functools import cache

LONG = 600.0
"""Seconds after which what should have happened is missed, on any machine."""

_REFERENCE = 0.010
"""Processor seconds that the work below takes on the machine where the bounds were measured."""


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
