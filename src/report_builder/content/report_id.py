"""The id of a report: a URN, or a UUID, which is kept as one."""

from __future__ import annotations

import re

from report_builder.content.urns import UUID, urn_fault, uuid_fault
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, say
from report_builder.patterns import late
from report_builder.sources.schema import Located

UUID_URN = "urn:uuid:"
"""What stands before a UUID (RFC 9562, 4) in the id of a report."""

_LIKE_UUID = late(r"[{(]?[0-9a-f-]{30,}[})]?", re.IGNORECASE)


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
    if UUID.fullmatch(text):
        return UUID_URN + text.lower()
    scheme, space, name = text.split(":", 2)
    name = name.lower() if space.lower() == "uuid" else re.sub(r"%..", lambda found: found[0].upper(), name)
    return f"{scheme.lower()}:{space.lower()}:{name}"


def id_fault(text: str) -> Message | None:
    """Say why a text cannot be the id of a report; None where it can."""
    if text[:4].lower() == "urn:":
        return urn_fault(text)
    return uuid_fault(text) if _LIKE_UUID.fullmatch(text) else say("content.id-no-urn")
