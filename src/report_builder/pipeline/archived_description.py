"""The description of a version that was released before manifests had one, read from its archived source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.model.report import Publication
from report_builder.pipeline.description import Description, description_of
from report_builder.pipeline.scratch import in_scratch

if TYPE_CHECKING:
    from report_builder.archive import Version
    from report_builder.pipeline.versions import Shelf

_REPORT, _FINDINGS = "content/report.yaml", "content/findings.yaml"


def archived_description(shelf: Shelf, version: Version, language: str) -> Description | None:
    """Give what the archived source says of a version in whose manifest nothing of it stands.

    Nothing is added to what was known then; None where the source cannot be read. ``language`` is that of the
    version's file.
    """

    def read_from(folder: Path) -> Publication | None:
        (folder / "content").mkdir()
        for path in (_REPORT, _FINDINGS):
            data = shelf.read_source(version, path, Diagnostics())
            if data is not None:
                (folder / path).write_bytes(data)
        return _publication(folder, language)

    facts = in_scratch(read_from, Diagnostics())
    return None if facts is None else description_of(facts)


def _publication(folder: Path, language: str) -> Publication | None:
    """The facts with the numbers of findings; rules that came later hide nothing that was said."""
    from report_builder.content.findings import read_partial_findings
    from report_builder.content.publication import read_partial_publication
    from report_builder.content.spoken import with_findings
    from report_builder.sources.files import SourceFiles

    files = SourceFiles(folder)
    read = read_partial_publication(files, Diagnostics())
    if read is None:
        return None
    known = read_partial_findings(files, language, Diagnostics(), read.rules.counted).findings
    facts = with_findings(read.publication, read.spoken, lambda name, _: known.get(name))
    return replace(facts, language=language)
