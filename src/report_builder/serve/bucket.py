"""How much one reader may ask for in a while."""

from __future__ import annotations

from collections.abc import Callable

from report_builder.serve.readers import Readers, network_around


class Buckets:
    """Token buckets: ``burst`` answers may come at once, and one more every ``refill`` seconds."""

    def __init__(
        self, clock: Callable[[], float], salt: Callable[[], bytes], burst: int, refill: float
    ) -> None:
        self._clock = clock
        self._burst = burst
        self._refill = refill
        self._readers: Readers[tuple[float, float]] = Readers(clock, salt)

    def wait(self, address: str) -> float:
        """Take one answer from the reader's bucket: 0, or the seconds until there is one again."""
        now = self._clock()
        key, kept = self._readers.take(address)
        left, at = kept or (float(self._burst), now)
        left = min(left + (now - at) / self._refill, self._burst)
        allowed = left >= 1
        self._readers.put(key, (left - 1 if allowed else left, now))
        return 0.0 if allowed else (1 - left) * self._refill


class Windows:
    """So many requests, ``most``, within so many ``seconds`` from the first of them."""

    def __init__(
        self, clock: Callable[[], float], salt: Callable[[], bytes], most: int, seconds: float
    ) -> None:
        self._clock = clock
        self._most = most
        self._seconds = seconds
        self._readers: Readers[tuple[int, float]] = Readers(clock, salt)

    def wait(self, address: str) -> float:
        """Count one request: 0, or the seconds until there is room for one again."""
        now = self._clock()
        key, kept = self._readers.take(address)
        count, since = kept or (0, now)
        if now - since >= self._seconds:
            count, since = 0, now
        self._readers.put(key, (min(count + 1, self._most), since))
        return 0.0 if count < self._most else since + self._seconds - now


class Allowance:
    """So many answers of one reader, ``most``, and of the network ``around`` it, within so many ``seconds``.

    It does not fill up meanwhile, as a bucket does: it bounds the share of the store that one address can
    take. The ``seconds`` begin with the salt, for all readers alike.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        salt: Callable[[], bytes],
        most: int,
        around: int,
        seconds: float,
    ) -> None:
        reader: Readers[int] = Readers(clock, salt, seconds)
        network: Readers[int] = Readers(clock, salt, seconds, network_around)
        self._shares = ((reader, most), (network, around))

    def take(self, address: str) -> float:
        """Take one answer from both shares: 0, or the seconds until there is one again."""
        taken = [(readers, most, *readers.take(address)) for readers, most in self._shares]
        spent = [readers for readers, most, _, count in taken if (count or 0) >= most]
        for readers, _, key, count in taken:
            readers.put(key, (count or 0) + (not spent))
        return max(1.0, *(readers.left() for readers in spent)) if spent else 0.0

    def give_back(self, address: str) -> None:
        """Put one answer back that came to nothing."""
        for readers, _ in self._shares:
            key, count = readers.take(address)
            if count:
                readers.put(key, count - 1)
