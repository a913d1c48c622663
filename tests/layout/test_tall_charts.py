"""Charts of many findings, of any values: whole on the pages, in the edition and in the e-book."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache

import pytest

from report_builder.check.checking import check_pdf
from report_builder.model.blocks import FindingChart
from report_builder.model.walking import walk
from report_builder.publish.markup.drawings import Drawings
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.sample_reports import ROOT, Sample, build_folder, make_folder
from tests.tag_dump import dump_tags

THEMES = ("konstruktiv", "noktern")
VALUES = {
    "shares": ("%", [f"{97 - 3 * index}" for index in range(30)]),
    "changes": ("%", ["-12", "143", "0", "0.4", "99.95"] * 6),
    "counts": ("saker", ["1240000", "980", "0", "1"] * 8),
    "kroner": ("mill. kroner", ["12.4", "-0.5", "1240000"]),
}


def findings(unit: str, values: list[str]) -> Iterator[str]:
    yield "findings:"
    for index, value in enumerate(values):
        yield f'  - {{id: k{index}, value: {value}, unit: "{unit}", statement: Sak nummer {index}, group: k}}'


@cache
def built(theme: str, kind: str, language: str = "nb") -> Sample:
    unit, values = VALUES[kind]
    chapter = '# Tall {#tall}\n\n::: finding-chart {#fig-k group="k" caption="Alle sakene"}\n:::\n'
    facts = (ROOT / "tests" / "samples" / "report.yaml").read_text(encoding="utf-8")
    facts = facts.replace("language: nb", f"language: {language}")
    root = make_folder(chapter, "\n".join(findings(unit, values)) + "\n", facts)
    try:
        return build_folder(root, theme)
    finally:
        shutil.rmtree(root)


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_finding_is_a_row_and_the_file_passes(theme: str, kind: str) -> None:
    pdf = built(theme, kind).pdf
    tags = dump_tags(pdf)
    assert tags.count("Sak nummer") == len(VALUES[kind][1])
    pages = 2 if len(VALUES[kind][1]) > 20 else 1
    assert tags.count("Figure") >= pages
    told = check_pdf(pdf)
    assert told.passed, told


@pytest.mark.parametrize("kind", VALUES)
def test_a_drawing_of_the_e_book_has_room_on_its_page(kind: str) -> None:
    made = built("konstruktiv", kind)
    (chart,) = (node for node in walk(made.report.chapters) if isinstance(node, FindingChart))
    theme = load_theme("konstruktiv", SourceFiles(ROOT)).value
    assert theme is not None
    drawn = Drawings(theme, only_narrow=True).chart(chart, chart.alt, made.report.words, {})
    assert (
        drawn.count("<svg")
        == drawn.count(f'aria-label="{chart.alt}"')
        >= (2 if len(chart.findings) > 20 else 1)
    )
    words = [f">{finding.statement}<" for finding in chart.findings]
    assert all(drawn.count(word) == 1 for word in words)
    on_site = Drawings(theme).chart(chart, chart.alt, made.report.words, {})
    assert on_site.count("<svg") == 2, "one for wide screens and one for narrow ones, which scroll"


@pytest.mark.parametrize(
    ("language", "number", "head"),
    [("nb", "1 240 000", "Verdi"), ("nn", "1 240 000", "Verdi"), ("en", "1,240,000", "Value")],
)
def test_numbers_are_written_as_the_language_does(language: str, number: str, head: str) -> None:
    (chart,) = (
        node
        for node in walk(built("noktern", "kroner", language).report.chapters)
        if isinstance(node, FindingChart)
    )
    tags = dump_tags(built("noktern", "kroner", language).pdf).replace("\u00a0", " ").replace("\u202f", " ")
    assert number in tags
    assert head in tags
    assert "mill. kroner" in chart.alt
