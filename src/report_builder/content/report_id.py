"""The id of a report: a URN, or a UUID, which is kept as one."""

from __future__ import annotations

import re
import string

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, say
from report_builder.patterns import late
from report_builder.sources.schema import Located

UUID_URN = "urn:uuid:"
"""What stands before a UUID (RFC 9562, 4) in the id of a report."""

_UUID = late(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LIKE_UUID = late(r"[{(]?[0-9a-f-]{30,}[})]?", re.IGNORECASE)
_SPACE = late(r"[0-9a-z][0-9a-z-]{0,30}[0-9a-z]", re.IGNORECASE)
_SIGNS = frozenset(string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/%")
_LOOSE_PERCENT = late(r"%(?![0-9A-Fa-f]{2})")
_LONGEST = 200


def report_id(id: Located[str] | None, diagnostics: Diagnostics) -> str:  # noqa: A002  the key's own name
    """Give the id as it is compared: a UUID as ``urn:uuid:`` in lower case, of a URN the beginning.

    Empty where there is none, and after RB-VALUE.
    """
    if id is None:
        return ""
    fault = id_fault(id.value)
    if fault is None:
        return normal_id(id.value)
    message = say("content.id-wrong", id=id.value, fault=fault)
    diagnostics.error("RB-VALUE", id.span, message, say("content.id-wrong.hint"))
    return ""


def normal_id(text: str) -> str:
    """Give a sound id in the one way in which equal ones are written (RFC 8141, 3)."""
    if _UUID.fullmatch(text):
        return UUID_URN + text.lower()
    scheme, space, name = text.split(":", 2)
    name = name.lower() if space.lower() == "uuid" else re.sub(r"%..", lambda found: found[0].upper(), name)
    return f"{scheme.lower()}:{space.lower()}:{name}"


def id_fault(text: str) -> Message | None:
    """Say why a text cannot be the id of a report; None where it can (RFC 8141, 2)."""
    if len(text) > _LONGEST:
        return say("content.id-long", most=_LONGEST)
    parts = text.split(":", 2)
    if parts[0].lower() != "urn":
        return _uuid_fault(text) if _LIKE_UUID.fullmatch(text) else say("content.id-no-urn")
    if len(parts) < 3 or not parts[2]:
        return say("content.id-short")
    _, space, name = parts
    if not _SPACE.fullmatch(space) or space.lower() == "urn":
        return say("content.id-namespace", name=space)
    if space.lower() == "uuid":
        return _uuid_fault(name)
    if wrong := next((sign for sign in name if sign not in _SIGNS), ""):
        part = say("content.id-component", sign=wrong)
        return part if wrong in "?#" else say("content.id-sign", sign=wrong)
    if _LOOSE_PERCENT.search(name):
        return say("content.id-percent")
    return say("content.id-slash") if name.startswith("/") else None


def _uuid_fault(text: str) -> Message | None:
    if not _UUID.fullmatch(text):
        return say("content.id-uuid", text=text)
    return say("content.id-placeholder") if set(text.lower()) in ({"0", "-"}, {"f", "-"}) else None
