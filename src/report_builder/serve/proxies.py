"""Which address a reader has, behind proxies whose headers are trusted.

``Forwarded`` (RFC 7239) and ``X-Forwarded-For`` are written by anybody. Each proxy adds the address that it
was asked from at the end, so the list is read from there, and only as far as the ones that speak are known.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from socket import AF_INET, AF_INET6, inet_ntop
from typing import TypeAlias

from starlette.datastructures import Headers

from report_builder.language.message import Message, say
from report_builder.serve.address import V4, packed_address

Network: TypeAlias = tuple[int, int, int]
"""The bytes of an address, and as numbers the mask of the network and its first address."""

THIS_MACHINE = ("127.0.0.0/8", "::1")

_V4_IN_V6 = 96
_OBFUSCATED = re.compile(r"_[A-Za-z0-9._-]{1,100}")
_V4_WITH_PORT = re.compile(r"([0-9.]+)(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?")
_V6_WITH_PORT = re.compile(r"\[([^\]]+)\](?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?")
_TEXT = r'[^\s",;=]+|"(?:[^"\\]|\\.)*"'
_PAIR = re.compile(rf"\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)=({_TEXT})\s*")


class Proxies:
    """The addresses and networks that are trusted; this machine is always one of them.

    Raises NoProxyError for a text that is no address or network, and for one that is everybody.
    """

    def __init__(self, networks: Sequence[str] = ()) -> None:
        self._networks = [_network(text) for text in (*THIS_MACHINE, *networks)]

    def knows(self, address: str) -> bool:
        """Tell whether an address is one of them."""
        packed = packed_address(address)
        if packed is None:
            return False
        number = int.from_bytes(packed)
        return any(len(packed) == size and number & mask == start for size, mask, start in self._networks)

    def reader(self, peer: str, headers: Headers) -> str:
        """Give the address of the reader who asks through ``peer``: the last one that is no proxy of ours.

        Where the two headers do not say the same, one of them comes from the client, and nobody can tell
        which: then it is the peer. An identifier that a proxy gave instead of an address is one as well.
        """
        if not self.knows(peer):
            return peer
        said = {
            self._last(peer, hops)
            for hops in (_forwarded(headers), _x_forwarded_for(headers))
            if hops is not None
        }
        return said.pop() if len(said) == 1 else peer

    def _last(self, peer: str, hops: Sequence[str | None]) -> str:
        reader = peer
        for hop in reversed(hops):
            if hop is None:  # unknown, or nothing that can be read: so far the word was good
                return reader
            reader = hop
            if not self.knows(hop):
                return reader
        return reader


class NoProxyError(ValueError):
    """What was named can be no proxy; ``said`` tells why."""

    def __init__(self, said: Message) -> None:
        self.said = said
        super().__init__(said)


def _network(text: str) -> Network:
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError as fault:
        raise NoProxyError(say("serve.no-network", text=text)) from fault
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    if mapped is not None and network.prefixlen >= _V4_IN_V6:
        network = ipaddress.ip_network((mapped, network.prefixlen - _V4_IN_V6))
    if not network.prefixlen:
        raise NoProxyError(say("serve.everybody", text=text))
    return len(network.network_address.packed), int(network.netmask), int(network.network_address)


def _node(text: str) -> str | None:
    """Give the address or the obfuscated identifier of a node, without its port; None for any other."""
    found = _V6_WITH_PORT.fullmatch(text) or _V4_WITH_PORT.fullmatch(text)
    packed = packed_address(found[1] if found else text)
    if packed is not None:
        return inet_ntop(AF_INET if len(packed) == V4 else AF_INET6, packed)
    name = text.partition(":")[0]
    return name if _OBFUSCATED.fullmatch(name) else None


def _x_forwarded_for(headers: Headers) -> list[str | None] | None:
    lines = headers.getlist("x-forwarded-for")
    return [_node(hop.strip()) for hop in ",".join(lines).split(",")] if lines else None


def _forwarded(headers: Headers) -> list[str | None] | None:
    """Read the nodes of ``for``; whatever stands before something that is malformed cannot be told."""
    lines = headers.getlist("forwarded")
    if not lines:
        return None
    hops: list[str | None] = [None]
    text, at = ",".join(lines), 0
    while at < len(text):
        if text[at] in ";, \t":
            if text[at] == ",":
                hops.append(None)
            at += 1
            continue
        pair = _PAIR.match(text, at)
        if pair is None:  # where the next element begins is anybody's guess
            return [None]
        if pair[1].lower() == "for":
            hops[-1] = _node(_unquoted(pair[2]))
        at = pair.end()
    return hops


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text
