"""An address of the network as plain bytes; several are read for each request, so it must cost little."""

from __future__ import annotations

from contextlib import suppress
from socket import AF_INET, AF_INET6, inet_pton

V4 = 4
"""Bytes of an IPv4 address; one of IPv6 has four times as many."""

_MAPPED = bytes(10) + b"\xff\xff"
"""The beginning of an IPv4 address that is written as one of IPv6."""


def packed_address(text: str) -> bytes | None:
    """Give the bytes of an address, without its zone; None for a text that is none.

    An IPv4 address that is written as one of IPv6 is one of IPv4. ``ipaddress`` takes ten times as long.
    """
    with suppress(OSError, ValueError):
        return inet_pton(AF_INET, text)
    try:
        packed = inet_pton(AF_INET6, text.partition("%")[0])
    except (OSError, ValueError):
        return None
    return packed[-V4:] if packed.startswith(_MAPPED) else packed
