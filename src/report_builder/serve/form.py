"""The form of a reader's answer: from the bytes that were posted to what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from report_builder.feedback import clean_text

MEDIA_TYPE = "application/x-www-form-urlencoded"

_ID = re.compile(r"[0-9a-f]{32}")
_HELPFUL = {"ja": True, "nei": False}
_MOST_FIELDS = 20


class Form(Struct, frozen=True):
    """What was posted. ``id`` is set when a form is sent again; ``trap`` is what a person leaves empty."""

    id: str | None
    helpful: bool | None
    text: str
    version: int | None
    page: str
    trap: str


def read_form(body: bytes) -> Form | None:
    """Read a posted form; None where it has more fields than any form of ours."""
    try:
        pairs = parse_qsl(
            body.decode("ascii", "replace"),
            keep_blank_values=True,
            max_num_fields=_MOST_FIELDS,
            errors="replace",
        )
    except ValueError:
        return None
    fields = dict(pairs)
    version = fields.get("version", "")
    return Form(
        fields["answer"] if _ID.fullmatch(fields.get("answer", "")) else None,
        _HELPFUL.get(fields.get("helpful", "")),
        clean_text(fields.get("text", "")),
        int(version) if version.isascii() and version.isdigit() and len(version) < 8 else None,
        fields.get("page", ""),
        fields.get("website", ""),
    )


def is_ours(headers: Mapping[str, str]) -> bool:
    """Tell whether a post comes from a page of this site, as far as the browser says.

    There is nothing to steal with a forged post: no session, no cookie, no right that the sender would not
    have himself; so no token guards the form. What this keeps away is another site that makes its readers'
    browsers send answers for it, each from an address of its own.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2].lower() == headers.get("host", "").lower()


def page_of(headers: Mapping[str, str]) -> str:
    """Give the path of the page on which the form stood, as the browser tells it; empty where it does not."""
    try:
        return urlsplit(headers.get("referer", "")).path
    except ValueError:
        return ""
