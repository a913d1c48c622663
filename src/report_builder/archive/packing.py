"""Files as one ZIP or TAR file, below one folder: the same files and moment give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from report_builder.archive.faults import Faults
from report_builder.archive.names import shown
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.message import say
from report_builder.output import Disk, write_file
from report_builder.sources.names import name_fault

Packer: TypeAlias = Callable[[str, Mapping[str, bytes], datetime], bytes]
"""Makes the bytes of a pack: the name of the folder, its files by path, and the moment that each is given."""

_EARLIEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644


def write_pack(
    name: str, files: Mapping[str, bytes], moment: datetime, target: Path, disk: Disk | None = None
) -> Outcome[int]:
    """Write ``files`` to ``target``, below a folder called ``name``; the size of the files in bytes.

    The file is replaced in one step. RB-ARCHIVE-NAME for a target of another kind than ``.zip`` and ``.tar``,
    and for a path that does not work on every system; RB-OUTPUT-WRITE where it cannot be written.
    """
    faults = Faults()
    check_type(target, name, faults)
    check_paths(files, faults)
    pack = packer_for(target)
    if pack is None or faults.found:
        return Outcome(None, faults.items)
    diagnostics = Diagnostics()
    written = write_file(target, pack(name, files, moment), diagnostics, disk)
    return Outcome(sum(map(len, files.values())) if written else None, diagnostics.items)


def packer_for(path: Path) -> Packer | None:
    """Give what packs a file of this name, a ``.zip`` or ``.tar``; None for another name."""
    return {".zip": _zip, ".tar": _tar}.get(path.suffix.lower())


def check_type(path: Path, name: str, faults: Faults) -> None:
    """Tell of a pack that cannot be made by its name (RB-ARCHIVE-NAME); ``name`` is how it may be called."""
    if packer_for(path) is None:
        hint = say("archive.bag-type.hint", name=f"{name}.zip")
        faults.add("RB-ARCHIVE-NAME", "", "", say("archive.bag-type", name=path.name), hint)


def check_paths(paths: Iterable[str], faults: Faults) -> None:
    """Tell of each path that does not work on every system (RB-ARCHIVE-NAME)."""
    for path in paths:
        fault = next((fault for part in path.split("/") if (fault := name_fault(part))), None)
        if fault is not None:
            faults.add("RB-ARCHIVE-NAME", "", "", say("archive.bag-path", path=shown(path), fault=fault))


def _zip(name: str, files: Mapping[str, bytes], moment: datetime) -> bytes:
    import zipfile

    buffer = io.BytesIO()
    stamp = max(_EARLIEST_IN_ZIP, moment.timetuple()[:6])
    with zipfile.ZipFile(buffer, "w") as pack:
        for path, data in files.items():
            entry = zipfile.ZipInfo(f"{name}/{path}", stamp)
            entry.create_system = 3  # Unix, on whatever system this runs
            entry.external_attr = _MODE << 16
            # Stored: the PDF is packed already, and the bytes do not hang on the version of zlib.
            pack.writestr(entry, data, zipfile.ZIP_STORED)
    return buffer.getvalue()


def _tar(name: str, files: Mapping[str, bytes], moment: datetime) -> bytes:
    import tarfile

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as pack:
        for path, data in files.items():
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size, entry.mode, entry.mtime = len(data), _MODE, int(moment.timestamp())
            pack.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()
