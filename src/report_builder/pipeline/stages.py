"""The stages of a run, announced as they begin, and the time that each took."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from report_builder.language.message import Announce, Message, Value, say, silent

STAGES: Mapping[str, Message] = MappingProxyType(
    {
        "read": say("stage.read"),
        "theme": say("stage.theme"),
        "characters": say("stage.characters"),
        "layout": say("stage.layout"),
        "compare": say("stage.compare"),
        "finish": say("stage.finish"),
        "print": say("stage.print"),
        "check": say("stage.check"),
        "contrast": say("stage.contrast"),
        "listen": say("stage.listen"),
        "write": say("stage.write"),
        "book": say("stage.book"),
        "verify": say("stage.verify"),
        "archive": say("stage.archive"),
    }
)
"""What each stage is called, by its name for programs."""


def _unnamed(_name: str) -> None:
    """Announce no name of a stage."""


class Stages:
    """Announces each stage and takes its time; ``clock`` counts seconds.

    ``begun`` is given the name of each stage for programs, a key of :data:`STAGES`.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        announce: Announce = silent,
        begun: Callable[[str], None] = _unnamed,
    ) -> None:
        self._clock, self._announce, self._begun = clock, announce, begun
        self._began: list[tuple[str, float]] = []

    def begin(self, name: str) -> None:
        """End the stage at work and begin another."""
        self._announce(STAGES[name])
        self._begun(name)
        self._began.append((name, self._clock()))

    def detail(self, at: Value) -> None:
        """Announce how far the stage at work is."""
        self._announce(say("stage.at", stage=STAGES[self._began[-1][0]], at=at) if self._began else at)

    def timings(self) -> tuple[tuple[str, float], ...]:
        """Give the seconds that each stage took so far, in order; none before the first began."""
        ends = [*(start for _, start in self._began), self._clock()][1:]
        return tuple((name, end - start) for (name, start), end in zip(self._began, ends, strict=True))
