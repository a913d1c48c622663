"""A cell over several columns is set alike in the PDF and in the edition, whatever its columns are."""

from __future__ import annotations

import shutil
from itertools import product
from typing import Any

import pytest

from report_builder.layout.blocks import spanned_tables
from report_builder.layout.blocks.cell_text import SetCell
from report_builder.layout.blocks.spanned_tables import Parts
from report_builder.publish.addresses import WHOLE
from report_builder.publish.edition import edition_pages
from tests.layout.test_rare_blocks import build
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import build_folder, make_folder

RULES = {"left": "------", "center": ":----:", "right": "-----:"}
GRID = """\
# T

Tabell: T {{header-columns=1}}

+-------+------+------+------+
| en    | to          | tre  |
|       +------+------+      |
|       | fem  | seks |      |
+=======+{0}+{1}+{2}+
| sju   | ni          | elv  |
|       +------+------+------+
|       | elve | tolv        |
+-------+------+------+------+
| hode         | her  | der  |
+=======+======+======+======+
| sum   | alt         | mye  |
+=======+======+======+======+
"""
WORDS = ("en", "to", "tre", "fem", "seks", "sju", "ni", "elv", "elve", "tolv", "hode", "her", "der", "sum")


def in_pdf(chapter: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """How each word is set on the page."""
    found: list[SetCell] = []
    own = spanned_tables.spanned_cells

    def kept(*of: Any) -> Parts:
        parts = own(*of)
        found.extend(parts.cells)
        return parts

    monkeypatch.setattr(spanned_tables, "spanned_cells", kept)
    _, _, _, out = build(chapter, monkeypatch)
    assert out.value is not None
    return {"".join(run.text for run in cell.runs).strip(): cell.align for cell in found}


def in_edition(chapter: str) -> dict[str, str]:
    """How each word is set on the screen."""
    root = make_folder(chapter)
    try:
        report = build_folder(root).report
    finally:
        shutil.rmtree(root)
    page = parse(edition_pages(report, theme_of("report"), AROUND)[WHOLE])
    cells = [one for one in page.elements if one.name in ("th", "td")]
    classes = {" ".join(one.words): (one.attributes.get("class") or "").split() for one in cells}
    aligns = ("right", "center")
    return {text: next((one for one in aligns if one in found), "left") for text, found in classes.items()}


@pytest.mark.parametrize("aligns", [*product(RULES, RULES, RULES)])
def test_a_cell_is_set_alike_in_both(aligns: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    chapter = GRID.format(*(RULES[one].replace("-", "=") for one in aligns))
    pdf, edition = in_pdf(chapter, monkeypatch), in_edition(chapter)
    assert {word: pdf.get(word) for word in WORDS} == {word: edition[word] for word in WORDS}
    first, second, third = aligns
    assert edition["ni"] == (first if first == second else "left")
    assert edition["tolv"] == (second if second == third else "left")
    assert edition["to"] == ("left" if (first, second) == ("left", "left") else "center")
