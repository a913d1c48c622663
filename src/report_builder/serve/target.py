"""The target of a request line: the address of the site that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

# An encoded slash, backslash, dot or control character has no place in any address of ours.
_SUSPICIOUS = re.compile(rb"%(?:2f|5c|2e|7f|[01][0-9a-f])", re.IGNORECASE)
_ABSOLUTE = re.compile(rb"https?://([\w.:\[\]~-]+)(?=/|$)", re.IGNORECASE)


def address_of(raw: bytes) -> str | None:
    """Give the address that a path of a request line names; None for one that is none of ours in any case."""
    if _SUSPICIOUS.search(raw):
        return None
    try:
        return unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None


def in_origin_form(scope: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the request with a path alone: a server takes ``GET http://host/path`` too (RFC 9112, 3.2.2).

    The host of such a target stands in place of the ``Host`` header.
    """
    found = _ABSOLUTE.match(scope["raw_path"])
    if found is None:
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    path = scope["raw_path"][found.end() :] or b"/"
    return {**scope, "raw_path": path, "headers": [*headers, (b"host", found[1])]}
