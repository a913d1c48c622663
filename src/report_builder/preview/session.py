"""One build at a time: a newer edit takes the place of the build at work, and the last good pages stay."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostic
from report_builder.language.catalogue import FALLBACK, Catalogue, catalogue
from report_builder.preview.build_result import Check, Completed, Composed, Proof, Superseded, Texts, Timings
from report_builder.preview.changes import Changes, changes
from report_builder.preview.inputs import Followed
from report_builder.preview.progress import Progress
from report_builder.preview.speech import Spoken

PATIENCE = 2.0
"""Seconds after an edit from which a build is no longer given up, so that pages come while one types on."""
BREATH = 0.15
"""Seconds after new pages in which the browser fetches them, before the checks want the processor."""
KEPT = 8
"""Texts of so many builds are kept, so that a place in one of them is still found."""


class Making(Protocol):
    """What builds: Maker, or a stand-in."""

    def compose(self, check: Check) -> Composed:
        """Make the pages."""

    def complete(self, check: Check) -> Completed:
        """Make what follows them."""


class View(Struct, frozen=True):
    """What the browser is shown.

    ``revision`` counts builds that ended, well or not. ``proof`` has the last good pages; they are those of
    the newest sources where ``current``. ``heard`` and ``pdf``, the finished file, are None as long as they
    are being made. ``seconds`` passed from the edit until the pages were ready. ``stage`` is what a build is
    at that takes long, and ``changes`` what the last good pages have that those before had not.
    """

    revision: int = 0
    building: bool = True
    current: bool = False
    proof: Proof | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Texts = field(default_factory=dict)
    heard: tuple[Spoken, ...] | None = None
    pdf: bytes | None = None
    timings: Timings = ()
    seconds: float = 0.0
    stage: str = ""
    changes: Changes = Changes()


class Session:
    """Builds when it is told of an edit, and tells everyone who listens.

    ``clock`` counts seconds. ``show`` is awaited with new pages before they are announced; ``tidy`` is
    called when a build is over and nothing waits. Everything but these two and the builds themselves
    happens in one event loop. ``report_fault`` is told of every fault of our own, and says what to show.
    ``chosen`` are the words of the language that was chosen; ``at_first`` those until a report was read.
    """

    def __init__(
        self,
        maker: Making,
        clock: Callable[[], float],
        show: Callable[[Proof], Awaitable[None]],
        report_fault: Callable[[Exception], Diagnostic],
        breath: float = BREATH,
        tidy: Callable[[], None] = lambda: None,
        chosen: Catalogue | None = None,
        at_first: Catalogue | None = None,
    ) -> None:
        self._chosen, self._at_first = chosen, at_first or catalogue(FALLBACK)
        self._maker, self._clock, self._show = maker, clock, show
        self._report_fault, self._breath, self._tidy = report_fault, breath, tidy
        self._faults: dict[tuple[int, str], Diagnostic] = {}
        self._wanted = asyncio.Event()
        self._edits = 0
        self._waiting_since = self._last_edit = clock()
        self._news = asyncio.Condition()
        self._closed = False
        self._earlier: dict[int, Texts] = {}
        self.view = View()

    @property
    def words(self) -> Catalogue:
        """What the preview itself says: in the language that was chosen, else in the report's."""
        proof = self.view.proof
        return self._chosen or (catalogue(proof.language) if proof else self._at_first)

    def edited(self) -> None:
        """Note an edit."""
        self._last_edit = self._clock()
        if not self._wanted.is_set() and not self.view.building:
            self._waiting_since = self._last_edit
        self._edits += 1
        self._wanted.set()

    async def run(self, follow: Callable[[Followed], Awaitable[None]]) -> None:
        """Build at once, and after every edit, until cancelled; ``follow`` gets the files of each build."""
        while True:
            self._wanted.clear()
            try:
                await self._build(follow)
            except Exception as fault:  # noqa: BLE001 - whatever happens, the preview lives
                self._give_up()
                await self.fail(fault)
            await self._wanted.wait()

    async def fail(self, fault: Exception) -> Diagnostic:
        """Show a fault of our own, from here or elsewhere, over the last good pages until the next build.

        The same fault is told once for each build, however often it comes.
        """
        key = self.view.revision, repr(fault)
        if key not in self._faults:
            told = self._report_fault(fault)
            self._faults = {at: known for at, known in self._faults.items() if at[0] == key[0]}
            self._faults[key] = told
            await self._tell(replace(self.view, diagnostics=(*self.view.diagnostics, told)))
        return self._faults[key]

    def _give_up(self) -> None:
        """End the build at work, if one is, as one that did not go well."""
        view = self.view
        if view.building:
            self.view = replace(
                view, revision=view.revision + 1, building=False, current=False, diagnostics=()
            )
        self.view = replace(self.view, stage="")

    async def views(self) -> AsyncIterator[View]:
        """Yield the view as it is, and each newer one; a slow listener misses those between."""
        seen: View | None = None
        while not self._closed:
            async with self._news:
                while self.view is seen and not self._closed:
                    await self._news.wait()
            if self.view is not seen:
                seen = self.view
                yield seen

    async def close(self) -> None:
        """End every listening."""
        self._closed = True
        self._edits += 1
        async with self._news:
            self._news.notify_all()

    async def remark(self, proof: Proof, diagnostic: Diagnostic) -> None:
        """Add to what is said of ``proof``, as long as it is the one that is shown."""
        if self.view.proof is proof:
            await self._tell(replace(self.view, diagnostics=(*self.view.diagnostics, diagnostic)))

    def texts_of(self, revision: int) -> Texts:
        """Give the texts of the build ``revision``, or those of the newest where it is forgotten."""
        return self._earlier.get(revision, self.view.texts)

    async def _build(self, follow: Callable[[Followed], Awaitable[None]]) -> None:
        edits = self._edits
        since = self._waiting_since
        await self._tell(replace(self.view, building=True))
        try:
            async with Progress(self._at) as progress:
                check = self._check(edits, progress, since + PATIENCE)
                composed = await asyncio.to_thread(self._maker.compose, check)
        except Superseded:
            return
        try:
            await self._take(composed, self._clock() - since)
        finally:
            await follow(composed.followed)
        if composed.proof is None:
            return
        await asyncio.sleep(self._breath)
        try:
            async with Progress(self._at) as progress:
                completed = await asyncio.to_thread(self._maker.complete, self._check(edits, progress))
        except Superseded:
            return
        await self._add(completed)
        await asyncio.to_thread(self._tidy)

    async def _at(self, stage: str) -> None:
        await self._tell(replace(self.view, stage=stage))

    def _check(self, edits: int, progress: Progress, until: float | None = None) -> Check:
        """Make the question whether the build that began after so many ``edits`` is still wanted."""

        def check(stage: str) -> None:
            progress.begin(stage)
            if self._edits != edits and (until is None or self._clock() < until):
                raise Superseded

        return check

    async def _take(self, composed: Composed, seconds: float) -> None:
        revision = self.view.revision + 1
        # A build that fails early has not read everything, and the writer may look at the rest.
        texts = composed.texts if composed.proof else {**self.view.texts, **composed.texts}
        self._earlier[revision] = texts
        self._earlier.pop(revision - KEPT, None)
        view = replace(
            self.view,
            revision=revision,
            building=False,
            current=composed.proof is not None,
            diagnostics=composed.diagnostics,
            texts=texts,
            timings=composed.timings,
            seconds=seconds,
            stage="",
        )
        if composed.proof is not None:
            new = await asyncio.to_thread(changes, self.view.proof, composed.proof)
            await self._show(composed.proof)
            view = replace(view, proof=composed.proof, heard=None, pdf=None, changes=new)
        await self._tell(view)
        self._waiting_since = self._last_edit  # of an edit during this build

    async def _add(self, completed: Completed) -> None:
        view = self.view
        diagnostics = (*view.diagnostics, *completed.diagnostics)
        timings = (*view.timings, *completed.timings)
        await self._tell(
            replace(
                view,
                diagnostics=diagnostics,
                timings=timings,
                heard=completed.heard,
                pdf=completed.pdf,
                stage="",
            )
        )

    async def _tell(self, view: View) -> None:
        self.view = view
        async with self._news:
            self._news.notify_all()
