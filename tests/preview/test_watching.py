"""The watch on real files, with real news of the system and by polling."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from report_builder.diagnostics import Diagnostics
from report_builder.preview.inputs import Followed
from report_builder.preview.watching import Watch
from report_builder.sources.files import SourceFiles
from tests.pace import LONG


def read(root: Path) -> Followed:
    files = SourceFiles(root)
    followed = Followed(files)
    files.read_text("content/a.md", Diagnostics(), None)
    files.read_bytes("assets/a.png", Diagnostics(), None)
    followed.settle()
    return followed


def watched(
    root: Path,
    scene: Callable[[Watch, asyncio.Queue[None]], Coroutine[Any, Any, None]],
    *,
    poll: bool = False,
) -> None:
    """Play a scene while ``root`` is watched; the queue has one entry for each edit that was told."""

    async def play() -> None:
        told: asyncio.Queue[None] = asyncio.Queue()
        watch = Watch(lambda: told.put_nowait(None), poll=poll)
        task = asyncio.create_task(watch.run())
        try:
            await watch.follow(read(root))
            await scene(watch, told)
        finally:
            task.cancel()

    asyncio.run(play())


async def within(coming: Awaitable[None]) -> None:
    await asyncio.wait_for(coming, LONG)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("a")
    return tmp_path


@pytest.mark.parametrize("poll", [False, True])
def test_tells_of_an_edit_and_of_a_file_that_appears(root: Path, poll: bool) -> None:
    async def scene(watch: Watch, told: asyncio.Queue[None]) -> None:
        await asyncio.sleep(0.2)
        (root / "content/a.md").write_text("b")
        await within(told.get())
        await watch.follow(read(root))
        (root / "assets").mkdir()
        await asyncio.sleep(0.3)
        (root / "assets/a.png").write_bytes(b"png")
        await within(told.get())

    watched(root, scene, poll=poll)


def test_looks_for_itself_where_the_system_cannot_watch(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr("watchfiles.awatch", no_room)

    async def scene(_watch: Watch, told: asyncio.Queue[None]) -> None:
        await asyncio.sleep(0.2)
        (root / "content/a.md").write_text("b")
        await within(told.get())

    watched(root, scene)


def test_tells_of_a_file_that_is_put_in_place_of_another(root: Path) -> None:
    async def scene(_watch: Watch, told: asyncio.Queue[None]) -> None:
        await asyncio.sleep(0.2)
        (root / "content/a.md~").write_text("b")
        (root / "content/a.md~").replace(root / "content/a.md")
        await within(told.get())

    watched(root, scene)


def test_tells_of_an_edit_that_came_before_the_watch(root: Path) -> None:
    followed = read(root)
    (root / "content/a.md").write_text("b")

    async def scene(watch: Watch, told: asyncio.Queue[None]) -> None:
        await watch.follow(followed)
        await within(told.get())

    watched(root, scene)


def test_tells_once_of_an_edit_in_several_steps(root: Path) -> None:
    async def scene(watch: Watch, told: asyncio.Queue[None]) -> None:
        # A machine that pauses between two steps makes two edits of them: then it is tried again.
        for attempt in range(20):
            await asyncio.sleep(0.2)
            for text in ("", f"b{attempt}", f"bc{attempt}"):
                (root / "content/a.md").write_text(text)
            await within(told.get())
            await asyncio.sleep(0.3)
            if told.empty():
                return
            while not told.empty():
                told.get_nowait()
            await watch.follow(read(root))
        pytest.fail("it is told of every step")

    watched(root, scene)


def test_keeps_silent_about_what_changes_nothing(root: Path) -> None:
    async def scene(watch: Watch, told: asyncio.Queue[None]) -> None:
        await watch.hear([os.path.realpath(root / "content/a.md"), os.path.realpath(root / "content/b.md")])
        (root / "content/b.md").write_text("nobody reads this")
        (root / "content/a.md").touch()
        await asyncio.sleep(0.3)
        assert told.empty()

    watched(root, scene)


def test_old_news_are_none(root: Path) -> None:
    async def scene(watch: Watch, told: asyncio.Queue[None]) -> None:
        path = os.path.realpath(root / "content/a.md")
        (root / "content/a.md").write_text("b")
        await watch.hear([path])
        await within(told.get())
        await watch.hear([path])
        assert told.empty()

    async def play() -> None:
        told: asyncio.Queue[None] = asyncio.Queue()
        watch = Watch(lambda: told.put_nowait(None))
        await watch.follow(read(root))
        await scene(watch, told)

    asyncio.run(play())
