"""Which coding of a file a client gets: ``Accept-Encoding`` by RFC 9110, section 12.5.3, on plain values."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

IDENTITY = "identity"
BROTLI = "br"
GZIP = "gzip"

_ORDER = (BROTLI, GZIP, IDENTITY)
"""The smallest first: what is taken where a client weighs several alike."""

_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_WEIGHT = r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?"
_MEMBER = re.compile(rf"\s*({_NAME})\s*(?:;\s*q\s*=\s*({_WEIGHT})\s*)?", re.ASCII | re.IGNORECASE)
_LEAST, _MOST = 1, 1000


def choose_coding(accepted: str | None, offered: Collection[str]) -> str | None:
    """Give the coding to send: one of ``offered``, or ``identity``; None where the client takes none of them.

    ``accepted`` is the header's value, None where it was not sent: then the file goes as it is, for such a
    client may know no coding. What cannot be read of it is ignored.
    """
    if accepted is None:
        return IDENTITY
    said = _weights(accepted)
    rest = said.get("*")
    weights = {coding: said.get(coding, rest or 0) for coding in _ORDER if coding in offered}
    # As it is, a file is taken unless that was said otherwise; any coding that was named is liked better.
    weights[IDENTITY] = said.get(IDENTITY, _LEAST if rest is None else rest)
    best = max(weights, key=weights.__getitem__)
    return best if weights[best] else None


def _weights(accepted: str) -> Mapping[str, int]:
    """Read the weight of each coding, in thousandths."""
    said = {}
    for member in accepted.split(","):
        found = _MEMBER.fullmatch(member)
        if found:
            name = found[1].lower()
            weight = _MOST if found[2] is None else round(float(found[2]) * _MOST)
            said[GZIP if name == "x-gzip" else name] = weight
    return said
