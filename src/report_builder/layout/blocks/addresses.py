"""A web address as it is printed."""

from __future__ import annotations

import re
from urllib.parse import unquote

_CODED = re.compile("(?:%[89A-F][0-9A-F])+", re.IGNORECASE)
_LETTERS = range(0xC0, 0x100)
"""What every font has of what an address codes: the letters of western Europe."""


def readable(address: str) -> str:
    """Give an address of the web as one reads it and may type it: without https, its letters as they are.

    What is coded for another reason, as a blank is, and letters that some fonts do not have, stay coded.
    """
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    shown = _written_host(host) + slash + _CODED.sub(lambda match: _written(match[0]), path)
    return shown if scheme == "https" else f"{scheme}://{shown}"


def _written(coded: str) -> str:
    text = unquote(coded, errors="replace")
    return text if all(ord(char) in _LETTERS for char in text) else coded


def _written_host(host: str) -> str:
    try:
        text = host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host
    return text if all(char.isascii() or ord(char) in _LETTERS for char in text) else host
