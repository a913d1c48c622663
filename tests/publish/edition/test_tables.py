"""Tables on the screen: how wide they are, and numbers below each other at their decimal sign."""

from __future__ import annotations

import shutil
from itertools import pairwise

import pytest

from report_builder.publish.addresses import WHOLE
from report_builder.publish.edition import edition_pages
from report_builder.publish.theme_css import theme_css
from tests import web_support
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, FOLDER, site, style_sheet, theme_of
from tests.sample_reports import build_folder, make_folder

_SIGNS = """() => [...document.querySelectorAll("td.right")].map((cell) => {
    const range = document.createRange(), text = cell.firstChild;
    const at = text.data.search(/[.,]|$|\\u00a0%/);
    range.setStart(text, at - 1);
    range.setEnd(text, at);
    return range.getBoundingClientRect().right;
})"""
"""Where the last figure before the decimal sign of each number ends."""


def files_of(numbers: list[str], caption: str = "") -> dict[str, bytes]:
    rows = "\n".join(f"| x | {number} |" for number in numbers)
    note = "[^1]: Note." if "[^1]" in rows else ""
    root = make_folder(f"# T\n\n{caption}| A | B |\n|---|--:|\n{rows}\n\n{note}\n")
    try:
        report = build_folder(root).report
    finally:
        shutil.rmtree(root)
    theme = theme_of("report")
    pages = edition_pages(report, theme, AROUND)
    sheets = {"theme.css": theme_css(theme).encode(), "edition.css": style_sheet()}
    return {
        **{f"{FOLDER}{path}": data for path, data in pages.items()},
        **{f"/rapport/v1/assets/{path}": data for path, data in sheets.items()},
    }


@pytest.mark.parametrize(
    "numbers", [["1", "22,5", "−3,25", "0,125"], ["12 %", "−3,25 %", "1 200,5 %"], ["1,5[^1]", "12", "2,25"]]
)
def test_numbers_stand_below_each_other_at_their_decimal_sign(numbers: list[str]) -> None:
    with web_support.page(files=files_of(numbers)) as page:
        page.goto(f"{web_support.SITE}{FOLDER}{WHOLE}")
        ends = page.evaluate(_SIGNS)
        assert len(ends) == len(numbers)
        assert all(abs(one - other) < 0.6 for one, other in pairwise(ends))
        # What makes room is neither read nor copied.
        copied = page.evaluate("() => document.querySelector('tbody').innerText").replace("\u00a0", " ")
        written = [number.replace("[^1]", "1") for number in numbers]
        assert copied.split() == " ".join(f"x {number}" for number in written).split()


@pytest.mark.parametrize("numbers", [["1", "22"], ["1,5", "2,5"], ["1 kg", "22"], ["1,5", "ukjent"]])
def test_other_numbers_are_left_as_they_are(numbers: list[str]) -> None:
    pages = files_of(numbers)
    cells = [one for one in parse(pages[f"{FOLDER}{WHOLE}"]).elements if one.name == "td"]
    assert cells
    assert not any("data-lacks" in cell.attributes for cell in cells)


_WIDTHS = """() => {
    const table = document.querySelector("table"), box = table.parentElement.getBoundingClientRect().width;
    const words = document.querySelector("caption > span").getBoundingClientRect();
    return [table.rows[0].getBoundingClientRect().width, words.width, words.height, box];
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_a_table_is_as_wide_as_its_words_and_its_caption_as_the_box(width: int) -> None:
    with web_support.page(width, files=files_of(["1", "2"], f"Tabell: {'Mange ord ' * 20}\n\n")) as page:
        page.goto(f"{web_support.SITE}{FOLDER}{WHOLE}")
        table, caption, height, box = page.evaluate(_WIDTHS)
        assert 30 < table < 90
        assert box / 2 < caption <= box
        assert height > 40
        assert web_support.sideways(page) == 0
    with web_support.page(width, files=files_of(["1", "2"], "Tabell: Ord\n\n")) as page:
        page.goto(f"{web_support.SITE}{FOLDER}{WHOLE}")
        _, caption, height, _ = page.evaluate(_WIDTHS)
        assert caption < 200
        assert height < 40


def test_a_table_to_write_in_is_as_wide_as_its_box() -> None:
    with web_support.page(files=files_of(["", ""], "Tabell: Ord\n\n")) as page:
        page.goto(f"{web_support.SITE}{FOLDER}{WHOLE}")
        table, _, _, box = page.evaluate(_WIDTHS)
        assert abs(table - box) < 1


def test_a_head_that_another_one_goes_on_beside_keeps_its_distance_from_it() -> None:
    with web_support.page(files=site("spans")) as page:
        page.goto(f"{web_support.SITE}{FOLDER}{WHOLE}")
        boxes = page.evaluate(
            """() => ["2019", "Merknad"].map((name) => {
                const cell = [...document.querySelectorAll("th")].find((one) => one.textContent === name);
                const range = document.createRange();
                range.selectNodeContents(cell);
                const box = range.getBoundingClientRect();
                return [box.left, box.right];
            })"""
        )
    (_, end), (begin, _) = boxes
    assert begin - end > 10
