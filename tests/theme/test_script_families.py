"""A theme with fonts of its own for scripts that need shaping."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from report_builder.diagnostics import Diagnostic
from report_builder.pipeline.checking import check_content
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.export import export_theme
from report_builder.theme.script_fonts import folder
from tests.sample_reports import build_folder

CHAPTER = "content/chapters/drofting.md"
THEME = """\
extends: konstruktiv
fonts:
  hebraisk: {regular: Egen.ttf, italic: Egen.ttf, bold: Egen-Halvfet.ttf, bold_italic: Egen-Halvfet.ttf}
scripts:
  hebrew: FAMILY
"""


def with_theme(root: Path, family: str) -> Path:
    own = root / "assets/themes/eget"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text(THEME.replace("FAMILY", family), "utf-8")
    for name, weight in (("Egen", "Regular"), ("Egen-Halvfet", "Bold")):
        (own / f"{name}.ttf").write_bytes((folder() / f"NotoSansHebrew-{weight}.ttf").read_bytes())
    report = root / "content/report.yaml"
    text = re.sub(r"(?m)^theme: .*\n", "", report.read_text("utf-8"))
    report.write_text(f"{text}theme: eget\n", "utf-8")
    chapter = root / CHAPTER
    chapter.write_text(f"{chapter.read_text('utf-8')}\nOrdene [שלום **עולם**]{{lang=he}}.\n", "utf-8")
    return root


def test_its_fonts_are_used_in_both_weights_and_go_along_with_it(good_report: Path, tmp_path: Path) -> None:
    root = with_theme(good_report, "hebraisk")
    theme = load_theme("eget", SourceFiles(root)).value
    assert theme is not None
    assert theme.scripts == {"hebrew": "hebraisk"}
    assert {"assets/themes/eget/Egen.ttf", "assets/themes/eget/Egen-Halvfet.ttf"} <= {
        *export_theme(theme, ())
    }
    path = tmp_path / "file.pdf"
    path.write_bytes(build_folder(root).pdf)
    with pikepdf.open(path) as document:
        shown = [font for page in document.pages for font in page.resources.get("/Font", {}).values()]
        fonts = {str(font["/BaseFont"]).partition("+")[2] for font in shown if font["/Subtype"] == "/Type0"}
    assert len(fonts) == 2
    assert all("Hebrew" in font for font in fonts)


@pytest.mark.parametrize("family", ["hebraisc", "finnes-ikke"])
def test_a_family_that_is_not_there_is_told_at_its_line(family: str, good_report: Path) -> None:
    found: list[Diagnostic] = [
        item for item in check_content(with_theme(good_report, family)) if item.code == "RB-VALUE"
    ]
    assert [(item.span.path, item.span.line) for item in found if item.span] == [
        ("assets/themes/eget/theme.yaml", 5)
    ]
