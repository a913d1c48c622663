"""The number of answers is written as other numbers of its language, wherever it is told."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from report_builder.check import reading
from report_builder.cli.app import run
from report_builder.compare import Side, compare
from report_builder.language.catalogue import catalogue, languages
from report_builder.language.numbers import written_number
from report_builder.publish.edition import edition_pages
from report_builder.theme import load_theme
from tests.publish.edition.support import AROUND
from tests.said import ENGLISH
from tests.sample_reports import Sample, build_folder

BEFORE, AFTER = 12500, 1234567
OTHER = {"nb": "en", "nn": "en", "en": "nb"}
PASSAGE = '\n## Other {{#other lang={other}}}\n\n::: finding-cards {{group="{group}"}}\n:::\n'


def made(root: Path, language: str, answers: int) -> Sample:
    assert run(["new", str(root), "--language", language], ENGLISH, lambda: 0.0) == 0
    findings = root / "content/findings.yaml"
    text = re.sub(r"\bn: 50\b", f"n: {answers}", findings.read_text("utf-8"))
    findings.write_text(text, "utf-8")
    group = catalogue(language)("scaffold.id-answers")
    chapter = max((root / "content/chapters").iterdir())
    own = PASSAGE.format(other=OTHER[language], group=group)
    chapter.write_text(chapter.read_text("utf-8") + own, "utf-8")
    return build_folder(root)


def plain(text: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", text)).replace("\u00a0", " ").split())


def said(language: str, answers: int) -> str:
    words = catalogue(language)
    return plain(words("document.sample", number=written_number(answers, words)))


@pytest.mark.parametrize("language", languages())
def test_the_number_of_answers_is_grouped_everywhere(language: str, tmp_path: Path) -> None:
    sample = made(tmp_path / "report", language, BEFORE)
    theme = load_theme(sample.report.publication.theme).value
    assert theme is not None
    pages = edition_pages(sample.report, theme, AROUND)
    html = " ".join(plain(page.decode()) for name, page in pages.items() if name.endswith(".html"))
    pdf = plain(reading.text(sample.pdf))
    for text in (html, pdf):
        for spoken in (language, OTHER[language]):
            assert said(spoken, BEFORE) in text
        assert str(BEFORE) not in text


@pytest.mark.parametrize("language", languages())
def test_a_changed_number_of_answers_is_one_change(language: str, tmp_path: Path) -> None:
    before, after = (made(tmp_path / f"{answers}", language, answers) for answers in (BEFORE, AFTER))
    found = compare(
        Side("v1", before.pdf, before.report.findings), Side("v2", after.pdf, after.report.findings)
    )
    assert [field.name for change in found.findings for field in change.fields] == ["n", "n"]
    assert (found.texts, found.numbers) == ((), ())  # what follows from a finding is told with it


BOKMAAL = ("9999", "10\u00a0000", "1\u00a0234\u00a0567")


@pytest.mark.parametrize(
    ("language", "expected"), [("nb", BOKMAAL), ("nn", BOKMAAL), ("en", ("9,999", "10,000", "1,234,567"))]
)
def test_grouping_is_that_of_the_language(language: str, expected: tuple[str, ...]) -> None:
    words = catalogue(language)
    assert tuple(written_number(number, words) for number in (9999, 10000, 1234567)) == expected
