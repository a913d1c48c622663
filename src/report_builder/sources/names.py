"""File names that work on every system: what is refused, and why."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_BYTES = 255
"""The longest name that the usual file systems store, in UTF-8 bytes."""

_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?: *\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\/\x00-\x1f\x7f]')


def name_fault(name: str) -> str | None:
    """Say why the file name ``name`` (one part of a path) does not work everywhere; None when it does.

    The rules are the union of what Windows, macOS and Linux refuse, so that a project can be
    moved between them.
    """
    try:
        size = len(name.encode("utf-8"))
    except UnicodeEncodeError:
        return "has a lone surrogate"
    if size > MAX_NAME_BYTES:
        return f"is {size} bytes long; the longest name that works is {MAX_NAME_BYTES}"
    if name.endswith((".", " ")):
        return "ends with a " + ("dot" if name.endswith(".") else "blank")
    found = _FORBIDDEN.search(name)
    if found:
        return f"has the character {_shown(found.group())}"
    if _RESERVED.fullmatch(name):
        return "is reserved on Windows"
    return None


def twin_key(path: str) -> str:
    """Return what two paths have in common that some system takes for one: letter case and Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def twin_kind(first: str, second: str) -> str:
    """Say in what two twins differ."""
    same_form = unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second)
    return "the Unicode form (NFC or NFD)" if same_form else "upper and lower case"


def _shown(character: str) -> str:
    return repr(character) if character.isprintable() else f"U+{ord(character):04X}"
