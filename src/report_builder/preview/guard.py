"""Who may ask: the browser on this machine, for this page, and nobody in its name."""

from __future__ import annotations

from collections.abc import Mapping

HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine that no name service can give to another."""


def refusal(headers: Mapping[str, str], port: int) -> str | None:
    """Say why a request must be refused; None where it may be answered.

    ``headers`` have names in lower case. A page elsewhere can make a browser ask this server: under a name
    that was made to lead here (DNS rebinding), which ``Host`` tells, or across sites, which ``Origin`` and
    ``Sec-Fetch-Site`` tell.
    """
    hosts = {f"{host}:{port}" for host in HOSTS}
    if headers.get("host", "").lower() not in hosts:
        return "this host is not served here"
    origin = headers.get("origin")
    if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
        return "another site may not ask"
    if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return "another site may not ask"
    return None
