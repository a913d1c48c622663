"""Mends the content where a mending is certain: all files that it concerns, or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Diagnostic, Diagnostics, SourceSpan
from report_builder.language.message import Announce, hinted, silent
from report_builder.language.reason import reason_of
from report_builder.output import Disk, Slot, remove_stale, reserve
from report_builder.pipeline.checking import check_sources
from report_builder.pipeline.stages import STAGES
from report_builder.sources.edits import Mending, Trail, apply_fixes
from report_builder.sources.files import SourceFiles

_LOOKS = 50
"""So often fixes are looked for; one look after another, since some meet and some uncover others."""
_TEXTS = (".md", ".yaml", ".yml")


class Mended(Struct, frozen=True):
    """What was done, or would be, by its places in the files as they were; and what is left to tell.

    ``paths`` are the files that it concerns, sorted. The places of what is left are those of the files as
    they are when this is told: before the mendings where nothing is written.

    Where something could not be written, ``left`` says so, and every file is as it was.
    """

    mendings: tuple[Mending, ...]
    paths: tuple[str, ...]
    left: tuple[Diagnostic, ...]
    written: bool


def mend_content(
    root: Path,
    announce: Announce = silent,
    *,
    dry_run: bool = False,
    disk: Disk | None = None,
) -> Mended:
    """Make every certain mending that a check of the content offers, until none is left.

    Nothing is written before all is decided, and then every file or none. ``dry_run`` writes nothing.
    """
    before: dict[str, bytes] = {}
    now: dict[str, bytes] = {}
    mendings: list[Mending] = []
    left: tuple[Diagnostic, ...] = ()
    files = SourceFiles(root)
    trail = Trail()
    for _ in range(_LOOKS):
        files = SourceFiles(root, now)
        left = check_sources(files, announce)
        sources = {path: data for path, data in _texts(files, left) if _is_text(data)}
        changed, done = apply_fixes(left, sources, trail)
        if not changed:
            break
        for path in changed.keys() - before.keys():
            before[path] = sources[path]
        now.update(changed)
        mendings += done
    differing = {path: data for path, data in now.items() if data != before[path]}
    paths = tuple(sorted(differing))
    if not dry_run:
        _remove_left(files, disk or Disk())
    if dry_run:  # the mended text is nowhere to be seen
        left = tuple(_at_first(item, trail) for item in left)
    if dry_run or not differing:
        return Mended(tuple(sorted(mendings)), paths, left, written=False)
    diagnostics = Diagnostics()
    announce(STAGES["write"])
    written = Writer(files, diagnostics, disk or Disk()).write(before, differing)
    return Mended(tuple(sorted(mendings)), paths, left if written else diagnostics.items, written)


def _at_first(item: Diagnostic, trail: Trail) -> Diagnostic:
    """Tell what is left by its places in the files as they were."""
    span = item.span and trail.at_first(item.span)
    return replace(item, span=span, related=tuple(trail.at_first(one) for one in item.related))


def _remove_left(files: SourceFiles, disk: Disk) -> None:
    """Remove what a run left that was killed while it mended, also where nothing is left to mend."""
    texts = {files.root / path for path in files.paths if path.endswith(_TEXTS)}
    for folder in sorted({Path(os.path.realpath(path)).parent for path in texts}):
        remove_stale(folder, disk)


def _texts(files: SourceFiles, diagnostics: Iterable[Diagnostic]) -> Iterable[tuple[str, bytes]]:
    """Yield the sources that fixes name, with the bytes that were read."""
    named = {fix.start.path for item in diagnostics for fix in item.fixes}
    for path in sorted(named & set(files.paths)):
        data = files.read_bytes(path, Diagnostics(), None) if path.endswith(_TEXTS) else None
        if data is not None:
            yield path, data


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class Writer:
    """Puts mended files in the places of the old ones, which come back where one of them cannot be put."""

    def __init__(self, files: SourceFiles, diagnostics: Diagnostics, disk: Disk) -> None:
        self._files, self._diagnostics, self._disk = files, diagnostics, disk

    def write(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
        """Write ``after``, by path, where the files still are as ``before``; False after a diagnostic."""
        # A link is followed, and what it leads to is written.
        root, on_disk = self._files.root, self._files.on_disk
        targets = {path: Path(os.path.realpath(root / on_disk(path))) for path in sorted(after)}
        path = ""
        with ExitStack() as stack:
            try:
                slots: dict[str, tuple[Slot, Slot]] = {}
                for path, target in targets.items():
                    new = self._filled(target, after[path], stack)
                    slots[path] = (new, self._filled(target, before[path], stack))
                if not self._stand_still({path: before[path] for path in targets}):
                    return False
            except OSError as fault:
                self._tell(path, fault)
                return False
            return self._put(slots)

    def _put(self, slots: Mapping[str, tuple[Slot, Slot]]) -> bool:
        begun: list[Slot] = []
        for path, (new, old) in slots.items():
            begun.append(old)
            try:
                new.commit()
            except OSError as fault:
                self._tell(path, fault)
                for earlier in begun:
                    with suppress(OSError):
                        earlier.commit()
                return False
        return True

    def _filled(self, target: Path, data: bytes, stack: ExitStack) -> Slot:
        """A file beside ``target`` with ``data``, that may be read and written by the same as it."""
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        status = target.stat()
        slot = stack.enter_context(reserve(target, self._disk))
        slot.fill(data)
        with suppress(OSError):  # not everyone may give a file away
            os.chown(slot.path, status.st_uid, status.st_gid)
        return slot

    def _stand_still(self, before: Mapping[str, bytes]) -> bool:
        fresh = SourceFiles(self._files.root)
        changed = [
            path for path, data in before.items() if fresh.read_bytes(path, Diagnostics(), None) != data
        ]
        for path in changed:
            self._diagnostics.error(
                "RB-SOURCE-CHANGED", SourceSpan(path), *hinted("pipeline.changed-in-mending")
            )
        return not changed

    def _tell(self, path: str, fault: OSError) -> None:
        self._diagnostics.error(
            "RB-OUTPUT-WRITE", SourceSpan(path), *hinted("pipeline.not-mended", reason=reason_of(fault))
        )
