"""The stages of a run, announced as they begin, and the time that each took."""

from __future__ import annotations

from collections.abc import Callable


def silent(_stage: str) -> None:
    """Announce nothing."""


class Stages:
    """Announces each stage and takes its time; ``clock`` counts seconds."""

    def __init__(self, clock: Callable[[], float], announce: Callable[[str], None] = silent) -> None:
        self._clock, self._announce = clock, announce
        self._began: list[tuple[str, float]] = []

    def begin(self, name: str) -> None:
        """End the stage at work and begin another."""
        self._announce(name)
        self._began.append((name, self._clock()))

    def detail(self, at: str) -> None:
        """Announce how far the stage at work is."""
        stage = f"{self._began[-1][0]}: " if self._began else ""
        self._announce(f"{stage}{at}")

    def timings(self) -> tuple[tuple[str, float], ...]:
        """Give the seconds that each stage took so far, in order; none before the first began."""
        ends = [*(start for _, start in self._began), self._clock()][1:]
        return tuple((name, end - start) for (name, start), end in zip(self._began, ends, strict=True))
