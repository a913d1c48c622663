"""What is a URN (RFC 8141, 2), and which kinds of them have rules of their own."""

from __future__ import annotations

import re
import string

from report_builder.content.check_digits import ISBN_PATTERN, ISSN_PATTERN, isbn_fault, issn_fault
from report_builder.language.message import Message, say
from report_builder.patterns import late

UUID = late(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

_SPACE = late(r"[0-9a-z][0-9a-z-]{0,30}[0-9a-z]", re.IGNORECASE)
_SIGNS = frozenset(string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/%")
_LOOSE_PERCENT = late(r"%(?![0-9A-Fa-f]{2})")
_LONGEST = 200
_NBN_NORWAY = late("no-[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*", re.IGNORECASE)
"""A running number, or a series with a number of its own, in letters and digits; there is no check digit."""
_ISBN, _ISSN, _NBN = "978-82-7483-092-9", "1890-6583", "no-12345"


def urn_fault(urn: str) -> Message | None:
    """Say why a text that begins as a URN is none, or breaks the rules of its kind; None for a sound one."""
    if len(urn) > _LONGEST:
        return say("content.id-long", most=_LONGEST)
    parts = urn.split(":", 2)
    if len(parts) < 3 or not parts[2]:
        return say("content.id-short")
    _, space, name = parts
    if not _SPACE.fullmatch(space) or space.lower() == "urn":
        return say("content.id-namespace", name=space)
    return _of_kind(urn, space.lower(), name) or _name_fault(name)


def uuid_fault(text: str) -> Message | None:
    """Say why a text is no UUID (RFC 9562, 4), or one that only stands for a missing one."""
    if not UUID.fullmatch(text):
        return say("content.id-uuid", text=text)
    return say("content.id-placeholder") if set(text.lower()) in ({"0", "-"}, {"f", "-"}) else None


def _name_fault(name: str) -> Message | None:
    if wrong := next((sign for sign in name if sign not in _SIGNS), ""):
        part = say("content.id-component", sign=wrong)
        return part if wrong in "?#" else say("content.id-sign", sign=wrong)
    if _LOOSE_PERCENT.search(name):
        return say("content.id-percent")
    return say("content.id-slash") if name.startswith("/") else None


def _of_kind(urn: str, kind: str, name: str) -> Message | None:
    """Say what a number is not, of the kinds that are numbers."""
    match kind:
        case "uuid":
            return uuid_fault(name)
        case "isbn":
            return isbn_fault(name) if re.fullmatch(ISBN_PATTERN, name) else _form(urn, "urn:isbn:", _ISBN)
        case "issn":
            return issn_fault(name) if re.fullmatch(ISSN_PATTERN, name) else _form(urn, "urn:issn:", _ISSN)
        case "nbn" if re.match("no(?![a-z])", name.lower()) and not _NBN_NORWAY.fullmatch(name):
            return _form(urn, "URN:NBN:", _NBN)
    return None


def _form(urn: str, before: str, example: str) -> Message:
    return say("content.urn-form", urn=urn, example=before + example)
