"""A version as a BagIt bag, for hand-over to an archive institution."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha512
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from report_builder.archive.faults import Faults
from report_builder.archive.names import shown
from report_builder.archive.store import Archive
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.message import hinted, say
from report_builder.output import Disk, write_file
from report_builder.sources.names import name_fault

_DECLARATION = "BagIt-Version: {}\nTag-File-Character-Encoding: UTF-8\n"
_VERSION, _VERSION_FOR_PERCENT = "1.0", "0.97"
"""1.0 wants %25 in a manifest for a percent sign in a name, which few readers understand; 0.97, which they
all read too, wants the name as it is."""
_LABEL = re.compile(r"[^\s:](?:[^:\r\n]*[^\s:])?")
_BESIDE = "metadata"
_TAG_MANIFEST = "tagmanifest-sha512.txt"
_COUNTED = ("Payload-Oxum", "Bag-Size")
_EARLIEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644


class Bag(Struct, frozen=True):
    """A bag that was written: ``files`` of payload and their ``size`` in bytes."""

    files: int
    size: int


def write_bag(
    archive: Archive,
    object_id: str,
    number: int,
    target: Path,
    metadata: Iterable[tuple[str, str]],
    disk: Disk | None = None,
    *,
    beside: Mapping[str, bytes] = MappingProxyType({}),
    explain: Callable[[Mapping[str, bytes], tuple[str, ...]], Mapping[str, bytes]] | None = None,
) -> Outcome[Bag]:
    """Write a version as a BagIt bag (RFC 8493) to ``target``, a ``.zip`` or ``.tar`` file.

    ``metadata`` is bag-info.txt, label and value, in its order (Source-Organization, External-Identifier,
    Bagging-Date …), a label once for each of its values; Payload-Oxum and Bag-Size are added. ``beside`` are
    further tag files (2.2.4), which stand in ``metadata/`` by their names; ``explain`` makes some that stand
    at the top, of the payload by its logical paths and the paths of all other tag files. Manifests are
    sha512. The same version and metadata give the same bytes. The file is replaced in one step.

    RB-ARCHIVE-NAME for a target of another kind, a label that cannot be one, or a path that does not
    work on every system; RB-OUTPUT-WRITE where the target cannot be written; the codes of
    ``Archive.read`` for the version itself.
    """
    faults = Faults()
    pack = {".zip": _zip, ".tar": _tar}.get(target.suffix.lower())
    if pack is None:
        hint = say("archive.bag-type.hint", name=f"{object_id}-v{number}.zip")
        faults.add("RB-ARCHIVE-NAME", "", "", say("archive.bag-type", name=target.name), hint)
    metadata = tuple(metadata)
    _check_metadata(metadata, faults)
    versions, stored = archive.versions(object_id), archive.read_all(object_id, number)
    if stored.value is None or versions.value is None or pack is None:
        return Outcome(None, (*faults.items, *stored.diagnostics))
    _check_paths((*stored.value, *beside), faults)
    if faults.found:
        return Outcome(None, faults.items)
    bag = Bag(len(stored.value), sum(map(len, stored.value.values())))
    moment = versions.value[number - 1].created
    tags = _tags(stored.value, metadata, beside, bag)
    if explain is not None:
        tags = {**explain(stored.value, (*tags, _TAG_MANIFEST)), **tags}
    payload = {f"data/{path}": stored.value[path] for path in sorted(stored.value)}
    tags[_TAG_MANIFEST] = _manifest(tags)
    data = pack(f"{object_id}-v{number}", payload | tags, moment)
    diagnostics = Diagnostics()
    written = write_file(target, data, diagnostics, disk)
    return Outcome(bag if written else None, diagnostics.items)


def _check_metadata(metadata: Iterable[tuple[str, str]], faults: Faults) -> None:
    for label, value in metadata:
        if not _LABEL.fullmatch(label) or label in _COUNTED:
            faults.add("RB-ARCHIVE-NAME", "", "", *hinted("archive.bag-label", label=shown(label)))
        elif not value.strip():
            faults.add("RB-ARCHIVE-NAME", "", "", *hinted("archive.bag-no-text", label=label))


def _check_paths(paths: Iterable[str], faults: Faults) -> None:
    for path in paths:
        fault = next((fault for part in path.split("/") if (fault := name_fault(part))), None)
        if fault is not None:
            faults.add("RB-ARCHIVE-NAME", "", "", say("archive.bag-path", path=shown(path), fault=fault))


def _tags(
    payload: Mapping[str, bytes], metadata: Iterable[tuple[str, str]], beside: Mapping[str, bytes], bag: Bag
) -> dict[str, bytes]:
    """The tag files, without the manifest of themselves."""
    counted = {"Payload-Oxum": f"{bag.size}.{bag.files}", "Bag-Size": _size(bag.size)}
    # One line for each value: what follows a line end would be read as another label.
    lines = (f"{label}: {' '.join(value.split())}\n" for label, value in (*metadata, *counted.items()))
    has_percent = any("%" in path for path in (*payload, *beside))
    version = _VERSION_FOR_PERCENT if has_percent else _VERSION
    tags = {
        "bagit.txt": _DECLARATION.format(version).encode("ascii"),
        "bag-info.txt": "".join(lines).encode("utf-8"),
    }
    tags["manifest-sha512.txt"] = _manifest({f"data/{path}": data for path, data in payload.items()})
    return tags | {f"{_BESIDE}/{path}": beside[path] for path in sorted(beside)}


def _manifest(files: Mapping[str, bytes]) -> bytes:
    """RFC 8493, 2.1.3: a digest and a path on each line; no name that is checked has a line end in it."""
    lines = (f"{sha512(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    return "".join(lines).encode("utf-8")


def _size(size: int) -> str:
    amount, unit = float(size), "B"
    for larger in ("kB", "MB", "GB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"


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
