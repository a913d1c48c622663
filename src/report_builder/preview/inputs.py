"""The files that the next build would read, and whether one of them changed since."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from report_builder.sources.files import SourceFiles

_Stamp: TypeAlias = tuple[int, int, int] | None


class Followed:
    """Exactly what a build read, what it looked for in vain, and what its diagnostics name.

    Made before the build begins and closed by :meth:`settle` when it is over.
    """

    def __init__(self, files: SourceFiles) -> None:
        self._files = files
        self._root = Path(os.path.realpath(files.root))
        self._stamps: dict[str, _Stamp] = {}
        self._missed: dict[str, _Stamp] = {}
        self._whole: frozenset[str] = frozenset()

    def settle(self, named: Iterable[str] = ()) -> None:
        """Note how the files stand that were not read; ``named`` are those of diagnostics."""
        read = set(self._files.paths)
        self._stamps = {
            path: self._stamp(path)
            for path in {*self._files.missed, *named} - read
            if not Path(path).is_absolute() and ".." not in Path(path).parts
        }
        outside = self._files.everywhere[1:]
        self._missed = {path: _stamp(path) for files in outside for path in _whole(files, files.missed)}
        written = {str(self._root / self._files.on_disk(path)) for path in self.paths}
        written |= {path for files in outside for path in _whole(files, (*files.paths, *files.missed))}
        self._whole = frozenset(written | {os.path.realpath(path) for path in written})

    @property
    def paths(self) -> frozenset[str]:
        """Everything that is followed, relative to the root."""
        return frozenset((*self._files.paths, *self._stamps))

    def changed(self) -> bool:
        """Tell whether the next build would find something else than this one did."""
        return (
            bool(self._files.changed())
            or any(self._stamp(path) != stamp for path, stamp in self._stamps.items())
            or any(_stamp(path) != stamp for path, stamp in self._missed.items())
        )

    @property
    def whole_paths(self) -> frozenset[str]:
        """The paths on this machine: as they are written, and where links lead."""
        return self._whole

    def folders(self) -> frozenset[str]:
        """Give the folders that tell of every change: those of the files, or the nearest that are there."""
        return frozenset(self._nearest(path) for path in self._whole)

    def concerns(self, path: str) -> bool:
        """Tell whether news of ``path`` matter: it is followed, or a folder above what is."""
        return any(followed == path or followed.startswith(path + os.sep) for followed in self._whole)

    def _nearest(self, path: str) -> str:
        folder = Path(path).parent
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        return str(folder)

    def _stamp(self, path: str) -> _Stamp:
        return _stamp(str(self._root / self._files.on_disk(path)))


def _whole(files: SourceFiles, paths: Iterable[str]) -> Iterator[str]:
    """The paths on this machine of files outside of the report."""
    root = os.path.realpath(files.root)
    return (str(Path(root, files.on_disk(path))) for path in paths)


def _stamp(path: str) -> _Stamp:
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_mode
