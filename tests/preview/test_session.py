"""One build at a time, newer edits first, the last good pages: with builds that a test steers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from threading import Event
from typing import Any, cast

from report_builder.diagnostics import Diagnostic
from report_builder.layout.origins import Origins
from report_builder.model.report import Report
from report_builder.preview.build_result import Check, Completed, Composed, Proof
from report_builder.preview.inputs import Followed
from report_builder.preview.session import PATIENCE, Session, View
from report_builder.sources.files import SourceFiles
from report_builder.theme.model import Theme
from tests.preview.live import rethrow
from tests.said import plain

REPORT = cast("Report", object())
THEME = cast("Theme", object())
FAULT = Diagnostic("RB-YAML-SYNTAX", plain("something is wrong"))
LONG = 30.0


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Steered:
    """Builds that wait for the test; ``sources`` is what they read: the title, or "" for a fault."""

    def __init__(self) -> None:
        self.sources = "first"
        self.go, self.go_on = Event(), Event()
        self.go.set()
        self.go_on.set()
        self.at_work = 0
        self.begun: list[str] = []
        self.more: dict[str, tuple[str, ...]] = {}
        self.heard: tuple[Diagnostic, ...] = ()

    def compose(self, check: Check) -> Composed:
        self.at_work += 1
        assert self.at_work == 1, "two builds at once"
        title = self.sources
        self.begun.append(title)
        try:
            assert self.go.wait(LONG)
            check("layout")
        finally:
            self.at_work -= 1
        proof = Proof(title, "nb", (), b"", Origins.__new__(Origins), {}, REPORT, THEME) if title else None
        files = SourceFiles(Path())
        faults = () if title else (FAULT,)
        return Composed(proof, faults, {"a.md": (title,), **self.more}, Followed(files), (("layout", 1.0),))

    def complete(self, check: Check) -> Completed:
        assert self.go_on.wait(LONG)
        check("check")
        return Completed((), self.heard, (("check", 0.5),))


class Stage:
    """A session with all around it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.maker = Steered()
        self.shown: list[str] = []
        self.session = Session(self.maker, self.clock, self.show, rethrow, breath=0)

    async def show(self, proof: Proof) -> None:
        self.shown.append(proof.title)

    async def follow(self, followed: Followed) -> None:
        """Nobody watches."""

    async def until(self, holds: Callable[[View], bool]) -> View:
        async def wait() -> View:
            async for view in self.session.views():
                if holds(view):
                    return view
            raise AssertionError("the session ended")

        return await asyncio.wait_for(wait(), LONG)

    async def edit(self, sources: str) -> None:
        self.maker.sources = sources
        self.session.edited()


def play(scene: Callable[[Stage], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        stage = Stage()
        task = asyncio.create_task(stage.session.run(stage.follow))
        try:
            await scene(stage)
        finally:
            stage.maker.go.set()
            stage.maker.go_on.set()
            await stage.session.close()
            task.cancel()

    asyncio.run(whole())


def title(view: View) -> str:
    return view.proof.title if view.proof else ""


def test_shows_the_pages_first_and_the_rest_when_it_is_there() -> None:
    async def scene(stage: Stage) -> None:
        stage.maker.go_on.clear()
        view = await stage.until(lambda view: view.proof is not None)
        assert (view.revision, view.current, view.building, view.heard) == (1, True, False, None)
        assert stage.shown == ["first"]
        stage.maker.go_on.set()
        view = await stage.until(lambda view: view.heard is not None)
        assert (view.revision, view.timings) == (1, (("layout", 1.0), ("check", 0.5)))

    play(scene)


def test_the_last_good_pages_stay_while_there_is_a_fault() -> None:
    async def scene(stage: Stage) -> None:
        await stage.until(lambda view: view.heard is not None)
        await stage.edit("")
        view = await stage.until(lambda view: bool(view.diagnostics))
        assert (title(view), view.current, view.diagnostics) == ("first", False, (FAULT,))
        assert view.texts == {"a.md": ("",)}
        await stage.edit("mended")
        view = await stage.until(lambda view: title(view) == "mended")
        assert (view.current, view.diagnostics) == (True, ())

    play(scene)


def test_texts_that_a_failed_build_did_not_read_are_those_of_the_build_before() -> None:
    async def scene(stage: Stage) -> None:
        stage.maker.more = {"b.md": ("b",)}
        await stage.until(lambda view: view.heard is not None)
        stage.maker.more = {}
        await stage.edit("")
        view = await stage.until(lambda view: not view.current)
        assert view.texts == {"a.md": ("",), "b.md": ("b",)}
        await stage.edit("mended")
        view = await stage.until(lambda view: view.current)
        assert view.texts == {"a.md": ("mended",)}

    play(scene)


def test_a_fault_of_the_finished_file_stands_beside_new_pages() -> None:
    async def scene(stage: Stage) -> None:
        stage.maker.heard = (FAULT,)
        view = await stage.until(lambda view: bool(view.diagnostics))
        assert (view.current, title(view)) == (True, "first")

    play(scene)


def test_a_newer_edit_takes_the_place_of_the_build_at_work() -> None:
    async def scene(stage: Stage) -> None:
        await stage.until(lambda view: view.heard is not None)
        stage.maker.go.clear()
        await stage.edit("second")
        await stage.until(lambda view: view.building)
        while stage.maker.begun != ["first", "second"]:
            await asyncio.sleep(0.001)
        await stage.edit("third")
        stage.maker.go.set()
        await stage.until(lambda view: title(view) == "third")
        assert stage.shown == ["first", "third"]

    play(scene)


def test_who_types_without_a_pause_sees_something_too() -> None:
    async def scene(stage: Stage) -> None:
        await stage.until(lambda view: view.heard is not None)
        stage.maker.go.clear()
        await stage.edit("second")
        while stage.maker.begun != ["first", "second"]:
            await asyncio.sleep(0.001)
        await stage.edit("third")
        stage.clock.now += PATIENCE
        stage.maker.go.set()
        await stage.until(lambda view: title(view) == "third")
        assert stage.shown == ["first", "second", "third"]

    play(scene)


def test_the_time_counts_from_the_edit() -> None:
    async def scene(stage: Stage) -> None:
        await stage.until(lambda view: view.heard is not None)
        stage.clock.now = 10.0
        stage.maker.go.clear()
        await stage.edit("second")
        await stage.until(lambda view: view.building)
        stage.clock.now = 11.5
        stage.maker.go.set()
        view = await stage.until(lambda view: title(view) == "second")
        assert view.seconds == 1.5

    play(scene)


def test_the_time_of_an_edit_during_a_build_counts_from_that_edit() -> None:
    async def scene(stage: Stage) -> None:
        await stage.until(lambda view: view.heard is not None)
        stage.maker.go.clear()
        await stage.edit("second")
        while stage.maker.begun != ["first", "second"]:
            await asyncio.sleep(0.001)
        stage.clock.now = PATIENCE + 1
        await stage.edit("third")
        stage.clock.now = PATIENCE + 2
        stage.maker.go.set()
        view = await stage.until(lambda view: title(view) == "third")
        assert view.seconds == 1.0

    play(scene)


def test_texts_of_earlier_builds_are_kept_for_a_while() -> None:
    async def scene(stage: Stage) -> None:
        await stage.until(lambda view: view.heard is not None)
        for number in range(2, 12):
            await stage.edit(f"build {number}")
            await stage.until(lambda view: title(view) == stage.maker.sources and view.heard is not None)
        last = stage.session.view.revision
        assert stage.session.texts_of(last - 1) == {"a.md": ("build 10",)}
        assert stage.session.texts_of(1) == {"a.md": ("build 11",)}

    play(scene)
