"""A site on the disk: written whole beside the old one, then the pointer is switched.

``current`` points to ``releases/HASH/``, which has ``www/`` (what is served) and ``site.json``. Where there
are no symbolic links, ``current.txt`` says the same in one line. Whoever looks, whenever the process dies,
finds the old site or the new one. The hash is that of all files, so the same site has the same folder.
What is not new is linked from the release before, or copied where files cannot be linked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TypeAlias

from msgspec import MsgspecError, Struct, json

from report_builder.archive import UNSUPPORTED, ArchiveDisk
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.language.reason import reason_of
from report_builder.output import reserve, write_whole
from report_builder.publish.present import STAMPS, forms_of, is_untouched, read_stamps
from report_builder.publish.state import STATE
from report_builder.publish.table import Table, decode
from report_builder.published import LOCK, POINTER, POINTER_FILE, RELEASE, RELEASES, TABLE, pointed

KEPT = 3
"""How many releases stay, the current one among them: a reader may be in the middle of the one before."""

_UNFINISHED = re.compile(rf"\.rb-(?:{RELEASE.pattern}|current)")

Contents: TypeAlias = Mapping[str, bytes | Path | str]
"""Files by path: bytes to be written, a file of the release before that shall stand here too, or the path of
one before it that it is the same as."""


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
    out: Path,
    contents: Contents,
    table: Table,
    disk: SiteDisk,
    diagnostics: Diagnostics,
    state: bytes = b"",
) -> Written | None:
    """Write a site and let the pointer lead to it; None after RB-OUTPUT-WRITE or RB-SITE-BUSY.

    ``contents`` is by path below ``www/``, packed files too; ``state`` what the site is to remember.
    """
    try:
        return _write(out, contents, table, state, disk, diagnostics)
    except OSError as fault:
        diagnostics.error(
            "RB-OUTPUT-WRITE", None, *hinted("publish.not-written", folder=str(out), reason=reason_of(fault))
        )
        return None


def _write(
    out: Path, contents: Contents, table: Table, state: bytes, disk: SiteDisk, diagnostics: Diagnostics
) -> Written | None:
    releases = out / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    lock = disk.open_lock(out / LOCK)
    try:
        if not disk.lock(lock):
            diagnostics.error("RB-SITE-BUSY", None, *hinted("publish.busy", folder=str(out)))
            return None
        _clear(out, disk)
        listed = table.encode()
        folder = _folder(releases, table, listed)
        size = sum(entry.size for entry in table.files.values())
        here = Written(folder, len(table.files), size, new=pointed(out) != folder.name)
        if not folder.exists():
            _write_folder(folder, contents, {TABLE: listed, STATE: state}, disk)
        else:
            _remember(folder / STATE, state, disk)
        if here.new:
            _point(out, folder.name, disk)
        _forget(releases, folder.name, table, disk, diagnostics)
        return here
    finally:
        disk.close(lock)


def _folder(releases: Path, table: Table, listed: bytes) -> Path:
    """Name a release after its files, whose digests the table has; one that is damaged is left alone.

    ``listed`` are the bytes of the table.
    """
    assert table.files, "a site without a file"
    name = sha256(listed).hexdigest()[:16]
    candidates = (releases / (name if n == 1 else f"{name}-{n}") for n in count(1))
    return next(folder for folder in candidates if not folder.exists() or _is_whole(folder, table, listed))


def _is_whole(folder: Path, table: Table, listed: bytes) -> bool:
    """Tell whether the very same release is there; one that was tampered with is not."""
    try:
        if (folder / TABLE).read_bytes() != listed:
            return False
    except OSError:
        return False
    www, stamps = folder / "www", read_stamps(folder)
    return all(
        is_untouched(www, *form, stamps)
        for address, entry in table.files.items()
        for form in forms_of(address.removeprefix("/"), entry)
    )


def _write_folder(folder: Path, contents: Contents, beside: Mapping[str, bytes], disk: SiteDisk) -> None:
    """Write a release under a name that no server looks at, and rename it once it is on the disk.

    ``beside`` are the files that stand beside ``www/``.
    Where that fails, what was written is removed again, for a full disk needs the room.
    """
    draft = folder.parent / f".rb-{folder.name}"
    try:
        disk.make_private_folder(draft)
        _fill(draft / "www", contents, disk)
        for name, data in (*beside.items(), (STAMPS, _stamps(draft / "www", contents))):
            _write_file(draft / name, data, disk)
        disk.sync_folder(draft)
        disk.open_up(draft)
        disk.move(draft, folder)
    except OSError:
        with suppress(OSError):  # the first fault is the one to tell; the next run clears what is left
            disk.remove_tree(draft)
        raise
    disk.sync_folder(folder.parent)


def _remember(target: Path, state: bytes, disk: SiteDisk) -> None:
    """Let the site remember that this program drew it, where another one did with the same bytes."""
    with suppress(FileNotFoundError):
        if target.read_bytes() == state:
            return
    with reserve(target, disk) as slot:
        slot.fill(state)
        slot.commit()


def _fill(www: Path, contents: Contents, disk: SiteDisk) -> None:
    disk.make_folder(www)
    folders = {www}
    for path, source in contents.items():
        target = www / path
        _make_folders(www, target.parent, folders, disk)
        if isinstance(source, bytes):
            _write_file(target, source, disk)
        else:
            _link(source if isinstance(source, Path) else www / source, target, disk)
    disk.sync_folders(sorted(folders, reverse=True))


def _write_file(target: Path, data: bytes, disk: SiteDisk) -> None:
    descriptor = disk.create(target)
    try:
        write_whole(descriptor, data, disk)
    finally:
        disk.close(descriptor)


def _link(source: Path, target: Path, disk: SiteDisk) -> None:
    try:
        disk.link(source, target)
    except OSError as fault:
        if fault.errno not in UNSUPPORTED:
            raise
        _write_file(target, source.read_bytes(), disk)


def _stamps(www: Path, contents: Contents) -> bytes:
    stamps = {}
    for path in contents:
        status = (www / path).lstat()
        stamps[path] = status.st_size, status.st_mtime_ns
    return json.encode(stamps)


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


def _forget(releases: Path, current: str, table: Table, disk: SiteDisk, diagnostics: Diagnostics) -> None:
    """Remove the oldest releases, and all that have what was withdrawn.

    One of the oldest that cannot be removed may stay; one that has what was withdrawn is told.
    """
    others = [
        entry for entry in releases.iterdir() if RELEASE.fullmatch(entry.name) and entry.name != current
    ]
    others.sort(key=lambda entry: (entry.stat().st_mtime_ns, entry.name), reverse=True)
    for kept, entry in enumerate(others, 2):
        withdrawn = not _knows(entry, table.withdrawn)
        if kept <= KEPT and not withdrawn:
            continue
        try:
            # Under another name at first, so that nobody takes half a release for a whole one.
            gone = releases / f".rb-{entry.name}"
            disk.move(entry, gone)
            disk.remove_tree(gone)
        except OSError as fault:
            if withdrawn:
                diagnostics.warn(
                    "RB-OUTPUT-WRITE",
                    None,
                    *hinted("publish.not-removed", folder=str(entry), reason=reason_of(fault)),
                )


def _knows(release: Path, withdrawn: Collection[int]) -> bool:
    """Tell whether an older release was written without these versions, too."""
    if not withdrawn:
        return True
    try:
        return set(withdrawn) <= set(decode((release / TABLE).read_bytes()).withdrawn)
    except (OSError, MsgspecError, RecursionError):
        return False
