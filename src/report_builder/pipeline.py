"""From a folder to a finished file: the only module that sees every room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.diagnostics import Diagnostic, Diagnostics, Outcome, SourceSpan
from report_builder.model.tags import Element
from report_builder.output import Disk, Slot, remove_stale, reserve

if TYPE_CHECKING:
    from report_builder.check import Expectations
    from report_builder.layout.result import LaidOut
    from report_builder.model.language import Words
    from report_builder.model.report import Publication, Report
    from report_builder.sources.files import SourceFiles
    from report_builder.theme.model import Theme

_REPORT_FILE = "content/report.yaml"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    ``root`` is the folder that has ``content/``. ``output`` is the file to write; None stands for
    ``output/NAME.pdf`` under the root, NAME as the report gives it.
    """

    root: Path
    output: Path | None = None
    draft: bool = False
    verify: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A finished file: where it is, its size in bytes, the words of its language, seconds by stage."""

    path: Path
    pages: int
    size: int
    words: Words
    verified: bool
    timings: tuple[tuple[str, float], ...]


class _Stages:
    """Announces each stage and takes its time."""

    def __init__(self, clock: Callable[[], float], announce: Callable[[str], None]) -> None:
        self._clock, self._announce = clock, announce
        self._began: list[tuple[str, float]] = []

    def begin(self, name: str) -> None:
        """End the stage at work and begin another."""
        self._announce(name)
        self._began.append((name, self._clock()))

    def timings(self) -> tuple[tuple[str, float], ...]:
        """Give the seconds that each stage took so far, in order."""
        ends = [start for _, start in self._began[1:]] + [self._clock()]
        return tuple((name, end - start) for (name, start), end in zip(self._began, ends, strict=True))


def build_report(
    request: Request,
    clock: Callable[[], float],
    announce: Callable[[str], None] = lambda _stage: None,
    disk: Disk | None = None,
) -> Outcome[Built]:
    """Build the report and put it in place of the old one, if it is whole and its checks passed.

    ``clock`` counts seconds for the timings; ``announce`` gets the name of each stage as it begins.
    Every failure is a diagnostic, and then the old file stands.
    """
    diagnostics = Diagnostics()
    stages = _Stages(clock, announce)
    built = _Build(request, diagnostics, stages, disk or Disk()).run()
    assert built is not None or diagnostics.has_errors, "a stage failed without a word"
    return Outcome(None if diagnostics.has_errors else built, diagnostics.items)


def check_files(
    paths: Sequence[Path], announce: Callable[[str], None] = lambda _stage: None
) -> tuple[Diagnostic, ...]:
    """Check finished files by our own rules and by veraPDF; no error means that all of them passed both.

    A file that cannot be read at all is not shown to veraPDF.
    """
    from report_builder.check.isolated import check_file
    from report_builder.check.verapdf import verify

    diagnostics = Diagnostics()
    announce("own rules")
    reports = {path: check_file(path) for path in paths}
    for report in reports.values():
        diagnostics.extend(report.findings)
    readable = [path for path, report in reports.items() if not report.not_run]
    if readable:
        announce("veraPDF")
        verdict = verify(readable)
        diagnostics.extend(verdict.findings)
        assert verdict.passed or diagnostics.has_errors, "veraPDF failed a file without a word"
    return diagnostics.items


def check_content(
    root: Path, announce: Callable[[str], None] = lambda _stage: None
) -> tuple[Diagnostic, ...]:
    """Read the content and the theme of the report in ``root``, and tell every fault of both.

    Where both are sound the pages are laid out too, since a missing character or a table that is too
    wide shows only there; they are not kept.
    """
    from report_builder.sources.files import SourceFiles

    diagnostics = Diagnostics()
    if _has_report(root, "check-content", diagnostics):
        files = SourceFiles(root)
        announce("read")
        from report_builder.content import load_report

        report = load_report(files)
        diagnostics.extend(report.diagnostics)
        facts = report.value.publication if report.value else _facts(files)
        if facts:
            announce("theme")
            from report_builder.theme import load_theme

            theme = load_theme(facts.theme, files, facts.theme_span)
            diagnostics.extend(theme.diagnostics)
            if report.value and theme.value and not diagnostics.has_errors:
                announce("layout")
                from report_builder.layout import lay_out

                diagnostics.extend(lay_out(report.value, theme.value).diagnostics)
    return diagnostics.items


def _facts(files: SourceFiles) -> Publication | None:
    """The publication facts of a faulty report; None where its report.yaml cannot be read."""
    from report_builder.content.publication import read_publication

    read = read_publication(files, Diagnostics())
    return read.publication if read else None


def _has_report(root: Path, command: str, diagnostics: Diagnostics) -> bool:
    if Path(root, _REPORT_FILE).exists():
        return True
    diagnostics.error(
        "RB-FILE-MISSING",
        SourceSpan(_REPORT_FILE),
        "there is no report here",
        f"name the folder that has content/report.yaml, as in: report-builder {command} rapporter/2019-7",
    )
    return False


class _Build:
    """One run: each method is a stage, and gives None after it added an error."""

    def __init__(self, request: Request, diagnostics: Diagnostics, stages: _Stages, disk: Disk) -> None:
        self._request, self._diagnostics, self._stages, self._disk = request, diagnostics, stages, disk

    def run(self) -> Built | None:
        from report_builder.sources.files import SourceFiles

        if not _has_report(self._request.root, "build", self._diagnostics):
            return None
        files = SourceFiles(self._request.root)
        loaded = self._load(files)
        if loaded is None:
            return None
        report, theme = loaded
        target = self._target(report, files)
        if target is None:
            return None
        del loaded
        with ExitStack() as stack:
            # Before the layout, so that a disk that cannot be written to shows at once.
            slot = self._reserve(target, stack)
            if slot is None:
                return None
            finished = self._finished(report, theme)
            if finished is None:
                return None
            pdf, pages = finished
            if not self._stood_still(files) or not self._put(slot, pdf):
                return None
            return Built(
                self._shown(target),
                pages,
                len(pdf),
                report.words,
                self._request.verify,
                self._stages.timings(),
            )

    def _load(self, files: SourceFiles) -> tuple[Report, Theme] | None:
        self._stages.begin("read")
        from report_builder.content import load_report

        report = load_report(files)
        self._diagnostics.extend(report.diagnostics)
        facts = report.value.publication if report.value else _facts(files)
        if facts is None:
            return None
        self._stages.begin("theme")
        from report_builder.theme import load_theme

        theme = load_theme(facts.theme, files, facts.theme_span)
        self._diagnostics.extend(theme.diagnostics)
        if report.value is None or theme.value is None or self._diagnostics.has_errors:
            return None
        return report.value, theme.value

    def _target(self, report: Report, files: SourceFiles) -> Path | None:
        """Find the real path of the file to write; it is neither an input nor among them."""
        chosen = self._request.output
        if chosen is None:
            folder = Path(self._request.root, "output")
            suffix = f"-{report.words.draft.lower()}" if self._request.draft else ""
            chosen = folder / f"{report.publication.output}{suffix}.pdf"
            try:
                folder.mkdir(exist_ok=True)
            except OSError as fault:
                self._not_written(folder, fault)
                return None
        try:
            target = chosen.resolve()
        except (OSError, RuntimeError):  # a link that leads to itself
            target = chosen.absolute()
        fault_message = _target_fault(target, files)
        if fault_message is not None:
            self._diagnostics.error(
                "RB-OUTPUT-PATH", None, f"the output '{chosen}' {fault_message}", "choose another --output"
            )
            return None
        return target

    def _reserve(self, target: Path, stack: ExitStack) -> Slot | None:
        for name in remove_stale(target.parent, self._disk):
            self._diagnostics.note(
                "RB-STALE-TEMP",
                None,
                f"removed '{name}' in '{target.parent}', left by a run that was stopped",
            )
        try:
            return stack.enter_context(reserve(target, self._disk))
        except OSError as fault:
            self._not_written(target, fault)
            return None

    def _finished(self, report: Report, theme: Theme) -> tuple[bytes, int] | None:
        """Lay out, finish and check; the finished bytes and the number of pages."""
        laid_out = self._lay_out(report, theme)
        if laid_out is None:
            return None
        pages, expected = laid_out.page_count, _expectations(laid_out)
        pdf = self._finish(laid_out, report)
        # The tag tree is large, and only the bytes count from here on.
        del laid_out
        if pdf is None or not self._passes(pdf, expected):
            return None
        return pdf, pages

    def _lay_out(self, report: Report, theme: Theme) -> LaidOut | None:
        self._stages.begin("layout")
        from report_builder.layout import lay_out

        outcome = lay_out(report, theme, draft=self._request.draft)
        self._diagnostics.extend(outcome.diagnostics)
        return None if self._diagnostics.has_errors else outcome.value

    def _finish(self, laid_out: LaidOut, report: Report) -> bytes | None:
        self._stages.begin("finish")
        from report_builder.finish import BuildStamp, FinishLost, finish

        try:
            return finish(laid_out, report, BuildStamp(), pack=not self._request.draft)
        except FinishLost as lost:
            self._diagnostics.error("RB-LOST", None, str(lost), "please report it; the old file stands")
            return None

    def _passes(self, pdf: bytes, expected: Expectations) -> bool:
        self._stages.begin("check")
        from report_builder.check import check_pdf

        report = check_pdf(pdf, expected)
        self._diagnostics.extend(report.findings)
        return report.passed

    def _stood_still(self, files: SourceFiles) -> bool:
        for path in files.changed():
            self._diagnostics.error(
                "RB-SOURCE-CHANGED",
                SourceSpan(path),
                "changed during the build",
                "build again when it is saved",
            )
        return not self._diagnostics.has_errors

    def _put(self, slot: Slot, pdf: bytes) -> bool:
        self._stages.begin("write")
        try:
            slot.fill(pdf)
            if self._request.verify and not self._verify(slot.path):
                return False
            slot.commit()
        except OSError as fault:
            self._not_written(slot.target, fault)
            return False
        return True

    def _verify(self, path: Path) -> bool:
        self._stages.begin("verify")
        from report_builder.check.verapdf import verify

        report = verify([path])
        # The temporary file's name would tell nobody anything.
        self._diagnostics.extend(replace(found, span=None) for found in report.findings)
        return report.passed

    def _not_written(self, path: Path, fault: OSError) -> None:
        reason = fault.strerror or type(fault).__name__
        self._diagnostics.error(
            "RB-OUTPUT-WRITE",
            None,
            f"'{self._shown(path)}' cannot be written: {reason[:1].lower()}{reason[1:]}",
            "make room, allow writing there, or choose another --output",
        )

    def _shown(self, path: Path) -> Path:
        """Shorten a real path for the eye: from the root where it lies below it."""
        root = self._request.root.resolve()
        return self._request.root / path.relative_to(root) if path.is_relative_to(root) else path


def _expectations(laid_out: LaidOut) -> Expectations:
    """Count what was laid out, so that the check can see that nothing was lost after it."""
    from report_builder.check import Expectations

    elements = 0
    waiting = [laid_out.structure]
    while waiting:
        element = waiting.pop()
        elements += 1
        waiting.extend(kid for kid in element.kids if isinstance(kid, Element))
    return Expectations(
        pages=laid_out.page_count,
        marks=laid_out.marks,
        elements=elements,
        links=len(laid_out.links),
        bookmarks=len(laid_out.bookmarks),
        destinations=len(laid_out.anchors),
    )


def _target_fault(target: Path, files: SourceFiles) -> str | None:
    """Say why ``target`` must not be written to; None when it may be."""
    root = files.root.resolve()
    for folder in ("content", "assets"):
        if target.is_relative_to(root / folder):
            return f"lies among the sources in {folder}/"
    if not target.name or target.is_dir():
        return "is a folder"
    if not target.exists():
        return None
    if not target.is_file():
        return "is not a regular file"
    for path in files.paths:
        source = Path(root, path)
        if source.exists() and source.samefile(target):
            return f"is the source '{path}'"
    return None
