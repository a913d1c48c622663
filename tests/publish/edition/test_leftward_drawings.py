"""Diagrams and charts in text from right to left: they are not turned, and labels stand where they belong."""

from __future__ import annotations

import re
import shutil
from functools import cache

import pytest

from report_builder.content.load import load_report
from report_builder.publish.edition import edition_pages
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.publish.edition.support import AROUND
from tests.sample_reports import make_folder
from tests.web_support import SITE, page

CHAPTER = """\
# ملخص {lang=ar}

::: diagram {kind=steps caption="شكل" alt="خطوتان"}
- يولد جميع الناس أحرارا
- Difi
- متساوين (2019)
:::

::: finding-chart {ids="strategisk helhet"}
:::

:::: passage {lang=nb}
::: diagram {kind=steps caption="Norsk" alt="To trinn"}
- Ord
- שלום
:::
::::
"""
STICKS_OUT = """() => [...document.querySelectorAll("svg:not([display]) text")]
    .map((text) => [text.getBBox(), text.ownerSVGElement.viewBox.baseVal])
    .filter(([box, view]) => box.x < -1 || box.x + box.width > view.width + 30).length"""
STARTS = """() => [...document.querySelectorAll("svg:not([display]) text")]
    .filter((text) => text.getAttribute("text-anchor") !== "middle")
    .map((text) => Math.abs(text.getBBox().x - Number(text.getAttribute("x"))))"""


@cache
def pages() -> dict[str, bytes]:
    root = make_folder(CHAPTER)
    try:
        files = SourceFiles(root)
        report = load_report(files).value
        assert report is not None
        theme = load_theme(report.publication.theme, files).value
    finally:
        shutil.rmtree(root)
    assert theme is not None
    return edition_pages(report, theme, AROUND)


@cache
def chapter() -> tuple[str, str]:
    name = next(name for name, data in pages().items() if "يولد".encode() in data)
    return name, pages()[name].decode()


@pytest.mark.parametrize(
    ("label", "turned"), [("متساوين (2019)", True), ("Difi", False), ("שלום", True), ("Ord", False)]
)
def test_a_label_runs_as_its_first_letter_does(label: str, turned: bool) -> None:
    groups = re.findall(r"<g [^>]*>(?:(?!</g>).)*</g>", chapter()[1], re.DOTALL)
    found = [group for group in groups if f">{label}</text>" in group]
    assert found
    assert all((' direction="rtl"' in group) is turned for group in found)


def test_each_drawing_from_right_to_left_says_that_it_is_none() -> None:
    drawings = re.findall(r"<svg [^>]*viewBox[^>]*>", chapter()[1].partition("</header>")[2])
    assert drawings
    assert all(' direction="ltr"' in drawing for drawing in drawings)


def test_a_browser_puts_each_label_into_its_drawing_and_at_its_place() -> None:
    name, _ = chapter()
    with page(files={f"/{path}": data for path, data in pages().items()}) as opened:
        opened.goto(f"{SITE}/{name}")
        assert opened.evaluate(STICKS_OUT) == 0
        assert max(opened.evaluate(STARTS)) < 12
