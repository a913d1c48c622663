"""Telling that two requests are of the same reader, without keeping the reader's address."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct
from starlette.requests import Request

from report_builder.serve.address import V4, packed_address

ROTATION = 600.0
"""Seconds after which a salt is thrown away, and with it what was kept under it."""

MOST = 50_000
"""Readers that are kept at once; the one that was quiet longest goes first."""

_Kept = TypeVar("_Kept")


class Reader(Struct, frozen=True):
    """Who asks: an address, and the browser's own name, which tells those behind one address apart."""

    address: str
    agent: str


def reader_of(request: Request) -> Reader:
    """Give the reader whose request this is."""
    address = request.client.host if request.client else ""
    return Reader(address, request.headers.get("user-agent", ""))


class Readers(Generic[_Kept]):
    """Keeps something about each reader under a salted hash of the address, in memory and not for long.

    The address itself is never kept: the salt is thrown away with everything every ``rotation`` seconds,
    after which nobody can tell any more which address a hash was made of. ``clock`` counts seconds; ``salt``
    gives fresh random bytes; ``network`` what of an address is the same reader.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        salt: Callable[[], bytes],
        rotation: float = ROTATION,
        network: Callable[[str], bytes] | None = None,
    ) -> None:
        self._clock = clock
        self._rotation = rotation
        self._network = network or network_of
        self._new_salt = salt
        self._salt = salt()
        self._since = clock()
        self._kept: dict[bytes, _Kept] = {}

    def take(self, address: str) -> tuple[bytes, _Kept | None]:
        """Give the key of a reader, good until the next call, and take out what is kept under it."""
        if not self.left():
            self._salt, self._since = self._new_salt(), self._clock()
            self._kept.clear()
        key = hashlib.blake2b(self._network(address), key=self._salt, digest_size=16).digest()
        return key, self._kept.pop(key, None)

    def left(self) -> float:
        """Give the seconds until the salt is thrown away."""
        return max(self._since + self._rotation - self._clock(), 0)

    def put(self, key: bytes, kept: _Kept) -> None:
        """Keep something, at the end: the first of the table is the one that was quiet longest."""
        self._kept[key] = kept
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]


def network_of(address: str) -> bytes:
    """Give what stands for a reader: an IPv4 address, or the IPv6 network that one household has."""
    return _network(address, 4, 8)


def network_around(address: str) -> bytes:
    """Give the network that one subscriber may have: 256 addresses of IPv4, an IPv6 network of 48 bits."""
    return _network(address, 3, 6)


def _network(address: str, bytes_4: int, bytes_6: int) -> bytes:
    packed = packed_address(address)
    if packed is None:
        return address.encode()
    return packed[: bytes_4 if len(packed) == V4 else bytes_6]


class Recently:
    """Knows what each reader did within the last ten minutes, and nothing from before.

    As with :class:`Readers` only salted hashes are in memory. Two salts are in use, the older one to look
    back with; each is thrown away twenty minutes after it was drawn.
    """

    def __init__(self, clock: Callable[[], float], salt: Callable[[], bytes]) -> None:
        self._clock = clock
        self._new_salt = salt
        self._since = clock()
        self._now: tuple[bytes, dict[bytes, float]] = (salt(), {})
        self._before: tuple[bytes, dict[bytes, float]] = (salt(), {})

    def has(self, reader: Reader, what: str) -> bool:
        """Tell whether the reader did ``what`` within ten minutes."""
        self._rotate()
        for salt, seen in (self._now, self._before):
            at = seen.get(_key(salt, reader, what))
            if at is not None and self._clock() - at < ROTATION:
                return True
        return False

    def add(self, reader: Reader, what: str) -> None:
        """Remember that the reader did ``what``; what is longest ago is forgotten where there is too much."""
        self._rotate()
        salt, seen = self._now
        seen[_key(salt, reader, what)] = self._clock()
        if len(seen) > MOST:
            del seen[next(iter(seen))]

    def _rotate(self) -> None:
        passed = self._clock() - self._since
        if passed >= ROTATION:
            empty: tuple[bytes, dict[bytes, float]] = (self._new_salt(), {})
            self._before = self._now if passed < 2 * ROTATION else empty
            self._now = (self._new_salt(), {})
            self._since = self._clock()


def _key(salt: bytes, reader: Reader, what: str) -> bytes:
    parts = (network_of(reader.address), reader.agent.encode(), what.encode())
    told = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hashlib.blake2b(told, key=salt, digest_size=16).digest()
