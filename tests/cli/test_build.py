"""What the command takes along: a build of a small report should not cost what it does not use."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from report_builder.cli.build import PASSED_BY

_BUILD = """
import sys
from report_builder.cli.app import run
status = run(["build", sys.argv[1], "--output", sys.argv[2]], {{}}, lambda: 0.0)
{after}
sys.exit(status)
"""


def last_line(after: str, root: Path, folder: Path) -> str:
    """What ``after`` prints at the end of a build in a process of its own."""
    code = _BUILD.format(after=after)
    command = [sys.executable, "-c", code, str(root), str(folder / "report.pdf")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]


NOT_NEEDED = (
    *("cryptography.exceptions", "difflib", "fontTools.ttLib", "http", "json", "jinja2", "pikepdf", "rich"),
    *("report_builder.archive", "report_builder.pipeline.formers"),
    *("report_builder.pipeline.versions", "report_builder.publish"),
    *("report_builder.compare", "report_builder.feedback", "report_builder.serve", "report_builder.preview"),
    *("report_builder.sources.respelling", "report_builder.theme.fontfile", "report_builder.theme.sanitiser"),
    *("report_builder.layout.unset_text", "report_builder.graphics.diagrams"),
    *("report_builder.content.units.unit_file", "report_builder.content.units.conditions"),
    *("report_builder.content.units.passages", "report_builder.pipeline.batching"),
)
"""What other commands need, or a build of what is faulty."""
NOT_NEEDED_FOR_TEXT = (
    *("report_builder.content.drawings", "report_builder.content.figures", "report_builder.content.images"),
    *("report_builder.graphics.charts", "report_builder.graphics.timeline", "report_builder.layout.images"),
    *("report_builder.layout.blocks.drawings", "report_builder.layout.blocks.figures"),
    *("report_builder.layout.blocks.tables", "report_builder.layout.compose.emergency"),
)
"""What a report of nothing but text does not need either."""


def test_a_build_takes_along_only_what_it_needs(good_report: Path, tmp_path: Path) -> None:
    after = f"print([*{{*{NOT_NEEDED}}} & {{*sys.modules}}])"
    assert last_line(after, good_report, tmp_path) == "[]"


def test_a_build_of_text_takes_along_no_pictures_and_no_tables(good_report: Path, tmp_path: Path) -> None:
    for chapter in (good_report / "content" / "chapters").iterdir():
        chapter.write_text("# Funn\n\nBare tekst.\n", "utf-8")
    after = f"print([*{{*{NOT_NEEDED + NOT_NEEDED_FOR_TEXT}}} & {{*sys.modules}}])"
    assert last_line(after, good_report, tmp_path) == "[]"


def test_a_build_leaves_what_it_passes_by_to_who_asks_later(good_report: Path, tmp_path: Path) -> None:
    installed = [name for name in PASSED_BY if find_spec(name)]
    after = f"from importlib import import_module; print([import_module(n).__name__ for n in {installed}])"
    assert "fontTools" in installed
    assert last_line(after, good_report, tmp_path) == str(installed)
