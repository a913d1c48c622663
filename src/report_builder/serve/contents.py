"""The bytes of the site's files: seen to be what was published, and kept at hand while there is room."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Collection
from pathlib import Path

from report_builder.language.message import say
from report_builder.serve.coding import GZIP
from report_builder.serve.site import SiteFault, SiteFile

CHUNK = 65_536
"""Bytes that are handed to a client at once: what one slow reader can hold in memory."""

_TEXT = ("text/", "image/svg+xml", "application/json", "application/ld+json", "application/xml")

_WORTH_IT = 500
"""Bytes of the smallest text that is packed: below it the head of the answer is larger than what is saved."""


class Contents:
    """A cache of file contents by digest, so that two releases share what they have in common.

    ``room`` is the number of bytes kept in all; a file larger than ``largest`` is read from the disk for
    each client, in pieces.
    """

    def __init__(self, room: int = 64_000_000, largest: int = 8_000_000) -> None:
        self._room = room
        self._largest = largest
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._used = 0
        self._seen: set[str] = set()

    def codings(self, file: SiteFile) -> Collection[str]:
        """Give the codings in which a file can be had: those that lie ready, or gzip made here of a text."""
        if file.packed:
            return file.packed.keys()
        is_text = file.media_type.startswith(_TEXT) or "+xml" in file.media_type
        return (GZIP,) if is_text and _WORTH_IT <= file.size <= self._largest else ()

    async def gzipped(self, file: SiteFile) -> bytes:
        """Give a file of which no packed copy lies ready as gzip. Raises SiteFault."""
        key = f"{file.digest}-gz"
        if key not in self._kept:
            data = await self.whole(file)
            self._keep(key, await asyncio.to_thread(gzip.compress, data, 6, mtime=0))
        return self._recent(key)

    async def whole(self, file: SiteFile) -> bytes:
        """Give a file that is kept. Raises SiteFault where its bytes are not those that were published."""
        if file.digest not in self._kept:
            data = await asyncio.to_thread(_read, file)
            self._keep(file.digest, data)
        return self._recent(file.digest)

    async def verify(self, file: SiteFile) -> None:
        """See once that the file is what was published. Raises SiteFault."""
        if file.size <= self._largest:
            await self.whole(file)
        elif file.digest not in self._seen:
            await asyncio.to_thread(_verify, file)
            self._seen.add(file.digest)

    async def pieces(self, file: SiteFile, start: int, end: int) -> AsyncIterator[bytes | memoryview]:
        """Give the bytes from ``start`` to ``end`` (not included) of a verified file in pieces."""
        if file.size <= self._largest:
            data = memoryview(await self.whole(file))
            for at in range(start, end, CHUNK):
                yield data[at : min(at + CHUNK, end)]
            return
        # The open file stays readable when publish removes it meanwhile.
        with file.path.open("rb") as stream:
            stream.seek(start)
            for at in range(start, end, CHUNK):
                yield await asyncio.to_thread(stream.read, min(CHUNK, end - at))

    def _keep(self, key: str, data: bytes) -> None:
        if key in self._kept:  # another request read it meanwhile
            return
        self._kept[key] = data
        self._used += len(data)
        while self._used > self._room and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._used -= len(dropped)

    def _recent(self, key: str) -> bytes:
        self._kept.move_to_end(key)
        return self._kept[key]


def _read(file: SiteFile) -> bytes:
    try:
        data = file.path.read_bytes()
    except OSError as fault:
        raise _damaged(file.path) from fault
    if hashlib.sha256(data).hexdigest() != file.digest:
        raise _damaged(file.path)
    return data


def _verify(file: SiteFile) -> None:
    try:
        with file.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as fault:
        raise _damaged(file.path) from fault
    if digest != file.digest:
        raise _damaged(file.path)


def _damaged(path: Path) -> SiteFault:
    return SiteFault("RB-SITE-DAMAGED", say("serve.not-published", file=str(path)))
