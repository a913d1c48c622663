"""The card of the finding that is the story: larger than its row, in order, whole in every column."""

from __future__ import annotations

import shutil
from itertools import product

import pypdfium2
import pytest

from report_builder.check.script import script_of_page, script_of_pdf
from report_builder.content.load import load_report
from report_builder.publish.edition import edition_pages
from report_builder.sources.files import SourceFiles
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, theme_of
from tests.said import english
from tests.sample_reports import SAMPLES, Sample, build_folder, make_folder
from tests.verify_support import assert_complies

UNITS = ("'%'", "''", "mill. kroner", "toppledergrupper")
LETTERS = "abcdefgh"
FACTS = (SAMPLES / "report.yaml").read_text("utf-8")


def chapter(main: str) -> str:
    return f'# Funn {{#funn}}\n\n## Kort {{#kort}}\n\n::: {{.finding-cards group="g" main="{main}"}}\n:::\n'


def findings_of(count: int, unit: str, last: str) -> str:
    return "findings:\n" + "".join(
        f"  - id: funn-{at}\n    value: {last if at == count - 1 else 60 + at}\n    unit: {unit}\n"
        "    group: g\n"
        f"    statement: Utsagn {LETTERS[at]} om det som ble spurt om\n"
        for at in range(count)
    )


def built(count: int, main: str, unit: str = "'%'", theme: str = "konstruktiv", last: str = "39") -> Sample:
    root = make_folder(chapter(main), findings_of(count, unit, last), FACTS)
    try:
        return build_folder(root, theme)
    finally:
        shutil.rmtree(root)


def boxes(sample: Sample) -> list[tuple[int, float, float, float]]:
    """Give page, left and right edge and height of each piece of text of the chapter below its title."""
    pages = pypdfium2.PdfDocument(sample.pdf)
    start = sample.laid_out.anchors["kort"]
    return [
        (index, left, right, top - bottom)
        for index in range(start.page, len(pages) - sample.laid_out.closing)
        for one in pages[index].get_objects()
        if one.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT
        for left, bottom, right, top in [one.get_bounds()]
        if index > start.page or bottom < start.y
    ]


def statements(script: str) -> str:
    return "".join(line.partition("Utsagn ")[2][:1] for line in script.splitlines())


@pytest.mark.parametrize(("count", "main"), [(1, 0), (2, 0), (3, 2), (5, 4), (5, 0), (6, 3), (7, 6)])
def test_the_main_card_is_larger_and_the_cards_are_heard_in_their_order(count: int, main: int) -> None:
    sample, without = built(count, f"funn-{main}"), built(count, "")
    assert max(box[3] for box in boxes(sample)) > 1.5 * max(box[3] for box in boxes(without))
    assert script_of_pdf(sample.pdf) == script_of_pdf(without.pdf)
    page = edition_pages(sample.report, theme_of("findings"), AROUND)["funn.html"]
    assert (
        statements(script_of_page(page.decode())) == statements(script_of_pdf(sample.pdf)) == LETTERS[:count]
    )
    cards = [one for one in parse(page).elements if one.name == "li" and "main" in one.classes]
    assert [LETTERS[main] in one.words for one in cards] == [True]


@pytest.mark.parametrize(("unit", "theme"), list(product(UNITS, ("konstruktiv", "noktern"))))
def test_a_main_card_stays_within_its_columns(unit: str, theme: str) -> None:
    for last in ("39", "412300"):
        sample = built(5, "funn-4", unit, theme, last)
        page, first = sample.page, sample.laid_out.page_labels[1].first
        for index, left, right, _ in boxes(sample):
            recto = page.is_right(index)
            edge = page.inner if recto else page.width - page.inner - page.full_width
            assert edge - 3 <= left, (index - first, left)
            assert right <= edge + page.full_width + 3, (index - first, right)


def test_a_main_card_conforms() -> None:
    assert_complies(built(5, "funn-4").pdf)


def test_a_main_finding_that_is_not_shown_is_told_where_it_is_named() -> None:
    root = make_folder(chapter("funn-9"), findings_of(2, "'%'", "39"), FACTS)
    try:
        (told,) = load_report(SourceFiles(root)).diagnostics
    finally:
        shutil.rmtree(root)
    assert told.span is not None
    assert (told.code, told.span.line) == ("RB-VALUE", 5)
    assert "funn-9" in english(told.message)
    assert "funn-0, funn-1" in english(told.hint)
