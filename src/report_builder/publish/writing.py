"""A site on the disk: written whole beside the old one, then the pointer is switched.

``current`` points to ``releases/HASH/``, which has ``www/`` (what is served) and ``site.json``. Where there
are no symbolic links, ``current.txt`` says the same in one line. Whoever looks, whenever the process dies,
finds the old site or the new one. The hash is that of all files, so the same site has the same folder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path

from msgspec import Struct

from report_builder.archive import ArchiveDisk
from report_builder.diagnostics import Diagnostics
from report_builder.output import reserve, write_whole
from report_builder.publish.model import SiteFile
from report_builder.published import POINTER, POINTER_FILE, RELEASES, TABLE, pointed

LOCK = ".lock"

KEPT = 3
"""How many releases stay, the current one among them: a reader may be in the middle of the one before."""

_RELEASE = re.compile(r"[0-9a-f]{16}(?:-[0-9]+)?")
_UNFINISHED = re.compile(rf"\.rb-(?:{_RELEASE.pattern}|current)")


class SiteDisk(ArchiveDisk):
    """A disk that can also make symbolic links."""

    def symlink(self, link: Path, target: Path) -> None:
        """Make the symbolic link ``link`` to ``target``; raises OSError where there are none."""
        link.symlink_to(target, target_is_directory=True)


class Written(Struct, frozen=True):
    """A site that is served from now on: the folder of its release, how many files, how many bytes.

    ``new`` is False where the very same site was served before.
    """

    folder: Path
    files: int
    size: int
    new: bool


def write_release(
    out: Path, files: Mapping[str, SiteFile], table: bytes, disk: SiteDisk, diagnostics: Diagnostics
) -> Written | None:
    """Write a site and let the pointer lead to it; None after RB-OUTPUT-WRITE or RB-SITE-BUSY.

    ``files`` is by path below ``www/``, ``table`` the bytes of ``site.json``.
    """
    try:
        return _write(out, files, table, disk, diagnostics)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        diagnostics.error(
            "RB-OUTPUT-WRITE",
            None,
            f"the site cannot be written to '{out}': {reason[:1].lower()}{reason[1:]}",
            "make room or allow writing there; what was published before is still served",
        )
        return None


def _write(
    out: Path, files: Mapping[str, SiteFile], table: bytes, disk: SiteDisk, diagnostics: Diagnostics
) -> Written | None:
    releases = out / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    lock = disk.open_lock(out / LOCK)
    try:
        if not disk.lock(lock):
            diagnostics.error(
                "RB-SITE-BUSY", None, f"another publish is writing to '{out}'", "wait until it is done"
            )
            return None
        _clear(out, disk)
        folder = _folder(releases, files, table)
        size = sum(len(file.data) for file in files.values())
        here = Written(folder, len(files), size, new=pointed(out) != folder.name)
        if not folder.exists():
            _write_folder(folder, files, table, disk)
        if here.new:
            _point(out, folder.name, disk)
        _forget(releases, folder.name, disk)
        return here
    finally:
        disk.close(lock)


def _folder(releases: Path, files: Mapping[str, SiteFile], table: bytes) -> Path:
    """Name a release after its files, whose digests the table has; one that is damaged is left alone."""
    assert files, "a site without a file"
    name = sha256(table).hexdigest()[:16]
    candidates = (releases / (name if n == 1 else f"{name}-{n}") for n in count(1))
    return next(folder for folder in candidates if not folder.exists() or _is_whole(folder, files, table))


def _is_whole(folder: Path, files: Mapping[str, SiteFile], table: bytes) -> bool:
    """Tell whether the very same release is there, byte for byte; one that was tampered with is not."""
    try:
        if (folder / TABLE).read_bytes() != table:
            return False
        return all((folder / "www" / path).read_bytes() == file.data for path, file in files.items())
    except OSError:
        return False


def _write_folder(folder: Path, files: Mapping[str, SiteFile], table: bytes, disk: SiteDisk) -> None:
    """Write a release under a name that nobody looks at, and rename it once it is on the disk.

    Where that fails, what was written is removed again, for a full disk needs the room.
    """
    draft = folder.parent / f".rb-{folder.name}"
    try:
        _fill(draft, files, table, disk)
        disk.open_up(draft)
        disk.move(draft, folder)
    except OSError:
        with suppress(OSError):  # the first fault is the one to tell; the next run clears what is left
            disk.remove_tree(draft)
        raise
    disk.sync_folder(folder.parent)


def _fill(draft: Path, files: Mapping[str, SiteFile], table: bytes, disk: SiteDisk) -> None:
    disk.make_private_folder(draft)
    folders = {draft}
    contents = {f"www/{path}": file.data for path, file in files.items()} | {TABLE: table}
    for path, data in contents.items():
        target = draft / path
        _make_folders(draft, target.parent, folders, disk)
        descriptor = disk.create(target)
        try:
            write_whole(descriptor, data, disk)
        finally:
            disk.close(descriptor)
    for made in sorted(folders, reverse=True):
        disk.sync_folder(made)


def _make_folders(root: Path, folder: Path, made: set[Path], disk: SiteDisk) -> None:
    for above in reversed([folder, *folder.parents]):
        if above.is_relative_to(root) and above not in made:
            disk.make_folder(above)
            made.add(above)


def _point(out: Path, name: str, disk: SiteDisk) -> None:
    """Switch the pointer in one step."""
    draft = out / ".rb-current"
    try:
        disk.symlink(draft, Path(RELEASES, name))
    except (OSError, NotImplementedError):
        if (out / POINTER).is_symlink():
            raise  # a text beside a link that leads elsewhere would be read by nobody
        with reserve(out / POINTER_FILE, disk) as slot:
            slot.fill(f"{RELEASES}/{name}\n".encode())
            slot.commit()
        return
    disk.replace(draft, out / POINTER)
    disk.sync_folder(out)


def _clear(out: Path, disk: SiteDisk) -> None:
    """Remove what a run left that was stopped; the lock says that none is at work."""
    for folder in (out, out / RELEASES):
        for entry in sorted(folder.iterdir()):
            if _UNFINISHED.fullmatch(entry.name):
                if entry.is_dir() and not entry.is_symlink():
                    disk.remove_tree(entry)
                else:
                    disk.remove(entry)


def _forget(releases: Path, current: str, disk: SiteDisk) -> None:
    """Remove the oldest releases; one that cannot be removed harms nobody."""
    others = [
        entry for entry in releases.iterdir() if _RELEASE.fullmatch(entry.name) and entry.name != current
    ]
    others.sort(key=lambda entry: (entry.stat().st_mtime_ns, entry.name), reverse=True)
    for entry in others[KEPT - 1 :]:
        with suppress(OSError):
            # Under another name at first, so that nobody takes half a release for a whole one.
            gone = releases / f".rb-{entry.name}"
            disk.move(entry, gone)
            disk.remove_tree(gone)
