"""Text files as they go over the wire, packed once: beside each its ``.br`` and ``.gz``."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

from report_builder.publish.model import media_type

_LEAST = 500
"""Bytes of a file that is worth it."""
_TEXT = ("text/", "image/svg+xml", "application/json", "application/xml", "application/atom+xml")
_ASSET, _PAGE, _OLD_PAGE = (11, 9), (5, 6), (3, 1)
"""How hard Brotli and gzip try: style sheets are few and stay; pages of old versions are many, are written
anew when something else is new, and are read by few."""


def may_be_packed(path: str, size: int) -> bool:
    """Tell whether a file of ``size`` bytes is text, and long enough."""
    return size >= _LEAST and media_type(path).startswith(_TEXT)


def packed(path: str, data: bytes, *, is_old: bool = False) -> Mapping[str, bytes]:
    """Give ``data`` in each coding that makes it smaller; nothing for what is no text.

    ``is_old`` is for the pages of old versions. The same data give the same bytes.
    """
    if not may_be_packed(path, len(data)):
        return {}
    import brotli

    quality, level = _ASSET if path.startswith("assets/") else _OLD_PAGE if is_old else _PAGE
    codings = {
        "br": brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality),
        "gzip": gzip.compress(data, level, mtime=0),
    }
    return {coding: made for coding, made in codings.items() if len(made) < len(data)}
