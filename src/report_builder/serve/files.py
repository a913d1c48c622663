"""A file of the site as an answer: whole, in part, packed, or "you have it already"."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from report_builder.serve.coding import IDENTITY, choose_coding
from report_builder.serve.conditions import (
    Part,
    http_date,
    not_modified,
    precondition_failed,
    wanted_part,
)
from report_builder.serve.contents import Contents
from report_builder.serve.described import described
from report_builder.serve.headers import FOR_EVER, NEVER, SHORT, policy
from report_builder.serve.site import PDF, Release, SiteFile

_LEAST = 1024
"""Bytes of the least part that is the beginning of a download."""


class PiecesResponse(Response):
    """A response of known length that is sent piece by piece, each when the one before is on its way."""

    def __init__(
        self, pieces: AsyncIterator[bytes | memoryview], length: int, status: int, headers: Mapping[str, str]
    ) -> None:
        super().__init__(None, status, {**headers, "content-length": str(length)})
        self._pieces = pieces

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it (ASGI)."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if scope["method"] != "HEAD":
            async for piece in self._pieces:
                await send({"type": "http.response.body", "body": bytes(piece), "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class Files:
    """Answers with files; ``count`` is told who asked for the PDF of a version of a report."""

    def __init__(
        self, contents: Contents, count: Callable[[str, int, Request], None], root: str | None = None
    ) -> None:
        self._contents = contents
        self._count = count
        self._root = root

    async def answer(self, release: Release, address: str, request: Request) -> Response:
        """Answer a GET or HEAD for an address of the table.

        Raises SiteFault where the file is not what was published.
        """
        headers, method = request.headers, request.method
        file = release.files[address]
        codings = self._contents.codings(file)
        coding = _coding(headers, codings)
        said = _headers(release, address, file) | described(release, address, file, self._root)
        if codings:
            said["vary"] = "accept-encoding"
        if coding is None:
            return Response(None, 406, said | {"cache-control": NEVER})
        sent = file.packed.get(coding, file)
        await self._contents.verify(sent)
        gzipped = await self._contents.gzipped(file) if coding != IDENTITY and sent is file else None
        etag = f'"{sent.digest[:32]}{"" if gzipped is None else "-gz"}"'
        said |= {"etag": etag, "last-modified": http_date(file.modified)}
        if precondition_failed(headers, etag, file.modified):
            return Response(None, 412, said)
        if not_modified(headers, etag, file.modified):
            return Response(None, 304, said)
        said["content-type"] = file.media_type
        in_parts = method == "GET" and coding == IDENTITY
        part = wanted_part(headers, etag, file.modified, file.size) if in_parts else None
        if part == Part(0, 0):
            return Response(None, 416, {**said, "content-range": f"bytes */{file.size}"})
        if file.version is not None and file.media_type == PDF and _begins(method, part, file):
            self._count(release.report, file.version, request)
        if coding == IDENTITY:
            return self._send(file, part, {**said, "accept-ranges": "bytes"})
        said["content-encoding"] = coding
        return self._send(sent, None, said) if gzipped is None else Response(gzipped, 200, said)

    async def error_page(self, release: Release, address: str, status: int) -> Response:
        """Answer with a page of the site that says what went wrong. Raises SiteFault."""
        file = release.files[address]
        said = {
            "cache-control": NEVER,
            "content-security-policy": policy(file.media_type),
            "x-robots-tag": "noindex",
        }
        return Response(await self._contents.whole(file), status, {**said, "content-type": file.media_type})

    def _send(self, file: SiteFile, part: Part | None, said: dict[str, str]) -> Response:
        if part is None:
            return PiecesResponse(self._contents.pieces(file, 0, file.size), file.size, 200, said)
        said["content-range"] = f"bytes {part.start}-{part.end - 1}/{file.size}"
        pieces = self._contents.pieces(file, part.start, part.end)
        return PiecesResponse(pieces, part.end - part.start, 206, said)


def folder_redirect(address: str) -> Response:
    """Send the client from ``/folder`` to ``/folder/``."""
    headers = {
        "location": quote(address) + "/",
        "cache-control": SHORT,
        "content-security-policy": policy(""),
    }
    return Response(None, 308, headers)


def _begins(method: str, part: Part | None, file: SiteFile) -> bool:
    """Tell whether a reader begins to fetch a file, which it does once however many parts it comes in.

    A request for a few bytes only asks whether it is there, and how large it is.
    """
    if method != "GET":
        return False
    return part is None or (part.start == 0 and part.end >= min(_LEAST, file.size))


def _headers(release: Release, address: str, file: SiteFile) -> dict[str, str]:
    return {
        "cache-control": _caching(release, address, file),
        "content-security-policy": policy(file.media_type, scripts=file.scripts),
    }


def _caching(release: Release, address: str, file: SiteFile) -> str:
    """Give how long a copy may be kept: for ever where the address can never mean other bytes.

    The pages of a version are no such thing: they say so when a newer version is out.
    """
    of_version = file.version is not None and address.startswith(f"/{release.report}/v{file.version}/")
    hashed = address.startswith("/assets/")
    page = file.media_type.startswith("text/html")
    return FOR_EVER if (of_version or hashed) and not page else SHORT


def _coding(headers: Headers, offered: Collection[str]) -> str | None:
    """Choose a coding; a part is one of the file as it is, wherever the client takes that."""
    lines = headers.getlist("accept-encoding")
    accepted = ",".join(lines) if lines else None
    bare = choose_coding(accepted, ()) if "range" in headers else None
    return bare or choose_coding(accepted, offered)
