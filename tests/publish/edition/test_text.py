"""The words of the edition are those of the PDF, in its order."""

from __future__ import annotations

import shutil

import pytest

from report_builder.check.reading import text
from report_builder.publish.addresses import INDEX, WHOLE
from report_builder.publish.edition import edition_pages, page_names
from tests.expected_text import expected_on_screen, expected_words
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, edition, theme_of
from tests.sample_reports import EVERY, build_folder, make_folder, sample


def owed_words(name: str) -> list[str]:
    """Every word of the PDF but page numbers, and the words "på side" before them."""
    made = sample(name)
    assert text(made.pdf).split() == expected_words(made.report, made.page_of)
    return expected_on_screen(made.report)


@pytest.mark.parametrize("name", EVERY)
def test_the_page_of_everything_has_every_word_of_the_pdf(name: str) -> None:
    assert parse(edition(name)[WHOLE]).find("body").words == owed_words(name)


@pytest.mark.parametrize("name", EVERY)
def test_the_pages_of_chapters_have_every_word_of_the_pdf(name: str) -> None:
    pages = edition(name)
    index = parse(pages[INDEX])
    words = index.find("div", "cover").words + index.find("div", "colophon").words
    words += index.find("nav", "contents").words
    for page in page_names(sample(name).report).values():
        words += parse(pages[page]).find("body").words
    assert words + index.find("footer", "back").words == owed_words(name)


@pytest.mark.parametrize("name", EVERY)
def test_a_drawing_for_narrow_screens_says_what_the_wide_one_says(name: str) -> None:
    for drawing in parse(edition(name)[WHOLE]).elements:
        if "drawing" not in drawing.classes:
            continue
        first, *others = [child for child in drawing.children if not isinstance(child, str)]
        for other in others:
            assert other.attributes["aria-label"] == first.attributes["aria-label"]
            assert said(other) == said(first)
            # Without a style sheet one of the two is shown.
            assert other.attributes["display"] == "none"
            assert "display" not in first.attributes


def said(drawing: object) -> str:
    """The letters of a drawing: where its lines break, and words that were too wide, depends on its width."""
    assert hasattr(drawing, "elements")
    texts = [one for one in drawing.elements if one.name == "text"]
    return "".join(str(child) for one in texts for child in one.children).replace(" ", "")


@pytest.mark.parametrize("name", ["report", "findings"])
def test_the_words_of_a_chart_are_those_of_its_table(name: str) -> None:
    charts = 0
    for box in parse(edition(name)[WHOLE]).elements:
        if box.name != "details":
            continue
        assert box.parent is not None
        drawing = next(one for one in box.parent.elements if "drawing" in one.classes)
        parts = [one for one in drawing.elements if one.attributes.get("data-part", "drawing") != "drawing"]
        wide = [one for one in parts if one.parent is not None and "narrow" not in one.parent.classes]
        shown = " ".join(
            str(child)
            for one in wide
            for line in one.elements
            for child in line.children
            if isinstance(child, str)
        )
        assert shown.split() == box.find("table").words
        charts += 1
    assert charts


def test_a_card_keeps_a_grouped_number_together_and_sets_its_unit_small() -> None:
    findings = "findings:\n  - {id: f, value: 12345, unit: kr per år, statement: S, group: g}\n"
    root = make_folder('# T\n\n::: {.finding-cards group="g"}\n:::\n', findings)
    try:
        built = build_folder(root)
    finally:
        shutil.rmtree(root)
    page = parse(edition_pages(built.report, theme_of("findings"), AROUND)[WHOLE])
    assert page.find("p", "value").find("span").children == ["12\u00a0345"]
    assert page.find("small").words == ["kr", "per", "år"]
    assert text(built.pdf).split() == expected_words(built.report, built.page_of)
