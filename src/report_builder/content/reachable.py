"""How a publisher is reached: the addresses in ``report.yaml``."""

from __future__ import annotations

import re

from report_builder.content.links import LinkError, external_target
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say
from report_builder.patterns import late
from report_builder.sources.schema import Located

_EMAIL = "post@example.no"
_WEB = "https://example.no/"


def check_web_address(located: Located[str], diagnostics: Diagnostics) -> None:
    """RB-VALUE for what is no whole address of a web page, RB-LINK-SCHEME for another kind of address."""
    address = located.value
    if not re.match(r"https?://", address, re.IGNORECASE):
        code = "RB-LINK-SCHEME" if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address) else "RB-VALUE"
        message = say("content.no-web-address", address=address)
        diagnostics.error(code, located.span, message, say("sources.write-like", example=_WEB))
        return
    try:
        external_target(address)
    except LinkError as fault:
        diagnostics.error("RB-VALUE", located.span, fault.message, say("sources.write-like", example=_WEB))


def check_email(located: Located[str], diagnostics: Diagnostics) -> None:
    """RB-VALUE for what is no e-mail address, RB-EMAIL for one that no mail reaches or that is not alone."""
    alone = _alone(located.value)
    hint = say("content.email-address-alone.hint", address=alone)
    if not alone:
        hint = say("sources.write-like", example=_EMAIL)
    try:
        external_target(f"mailto:{located.value}")
    except LinkError:  # its words are of a link with 'mailto:', which nobody wrote
        message = say("content.no-email-address", address=located.value)
        diagnostics.error("RB-VALUE", located.span, message, hint)
        return
    if _IS_ODD_EMAIL.fullmatch(located.value):
        message = say("content.odd-email-address", address=located.value)
        diagnostics.error("RB-EMAIL", located.span, message, hint)


def _alone(text: str) -> str:
    """The one address in a text that has more than it; empty where it has none, or several."""
    found = [part for part in _BESIDE_EMAILS.split(text) if "@" in part]
    return found[0] if len(found) == 1 and not _IS_ODD_EMAIL.fullmatch(found[0]) else ""


_BESIDE_EMAILS = late(r"(?i:mailto:)|[\s,;:<>()]+")
_IS_ODD_EMAIL = late(r"(?i:mailto:).*|.*[,;:<>()].*|.*\.\..*|[^@]*@[^.]*|.*\.@.*|.*@\..*|.*\.")
"""An address that no mail reaches, or that is not alone."""
