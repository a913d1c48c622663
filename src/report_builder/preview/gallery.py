"""Pictures of the pages that are shown, made by one thread, since PDFium knows no other way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from report_builder.preview.build_result import Proof
from report_builder.preview.pages import Box, Pages

T = TypeVar("T")


class Gallery:
    """The pages of the newest proof."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "pages")
        self._pages: Pages | None = None
        self._index: dict[str, int] = {}

    async def show(self, proof: Proof) -> None:
        """Take the pages of ``proof`` in place of those before."""
        await self._run(lambda: self._open(proof))

    async def picture(self, digest: str, width: int) -> bytes | None:
        """Paint the page with this digest ``width`` pixels wide; None where it is not shown any more."""
        return await self._run(lambda: self._picture(digest, width))

    async def boxes(self, index: int) -> dict[int, Box]:
        """Measure the marks of the page ``index``; none where there is no such page."""
        return await self._run(lambda: self._boxes(index))

    def wait_for(self, work: Callable[[], T]) -> T:
        """Do other work with PDFium in its thread, while the caller, in a thread of its own, waits."""
        return self._thread.submit(work).result()

    def close(self) -> None:
        """Close the pages, and end the thread."""
        self._thread.submit(self._let_go)
        self._thread.shutdown()

    def _open(self, proof: Proof) -> None:
        pages = Pages(proof.pdf)  # where it fails, those before are still shown
        self._let_go()
        self._pages = pages
        self._index = {sheet.digest: index for index, sheet in enumerate(proof.sheets)}

    def _let_go(self) -> None:
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def _picture(self, digest: str, width: int) -> bytes | None:
        index = self._index.get(digest)
        return None if index is None or self._pages is None else self._pages.picture(index, width)

    def _boxes(self, index: int) -> dict[int, Box]:
        if self._pages is None or not 0 <= index < len(self._pages):
            return {}
        return self._pages.boxes(index)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
