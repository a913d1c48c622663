"""Which requests are answered: those of a browser on this machine that come from our own pages."""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.language.message import Message, say

HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine that no name service can give to another."""


def refusal(headers: Mapping[str, str], port: int) -> Message | None:
    """Say why a request must be refused; None where it may be answered.

    ``headers`` have names in lower case. A page elsewhere can make a browser ask this server: under a name
    that was made to lead here (DNS rebinding), which ``Host`` tells, or across sites, which ``Origin`` and
    ``Sec-Fetch-Site`` tell.
    """
    hosts = {f"{host}:{port}" for host in HOSTS}
    if headers.get("host", "").lower() not in hosts:
        return say("preview.other-host")
    origin = headers.get("origin")
    if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
        return say("preview.other-site")
    if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return say("preview.other-site")
    return None
