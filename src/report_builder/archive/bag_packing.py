"""The files of a bag, packed or in a folder: by names that lead nowhere else, and no more than can be."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias

from msgspec import Struct

from report_builder.archive.names import is_dropped, shown
from report_builder.archive.tree import Kind, Tree, UnreadableError
from report_builder.language.message import Message, say
from report_builder.language.reason import reason_of
from report_builder.sources.names import name_fault, twin_key

if TYPE_CHECKING:
    import tarfile
    import zipfile

Entries: TypeAlias = dict[str, bytes]

_MOST_FILES = 100_000
_MOST_BYTES, _MOST_PACKED = 256 * 1024 * 1024, 20
"""So many bytes may be unpacked, and so many times the size of the file: text is packed to a tenth or so."""


class RefusedBagError(Exception):
    """A bag that is not read any further: the path in it, why, and what helps."""

    def __init__(self, path: str, said: Message, hint: Message | None = None) -> None:
        super().__init__(said.key)
        self.path, self.said, self.hint = path, said, hint or say("archive.bag-read.hint")


class Unpacked(Struct, frozen=True):
    """The files that could be read, and those that could not, with what was said of each."""

    entries: Entries
    damaged: Mapping[str, Message]


class _DamagedError(Exception):
    """One file of a pack that cannot be unpacked; the others may be whole."""


def unpacked(path: Path) -> Unpacked:
    """Read every file that a ZIP or TAR file or a folder has. Raises RefusedBagError."""
    import tarfile
    import zipfile

    try:
        if path.is_dir():
            return _read(_in_folder(path))
        # By how it begins: a ZIP file may stand at the end of any other.
        if path.is_file() and _begins_as_zip(path):
            if not zipfile.is_zipfile(path):
                raise RefusedBagError("", say("archive.bag-cut"))
            return _unzipped(path)
        if path.is_file() and tarfile.is_tarfile(path):
            return _untarred(path)
    except OSError as fault:
        raise RefusedBagError("", say("archive.cannot-read", reason=reason_of(fault))) from None
    except UnreadableError as fault:
        raise RefusedBagError("", fault.message) from None
    raise RefusedBagError("", say("archive.bag-none"))


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


Reader: TypeAlias = Callable[[], bytes]


def _read(found: Iterator[tuple[str, Reader]]) -> Unpacked:
    """Read what has a name that is one, and has it alone."""
    entries: Entries = {}
    damaged: dict[str, Message] = {}
    twins: set[str] = set()
    for name, reader in found:
        fault = next((fault for part in name.split("/") if (fault := _part_fault(part))), None)
        if fault is not None:
            raise RefusedBagError("", say("archive.bag-path", path=shown(name), fault=fault))
        if twin_key(name) in twins:
            raise RefusedBagError(name, say("archive.bag-twice"))
        twins.add(twin_key(name))
        if len(twins) > _MOST_FILES:
            raise RefusedBagError("", say("archive.bag-many", most=_MOST_FILES))
        if is_dropped(name):
            continue
        try:
            entries[name] = reader()
        except _DamagedError as fault:
            damaged[name] = say("archive.bag-file-damaged", reason=str(fault))
    if damaged and not entries:
        raise RefusedBagError("", next(iter(damaged.values())))
    return Unpacked(entries, damaged)


def _part_fault(part: str) -> Message | None:
    return say("archive.path-part") if part in ("", ".", "..") else name_fault(part)


def _in_folder(path: Path) -> Iterator[tuple[str, Reader]]:
    path = path.resolve()
    tree = Tree(path.parent)
    for place, kind, _ in tree.walk(path.name):
        name = place.removeprefix(f"{path.name}/")
        if kind is Kind.OTHER:
            raise RefusedBagError(shown(name), say("archive.no-regular-file"))
        if kind is Kind.FILE:
            yield name, lambda place=place: tree.read(place)  # type: ignore[misc]


def _unzipped(path: Path) -> Unpacked:
    import zipfile

    try:
        with zipfile.ZipFile(path) as pack:
            infos = [info for info in pack.infolist() if not info.is_dir()]
            _limit(sum(info.file_size for info in infos), path)
            return _read((info.filename, _from_zip(pack, info)) for info in infos)
    except _zip_faults() as fault:
        raise RefusedBagError("", say("archive.bag-damaged", reason=str(fault))) from None


def _from_zip(pack: zipfile.ZipFile, info: zipfile.ZipInfo) -> Reader:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise RefusedBagError(shown(info.filename), say("archive.no-regular-file"))

    def read() -> bytes:
        try:
            return pack.read(info)
        except _zip_faults() as fault:
            raise _DamagedError(str(fault)) from None

    return read


def _zip_faults() -> tuple[type[Exception], ...]:
    """What the library raises for bytes that are no ZIP file, or a file in one that cannot be unpacked."""
    import zipfile
    import zlib

    return (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


def _untarred(path: Path) -> Unpacked:
    import tarfile

    faults = (tarfile.TarError, EOFError, ValueError)

    def reader(stream: IO[bytes]) -> Reader:
        def read() -> bytes:
            try:
                return stream.read()
            except faults as fault:
                raise _DamagedError(str(fault)) from None

        return read

    def members(pack: tarfile.TarFile) -> Iterator[tuple[str, Reader]]:
        total = 0
        for member in _standing(pack):
            if member.isdir():
                continue
            stream = pack.extractfile(member) if member.isreg() else None
            if stream is None:
                raise RefusedBagError(shown(member.name), say("archive.no-regular-file"))
            total += member.size
            _limit(total, path)
            yield member.name, reader(stream)

    try:
        with tarfile.open(path) as pack:
            return _read(members(pack))
    except faults as fault:
        raise RefusedBagError("", say("archive.bag-damaged", reason=str(fault))) from None


def _standing(pack: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """The members as far as the file goes; what a cut one lacks is missed by its manifest."""
    import tarfile

    while True:
        try:
            member = pack.next()
        except (tarfile.TarError, EOFError, ValueError):
            return
        if member is None:
            return
        yield member


def _limit(size: int, path: Path) -> None:
    """Refuse what would fill the memory: a few bytes can be packed so that they unpack to any number."""
    if size > _MOST_BYTES + _MOST_PACKED * path.stat().st_size:
        raise RefusedBagError("", say("archive.bag-large", size=size))
