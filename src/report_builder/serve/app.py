"""The application: which request goes where."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from report_builder.feedback.store import FeedbackStore
from report_builder.language.message import Value, say
from report_builder.serve.bucket import Allowance, Buckets, Windows
from report_builder.serve.contents import Contents
from report_builder.serve.counting import DownloadCounter
from report_builder.serve.crawlers import is_crawler
from report_builder.serve.files import Files, folder_redirect
from report_builder.serve.guard import Guard
from report_builder.serve.headers import NEVER, policy
from report_builder.serve.keeping import Keeping
from report_builder.serve.limits import Limits, World
from report_builder.serve.posting import Posting, Refused, refusal
from report_builder.serve.proxies import Proxies
from report_builder.serve.readers import Recently, reader_of
from report_builder.serve.site import Release, Site, SiteFault
from report_builder.serve.target import address_of, in_origin_form
from report_builder.serve.writing import Writer

_READING = {"GET", "HEAD"}
_NOT_FOUND = "/404.html"


def make_app(
    root: Path,
    store: FeedbackStore,
    world: World,
    limits: Limits | None = None,
    proxies: Proxies | None = None,
) -> ASGIApp:
    """Make the application for the site in ``root``, as ``publish`` wrote it.

    ``proxies`` are believed when they say who a reader is (none: only those on this machine). The store
    stays the caller's, who closes it. Raises SiteFault where there is no site.
    """
    bounds = limits or Limits()
    site = Site(root, world.report)
    return Guard(_Application(site, store, world, bounds, proxies or Proxies()).starlette(), bounds)


class _Application:
    def __init__(
        self, site: Site, store: FeedbackStore, world: World, limits: Limits, proxies: Proxies
    ) -> None:
        self._site = site
        self._world = world
        self._limits = limits
        self._writer = Writer(store)
        self._told: set[Value] = set()
        self._counter = DownloadCounter(self._writer.count)
        self._files = Files(Contents(), self._count, world.address)
        self._proxies = proxies

        def salt() -> bytes:
            return world.random(32)

        self._reads = Windows(world.clock, salt, limits.reads, limits.reads_seconds)
        buckets = Buckets(world.clock, salt, limits.burst, limits.refill_seconds)
        allowance = Allowance(
            world.clock, salt, limits.answers, limits.answers_around, limits.answers_seconds
        )
        self._recently = Recently(world.clock, salt)
        self._posting = Posting(self._writer.add, buckets, allowance, self._recently, world, limits)
        self._keeping = Keeping(self._writer.delete_before, world)

    def starlette(self) -> Starlette:
        app = Starlette(
            exception_handlers={Exception: self._fault},
            lifespan=self._lifespan,
        )
        # The table of addresses is the site's own; no pattern decides what is there.
        app.router.default = self._handle
        return app

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        peer = scope["client"][0] if scope["client"] else ""
        reader = self._proxies.reader(peer, Headers(scope=scope))
        request = Request({**in_origin_form(scope), "client": (reader, 0)}, receive)
        release = self._site.current()
        try:
            wait = self._reads.wait(reader) if request.method in _READING else 0
            response = _too_many(release, wait) if wait else await self._route(request, release)
        except SiteFault as fault:
            self._tell(fault)
            response = refusal(release, Refused(500))
        await response(scope, receive, send)

    def _tell(self, fault: SiteFault) -> None:
        """Tell the operator of a damaged file, once."""
        if fault.diagnostic.message not in self._told:
            self._told.add(fault.diagnostic.message)
            self._world.report(fault.diagnostic)

    async def _route(self, request: Request, release: Release) -> Response:
        address = address_of(request.scope["raw_path"])
        if address == f"/{release.report}/feedback":
            return await self._feedback(request, release)
        gone = None if address is None else release.page_of_withdrawn(address)
        if gone is not None:
            return await self._files.error_page(release, gone, 410)
        if address is None or not (address in release.files or address in release.folders):
            if _NOT_FOUND in release.files:
                return await self._files.error_page(release, _NOT_FOUND, 404)
            return refusal(release, Refused(404, (say("site.missing"), say("site.missing-text"))))
        if request.method not in _READING:
            return _not_allowed(release, "GET, HEAD")
        if address in release.files:
            return await self._files.answer(release, address, request)
        return folder_redirect(address)

    async def _feedback(self, request: Request, release: Release) -> Response:
        if request.method == "POST":
            return await self._posting.answer(request, release)
        if request.method in _READING:  # somebody opens the address of a page that asked to send again
            headers = {"cache-control": NEVER, "content-security-policy": policy("")}
            return RedirectResponse(f"/{release.report}/", 303, headers)
        return _not_allowed(release, "POST")

    async def _fault(self, _request: Request, _fault: Exception) -> Response:
        return refusal(self._site.current(), Refused(500))

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(work) for work in (self._flush_for_ever(), self._sweep_for_ever())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await self._counter.flush()
            self._writer.close()

    async def _flush_for_ever(self) -> None:
        while True:
            await asyncio.sleep(self._limits.count_seconds)
            await self._counter.flush()

    async def _sweep_for_ever(self) -> None:
        while True:
            await self._keeping.sweep(self._site.current().report)
            await asyncio.sleep(self._limits.sweep_seconds)

    def _count(self, report: str, version: int, request: Request) -> None:
        reader, what = reader_of(request), f"fetched {report} {version}"
        if is_crawler(reader.agent) or self._recently.has(reader, what):
            return
        self._recently.add(reader, what)
        self._counter.add(report, version, self._world.today())


def _too_many(release: Release, wait: float) -> Response:
    said = say("serve.too-many"), say("serve.too-many-text")
    return refusal(release, Refused(429, said, wait=wait))


def _not_allowed(release: Release, methods: str) -> Response:
    response = refusal(release, Refused(405))
    response.headers["allow"] = methods
    return response
