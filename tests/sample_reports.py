"""Sample reports: one chapter for each kind of block, built once in a test run."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple, TypeVar

from report_builder.content.load import load_report
from report_builder.diagnostics import Allowance, Outcome, Severity
from report_builder.finish import BuildStamp, finish
from report_builder.layout import LaidOut, lay_out
from report_builder.model.report import Report
from report_builder.pipeline.building import Request, build_report
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.geometry import PageGeometry
from tests.said import line_of

ROOT = Path(__file__).parent.parent
SAMPLES = Path(__file__).parent / "samples"
LITERATURE = "literature: content/referanser.bib\n"
"""What the facts have where a chapter cites something."""
T = TypeVar("T")
NAMES = sorted(path.stem for path in (SAMPLES / "chapters").glob("*.md"))
"""One sample for each kind of block."""
ALL = "all"
"""One report of all samples: each has a chapter, and everything that a report can have is in it at once."""
EVERY = (*NAMES, "guide", "report", "report-noktern")
"""The samples, the example of the authoring guide, and the report itself in both themes."""


class Sample(NamedTuple):
    """A report that was built whole."""

    report: Report
    laid_out: LaidOut
    pdf: bytes
    page: PageGeometry

    def page_of(self, target: str) -> str:
        """Give the printed number of the page on which ``target`` begins."""
        first = self.laid_out.page_labels[1].first
        return str(self.laid_out.anchors[target].page - first + 1)


def build_folder(root: Path, theme: str = "") -> Sample:
    """Build the report in ``root`` without writing it; an error or a warning fails the test.

    ``theme`` stands in for the one that the report asks for.
    """
    files = SourceFiles(root)
    read = load_report(files)
    report = _whole(read, read.allowances)
    looks = _whole(load_theme(theme or report.publication.theme, files), read.allowances)
    laid_out = _whole(lay_out(report, looks, weigh=True), read.allowances)
    pdf = finish(laid_out, report.publication, BuildStamp("test", "0"))
    return Sample(report, laid_out, pdf, looks.page)


def _whole(outcome: Outcome[T], allowances: tuple[Allowance, ...]) -> T:
    """Give the value of an outcome that has neither errors nor warnings that are not allowed."""
    faults = [
        line_of(item)
        for item in outcome.diagnostics
        if item.severity > Severity.NOTE and not any(mark.covers(item) for mark in allowances)
    ]
    if outcome.value is None or faults:
        raise AssertionError("\n".join(faults))
    return outcome.value


def make_folder(chapter: str, findings: str | None = None, report: str | None = None) -> Path:
    """Make a report folder of one chapter, with the samples' facts, findings and image."""
    root = Path(mkdtemp(prefix="report-builder-test-"))
    chapters = root / "content" / "chapters"
    chapters.mkdir(parents=True)
    shutil.copytree(SAMPLES / "assets", root / "assets")
    shutil.copytree(SAMPLES / "shared", root / "content" / "shared")
    (chapters / "prove.md").write_text(chapter, encoding="utf-8")
    facts = report or (SAMPLES / "report.yaml").read_text(encoding="utf-8")
    if report is None and "[@" in chapter:
        facts += LITERATURE
    (root / "content" / "report.yaml").write_text(facts, encoding="utf-8")
    shutil.copy(SAMPLES / "referanser.bib", root / "content")
    values = findings or (SAMPLES / "findings.yaml").read_text(encoding="utf-8")
    (root / "content" / "findings.yaml").write_text(values, encoding="utf-8")
    return root


def report_of(*chapters: str) -> Report:
    """Read a report of these chapters, with the samples' facts, findings and image."""
    folder = make_folder(chapters[0])
    try:
        names = [f"prove{number}.md" for number in range(2, len(chapters) + 1)]
        for name, text in zip(names, chapters[1:], strict=True):
            (folder / "content" / "chapters" / name).write_text(text, encoding="utf-8")
        facts = folder / "content" / "report.yaml"
        listed = "".join(f"  - {name}\n" for name in ("prove.md", *names))
        written = facts.read_text(encoding="utf-8").replace("  - prove.md\n", listed)
        facts.write_text(written, encoding="utf-8")
        loaded = load_report(SourceFiles(folder))
    finally:
        shutil.rmtree(folder)
    assert loaded.value is not None, loaded.diagnostics
    return loaded.value


def built_file(chapter: str, folder: Path) -> bytes:
    """Build the report of a chapter as the command does, and give the file that it writes into ``folder``."""
    root = make_folder(chapter)
    try:
        made = build_report(Request(root, folder / "out.pdf"), lambda: 0.0)
    finally:
        shutil.rmtree(root)
    assert made.value is not None, made.diagnostics
    return (folder / "out.pdf").read_bytes()


_FENCE = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def guide_folder() -> Path:
    """Make the report that the authoring guide's examples are, by the rules at its end."""
    text = (ROOT / "docs" / "forfatterguide.md").read_text(encoding="utf-8")
    fences = [(match[2], match[3]) for match in _FENCE.finditer(text)]
    chapter = "\n".join(["# Eksempel\n", *(body for kind, body in fences if kind == "markdown")])
    report, findings = [body for kind, body in fences if kind == "yaml"][:2]
    root = make_folder("", findings, report)
    (root / "content" / "chapters" / "prove.md").unlink()
    (root / "content" / "chapters" / "eksempel.md").write_text(chapter, encoding="utf-8")
    shutil.copy(ROOT / "docs" / "bilder" / "eksempel.png", root / "assets" / "bilder")
    (sources,) = (body for kind, body in fences if kind == "bibtex")
    (root / "content" / "referanser.bib").write_text(sources, encoding="utf-8")
    return root


def folder_of_all() -> Path:
    """Make the report whose chapters are all samples, one for each kind of block."""
    root = make_folder("")
    chapters, facts = root / "content" / "chapters", root / "content" / "report.yaml"
    (chapters / "prove.md").unlink()
    for name in NAMES:
        shutil.copy(SAMPLES / "chapters" / f"{name}.md", chapters)
    listed = "\n".join(f"  - {name}.md" for name in NAMES)
    facts.write_text(facts.read_text("utf-8").replace("  - prove.md", listed) + LITERATURE, "utf-8")
    return root


@cache
def sample(name: str) -> Sample:
    """Build a sample by name.

    ``guide`` is the authoring guide's example, ``report`` this repository's, ``all`` that of all samples.
    """
    if name.startswith("report"):
        return build_folder(ROOT, name.partition("-")[2])
    if name == "guide":
        root = guide_folder()
    elif name == ALL:
        root = folder_of_all()
    else:
        root = make_folder((SAMPLES / "chapters" / f"{name}.md").read_text(encoding="utf-8"))
    try:
        return build_folder(root)
    finally:
        shutil.rmtree(root)
