"""A version as a BagIt bag, for hand-over to an archive institution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report_builder.archive.store import Archive
from report_builder.diagnostics import Outcome
from report_builder.output import Disk


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag that was written: ``files`` of payload and their ``size`` in bytes."""

    files: int
    size: int


def write_bag(
    archive: Archive,
    object_id: str,
    number: int,
    target: Path,
    metadata: Mapping[str, str],
    disk: Disk | None = None,
) -> Outcome[Bag]:
    """Write a version as a BagIt 1.0 bag (RFC 8493) to ``target``, a ``.zip`` or ``.tar`` file.

    ``metadata`` is bag-info.txt, label to value, in its order (Source-Organization, External-Identifier,
    Bagging-Date …); Payload-Oxum and Bag-Size are added. Manifests are sha512. The same version and
    metadata give the same bytes. The file is replaced in one step.

    RB-ARCHIVE-NAME for a target of another kind, a label that cannot be one, or a path that does not
    work on every system; RB-OUTPUT-WRITE where the target cannot be written; the codes of
    ``Archive.read`` for the version itself. ``target`` must be a real path (no symbolic link).
    """
    raise NotImplementedError
