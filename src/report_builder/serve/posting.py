"""A reader's answer: checked and stored; only then does the reader get the page that says thank you."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from msgspec.structs import replace
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from report_builder.diagnostics import Diagnostic
from report_builder.feedback import TEXT_LIMIT, Answer, StoreUnavailable, text_length
from report_builder.language.catalogue import catalogue
from report_builder.language.message import Message, hinted, say
from report_builder.serve.bucket import Allowance, Buckets
from report_builder.serve.form import MEDIA_TYPE, Form, is_ours, page_of, read_form
from report_builder.serve.headers import NEVER, policy
from report_builder.serve.limits import Limits, World
from report_builder.serve.pages import HTML, Said, page
from report_builder.serve.readers import Reader, Recently, reader_of
from report_builder.serve.site import Release

_FAULTS: Mapping[int, Said] = {
    403: (say("serve.foreign"), say("serve.foreign-text")),
    408: (say("serve.late"), say("serve.late-text")),
    413: (say("serve.too-large"), say("serve.too-large-text")),
    429: (say("serve.busy"), say("serve.busy-text")),
    500: (say("serve.fault"), say("serve.fault-text")),
    503: (say("serve.not-stored"), say("serve.not-stored-text")),
}
"""What a reader is told, by the status of the answer."""
_TOO_LONG: Said = (say("serve.too-long"), say("serve.too-long-text", limit=TEXT_LIMIT))


class Refused(Exception):  # noqa: N818 - an answer to the client, no error of the program
    """The form is not taken; ``form`` is what the reader gets back to send again."""

    def __init__(
        self, status: int, said: Said | None = None, form: Form | None = None, wait: float = 0
    ) -> None:
        super().__init__(status)
        self.status = status
        self.said = said
        self.form = form
        self.wait = wait


class Posting:
    """Takes answers. ``add`` returns when one is on the disk, or raises StoreUnavailable."""

    def __init__(
        self,
        add: Callable[[Answer], Awaitable[None]],
        buckets: Buckets,
        allowance: Allowance,
        recently: Recently,
        world: World,
        limits: Limits,
    ) -> None:
        self._add = add
        self._buckets = buckets
        self._allowance = allowance
        self._recently = recently
        self._world = world
        self._limits = limits
        self._waiting = 0
        self._failing = False

    async def answer(self, request: Request, release: Release) -> Response:
        """Answer a POST of the form, as JSON where that is asked for."""
        as_json = _wants_json(request.headers)
        try:
            form = await self._read(request, release)
            answer = self._checked(form, request, release)
            counted = self._counted(answer, reader_of(request))
            if counted is not None:
                await self._store_of_allowance(counted, form, request)
                self._remember(answer, reader_of(request))
        except Refused as refused:
            return refusal(release, refused, as_json=as_json)
        if as_json:
            kept = {"stored": True, "again": True} if counted is None else {"id": answer.id, "stored": True}
            return _as_json(kept, 200 if counted is None else 201)
        unexplained = answer.helpful is False and not answer.text
        target = release.sorry if unexplained else release.thanks
        headers = {"cache-control": NEVER, "content-security-policy": policy("")}
        return RedirectResponse(target, 303, headers)

    async def _read(self, request: Request, release: Release) -> Form:
        headers = request.headers
        if not is_ours(headers):
            raise Refused(403)
        if headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
            raise Refused(415)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:18]) > self._limits.body_bytes:
            raise Refused(413)
        form = read_form(await self._body(request))
        if form is None:
            raise Refused(400)
        found = form.page or page_of(headers)
        found = release.page_of_withdrawn(found) or found
        file = release.files.get(found)
        if file is None or not file.media_type.startswith("text/html"):
            return replace(form, page="", version=form.version if form.version in release.versions else None)
        version = form.version if form.version in release.versions else file.version
        return replace(form, page=found, version=version)

    async def _body(self, request: Request) -> bytes:
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > self._limits.body_bytes:
                        raise Refused(413)
        except (TimeoutError, ClientDisconnect) as fault:
            raise Refused(408) from fault
        return bytes(body)

    def _checked(self, form: Form, request: Request, release: Release) -> Answer:
        # A person whose browser filled the trap gets the text back and has only to send it again.
        if form.trap:
            raise Refused(422, (say("serve.trapped"), say("serve.trapped-text")), form)
        if form.helpful is None and not form.text:
            raise Refused(422, (say("serve.empty"), say("serve.empty-text")), form)
        if text_length(form.text) > TEXT_LIMIT:
            raise Refused(422, _TOO_LONG, form)
        wait = self._buckets.wait(reader_of(request).address)
        if wait:
            raise Refused(429, None, form, wait)
        return Answer(
            form.id or self._world.random(16).hex(),
            release.report,
            form.version,
            form.page,
            self._world.today(),
            form.helpful,
            form.text,
        )

    def _counted(self, answer: Answer, reader: Reader) -> Answer | None:
        """Give what of an answer is new: the same choice and the same text count once in ten minutes.

        None where nothing is; the reader is thanked all the same.
        """
        chosen = answer.helpful is not None and not self._recently.has(reader, _choice(answer))
        said = bool(answer.text) and not self._recently.has(reader, _said(answer))
        if not (chosen or said):
            return None
        return replace(answer, helpful=answer.helpful if chosen else None, text=answer.text if said else "")

    def _remember(self, answer: Answer, reader: Reader) -> None:
        if answer.helpful is not None:
            self._recently.add(reader, _choice(answer))
        if answer.text:
            self._recently.add(reader, _said(answer))

    async def _store_of_allowance(self, answer: Answer, form: Form, request: Request) -> None:
        reader = reader_of(request).address
        wait = self._allowance.take(reader)
        if wait:
            raise Refused(429, (say("serve.spent"), say("serve.spent-text")), form, wait)
        try:
            await self._store(answer, form)
        except Refused:
            self._allowance.give_back(reader)
            raise

    async def _store(self, answer: Answer, form: Form) -> None:
        if self._waiting >= self._limits.waiting:
            raise Refused(503, None, form)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.store_seconds):
                await self._add(answer)
            self._failing = False
        except (StoreUnavailable, TimeoutError) as fault:
            self._tell(fault.reason if isinstance(fault, StoreUnavailable) else say("serve.silent"))
            raise Refused(503, None, replace(form, id=answer.id), wait=30) from fault
        finally:
            self._waiting -= 1

    def _tell(self, reason: Message) -> None:
        """Tell the operator, once until it works again."""
        if not self._failing:
            self._failing = True
            self._world.report(Diagnostic("RB-DATABASE", *hinted("serve.no-answer", reason=reason)))


def _choice(answer: Answer) -> str:
    return f"chose {answer.helpful} {answer.report} {answer.version} {answer.page}"


def _said(answer: Answer) -> str:
    return f"said {answer.report} {answer.version} {answer.text}"


def refusal(release: Release, refused: Refused, *, as_json: bool = False) -> Response:
    """Give the page (or the JSON) that says what went wrong, with the form as it was filled in."""
    said = refused.said or _FAULTS.get(refused.status, (say("serve.failed"), say("serve.failed-text")))
    if as_json:
        heading, text = map(catalogue(release.language).text, said)
        response = _as_json({"stored": False, "error": heading, "message": text}, refused.status)
    else:
        form = refused.form
        # A text that follows an answer already given has no choice of its own.
        choice = form is not None and (form.helpful is not None or not form.text)
        headers = {"cache-control": NEVER, "content-security-policy": policy(HTML)}
        response = Response(page(release, said, form, choice=choice), refused.status, headers, HTML)
    if refused.wait:
        response.headers["retry-after"] = str(math.ceil(refused.wait))
    return response


def _as_json(data: Mapping[str, Any], status: int) -> Response:
    headers = {"cache-control": NEVER, "content-security-policy": policy("application/json")}
    return JSONResponse(data, status, headers)


def _wants_json(headers: Headers) -> bool:
    accept = headers.get("accept", "").lower()
    return "application/json" in accept and "text/html" not in accept
