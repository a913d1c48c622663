"""The outermost layer: headers on every answer; request bodies that no address takes are not read."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from report_builder.serve.headers import SECURITY
from report_builder.serve.limits import Limits


class Guard:
    """Adds what every answer says, and closes a connection whose request body was not read to its end."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        unread = _has_body(Headers(scope=scope))

        async def receiving() -> Message:
            nonlocal unread
            message = await receive()
            unread = unread and message["type"] == "http.request" and message.get("more_body", False)
            return message

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *SECURITY]
                if unread:
                    message["headers"].append((b"connection", b"close"))
            elif unread and not message.get("more_body", False):
                # A socket that is closed with bytes unread takes the answer down with it: the client would
                # see a broken connection, and never the 413. So a little is read, and thrown away, first.
                await send({**message, "more_body": True})
                await self._linger(receive)
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        await self._app(scope, receiving, sending)

    async def _linger(self, receive: Receive) -> None:
        left = self._limits.linger_bytes
        try:
            async with asyncio.timeout(self._limits.linger_seconds):
                while left > 0:
                    message = await receive()
                    left -= len(message.get("body", b""))
                    if not message.get("more_body", False):
                        return
        except TimeoutError:
            return


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
