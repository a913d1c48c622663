"""How many answers one client may send in a while, without knowing who the client is."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Callable

_ROTATION = 600.0
_MOST = 50_000


class Buckets:
    """Token buckets under a salted hash of the client's address.

    The address itself is never kept, and the hash only in memory: the salt is thrown away with all buckets
    every ten minutes, after which nobody can tell any more which address a hash was made of. ``clock``
    counts seconds; ``salt`` gives fresh random bytes; ``burst`` answers may come at once, and one more
    every ``refill`` seconds.
    """

    def __init__(
        self, clock: Callable[[], float], salt: Callable[[], bytes], burst: int, refill: float
    ) -> None:
        self._clock = clock
        self._new_salt = salt
        self._burst = burst
        self._refill = refill
        self._salt = salt()
        self._since = clock()
        self._buckets: dict[bytes, tuple[float, float]] = {}

    def wait(self, address: str) -> float:
        """Take one answer from the client's bucket: 0, or the seconds until there is one again."""
        now = self._clock()
        if now - self._since >= _ROTATION:
            self._salt, self._since = self._new_salt(), now
            self._buckets.clear()
        key = hashlib.blake2b(_network(address), key=self._salt, digest_size=16).digest()
        left, at = self._buckets.pop(key, (float(self._burst), now))
        left = min(left + (now - at) / self._refill, self._burst)
        allowed = left >= 1
        # Put back at the end: the first of the table is the one that was quiet longest.
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _MOST:
            del self._buckets[next(iter(self._buckets))]
        return 0.0 if allowed else (1 - left) * self._refill


def _network(address: str) -> bytes:
    """Give what stands for a client: its IPv4 address, or the IPv6 network that one household has."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address.encode()
    if isinstance(parsed, ipaddress.IPv4Address):
        return parsed.packed
    return parsed.ipv4_mapped.packed if parsed.ipv4_mapped else parsed.packed[:8]
