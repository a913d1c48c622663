"""One writer at a time for each object of a store, as far as that helps.

The lock is an object of its own, put on the condition that none stands there. It does not end with its
process, so that one is passed over that is known to be left: its process was on this machine and is gone, or
it is older than any work takes. Whoever is passed over and still alive is stopped by the store itself, which
lets one writer only put the inventory of a version (:mod:`.store_committing`): the lock spares work, and the
conditions keep the archive.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from msgspec import MsgspecError
from msgspec.json import decode, encode

from report_builder.archive.lock import Busy, Holder
from report_builder.archive.object_store import ObjectStore, StoreError, TakenError
from report_builder.language.message import Message, say

LAPSE = 3600
"""Seconds after which a lock counts as left."""


class StoreHolder(Holder, frozen=True, omit_defaults=True):
    """What stands in a lock: besides the work, the machine and the second (of Unix) when it was taken."""

    host: str = ""
    since: int = 0
    mark: str = ""

    @property
    def is_left(self) -> bool:
        """True where nothing holds the lock any more, as far as can be told here."""
        return time.time() - self.since > LAPSE or (self.host == _host() and not _lives(self.process))


class StoreBusy(Busy, frozen=True):
    """Another process has the lock that is the object ``key``."""

    key: str = ""

    @property
    def hint(self) -> Message:
        """What to do where that process is known to be gone."""
        host = self.holder.host if isinstance(self.holder, StoreHolder) else ""
        return say("archive.store-busy.hint", host=host, key=self.key, minutes=LAPSE // 60)


class StoreLock:
    """A lock that is ours: the object ``key`` with the bytes ``data``."""

    def __init__(self, store: ObjectStore, key: str, data: bytes) -> None:
        self._store, self._key, self._data = store, key, data

    def tell(self, holder: Holder) -> None:
        """Write who holds the lock, and what for. Raises StoreError."""
        data = _note(holder)
        self._store.replace(self._key, data, self._data)
        self._data = data

    def release(self) -> None:
        """Remove the lock, unless somebody has passed over it; one that stays lapses."""
        with suppress(StoreError, FileNotFoundError):
            if self._store.read(self._key) == self._data:
                self._store.remove(self._key)


@contextmanager
def held(store: ObjectStore, key: str, holder: Holder) -> Iterator[StoreLock | StoreBusy]:
    """Hold the lock ``key`` until the block is left.

    Raises StoreError, also where the store lets two writers put the same object.
    """
    data = _note(holder)
    lock = _taken(store, key, data)
    if isinstance(lock, StoreBusy):
        yield lock
        return
    try:
        store.prove(key, data)
        yield lock
    finally:
        lock.release()


def holder_of(store: ObjectStore, key: str) -> StoreBusy | None:
    """Who holds the lock ``key``; None where nobody does. Raises StoreError."""
    try:
        holder = _holder(store.read(key))
    except FileNotFoundError:
        return None
    is_left = holder is not None and holder.is_left
    return None if is_left else StoreBusy(holder, key=f"{store.address}/{key}")


def _taken(store: ObjectStore, key: str, data: bytes) -> StoreLock | StoreBusy:
    try:
        store.create(key, data)
    except TakenError:
        left = None
        with suppress(FileNotFoundError):  # released this very moment
            left = store.read(key)
        holder = None if left is None else _holder(left)
        if left is None or holder is None or not holder.is_left:
            return StoreBusy(holder, key=f"{store.address}/{key}")
        try:
            store.replace(key, data, left)
        except TakenError:
            return StoreBusy(None, key=f"{store.address}/{key}")
    return StoreLock(store, key, data)


def _note(holder: Holder) -> bytes:
    """A text that no other lock has: whoever reads it back knows that it is its own."""
    mark = os.urandom(8).hex()
    since = int(time.time())
    told = StoreHolder(holder.work, holder.process, holder.version, _host(), since, mark)
    return encode(told) + b"\n"


def _holder(data: bytes) -> StoreHolder | None:
    try:
        return decode(data, type=StoreHolder)
    except (MsgspecError, UnicodeDecodeError):
        return None


def _host() -> str:
    from platform import node

    return node()


def _lives(process: int) -> bool:
    if os.name == "nt":  # there the same call would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
