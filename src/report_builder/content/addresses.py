"""Web and e-mail addresses in running text, which become links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from report_builder.patterns import late

_ADDRESS = late(
    r"(?<![\w@/.:=-])(?:(?P<web>https?://[^\s<>«»“”\"|\\]+|www\.[\w-]+\.[^\s<>«»“”\"|\\]+)"
    r"|(?P<mail>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+))",
    re.IGNORECASE,
)
_STOPS = ".,;:!?'’*_…"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


class Address(Struct, frozen=True):
    """Where an address stands in a text, and the target of its link."""

    start: int
    end: int
    href: str


def addresses(text: str) -> Iterator[Address]:
    """Find the addresses of a text; stops and brackets behind one belong to the sentence."""
    if "://" not in text and "@" not in text:
        # Most text has no "w." at all, and is not brought into small letters.
        if "w." not in text and "W." not in text:
            return
        if "www." not in text.lower():
            return
    for match in _ADDRESS.finditer(text):
        shown = _without_stops(match[0])
        if match["mail"]:
            yield Address(match.start(), match.start() + len(shown), f"mailto:{shown}")
        elif "." in shown or "://localhost" in shown:
            href = shown if "://" in shown else f"https://{shown}"
            yield Address(match.start(), match.start() + len(shown), href)


def _without_stops(address: str) -> str:
    while address:
        last = address[-1]
        opening = _BRACKETS.get(last)
        if last in _STOPS or (opening and address.count(opening) < address.count(last)):
            address = address[:-1]
        else:
            break
    return address
