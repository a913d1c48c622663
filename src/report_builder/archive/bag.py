"""A version as a BagIt bag, for hand-over to an archive institution."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha512
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from report_builder.archive.faults import Faults
from report_builder.archive.names import shown
from report_builder.archive.packing import check_paths, check_type, packer_for
from report_builder.archive.store import Archive
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.message import hinted
from report_builder.output import Disk, write_file

_DECLARATION = "BagIt-Version: {}\nTag-File-Character-Encoding: UTF-8\n"
_VERSION, _VERSION_FOR_PERCENT = "1.0", "0.97"
"""1.0 wants %25 in a manifest for a percent sign in a name, which few readers understand; 0.97, which they
all read too, wants the name as it is."""
_LABEL = re.compile(r"[^\s:](?:[^:\r\n]*[^\s:])?")
_BESIDE = "metadata"
_TAG_MANIFEST = "tagmanifest-sha512.txt"
_COUNTED = ("Payload-Oxum", "Bag-Size")


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
    describe: Callable[[Mapping[str, bytes]], Mapping[str, bytes]] | None = None,
    explain: Callable[[Mapping[str, bytes], tuple[str, ...]], Mapping[str, bytes]] | None = None,
) -> Outcome[Bag]:
    """Write a version as a BagIt bag (RFC 8493) to ``target``, a ``.zip`` or ``.tar`` file.

    ``metadata`` is bag-info.txt, label and value, in its order (Source-Organization, External-Identifier,
    Bagging-Date …), a label once for each of its values; Payload-Oxum and Bag-Size are added. ``beside`` are
    further tag files (2.2.4), which stand in ``metadata/`` by their names; ``describe`` makes further payload
    from that of the version. ``explain`` makes some tag files that stand at the top, of the payload by its
    logical paths and the paths of all other tag files. Manifests are sha512. The same version and metadata
    give the same bytes. The file is replaced in one step.

    RB-ARCHIVE-NAME for a target of another kind, a label that cannot be one, or a path that does not
    work on every system; RB-OUTPUT-WRITE where the target cannot be written; the codes of
    ``Archive.read`` for the version itself.
    """
    faults = Faults()
    pack = packer_for(target)
    check_type(target, f"{object_id}-v{number}", faults)
    metadata = tuple(metadata)
    _check_metadata(metadata, faults)
    versions, stored = archive.versions(object_id), archive.read_all(object_id, number)
    if stored.value is None or versions.value is None or pack is None:
        return Outcome(None, (*faults.items, *stored.diagnostics))
    check_paths((*stored.value, *beside), faults)
    if faults.found:
        return Outcome(None, faults.items)
    payload = stored.value if describe is None else {**stored.value, **describe(stored.value)}
    bag = Bag(len(payload), sum(map(len, payload.values())))
    moment = versions.value[number - 1].created
    tags = _tags(payload, metadata, beside, bag)
    if explain is not None:
        tags = {**explain(payload, (*tags, _TAG_MANIFEST)), **tags}
    tags[_TAG_MANIFEST] = _manifest(tags)
    files = {f"data/{path}": payload[path] for path in sorted(payload)} | tags
    data = pack(f"{object_id}-v{number}", files, moment)
    diagnostics = Diagnostics()
    written = write_file(target, data, diagnostics, disk)
    return Outcome(bag if written else None, diagnostics.items)


def _check_metadata(metadata: Iterable[tuple[str, str]], faults: Faults) -> None:
    for label, value in metadata:
        if not _LABEL.fullmatch(label) or label in _COUNTED:
            faults.add("RB-ARCHIVE-NAME", "", "", *hinted("archive.bag-label", label=shown(label)))
        elif not value.strip():
            faults.add("RB-ARCHIVE-NAME", "", "", *hinted("archive.bag-no-text", label=label))


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
