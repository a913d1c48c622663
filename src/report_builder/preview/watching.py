"""News of the files that a build read, as soon as they stand still."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from report_builder.preview.inputs import Followed

QUIET = 50
"""Milliseconds without news before an edit counts as done: an editor writes in several steps."""
LONGEST = 400
"""Milliseconds after which steps that never stop are taken for an edit all the same."""
POLL = 50
"""Milliseconds between two looks where the system brings no news (network folders, some containers)."""

_Stamp: TypeAlias = tuple[int, int, int] | None


class Watch:
    """Calls ``changed`` after each edit of a followed file that changed its bytes."""

    def __init__(self, changed: Callable[[], None], *, poll: bool = False) -> None:
        self._changed, self._poll = changed, poll
        self._followed: Followed | None = None
        self._folders: frozenset[str] = frozenset()
        self._moved = asyncio.Event()
        self._told: dict[str, _Stamp] = {}

    async def follow(self, followed: Followed) -> None:
        """Watch other files from now on: those of the build that has just ended."""
        self._followed = followed
        if not self._poll and followed.folders() != self._folders:
            self._moved.set()  # it is looked for edits there
        else:
            await self._look()

    async def run(self) -> None:
        """Watch until cancelled. After a fault it can be called again, and asks from then on."""
        while not self._poll:
            await self._moved.wait()
            self._moved.clear()
            if self._followed is not None:
                try:
                    await self._in_place(self._followed.folders())
                except (OSError, RuntimeError):
                    self._poll = True  # the system has no room for one more watch, or cannot watch there
                except Exception:
                    self._poll = True
                    raise
        await self._ask()

    async def _in_place(self, folders: frozenset[str]) -> None:
        """Watch one set of folders, until another is wanted."""
        from watchfiles import awatch

        self._folders = folders
        news = awatch(
            *sorted(folders),
            watch_filter=None,
            debounce=LONGEST,
            step=QUIET,
            stop_event=self._moved,
            recursive=False,
            ignore_permission_denied=True,
        )
        coming = asyncio.ensure_future(anext(news, None))
        # The watching begins as soon as the loop turns; what happened before is looked for after that.
        await asyncio.sleep(0)
        await self._look()
        while (changes := await coming) is not None:
            await self.hear(path for _, path in changes)
            coming = asyncio.ensure_future(anext(news, None))

    async def _ask(self) -> None:
        """Look at every file again and again; told are those that stood still between two looks.

        The library's own polling knows only whole seconds, so that it misses the second of two edits.
        """
        told: Mapping[str, _Stamp] = {}
        before: Mapping[str, _Stamp] = {}
        while True:
            followed = self._followed
            now = {path: _stamp(path) for path in followed.whole_paths} if followed else {}
            if now == before and now != told:
                told = now
                await self._look()
            before = now
            await asyncio.sleep(POLL / 1000)

    async def hear(self, paths: Iterable[str]) -> None:
        """Take news of ``paths``; files that no build read and changes that are known are passed over."""
        followed = self._followed
        if followed is None:
            return
        stamps = {path: _stamp(path) for path in paths if followed.concerns(path)}
        fresh = {path for path, stamp in stamps.items() if self._told.get(path, ()) != stamp}
        if fresh and await self._look():
            self._told.update(stamps)
        elif fresh and followed.folders() != self._folders:
            self._moved.set()  # a folder came, and what is looked for may come into it

    async def _look(self) -> bool:
        """Tell of an edit where the next build would find one."""
        followed = self._followed
        if followed is None or not await asyncio.to_thread(followed.changed):
            return False
        self._changed()
        return True


def _stamp(path: str) -> _Stamp:
    try:
        status = os.stat(path)  # noqa: PTH116 - a string comes in
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
