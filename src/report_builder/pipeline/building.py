"""From a folder to a finished file in the place of the old one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.units import UNIT
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.message import Announce, Message, hinted, say, silent
from report_builder.language.reason import reason_of
from report_builder.model.report import Report
from report_builder.output import Disk, Slot, remove_stale, reserve
from report_builder.pipeline.bookmaking import may_be_beside, put_book, tell_old_book
from report_builder.pipeline.guarding import may_write_file
from report_builder.pipeline.printing import fits_on_sheet, print_file, tell_old_print
from report_builder.pipeline.production import Made, has_report, load, make, stood_still
from report_builder.pipeline.silencing import shown
from report_builder.pipeline.stages import STAGES, Stages
from report_builder.pipeline.stamping import in_zone
from report_builder.published import OUTPUT
from report_builder.settings import read_settings
from report_builder.sources.files import SourceFiles
from report_builder.sources.location import Location
from report_builder.sources.paths import real_path
from report_builder.theme.model import Theme

if TYPE_CHECKING:
    from report_builder.finish.press import Press
    from report_builder.layout.result import Weighed


class Request(Struct, frozen=True):
    """What is asked for.

    ``root`` is the folder that has ``content/``. ``output`` is the file to write; None stands for
    ``output/NAME.pdf`` under the root, NAME as the report gives it. ``patience`` is how many seconds the
    verifying may stand still (None: by the file's size). With ``epub`` a book is put beside the file, with
    ``press`` one for a printer. With ``explain_pages`` it is told what each page weighs. ``unit`` is the file
    of the unit whose report it is, of many that are made from the same sources.
    """

    root: Path
    output: Path | None = None
    draft: bool = False
    verify: bool = False
    patience: float | None = None
    epub: bool = False
    press: Press | None = None
    explain_pages: bool = False
    unit: bytes | None = None


class Built(Struct, frozen=True):
    """A finished file: where it is, its size in bytes, seconds by stage; where others like it are, if any.

    They are its ``book``, and what was ``printed``: the file for a printer, which has more ``blank_pages``.
    ``weighed`` is what each page of the body weighs, where that was asked for.
    """

    path: Path
    pages: int
    size: int
    verified: bool
    timings: tuple[tuple[Message, float], ...]
    book: Path | None = None
    printed: Path | None = None
    blank_pages: int = 0
    weighed: tuple[Weighed, ...] = ()


def build_report(
    request: Request,
    clock: Callable[[], float],
    announce: Announce = silent,
    disk: Disk | None = None,
) -> Outcome[Built]:
    """Build the report and put it in place of the old one, if it is whole and its checks passed.

    ``clock`` counts seconds for the timings; ``announce`` gets the name of each stage as it begins.
    Every failure is a diagnostic, and then the old file stands; but where a book alone cannot be made, the
    file is the new one.
    """
    diagnostics = Diagnostics()
    stages = Stages(clock, announce)
    built = _Build(request, diagnostics, stages, disk or Disk()).run()
    assert built is not None or diagnostics.has_errors, "a stage failed without a word"
    return Outcome(None if diagnostics.has_errors else built, shown(diagnostics))


class _Build:
    """One run: each method is a stage, and gives None after it added an error."""

    def __init__(self, request: Request, diagnostics: Diagnostics, stages: Stages, disk: Disk) -> None:
        self._request, self._diagnostics, self._stages, self._disk = request, diagnostics, stages, disk

    def run(self) -> Built | None:
        if not has_report(self._request.root, "build", self._diagnostics):
            return None
        unit = self._request.unit
        files = SourceFiles(self._request.root, None if unit is None else {UNIT: unit})
        settings = read_settings(files.root, self._diagnostics)
        loaded = load(files, self._diagnostics, self._stages)
        if loaded is None or settings is None:
            return None
        report, theme = in_zone(loaded[0], settings.timezone), loaded[1]
        targets = self._targets(report, theme, files, settings.archive)
        if targets is None:
            return None
        del loaded
        with ExitStack() as stack:
            # Before the layout, so that a disk that cannot be written to shows at once.
            slots = [slot for target in targets if (slot := self._reserve(target, stack))]
            if len(slots) < len(targets):
                return None
            made = make(
                report,
                theme,
                self._diagnostics,
                self._stages,
                draft=self._request.draft,
                drawn=self._request.verify,
                press=self._request.press,
                weigh=self._request.explain_pages,
            )
            if made is None:
                return None
            if not stood_still(files, self._diagnostics) or not self._put(slots, made):
                return None
        target = targets[0]
        book = self._put_book(report, theme, made.pdf, target, settings.archive)
        press = self._request.press
        if press is None:
            tell_old_print(self._shown(target), report.words, self._diagnostics)
        return Built(
            self._shown(target),
            made.pages,
            len(made.pdf),
            self._request.verify,
            tuple((STAGES[name], seconds) for name, seconds in self._stages.timings()),
            book,
            self._shown(targets[1]) if press else None,
            press.blank_pages(made.pages) if press else 0,
            made.weighed,
        )

    def _put_book(
        self, report: Report, theme: Theme, pdf: bytes, target: Path, archive: Location
    ) -> Path | None:
        if not self._request.epub:
            tell_old_book(self._shown(target), self._diagnostics)
            return None
        self._stages.begin("book")
        beside, root = self._shown(target), self._request.root
        draft = self._request.draft
        return put_book(report, theme, pdf, beside, root, archive, self._diagnostics, self._disk, draft=draft)

    def _targets(
        self, report: Report, theme: Theme, files: SourceFiles, archive: Location
    ) -> list[Path] | None:
        """Find the real paths of the files to write; none is an input or archived.

        The first is the accessible one, the other that for a printer where it was asked for.
        """
        chosen = self._request.output
        if chosen is None:
            folder = Path(self._request.root, OUTPUT)
            suffix = f"-{report.words('document.draft').lower()}" if self._request.draft else ""
            chosen = folder / f"{report.publication.output}{suffix}.pdf"
            try:
                folder.mkdir(exist_ok=True)
            except FileExistsError:
                told = hinted("pipeline.output-is-file", path=str(self._shown(folder)))
                self._diagnostics.error("RB-OUTPUT-WRITE", None, *told)
                return None
            except OSError as fault:
                self._not_written(folder, fault)
                return None
        if self._request.epub and not may_be_beside(chosen, self._diagnostics):
            return None
        wanted = [chosen]
        if press := self._request.press:
            wanted.append(print_file(chosen, report.words))
            if not fits_on_sheet(theme.page, press.around, self._diagnostics):
                return None
        inputs = [Path(each.root, each.on_disk(path)) for each in files.everywhere for path in each.paths]
        may = [may_write_file(path, files.root, archive, self._diagnostics, inputs) for path in wanted]
        return list(map(real_path, wanted)) if all(may) else None

    def _reserve(self, target: Path, stack: ExitStack) -> Slot | None:
        for name in remove_stale(target.parent, self._disk):
            message = say("pipeline.stale-file", name=name, folder=str(target.parent))
            self._diagnostics.note("RB-STALE-TEMP", None, message)
        try:
            return stack.enter_context(reserve(target, self._disk))
        except OSError as fault:
            self._not_written(target, fault)
            return None

    def _put(self, slots: list[Slot], made: Made) -> bool:
        """Put the files in their places when all are whole; the accessible one last."""
        self._stages.begin("write")
        slot = slots[0]
        try:
            for slot, data in zip(slots, (made.pdf, made.printed), strict=False):
                slot.fill(data)
            if self._request.verify and not self._verify([slot.path for slot in slots]):
                return False
            for slot in reversed(slots):
                slot.commit()
        except OSError as fault:
            self._not_written(slot.target, fault)
            return False
        return True

    def _verify(self, paths: list[Path]) -> bool:
        self._stages.begin("verify")
        from report_builder.check.verapdf import verify

        report = verify(paths, patience=self._request.patience, announce=self._stages.detail)
        # The temporary file's name would tell nobody anything.
        self._diagnostics.extend(replace(found, span=None) for found in report.findings)
        return report.passed

    def _not_written(self, path: Path, fault: OSError) -> None:
        message = say("output.cannot-write", path=str(self._shown(path)), reason=reason_of(fault))
        self._diagnostics.error("RB-OUTPUT-WRITE", None, message, say("pipeline.build-output.hint"))

    def _shown(self, path: Path) -> Path:
        """Shorten a real path for the eye: from the root where it lies below it."""
        root = self._request.root.resolve()
        return self._request.root / path.relative_to(root) if path.is_relative_to(root) else path
