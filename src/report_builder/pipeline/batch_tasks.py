"""What there is to do for each unit of a batch, and what tells its sources apart from others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from report_builder.content.units.unit_file import unit_file
from report_builder.model.units import Unit
from report_builder.own_version import own_version
from report_builder.plugins.plugin import Plugins
from report_builder.settings import PATH as SETTINGS
from report_builder.sources.files import SourceFiles
from report_builder.sources.paths import SOURCES


class Task(Struct, frozen=True):
    """What a process must know to make a unit's report; it reads the sources itself.

    ``sources`` is a digest of all that the report is made of.
    """

    root: Path
    unit: str
    name: str
    file: bytes
    target: Path
    sources: str


def tasks_of(units: Sequence[Unit], folder: Path, output: str, sources: str, root: Path) -> list[Task]:
    """The task of each unit: reports are put below ``folder``, in files whose names begin with ``output``.

    ``sources`` is the digest of what all of them are made of.
    """
    return [_task(root, folder, unit, output, sources) for unit in units]


def _task(root: Path, folder: Path, unit: Unit, output: str, shared: str) -> Task:
    file = unit_file(unit)
    sources = sha256(shared.encode() + file).hexdigest()
    return Task(root, unit.id, unit.name, file, folder / unit.id / f"{output}-{unit.id}.pdf", sources)


def digest_of_sources(root: Path, read: SourceFiles, plugins: Plugins, batch: Collection[str]) -> str:
    """What tells the sources of all units apart from others: every file, the program, and its plug-ins.

    ``read`` are the files that were read for a report. Those of the ``batch``, its table among them, are
    left out unless the report shows them: a new row makes no other report again.
    """
    digest = sha256(own_version().encode())
    for name, version in plugins.versions.items():
        digest.update(f"\0{name}\0{version}".encode())
    left_out = {*batch} - {*read.paths}
    for path in sorted(_all_sources(root)):
        name = path.relative_to(root).as_posix()
        if name not in left_out:
            digest.update(f"\0{name}\0".encode() + _digest_of(path))
    for files in read.everywhere[1:]:
        for name in files.paths:
            digest.update(f"\0{name}\0".encode() + _digest_of(files.root / name))
    return digest.hexdigest()


def _all_sources(root: Path) -> Iterator[Path]:
    for name in (*SOURCES, SETTINGS):
        place = root / name
        if place.is_file():
            yield place
        elif place.is_dir():
            yield from (path for path in place.rglob("*") if path.is_file())


def _digest_of(path: Path) -> bytes:
    """The digest of a file's bytes; nothing for one that cannot be read, which no report has then."""
    try:
        return sha256(path.read_bytes()).digest()
    except OSError:
        return b""
