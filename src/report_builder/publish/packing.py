"""Text files as they go over the wire, packed once: beside each its ``.br`` and ``.gz``."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

from report_builder.publish.model import media_type

ENDINGS = {"br": ".br", "gzip": ".gz"}
"""The end of the name of a packed file by its coding (RFC 9110, 8.4.1)."""

_LEAST = 500
"""Bytes of a file that is worth it."""
_TEXT = ("text/", "image/svg+xml", "application/json", "application/xml", "application/atom+xml")
_PAGE_QUALITY, _ASSET_QUALITY = 7, 11
"""Of Brotli: pages are many and change, style sheets are few and stay."""


def may_be_packed(path: str, size: int) -> bool:
    """Tell whether a file of ``size`` bytes is text, and long enough."""
    return size >= _LEAST and media_type(path).startswith(_TEXT)


def packed(path: str, data: bytes) -> Mapping[str, bytes]:
    """Give ``data`` in each coding that makes it smaller; nothing for what is no text.

    The same data give the same bytes.
    """
    if not may_be_packed(path, len(data)):
        return {}
    import brotli

    quality = _ASSET_QUALITY if path.startswith("assets/") else _PAGE_QUALITY
    codings = {
        "br": brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality),
        "gzip": gzip.compress(data, 6, mtime=0),
    }
    return {coding: made for coding, made in codings.items() if len(made) < len(data)}
