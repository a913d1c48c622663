"""Runs the preview: the watch, the session and the web server, in one event loop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import hinted
from report_builder.language.reason import reason_of
from report_builder.pipeline.production import has_report
from report_builder.preview.gallery import Gallery
from report_builder.preview.session import Session
from report_builder.preview.site_view import SiteMaker
from report_builder.preview.staged_build import Maker
from report_builder.preview.watching import Watch

if TYPE_CHECKING:
    from uvicorn import Config, Server

HOST = "127.0.0.1"
"""The preview answers this machine only."""


_REST = 1.0
"""Seconds after a fault of the watch before it watches again."""


class Request(Struct, frozen=True):
    """What is asked for: the report's folder, a port (0: any that is free), polling instead of news.

    ``token`` is the secret part of the address. ``lacking`` says what the site cannot be shown without, None
    where it can. ``words`` are those of the language that was chosen, None for the report's; what is
    previewed has the report's. ``at_first`` are the words until the report was read without an error.
    """

    root: Path
    port: int
    poll: bool
    token: str
    lacking: Diagnostic | None = None
    words: Catalogue | None = None
    at_first: Catalogue | None = None


def preview(
    request: Request,
    clock: Callable[[], float],
    now: Callable[[], datetime],
    ready: Callable[[str], None],
    report_fault: Callable[[Exception], Diagnostic],
) -> tuple[Diagnostic, ...]:
    """Serve until the process is asked to stop; diagnostics tell why it could not begin.

    ``clock`` counts seconds, ``now`` gives the time in UTC; ``ready`` gets the address to open;
    ``report_fault`` is told of every fault of our own, and says what to show of it.
    """
    diagnostics = Diagnostics()
    if not has_report(request.root, "preview", diagnostics):
        return diagnostics.items
    try:
        listening = socket.create_server((HOST, request.port))
    except OSError as fault:
        # Python's own words have the address as a tuple behind them.
        reason = reason_of(OSError(fault.errno, os.strerror(fault.errno or 0)))
        diagnostics.error(
            "RB-PORT-BUSY",
            None,
            *hinted(
                "preview.port-busy",
                port=request.port,
                reason=reason,
                command=f"report-builder preview --port {request.port + 1}",
            ),
        )
        return diagnostics.items
    with listening:
        maker = Maker(request.root, clock, report_fault)
        site = SiteMaker(request.root, now, report_fault, request.lacking)
        asyncio.run(run(listening, maker, site, request, clock, ready, report_fault, tidy=_Tidier().tidy))
    return diagnostics.items


class _Tidier:
    """Collects garbage between builds; the command line has switched that off during the work.

    What is there after the first build stays for ever, most of it code, so it is not looked at again.
    """

    def __init__(self) -> None:
        self._first = True

    def tidy(self) -> None:
        gc.collect()
        if self._first:
            self._first = False
            gc.freeze()


async def run(
    listening: socket.socket,
    maker: Maker,
    site: SiteMaker,
    request: Request,
    clock: Callable[[], float],
    ready: Callable[[str], None],
    report_fault: Callable[[Exception], Diagnostic],
    *,
    stop: Callable[[Callable[[], None]], None] = lambda _stop: None,
    tidy: Callable[[], None] = lambda: None,
) -> None:
    """Serve at a listening socket.

    ``stop`` is given a function that ends it, from any thread; ``tidy`` is called when a build is over.
    """
    from uvicorn import Config

    from report_builder.preview.app import application

    port: int = listening.getsockname()[1]
    gallery = Gallery()
    session = Session(
        maker, clock, gallery.show, report_fault, tidy=tidy, chosen=request.words, at_first=request.at_first
    )
    watch = Watch(session.edited, poll=request.poll)
    config = Config(
        application(session, gallery, site, port, request.token),
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    loop = asyncio.get_running_loop()
    server = _server(config, lambda: loop.call_soon_threadsafe(lambda: loop.create_task(session.close())))
    stop(lambda: server.handle_exit(0, None))
    tasks = [loop.create_task(session.run(watch.follow)), loop.create_task(_keep_watch(watch, session))]
    for task in tasks:
        # They never end by themselves; where one fails, that is a fault of our own, and it is raised below.
        task.add_done_callback(lambda _task: setattr(server, "should_exit", True))
    try:
        ready(f"http://{HOST}:{port}/{request.token}/")
        await server.serve([listening])
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        gallery.close()


async def _keep_watch(watch: Watch, session: Session) -> None:
    """Watch until cancelled, whatever fails on the way."""
    while True:
        try:
            await watch.run()
        except Exception as fault:  # noqa: BLE001 - who writes on must see it
            await session.fail(fault)
            await asyncio.sleep(_REST)


def _server(config: Config, leaving: Callable[[], object]) -> Server:
    """Make a server that tells before it waits for its listeners to go: ours would never."""
    from uvicorn import Server

    class Leaving(Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            leaving()
            super().handle_exit(sig, frame)

    return Leaving(config)
