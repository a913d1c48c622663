"""What folders hold, looked up by names whose letter case or Unicode form may be another on the disk."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from report_builder.sources.names import twin_key


class Found(Struct, frozen=True):
    """Where a path leads: as the disk writes it, whether it is there, and in the letter case asked for."""

    path: str
    there: bool
    same_case: bool


class Folders:
    """The folders below ``root``, a real path. Each is read once, and again where a name is not in it."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._read: dict[str, dict[str, list[str]]] = {}

    def names(self, folder: str) -> list[str]:
        """Everything in ``folder``, sorted; nothing where it cannot be read or lies outside of the root."""
        return sorted(name for twins in self._twins_in(folder).values() for name in twins)

    def below(self, folder: str, ending: str) -> Iterator[str]:
        """Yield the regular files below ``folder`` that end so; nothing hidden, no link is followed."""
        for name in self.names(folder):
            path = f"{folder}/{name}"
            try:
                mode = Path(self._root, path).lstat().st_mode
            except OSError:
                continue
            if name.startswith("."):
                continue
            if stat.S_ISDIR(mode):
                yield from self.below(path, ending)
            elif stat.S_ISREG(mode) and name.lower().endswith(ending):
                yield path

    def find(self, path: str) -> Found:
        """Look for ``path``, name by name. A name of the same Unicode form comes before one of another."""
        there, same_case = "", True
        for name in path.split("/"):
            entry = self._entry(there, name)
            same_case &= _composed(entry) == _composed(name)
            there = f"{there}/{entry}" if there else entry
        return Found(there, _is_there(Path(self._root, there)), same_case)

    def with_twins(self, path: str) -> Iterator[str]:
        """Yield the path, the folders above it, and the twins of each that stand on the disk.

        Where the disk has a twin only, that is what is meant, and the name asked for is no other.
        """
        folder = there = ""
        for name in path.split("/"):
            twins = self._twins(there, name)
            yield from (f"{folder}/{entry}" if folder else entry for entry in twins or (name,))
            entry = self._entry(there, name)
            there = f"{there}/{entry}" if there else entry
            folder = there

    def _entry(self, folder: str, name: str) -> str:
        """The entry of ``folder`` that ``name`` means: itself, one of another form, or of another case."""
        twins = self._twins(folder, name)
        if name in twins or not twins:
            return name
        same = [entry for entry in twins if _composed(entry) == _composed(name)]
        return (same or twins)[0]

    def _twins(self, folder: str, name: str) -> list[str]:
        key = twin_key(name)
        twins = self._twins_in(folder).get(key)
        if twins is None:  # it may have come since
            self._read.pop(folder, None)
            twins = self._twins_in(folder).get(key, [])
        return twins

    def _twins_in(self, folder: str) -> dict[str, list[str]]:
        if folder not in self._read:
            found: dict[str, list[str]] = {}
            for name in sorted(self._listed(folder)):
                found.setdefault(twin_key(name), []).append(name)
            self._read[folder] = found
        return self._read[folder]

    def _listed(self, folder: str) -> list[str]:
        try:
            real = os.path.realpath(Path(self._root, folder))
            return [entry.name for entry in os.scandir(real)] if is_inside(real, self._root) else []
        except (OSError, ValueError):  # ValueError: a name that no file system can hold
            return []


def is_inside(path: str, root: str) -> bool:
    """Tell whether a real path lies in the folder ``root``."""
    try:
        return os.path.commonpath([path, root]) == root
    except ValueError:  # another drive
        return False


def _is_there(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
