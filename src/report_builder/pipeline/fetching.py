"""Brings the file of an archived version out of the archive."""

from __future__ import annotations

from pathlib import Path

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics
from report_builder.output import write_file
from report_builder.pipeline.guarding import may_write_file
from report_builder.pipeline.versions import Shelf, warn_of_withdrawal


def fetch(
    shelf: Shelf, version: Version, target: Path | None, root: Path, diagnostics: Diagnostics
) -> Path | None:
    """Write the PDF of a version to ``target``, in one step; None after a diagnostic.

    Without ``target`` it is NAME-vN.pdf in the working folder. The bytes are compared with their digest.
    RB-OUTPUT-PATH for a target in the archive or among the sources of the report in ``root``.
    """
    record = shelf.manifest(version, diagnostics)
    pdf = None if record is None else shelf.read(version, record.pdf.name, diagnostics)
    if record is None or pdf is None:
        return None
    warn_of_withdrawal(shelf, version, diagnostics)
    path = target or Path(f"{Path(record.pdf.name).stem}-v{record.version}.pdf")
    return keep(shelf, pdf, path, root, diagnostics)


def keep(shelf: Shelf, pdf: bytes, path: Path, root: Path, diagnostics: Diagnostics) -> Path | None:
    """Write the bytes of a version to ``path``, in one step; None after a diagnostic.

    RB-OUTPUT-PATH for a path in the archive or among the sources of the report in ``root``.
    """
    may = may_write_file(path, root, shelf.archive.root, diagnostics)
    return path if may and write_file(path, pdf, diagnostics) else None
