"""Finds the two sides of a comparison: archived versions, files, or the content as it is now."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from report_builder.archive import Version
from report_builder.compare import Comparison, NotComparable, Side, compare
from report_builder.content.publication import PATH, read_publication
from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.language.message import Announce, Value, hinted, in_turn, say, silent
from report_builder.language.reason import reason_of
from report_builder.model.findings import Finding
from report_builder.model.report import Edition
from report_builder.pipeline.branding import brand_of
from report_builder.pipeline.plugging import plugins_of
from report_builder.pipeline.production import LATER, has_report, load, make
from report_builder.pipeline.scratch import in_scratch
from report_builder.pipeline.shelving import open_known
from report_builder.pipeline.silencing import shown
from report_builder.pipeline.stages import STAGES, Stages
from report_builder.pipeline.stamping import archived_edition
from report_builder.pipeline.versions import SOURCE, Shelf
from report_builder.sources.files import SourceFiles
from report_builder.theme.model import Theme

WORKING = "working"
"""The name of the content in the folder, built in memory."""

_VERSION = re.compile(r"[vV]?\d{1,9}")
_FINDINGS = ("content/report.yaml", "content/findings.yaml")


class Compared(Struct, frozen=True):
    """What differs, and the two sides, so that their pages can be drawn."""

    comparison: Comparison
    before: Side
    after: Side


def compare_sides(
    root: Path,
    before: str | None,
    after: str | None,
    clock: Callable[[], float],
    announce: Announce = silent,
) -> Outcome[Compared]:
    """Compare two sides; each is a version ("v1", "1"), a PDF file, or "working".

    ``root`` is the folder of the report, whose archive has the versions. ``before`` is the newest version
    where it is None, ``after`` the content as it is now. RB-VERSION-UNKNOWN for a version that is not in
    the archive, RB-DIFF-FILE for a file that cannot be compared; ``working`` has all faults of a build.
    """
    diagnostics = Diagnostics()
    sides = _Sides(root, diagnostics, Stages(clock, announce)).find(before, after or WORKING)
    if sides is None:
        return Outcome(None, shown(diagnostics))
    announce(STAGES["compare"])

    try:
        comparison = compare(*sides)
    except NotComparable as refused:
        for label, reason in refused.faults:
            _refuse(label, reason, root, diagnostics)
        return Outcome(None, shown(diagnostics))
    return Outcome(Compared(comparison, *sides), shown(diagnostics))


def version_side(shelf: Shelf, version: Version, diagnostics: Diagnostics) -> Side | None:
    """An archived version with its findings; None after a diagnostic."""
    record = shelf.manifest(version, diagnostics)
    pdf = None if record is None else shelf.read(version, record.pdf.name, diagnostics)
    if pdf is None:
        return None
    findings = _archived_findings(shelf, version, diagnostics)
    return None if diagnostics.has_errors else Side(f"v{version.number}", pdf, findings)


def _archived_findings(
    shelf: Shelf, version: Version, diagnostics: Diagnostics
) -> Mapping[str, Finding] | None:
    """The findings that a version was built from; None where they cannot be read, as of other programs."""
    from report_builder.content.findings import read_findings

    unread = Diagnostics(passed_over=LATER)

    def read_from(folder: Path) -> Mapping[str, Finding] | None:
        for path in _FINDINGS:
            data = shelf.read(version, SOURCE + path, unread) if SOURCE + path in version.state else None
            if data is not None:
                target = folder / path
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(data)
        files = SourceFiles(folder)
        read = read_publication(files, unread)
        return read_findings(files, read.publication.language, unread) if read else None

    return in_scratch(read_from, diagnostics)


class _Sides:
    """The two sides by their names; the archive is opened once, and only where a version is asked for."""

    def __init__(self, root: Path, diagnostics: Diagnostics, stages: Stages) -> None:
        self._root, self._diagnostics, self._stages = root, diagnostics, stages
        self._shelf: Shelf | None = None
        self._is_open = False

    def find(self, before: str | None, after: str) -> tuple[Side, Side] | None:
        # Both are looked for, so that the faults of both are told.
        old_version = self._version(before) if before is None or _is_version(before) else None
        new_version = self._version(after) if _is_version(after) else None
        old = self._side(before, old_version, new_version)
        new = self._side(after, new_version, old_version)
        return (old, new) if old and new else None

    def _side(self, name: str | None, version: Version | None, other: Version | None) -> Side | None:
        if name is None or _is_version(name):
            shelf = self._shelf
            return version_side(shelf, version, self._diagnostics) if shelf and version else None
        return self._working(other) if name == WORKING else self._file(name)

    def _version(self, name: str | None) -> Version | None:
        """A version of the report in the folder, the newest without a name; None after a diagnostic."""
        if not self._is_open:
            self._is_open = True
            self._shelf = open_known(self._root, None, self._diagnostics)
        if self._shelf is None:
            return None
        if name:
            return self._shelf.find(name, self._diagnostics)
        return self._shelf.newest or self._shelf.versions[-1]

    def _file(self, name: str) -> Side | None:
        """A file of whatever origin: it is first read by a process that may fail."""
        from report_builder.check.isolated import check_file
        from report_builder.check.standards import OWN

        path = Path(name)
        try:
            pdf = path.read_bytes()
        except OSError as fault:
            reason = reason_of(fault)
            if isinstance(fault, FileNotFoundError):
                reason = say("pipeline.no-file")
            _refuse(name, reason, self._root, self._diagnostics)
            return None
        # By all rules, whatever it claims: they read all that a comparison reads.
        checked = check_file(path, OWN, announce=lambda at: self._stages.detail(in_turn([path.name, at])))
        if checked.not_run:
            (found,) = checked.findings
            _refuse(name, found.message, self._root, self._diagnostics)
            return None
        return Side(name, pdf)

    def _working(self, other: Version | None) -> Side | None:
        """The content as it is now, with the number and dates of the version that it is compared with.

        A release gives new ones, whatever the content says, so they are no difference.
        """
        if not has_report(self._root, "diff --root", self._diagnostics):
            return None
        edition = self._edition(other)
        loaded = load(SourceFiles(self._root), self._diagnostics, self._stages, edition)
        made = None if loaded is None else make(*loaded, self._diagnostics, self._stages)
        if loaded is None or made is None:
            return None
        return Side(WORKING, made.pdf, loaded[0].findings)

    def _edition(self, version: Version | None) -> Edition | None:
        if version is None or self._shelf is None:
            return None
        # What is wrong with it is told where its own side is read.
        record = self._shelf.manifest(version, Diagnostics())
        return archived_edition(record) if record else None


def _is_version(name: str) -> bool:
    return _VERSION.fullmatch(name) is not None and not Path(name).is_file()


def _refuse(name: str, reason: Value, root: Path, diagnostics: Diagnostics) -> None:
    """RB-DIFF-FILE for a side; like every place it is told from the root."""
    place = name if Path(name).is_absolute() else os.path.relpath(name, root)
    diagnostics.error(
        "RB-DIFF-FILE",
        SourceSpan(Path(place).as_posix()),
        *hinted("pipeline.not-comparable", reason=reason, word=WORKING),
    )


def theme_of(root: Path) -> Theme:
    """The theme of the report in ``root``; the built-in one where there is no sound report."""
    from report_builder.theme import load_theme

    files = SourceFiles(root)
    read = read_publication(files, Diagnostics()) if files.exists(PATH) else None
    plugins = plugins_of(root, Diagnostics())
    facts = read.publication if read else None
    brand = brand_of(facts, files, Diagnostics()) if facts else None
    own = load_theme(facts.theme, files, plugins=plugins, brand=brand).value if facts else None
    theme = own or load_theme("konstruktiv").value
    assert theme is not None, "the built-in theme is sound"
    return theme
