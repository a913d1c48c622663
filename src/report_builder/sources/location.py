"""Where something is kept: a folder, or the address of an object store."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from msgspec import Struct

from report_builder.diagnostics import printable
from report_builder.language.message import Message, say
from report_builder.patterns import late

_SCHEME = late(r"[A-Za-z][A-Za-z0-9+.-]*(?:::.*)?://")
_NO_STORES = frozenset({"file", "local", "http", "https", "ftp", "sftp", "ssh", "data", "git", "github"})
"""Protocols that lead to no object store, or to one that is a folder."""


class Address(Struct, frozen=True):
    """The place of an archive in an object store: ``s3://bucket/prefix``, without a slash at its end."""

    url: str

    def __str__(self) -> str:
        return self.url

    @property
    def protocol(self) -> str:
        """How the store is spoken to: ``s3``."""
        return self.url.partition("://")[0]


Location: TypeAlias = Path | Address


def is_address(text: str) -> bool:
    """Tell whether a text names an object store rather than a folder."""
    return _SCHEME.match(text) is not None


def location(text: str, root: Path) -> Location:
    """The place that ``text`` names: an address, or a folder as seen from ``root``."""
    return Address(text.rstrip("/")) if is_address(text) else root / text


def address_fault(text: str) -> Message | None:
    """Say why an address cannot be that of an archive; None where it can. What is said repeats no secret."""
    try:
        parts = urlsplit(text)
    except ValueError:  # a bracket in the name of the bucket
        return say("settings.address-form")
    if printable(text) != text:
        return say("settings.address-form")
    if "@" in parts.netloc:
        return say("settings.address-secret")
    if parts.scheme.lower() in _NO_STORES or "::" in text:
        return say("settings.address-protocol", protocol=parts.scheme)
    # What fsspec takes for a part of the name, an address has for something else.
    steps = parts.path.strip("/").split("/")
    if not parts.netloc or parts.query or parts.fragment or any(part in (".", "..") for part in steps):
        return say("settings.address-form")
    return say("settings.address-form") if "//" in parts.path or "\\" in text or " " in text else None
