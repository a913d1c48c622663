"""The server's open connections: where there is no room for a new one, one that is idle is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from report_builder.serve.readers import network_of


class Connection(Protocol):
    """A connection, by its identity."""

    def is_idle(self) -> bool:
        """Tell whether nothing is under way on it, and nothing still to be taken."""

    def drop(self) -> None:
        """Close it at once."""


class Holding:
    """The open connections: ``most`` in all, ``each`` of one reader. A proxy holds those of its readers.

    Where there is one too many, the oldest one that is idle gives way: of the same reader where it is the
    reader's share that is used up. The addresses are known only for as long as they are connected.
    """

    def __init__(self, most: int, each: int, is_proxy: Callable[[str], bool]) -> None:
        self._most = most
        self._each = each
        self._is_proxy = is_proxy
        self._all: dict[Connection, bytes] = {}  # the one that was opened first at the front
        self._shares: dict[bytes, dict[Connection, None]] = {}

    def __len__(self) -> int:
        """Count the open connections."""
        return len(self._all)

    def add(self, connection: Connection, address: str) -> bool:
        """Take in a new connection; False where its reader has too many at work, and it should be refused."""
        network = b"" if self._is_proxy(address) else network_of(address)
        share = self._shares.setdefault(network, {})
        welcome = not network or len(share) < self._each or self._drop_oldest_idle(share)
        # One fewer than are turned away, so that whoever comes finds room.
        if len(self._all) + 1 >= self._most:
            self._drop_oldest_idle(self._all)
        self._all[connection] = network
        # The share may have been the last of what was dropped, and be gone.
        self._shares.setdefault(network, {})[connection] = None
        return welcome

    def remove(self, connection: Connection) -> None:
        """Forget a connection that is closed."""
        network = self._all.pop(connection, None)
        if network is not None:
            share = self._shares[network]
            del share[connection]
            if not share:
                del self._shares[network]

    def _drop_oldest_idle(self, among: Iterable[Connection]) -> bool:
        oldest = next((connection for connection in among if connection.is_idle()), None)
        if oldest is None:
            return False
        self.remove(oldest)
        oldest.drop()
        return True
