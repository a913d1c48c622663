"""The findings of earlier versions, for numbers that were left behind in the text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.content.findings import PATH, parse_findings
from report_builder.diagnostics import Diagnostics
from report_builder.settings import read_settings

if TYPE_CHECKING:
    from report_builder.archive import Archive, Version
    from report_builder.content.repeats import Former
    from report_builder.model.findings import Finding
    from report_builder.pipeline.versions import Shelf


def formers_of(root: Path) -> Mapping[str, tuple[Former, ...]]:
    """The findings that the versions of the report in ``root`` had, by id, the newest version first.

    None where there is no archive, or nothing of this report in it: whatever is wrong with it is told by the
    commands that need it. An object store is asked at a release only: a build needs no network.
    """
    settings = read_settings(root, Diagnostics())
    if settings is None or not (isinstance(settings.archive, Path) and settings.archive.is_dir()):
        return {}
    from report_builder.pipeline.versions import archive_of, publication_in

    facts = publication_in(root)
    return {} if facts is None else archived_formers(archive_of(root, settings), facts.output)


def archived_formers(archive: Archive, name: str) -> Mapping[str, tuple[Former, ...]]:
    """The findings of all versions of ``name``. A file is read once for each time that it changed."""
    from report_builder.content.repeats import Former
    from report_builder.pipeline.versions import SOURCE

    found: dict[str, tuple[Former, ...]] = {}
    last = b""
    history = archive.history(name, SOURCE + PATH).value or {}
    for number, data in sorted(history.items()):
        if data == last:
            continue
        last = data
        for identifier, finding in _parsed(data, "nb").items():
            found[identifier] = (Former(number, finding), *found.get(identifier, ()))
    return found


def findings_in(shelf: Shelf, version: Version, language: str) -> Mapping[str, Finding]:
    """The findings of one version, which is in ``language``, by id; none where they cannot be read."""
    return _parsed(shelf.read_source(version, PATH, Diagnostics()) or b"", language)


def _parsed(data: bytes, language: str) -> Mapping[str, Finding]:
    # A version of another program, or of another time, may have been written by other rules.
    read = parse_findings(data.decode("utf-8", "replace"), language, Diagnostics())
    return read.findings if read else {}
