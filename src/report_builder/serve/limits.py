"""Every number that bounds what a client can ask of the server, and what the server takes from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from report_builder.diagnostics import Diagnostic


class Limits(Struct, frozen=True):
    """Bounds. Times are in seconds, sizes in bytes.

    ``head_seconds`` for the head of a request to arrive, ``body_seconds`` for its body, ``stall_seconds``
    for a client that takes nothing of an answer; ``store_seconds`` until a form is told that the database
    does not answer, ``waiting`` for how many forms wait for it at once. A client may send ``burst`` answers
    at once and one more every ``refill_seconds``: an office behind one address should not meet the limit.
    Of all that it sends ``answers`` are stored within ``answers_seconds``, and ``answers_around`` from the
    whole network around it, so that no address fills the store.
    A reader may ask for ``reads`` files within ``reads_seconds``, and hold ``connections_each`` of all the
    ``connections``.
    ``sweep_seconds`` between two looks at whether the day is another one, and old answers are to be deleted.
    ``linger_bytes`` and ``linger_seconds``: what is read and thrown away of a body that was refused, so that
    the client gets to see the refusal.
    """

    body_bytes: int = 16_384
    head_seconds: float = 10.0
    body_seconds: float = 10.0
    stall_seconds: float = 30.0
    idle_seconds: int = 15
    store_seconds: float = 10.0
    count_seconds: float = 5.0
    shutdown_seconds: int = 10
    connections: int = 512
    connections_each: int = 128
    waiting: int = 100
    burst: int = 20
    refill_seconds: float = 6.0
    answers: int = 100
    answers_around: int = 400
    answers_seconds: float = 86_400.0
    reads: int = 600
    reads_seconds: float = 60.0
    sweep_seconds: float = 600.0
    linger_bytes: int = 1_000_000
    linger_seconds: float = 2.0


class World(Struct, frozen=True):
    """What the server takes from outside.

    ``clock`` counts seconds and never runs back; ``today`` is the calendar day where the report is at home;
    ``random`` gives so many random bytes; ``report`` shows what an operator should know; ``address`` is where
    the site stands for its readers, as far as that is known; ``keep_days`` for how many days an answer is
    kept, None for ever.
    """

    clock: Callable[[], float]
    today: Callable[[], date]
    random: Callable[[int], bytes]
    report: Callable[[Diagnostic], object]
    address: str | None = None
    keep_days: int | None = None
