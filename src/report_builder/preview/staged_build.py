"""One build in two halves: the pages first, since someone waits for them, and the checks after."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from report_builder.content.publication import PATH as REPORT_FILE
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.catalogue import catalogue
from report_builder.layout.origins import Origins
from report_builder.pipeline.commenting import with_comments
from report_builder.pipeline.first_unit import choose_first_unit
from report_builder.pipeline.production import has_report, load
from report_builder.pipeline.silencing import shown
from report_builder.pipeline.stages import Stages
from report_builder.preview.build_result import Check, Completed, Composed, Proof, Superseded, Texts
from report_builder.preview.inputs import Followed
from report_builder.preview.sheets import read_sheets
from report_builder.preview.speech import Spoken, read_aloud
from report_builder.settings import PATH as SETTINGS
from report_builder.sources.files import SourceFiles

if TYPE_CHECKING:
    from report_builder.layout.result import LaidOut
    from report_builder.model.report import Report

_TEXTS = (".md", ".yaml", ".yml")


class _Work(NamedTuple):
    """What the second half needs of the first."""

    report: Report
    laid_out: LaidOut


class Maker:
    """Builds the report in ``root``; ``clock`` counts seconds.

    ``report_fault`` is told of a fault of our own, and says what to show of it.
    """

    def __init__(
        self, root: Path, clock: Callable[[], float], report_fault: Callable[[Exception], Diagnostic]
    ) -> None:
        self._root, self._clock, self._report_fault = root, clock, report_fault
        self._work: _Work | None = None

    def compose(self, check: Check) -> Composed:
        """Read and lay out. Raises Superseded when ``check`` does."""
        self._work = None
        files = SourceFiles(self._root)
        followed = Followed(files)
        diagnostics = Diagnostics()
        stages = Stages(self._clock, begun=check)
        proof: Proof | None = None
        texts: Texts = {}
        try:
            proof = self._compose(files, diagnostics, stages)
            followed.settle({REPORT_FILE, SETTINGS, *_named(diagnostics.items)})
            texts = proof.texts if proof else self._texts(files, followed.paths)
        except Superseded:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever happens, the next edit must be seen
            proof = None
            diagnostics.extend([self._report_fault(fault)])
            followed.settle({REPORT_FILE, SETTINGS, *self._sources()})
        return Composed(proof, shown(diagnostics), texts, followed, stages.timings())

    def _compose(self, files: SourceFiles, diagnostics: Diagnostics, stages: Stages) -> Proof | None:
        if not has_report(self._root, "preview", diagnostics):
            return None
        choose_first_unit(files, diagnostics)
        loaded = load(files, diagnostics, stages)
        if loaded is None:
            return None
        report, theme = loaded
        stages.begin("layout")
        from report_builder.layout import lay_out

        noted = with_comments(report)
        laid_out = diagnostics.take(lay_out(noted, theme))
        if laid_out is None or diagnostics.has_errors:
            return None
        stages.begin("compare")
        facts = report.publication
        sheets = read_sheets(laid_out, theme)
        origins = Origins(noted, laid_out)
        texts = self._texts(files, files.paths)
        proof = Proof(facts.title, facts.language, sheets, laid_out.pdf, origins, texts, report, theme)
        self._work = _Work(report, laid_out)
        return proof

    def complete(self, check: Check) -> Completed:
        """Finish and check what was composed last, and read it aloud. Raises Superseded."""
        work, self._work = self._work, None
        assert work is not None, "nothing was composed"
        diagnostics = Diagnostics()
        stages = Stages(self._clock, begun=check)
        try:
            heard, pdf = self._complete(work, diagnostics, stages)
            return Completed(heard, diagnostics.items, stages.timings(), pdf)
        except Superseded:
            raise
        except Exception as fault:  # noqa: BLE001 - the same
            diagnostics.extend([self._report_fault(fault)])
            return Completed(None, diagnostics.items, stages.timings())

    def _complete(
        self, work: _Work, diagnostics: Diagnostics, stages: Stages
    ) -> tuple[tuple[Spoken, ...], bytes]:
        from report_builder.check import check_pdf
        from report_builder.check.reading import read_structure
        from report_builder.finish import BuildStamp, finish

        stages.begin("finish")
        pdf = finish(work.laid_out, work.report.publication, BuildStamp(), pack=False)
        stages.begin("check")
        diagnostics.extend(check_pdf(pdf).findings)
        stages.begin("listen")
        language = work.report.publication.language
        return tuple(read_aloud(read_structure(pdf), catalogue(language))), pdf

    def _sources(self) -> set[str]:
        """Give every file of the content: what a build that failed would have read is not known."""
        folder = Path(self._root, REPORT_FILE).parent
        return {path.relative_to(self._root).as_posix() for path in folder.rglob("*") if path.is_file()}

    def _texts(self, files: SourceFiles, paths: Iterable[str]) -> Texts:
        """Give the lines of the sources as they stand now, whatever bytes they have."""
        found: dict[str, tuple[str, ...]] = {}
        for path in sorted(paths):
            if path.endswith(_TEXTS):
                try:
                    text = Path(self._root, files.on_disk(path)).read_bytes().decode("utf-8-sig", "replace")
                except OSError:
                    continue
                found[path] = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        return found


def _named(diagnostics: Iterable[Diagnostic]) -> set[str]:
    """Every file that diagnostics point to."""
    spans = [span for found in diagnostics for span in (found.span, *found.related) if span is not None]
    return {span.path for span in spans}
