"""A preview that runs in a thread of the test, on a report of several chapters."""

from __future__ import annotations

import asyncio
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from report_builder.diagnostics import Diagnostic
from report_builder.preview.serving import Request, run
from report_builder.preview.site_view import SiteMaker
from report_builder.preview.staged_build import Maker
from tests.pace import LONG

NOW = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
"""A time whose day is the next one in Norway."""


def rethrow(fault: Exception) -> Diagnostic:
    """Let a fault of our own fail the test."""
    raise fault


def lengthen(root: Path, chapters: int = 5) -> None:
    """Give the small good report more chapters, each a page and a half long."""
    report = root / "content/report.yaml"
    names = [f"kapittel-{number}.md" for number in range(1, chapters + 1)]
    listed = "".join(f"  - {name}\n" for name in names)
    report.write_text(report.read_text("utf-8").replace("output:", f"{listed}output:"), "utf-8")
    for number, name in enumerate(names, 1):
        text = "\n\n".join(
            f"Kapittel {number}, avsnitt {part}: toppledere møtes for å lære av hverandre, og de prøver ut "
            "det de har lært, i sin egen ledergruppe før de møtes igjen."
            for part in range(1, 19)
        )
        (root / "content/chapters" / name).write_text(f"# Kapittel {number}\n\n{text}\n", "utf-8")


@contextmanager
def running(
    root: Path, *, poll: bool = False, report_fault: Callable[[Exception], Diagnostic] = rethrow
) -> Iterator[str]:
    """Serve the report in ``root``; the address to open. A fault of our own fails the test unless told."""
    listening = socket.create_server(("127.0.0.1", 0))
    request = Request(root, 0, poll, secrets.token_urlsafe(8))
    maker = Maker(root, time.monotonic, report_fault)
    site = SiteMaker(root, lambda: NOW, report_fault)
    addresses: list[str] = []
    stops: list[Callable[[], None]] = []
    ready = Event()

    def started(address: str) -> None:
        addresses.append(address)
        ready.set()

    def serve() -> None:
        asyncio.run(
            run(listening, maker, site, request, time.monotonic, started, report_fault, stop=stops.append)
        )

    thread = Thread(target=serve)
    thread.start()
    try:
        assert ready.wait(LONG)
        yield addresses[0]
    finally:
        stops[0]()
        thread.join(LONG)
        listening.close()
    assert not thread.is_alive()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < end, "it never held"
        time.sleep(0.01)
