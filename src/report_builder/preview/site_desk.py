"""What the preview answers about the site: its files, the ways to its two parts, and readers' answers.

The pages are those of a public site, which has no script and no style in a page; they may be framed by the
preview alone. An answer is thrown away, and leads where it would lead.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from report_builder.preview.gallery import Gallery
from report_builder.preview.session import Session
from report_builder.preview.site_view import SiteMaker, SiteView

_LARGEST = 16_384
"""The longest answer that is read, in bytes."""
_PAGE_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
_SCRIPT_POLICY = f"script-src 'self'; {_PAGE_POLICY}"
# Browsers show a PDF in a page of their own making, with inline styles, and apply our policy to that page.
_PDF_POLICY = "frame-ancestors 'self'"


class SiteDesk:
    """The answers about the site; ``root`` is the address of the preview, which ends with a slash."""

    def __init__(self, session: Session, gallery: Gallery, maker: SiteMaker, root: str) -> None:
        self._session, self._root = session, root
        self._site = SiteView(session, gallery, maker)

    def routes(self) -> list[Route]:
        """Give the table of addresses."""
        root = self._root
        return [
            Route(f"{root}landing", self._landing, methods=["GET"]),
            Route(f"{root}edition", self._edition, methods=["GET"]),
            Route(f"{root}site/{{report:str}}/feedback", self._answer, methods=["POST"]),
            Route(f"{root}site/{{path:path}}", self._file, methods=["GET"]),
        ]

    async def _landing(self, _request: Request) -> Response:
        parts = await self._site.parts()
        return self._nothing() if parts is None else _to(f"site/{quote(parts.landing)}")

    async def _edition(self, _request: Request) -> Response:
        parts = await self._site.parts()
        return self._nothing() if parts is None else _to(f"site/{quote(parts.edition)}")

    async def _file(self, request: Request) -> Response:
        path = request.path_params["path"]
        found = await self._site.file(path)
        if found is None:
            if self._site.is_folder(path):
                return _to(f"{quote(path.rpartition('/')[2])}/")
            return self._nothing()
        policy = _PDF_POLICY if found.media_type == "application/pdf" else _PAGE_POLICY
        if found.media_type == "text/html" and b"<script src=" in found.data:
            policy = _SCRIPT_POLICY
        return Response(found.data, media_type=found.media_type, headers=_own(policy))

    async def _answer(self, request: Request) -> Response:
        parts = await self._site.parts()
        answer = await _said(request)
        if parts is None or answer is None:
            return self._nothing()
        unexplained = answer.get("helpful") == ["nei"]
        target = parts.sorry if unexplained else parts.thanks
        return _to(quote(target.removeprefix(parts.landing)), 303)

    def _nothing(self) -> Response:
        """Say what stands in the way of the site; where nothing does, that an address is wrong."""
        words, fault = self._session.words, self._site.fault
        if fault is not None:
            hint = f"<p>{escape(words.text(fault.hint))}</p>" if fault.hint else ""
            said = f"<p><code>{fault.code}</code> {escape(words.text(fault.message))}</p>{hint}"
            return self._page(words.language, said, 503)
        if self._session.view.proof is None:
            return self._page(words.language, f"<p>{escape(words('browser.no-site'))}</p>", 503)
        return PlainTextResponse(f"{words('preview.nothing')}\n", 404)

    def _page(self, language: str, text: str, status: int) -> Response:
        page = Template((files("report_builder") / "data/preview/no-site.html").read_text("utf-8"))
        written = page.substitute(lang=language, root=self._root, text=text)
        return Response(written, status, media_type="text/html", headers=_own(_PAGE_POLICY))


def _to(address: str, status: int = 307) -> Response:
    return RedirectResponse(address, status, _own(_PAGE_POLICY))


def _own(policy: str) -> dict[str, str]:
    # Not "no-referrer", as the preview itself has it: then a form would be posted with "Origin: null".
    return {"Content-Security-Policy": policy, "Referrer-Policy": "same-origin"}


async def _said(request: Request) -> dict[str, list[str]] | None:
    """Read the fields of a form; None where it is longer than any of ours, or none."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            return None
    try:
        return parse_qs(body.decode("ascii"), max_num_fields=16)
    except ValueError:
        return None
