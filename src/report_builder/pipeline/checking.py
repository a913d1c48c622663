"""Checks without a build: finished files, and content that is not to become a file yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.diagnostics import Diagnostic, Diagnostics, Severity, SourceSpan
from report_builder.language.message import Announce, Value, hinted, in_turn, say, silent
from report_builder.model.comments import Comment
from report_builder.pipeline.first_unit import choose_first_unit
from report_builder.pipeline.plugging import plugins_of
from report_builder.pipeline.production import has_report, load
from report_builder.pipeline.silencing import shown, shown_with_idle_marks
from report_builder.pipeline.stages import STAGES, Stages
from report_builder.settings import read_settings
from report_builder.sources.files import SourceFiles

if TYPE_CHECKING:
    from report_builder.check.answer import Checked
    from report_builder.check.verapdf import Validator, Verdict


class CheckRequest(Struct, frozen=True):
    """What is asked of finished files.

    ``paths`` are files, and folders that stand for the PDF files in them. ``profiles`` are the standards
    to hold them to; without any, each is held to what it claims. ``patience`` is how many seconds the
    work may stand still (None: by the file's size).
    """

    paths: tuple[Path, ...]
    profiles: tuple[str, ...] = ()
    patience: float | None = None


class CheckedFiles(Struct, frozen=True):
    """Every file with what was found, and the version of veraPDF, empty where it was not asked."""

    files: tuple[Checked, ...]
    engine: str

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found in all of them, each once."""
        return tuple(dict.fromkeys(found for file in self.files for found in file.findings))


def check_files(
    request: CheckRequest, clock: Callable[[], float], announce: Announce = silent
) -> CheckedFiles:
    """Check finished files by our own rules and by veraPDF, each after the other.

    Whatever is wrong with one, the others are checked. A file that cannot be read at all is not shown to
    veraPDF. ``clock`` counts seconds.
    """
    from report_builder.check.verapdf import Validator

    paths = list(dict.fromkeys(found for path in request.paths for found in pdf_files(path)))
    started = clock()
    files: list[Checked] = []
    with Validator(request.patience) as validator:
        for number, path in enumerate(paths, 1):
            where = _Where(announce, path, number, len(paths), clock() - started)
            files.append(_checked(path, request, validator, clock, where))
        return CheckedFiles(tuple(files), validator.engine)


def pdf_files(path: Path) -> list[Path]:
    """The file itself, or the PDF files in a folder and below it by their names; a folder without any."""
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() == ".pdf" and file.is_file())
    return found or [path]


class _Where(Struct, frozen=True):
    """Says which file of how many is at work, how fast it goes, and how far this one is."""

    announce: Announce
    path: Path
    number: int
    count: int
    seconds: float

    def __call__(self, at: Value) -> None:
        number, total, name = self.number, self.count, self.path.name
        if total == 1:
            self.announce(say("pipeline.at-file", name=name, at=at))
        elif number == 1 or self.seconds <= 0:
            self.announce(say("pipeline.at-file-of", number=number, total=total, name=name, at=at))
        else:
            pace = round((number - 1) / self.seconds, 1)
            self.announce(
                say("pipeline.at-file-with-pace", number=number, total=total, pace=pace, name=name, at=at)
            )


def _checked(
    path: Path, request: CheckRequest, validator: Validator, clock: Callable[[], float], where: _Where
) -> Checked:
    from report_builder.check.answer import Checked
    from report_builder.check.isolated import check_file
    from report_builder.check.standards import OWN

    began = clock()
    own = say("pipeline.own-rules")
    where(own)
    if path.is_dir():
        span = SourceSpan(path.as_posix())
        empty = Diagnostic("RB-PDF-UNREADABLE", *hinted("pipeline.no-pdf"), span)
        return Checked(path, 0, (), request.profiles, False, (), (empty,), clock() - began)
    report = check_file(
        path, request.profiles, request.patience, announce=lambda at: where(in_turn([own, at]))
    )
    own_rules = not report.not_run and not set(OWN).isdisjoint(report.profiles)
    findings = report.findings
    verdicts: tuple[Verdict, ...] = ()
    if not report.not_run:
        where("veraPDF")
        judged = validator.judge(path, report.profiles, lambda at: where(in_turn(["veraPDF", at])))
        findings, verdicts = findings + judged.findings, judged.verdicts
        assert judged.passed or any(found.severity is Severity.ERROR for found in judged.findings), (
            "veraPDF failed a file without a word"
        )
    seconds = clock() - began
    return Checked(path, report.pages, report.claims, report.profiles, own_rules, verdicts, findings, seconds)


def check_content(root: Path, announce: Announce = silent) -> tuple[Diagnostic, ...]:
    """Read content, theme and settings of the report in ``root``, and tell every fault of them.

    Where content and theme are sound the pages are laid out too, since a table that is too wide shows only
    there; they are not kept.
    """
    return check_sources(SourceFiles(root), announce)


def check_sources(files: SourceFiles, announce: Announce = silent) -> tuple[Diagnostic, ...]:
    """Do the same for ``files``, and leave in them what was read."""
    from report_builder.pipeline.formers import formers_of

    diagnostics = Diagnostics()
    if has_report(files.root, "check-content", diagnostics):
        # They keep no page from being laid out.
        told = Diagnostics()
        read_settings(files.root, told)
        stages = Stages(lambda: 0.0, announce)
        choose_first_unit(files, diagnostics)
        loaded = load(files, diagnostics, stages, formers=formers_of(files.root))
        diagnostics.allow(told.allowances)
        if loaded is not None:
            announce(STAGES["layout"])
            from report_builder.layout import lay_out

            pages = lay_out(*loaded)
            diagnostics.extend((*pages.diagnostics, *told.items))
            if not pages.failed:
                return shown_with_idle_marks(diagnostics)
        else:
            diagnostics.extend(told.items)
    return shown(diagnostics)


def comments_in(root: Path) -> tuple[tuple[Comment, ...], tuple[Diagnostic, ...]]:
    """Find the comments in the report in ``root``, and what kept files from being read.

    Other faults are not told: who asks for the comments has not finished yet.
    """
    from report_builder.content.load import read_report

    diagnostics = Diagnostics()
    if not has_report(root, "check-content", diagnostics):
        return (), diagnostics.items
    report = read_report(SourceFiles(root), plugins=plugins_of(root, diagnostics)).report
    return report.comments, diagnostics.items
