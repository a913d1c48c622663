"""Conditional and partial requests: RFC 9110, sections 13 and 14, on plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime

from msgspec import Struct

_RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.IGNORECASE)
# The form of today, that of RFC 850 and that of asctime: no zone but GMT, no fifth digit of a year.
_DATES = ("%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y")
_TAG = re.compile(r'(?:W/)?"[^"]*"')


class Part(Struct, frozen=True):
    """The bytes from ``start`` to ``end`` (not included)."""

    start: int
    end: int


def http_date(seconds: int) -> str:
    """Give a time (seconds since 1970) as HTTP writes it."""
    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)


def precondition_failed(headers: Mapping[str, str], etag: str, modified: int) -> bool:
    """Tell whether If-Match or If-Unmodified-Since asks for another state of the file (13.1.1, 13.1.4)."""
    wanted = headers.get("if-match")
    if wanted is not None:
        return wanted.strip() != "*" and etag not in _TAG.findall(wanted)
    since = _date(headers.get("if-unmodified-since"))
    return since is not None and modified > since


def not_modified(headers: Mapping[str, str], etag: str, modified: int) -> bool:
    """Tell whether the client has this already (13.1.2, 13.1.3; the tag counts, then the date)."""
    known = headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or etag in {tag.removeprefix("W/") for tag in _TAG.findall(known)}
    since = _date(headers.get("if-modified-since"))
    return since is not None and modified <= since


def wanted_part(headers: Mapping[str, str], etag: str, modified: int, size: int) -> Part | None:
    """Give the part that is asked for, None for the whole; an empty part is one that cannot be given (416).

    Several parts at once are answered with the whole, which 14.2 allows. ``If-Range`` asks for the part only
    if the file is still the same (13.1.5).
    """
    asked = _RANGE.fullmatch(headers.get("range", ""))
    if asked is None or not any(asked.groups()) or not _same(headers.get("if-range"), etag, modified):
        return None
    first, last = (int(digits[:18]) if digits else None for digits in asked.groups())
    if first is None:  # the last so many bytes
        start, end = max(size - (last or 0), 0), size
    elif last is not None and last < first:
        return None
    else:
        start, end = first, size if last is None else min(last + 1, size)
    return Part(start, end) if start < end else Part(0, 0)


def _same(condition: str | None, etag: str, modified: int) -> bool:
    if condition is None or condition.strip() == etag:
        return True
    return condition.strip() == http_date(modified)


def _date(text: str | None) -> float | None:
    """Read a date in one of the three forms that HTTP has (5.6.7); None for anything else."""
    for form in _DATES if text else ():
        with suppress(ValueError):
            return datetime.strptime((text or "").strip(), form).replace(tzinfo=UTC).timestamp()
    return None
