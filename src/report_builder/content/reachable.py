"""Whether somebody is reached: the addresses in ``report.yaml``, and e-mail addresses wherever they stand."""

from __future__ import annotations

import re
from urllib.parse import unquote

from report_builder.content.links import LinkError, external_target
from report_builder.diagnostics import Diagnostics, SourceSpan
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
    if _is_whole(located.value) and not _IS_ODD.fullmatch(located.value):
        return
    code, message = "RB-EMAIL", say("content.odd-email-address", address=located.value)
    if not _is_whole(located.value):
        code, message = "RB-VALUE", say("content.no-email-address", address=located.value)
    address = located.value.partition("?")[0]  # behind it stands what a letter begins with
    alone = [part for part in _BESIDE.split(address) if _is_whole(part) and not _IS_ODD.fullmatch(part)]
    hint = say("sources.write-like", example=_EMAIL)
    if len(alone) == 1:
        hint = say("content.email-address-alone.hint", address=alone[0])
    diagnostics.error(code, located.span, message, hint)


def check_mail_link(href: str, span: SourceSpan, diagnostics: Diagnostics) -> None:
    """RB-EMAIL for a link to an e-mail address that no mail reaches; one to something else is right."""
    scheme, _, rest = href.partition(":")
    if scheme.lower() != "mailto":
        return
    address = unquote(rest.partition("?")[0])
    if _IS_ODD.fullmatch(address) or not _is_whole(address):
        message = say("content.odd-email-address", address=address)
        diagnostics.error("RB-EMAIL", span, message, say("sources.write-like", example=f"mailto:{_EMAIL}"))


def _is_whole(address: str) -> bool:
    try:
        external_target(f"mailto:{address}")
    except LinkError:
        return False
    return True


_BESIDE = late(r"(?i:mailto:)|[\s,;:<>()]+")
_IS_ODD = late(r"(?i:mailto:).*|.*[,;:<>()?].*|.*\.\..*|[^@]*@[^.]*|.*\.@.*|.*@\..*|.*\.")
"""An address that no mail reaches, or that is not alone."""
