"""Where something is kept: a folder, or the address of an object store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from report_builder.diagnostics import printable
from report_builder.language.message import Message, hinted, say
from report_builder.patterns import late

WINDOWS = sys.platform == "win32"

STORES = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "abfs": "abfs", "az": "abfs"}
"""The protocols that lead to an object store, each with the one name of the store that it leads to."""

_SCHEME = late(r"([A-Za-z][A-Za-z0-9+.-]*)(?:::.*)?://")
_HALF = late(r"([A-Za-z][A-Za-z0-9+.-]+):(?! )")
"""An address that lost its slashes, or the name of another machine."""
_VARIABLE = late(r"\$(?:[A-Za-z_{(])|%[A-Za-z_][\w()]*%")
_DRIVE = late(r"[A-Za-z]:(?! )")
_FOLDERS = frozenset({"file", "local"})


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
    if not is_address(text):
        return root / text
    protocol, _, rest = text.rstrip("/").partition("://")
    return Address(f"{protocol.lower()}://{rest}")


def location_fault(text: str, *, windows: bool = WINDOWS) -> tuple[Message, Message] | None:
    """Say why a text cannot be meant as the place of an archive, and what to write; None where it can.

    What is taken for a folder must be one on purpose: nobody reads ``$HOME`` or ``s3:lager`` here, and a
    folder of that name would be made in silence. What is said repeats no secret.
    """
    if "://" in text:
        return _address_fault(text)
    if half := _HALF.match(text):
        return _half_fault(text, half[1].lower(), windows=windows)
    if not text.strip():
        return hinted("settings.archive-empty")
    if printable(text) != text:
        return say("settings.archive-control", folder=text), say("settings.archive.hint")
    if text.startswith("~"):  # no shell reads it, and a folder named ~ helps nobody
        return say("settings.archive-tilde", folder=text), say("settings.archive.hint")
    if found := _VARIABLE.search(text):
        message = say("settings.archive-variable", folder=text, sign=found[0][0])
        return message, say("settings.archive.hint")
    if not windows and ("\\" in text or text.startswith("//") or _DRIVE.match(text)):
        return say("settings.archive-windows", folder=text), say("settings.archive.hint")
    return None


def _half_fault(text: str, scheme: str, *, windows: bool) -> tuple[Message, Message]:
    """What to say of a text that begins as an address and goes on as none."""
    if "@" in text:
        return say("settings.address-secret"), say("settings.archive-address.hint")
    message, rest = say("settings.address-half", place=text), text.partition(":")[2].strip("/\\")
    if scheme in STORES and rest:
        return message, say("sources.write-like", example=f"{scheme}://{rest}")
    if scheme in _FOLDERS and rest:
        return message, _folder_hint(text)
    if scheme in STORES or windows:  # where no name of a folder has a colon
        return message, say("settings.archive-address.hint")
    return message, say("settings.address-half.hint", folder=text)


def _folder_hint(text: str) -> Message:
    """Name the folder that an address of the machine itself leads to: ``file:///srv/arkiv``."""
    rest = unquote(text.partition(":")[2])
    path = rest.lstrip("/").removeprefix("localhost/")
    folder = path if _DRIVE.match(path) or path == rest else f"/{path}"
    return say("settings.address-folder.hint", folder=folder)


def _address_fault(text: str) -> tuple[Message, Message] | None:
    form = say("settings.address-form"), say("settings.archive-address.hint")
    try:
        parts = urlsplit(text)
    except ValueError:  # a bracket in the name of the bucket
        return form
    if printable(text) != text or not is_address(text):
        return form
    if "@" in parts.netloc:
        return say("settings.address-secret"), say("settings.archive-address.hint")
    if parts.scheme not in STORES:
        message = say("settings.address-protocol", protocol=text.partition(":")[0])
        if parts.scheme in _FOLDERS and parts.path + parts.netloc:
            return message, _folder_hint(text)
        return message, say("settings.address-protocol.hint")
    # What fsspec takes for a part of the name, an address has for something else.
    steps = parts.path.strip("/").split("/")
    if not parts.netloc or parts.query or parts.fragment or any(part in (".", "..") for part in steps):
        return form
    return form if "//" in parts.path or "\\" in text or " " in text else None
