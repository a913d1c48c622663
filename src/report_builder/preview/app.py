"""The preview as a web application: a fixed table of routes below a secret path, and nothing else."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from report_builder.language.catalogue import Catalogue
from report_builder.preview import as_json
from report_builder.preview.gallery import Gallery
from report_builder.preview.guard import refusal
from report_builder.preview.pages import MAX_WIDTH
from report_builder.preview.positions import at_line, at_point, edited_places
from report_builder.preview.session import Session
from report_builder.preview.site_desk import SiteDesk
from report_builder.preview.site_view import SiteMaker

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_FILES = {
    "preview.js": ("preview/preview.js", "text/javascript"),
    "pages.js": ("preview/pages.js", "text/javascript"),
    "panes.js": ("preview/panes.js", "text/javascript"),
    "words.js": ("preview/words.js", "text/javascript"),
    "site.js": ("preview/site.js", "text/javascript"),
    "icon.svg": ("preview/icon.svg", "image/svg+xml"),
    "preview.css": ("preview/preview.css", "text/css"),
    "regular.ttf": ("fonts/SourceSans3-Regular.ttf", "font/ttf"),
    "semibold.ttf": ("fonts/SourceSans3-SemiBold.ttf", "font/ttf"),
    "light.ttf": ("fonts/SourceSans3-Light.ttf", "font/ttf"),
    "mono.ttf": ("fonts/SourceCodePro-Regular.ttf", "font/ttf"),
}
"""What is served of the package's data, by the name it has in the browser."""


def application(session: Session, gallery: Gallery, site: SiteMaker, port: int, token: str) -> ASGIApp:
    """Make the application that answers at ``port`` below the path ``token``."""
    desk = _Desk(session, gallery)
    routes = {
        "": desk.page,
        "events": desk.events,
        "page/{digest:str}/{width:int}.png": desk.picture,
        "at": desk.at,
        "find": desk.find,
        "edited": desk.edited,
        "source": desk.source,
        "heard": desk.heard,
        **{name: _file(*entry) for name, entry in _FILES.items()},
    }
    table = [Route(f"/{token}/{path}", endpoint, methods=["GET"]) for path, endpoint in routes.items()]
    table += SiteDesk(session, gallery, site, f"/{token}/").routes()
    return _Guarded(Starlette(routes=table), session, port)


class _Guarded:
    """Refuses strangers, gives every answer the headers of the preview, and tells of faults of our own."""

    def __init__(self, inner: ASGIApp, session: Session, port: int) -> None:
        self._inner, self._session, self._port = inner, session, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if scope["type"] != "http":
            return
        reason = refusal(Headers(scope=scope), self._port)
        if reason is not None:
            refused = PlainTextResponse(f"{self._session.words.text(reason)}\n", 403)
            await refused(scope, receive, send_with_headers)
        else:
            try:
                await self._inner(scope, receive, send_with_headers)
            except ClientDisconnect:
                pass
            except Exception as fault:  # noqa: BLE001 - Starlette has answered that it failed
                await self._session.fail(fault)


class _Desk:
    """The answers."""

    def __init__(self, session: Session, gallery: Gallery) -> None:
        self._session, self._gallery = session, gallery

    async def page(self, _request: Request) -> Response:
        return Response(_html(self._session.words), media_type="text/html")

    async def events(self, _request: Request) -> Response:
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        sent: dict[str, Any] | None = None
        async for view in self._session.views():
            try:
                sent = as_json.state(view, self._session.words)
            except Exception as fault:  # noqa: BLE001 - the browser must hear of it
                told = await self._session.fail(fault)
                sent = as_json.fallen(sent, view, told, self._session.words)
            yield f"data: {json.dumps(sent, ensure_ascii=False)}\n\n"

    async def picture(self, request: Request) -> Response:
        width = request.path_params["width"]
        if not 0 < width <= MAX_WIDTH:
            return self._nothing()
        picture = await self._gallery.picture(request.path_params["digest"], width)
        if picture is None:
            return self._nothing()
        # The address tells what is painted, so the picture never changes.
        headers = {"Cache-Control": "private, max-age=86400, immutable"}
        return Response(picture, media_type="image/png", headers=headers)

    async def at(self, request: Request) -> Response:
        try:
            page = int(request.query_params["page"])
            x, y = float(request.query_params["x"]), float(request.query_params["y"])
        except (KeyError, ValueError):
            return self._nothing()
        return JSONResponse(as_json.found(await at_point(self._session.view, self._gallery, page, x, y)))

    async def find(self, request: Request) -> Response:
        try:
            path, line = request.query_params["path"], int(request.query_params["line"])
            revision = int(request.query_params.get("revision", 0))
        except (KeyError, ValueError):
            return self._nothing()
        texts = self._session.texts_of(revision)
        return JSONResponse(
            as_json.found(await at_line(self._session.view, self._gallery, path, line, texts))
        )

    async def edited(self, _request: Request) -> Response:
        view = self._session.view
        return JSONResponse(as_json.edited(await edited_places(view, self._gallery), view.changes.pages))

    async def source(self, request: Request) -> Response:
        lines = self._session.view.texts.get(request.query_params.get("path", ""))
        return self._nothing() if lines is None else JSONResponse(list(lines))

    def _nothing(self) -> Response:
        return PlainTextResponse(f"{self._session.words('preview.nothing')}\n", 404)

    async def heard(self, _request: Request) -> Response:
        spoken = self._session.view.heard
        return self._nothing() if spoken is None else JSONResponse(as_json.heard(spoken))


def _file(path: str, media_type: str) -> Any:
    content = (files("report_builder") / "data" / path).read_bytes()

    async def answer(_request: Request) -> Response:
        return Response(content, media_type=media_type)

    return answer


class _Page(Template):
    """A page whose braces hold keys of the catalogue."""

    braceidpattern = r"[a-z]+\.[a-z-]+"


def _html(words: Catalogue) -> str:
    template = _Page((files("report_builder") / "data/preview/index.html").read_text("utf-8"))
    own = words.under("browser.")
    escaped = {key: escape(text) for key, text in own.items()}
    handed = escape(json.dumps(own, ensure_ascii=False))
    return template.substitute(escaped, lang=words.language, words=handed)
