"""``abbreviations`` of report.yaml: where what they stand for is said, in each form of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.check.reading import read_structure, text
from report_builder.check.script import script_of_page, script_of_pdf
from report_builder.content.load import load_report
from report_builder.diagnostics import Outcome
from report_builder.model.blocks import Paragraph
from report_builder.model.inlines import Abbreviation, plain_text
from report_builder.model.report import Report
from report_builder.model.walking import walk
from report_builder.publish.addresses import WHOLE
from report_builder.publish.edition import edition_pages
from report_builder.sources.files import SourceFiles
from tests.content.projects import FINDINGS, REPORT
from tests.publish.edition.support import AROUND, theme_of
from tests.said import english
from tests.sample_reports import build_folder, make_folder
from tests.verify_support import assert_complies

LISTED = """\
abbreviations:
  - short: DFØ
    long: Direktoratet for økonomistyring
  - short: OECD
    long: Organisation for Economic Co-operation
    lang: en
"""
FIRST = """\
# DFØ i dag

I DFØ-rapporten sier DFØs **direktør** noe, og DFØ svarer. XDFØ og DFØX er noe annet.

Tabell: Tall fra OECD

| OECD | År |
| --- | --- |
| DFØ | 2020 |
"""
SECOND = """\
# Mer

- *OECD* teller.
- DFØ og OECD.
"""


def load(root: Path, listed: str = LISTED, first: str = FIRST) -> Outcome[Report]:
    (root / "content/chapters").mkdir(parents=True)
    facts = REPORT.format(language="nb", html="error", chapters="k1.md, k2.md")
    (root / "content/report.yaml").write_text(facts + listed, "utf-8")
    (root / "content/findings.yaml").write_text(FINDINGS, "utf-8")
    (root / "content/chapters/k1.md").write_text(first, "utf-8")
    (root / "content/chapters/k2.md").write_text(SECOND, "utf-8")
    return load_report(SourceFiles(root))


def explained(outcome: Outcome[Report]) -> list[tuple[str, str, str, int]]:
    assert outcome.value is not None, [str(one) for one in outcome.diagnostics]
    return [
        (node.value, node.meant, node.language, node.span.line)
        for node in walk(outcome.value.chapters)
        if isinstance(node, Abbreviation)
    ]


def test_each_is_explained_at_its_first_place_in_each_chapter(tmp_path: Path) -> None:
    dfo = ("DFØ", "Direktoratet for økonomistyring", "nb")
    oecd = ("OECD", "Organisation for Economic Co-operation", "en")
    assert explained(load(tmp_path)) == [(*dfo, 3), (*oecd, 5), (*oecd, 3), (*dfo, 4)]


def test_what_the_text_has_just_written_out_is_not_said_again(tmp_path: Path) -> None:
    first = "# Om oss\n\nDirektoratet for\nøkonomistyring (DFØ) er stort. DFØ er nytt. OECD er noe annet.\n"
    assert [found[0] for found in explained(load(tmp_path, first=first))] == ["OECD", "OECD", "DFØ"]


def test_the_words_are_as_they_were(tmp_path: Path) -> None:
    listed, plain = load(tmp_path / "listed").value, load(tmp_path / "plain", "").value
    assert listed is not None
    assert plain is not None

    def words(report: Report) -> list[str]:
        return [plain_text(node.children) for node in walk(report.chapters) if isinstance(node, Paragraph)]

    assert len(words(plain)) == 3
    assert words(listed) == words(plain)


def test_the_finished_forms_say_it_and_keep_their_words(shared_verapdf: None) -> None:  # noqa: ARG001
    root = make_folder(FIRST)
    plain = build_folder(root)
    with (root / "content/report.yaml").open("a", encoding="utf-8") as facts:
        facts.write(LISTED)
    made = build_folder(root)
    assert text(made.pdf) == text(plain.pdf)
    said = [
        (node.text, node.expansion, node.language)
        for top in read_structure(made.pdf)
        for node in top.walk()
        if node.expansion
    ]
    assert said == [
        ("DFØ", "Direktoratet for økonomistyring", None),
        ("OECD", "Organisation for Economic Co-operation", "en"),
    ]
    page = edition_pages(made.report, theme_of("paragraphs"), AROUND)[WHOLE].decode()
    assert page.count("<abbr ") == 2
    assert '<abbr title="Direktoratet for økonomistyring">DFØ</abbr>s' in page
    assert '<abbr title="Organisation for Economic Co-operation" lang="en">OECD</abbr>' in page
    heard = script_of_pdf(made.pdf)
    for words in ("DFØ (Direktoratet for økonomistyring)", "OECD (Organisation for Economic Co-operation)"):
        assert heard.count(words) == script_of_page(page).count(words) == 1
    assert_complies(made.pdf)


@pytest.mark.parametrize(
    ("listed", "code", "line", "says"),
    [
        (
            "abbreviations:\n  - {short: A, long: Aa}\n  - {short: A, long: Bb}\n",
            "RB-VALUE",
            10,
            "'A' appears twice",
        ),
        ("abbreviations:\n  - {short: A B, long: Aa}\n", "RB-VALUE", 9, "'A B'"),
        ("abbreviations:\n  - {short: A}\n", "RB-MISSING-KEY", 9, "'long'"),
        ("abbreviations: {A: Aa}\n", "RB-WRONG-TYPE", 8, "'abbreviations' must be a list"),
        ("abbreviations:\n  - {short: A, long: Aa, lang: dk}\n", "RB-LANG-TAG", 9, "dk"),
    ],
)
def test_faults_are_told_at_their_lines(tmp_path: Path, listed: str, code: str, line: int, says: str) -> None:
    first, *_ = load(tmp_path, listed).diagnostics
    assert first.span is not None
    assert (first.code, first.span.path, first.span.line) == (code, "content/report.yaml", line)
    assert says in english(first.message)


def test_one_that_a_chapter_explains_is_told_its_place(tmp_path: Path) -> None:
    first, *_ = load(tmp_path, "", FIRST + "\n*[DFØ]: Direktoratet\n").diagnostics
    assert first.span is not None
    assert (first.code, first.span.line) == ("RB-UNSUPPORTED", 11)
    assert first.hint is not None
    assert "'  - short: DFØ' and '    long: Direktoratet'" in english(first.hint)


def test_one_that_no_chapter_has_is_told(tmp_path: Path) -> None:
    told = load(tmp_path, LISTED.replace("short: DFØ", "short: Dfø")).diagnostics
    assert [(one.code, one.span.line if one.span else 0) for one in told] == [("RB-UNUSED", 9)]
