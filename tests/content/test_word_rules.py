"""``keep_with_number`` and ``hyphenation`` of report.yaml: what they change, and what is wrong in them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.diagnostics import Outcome
from report_builder.layout.compose.hyphenate import Hyphenator
from report_builder.model.blocks import Paragraph
from report_builder.model.inlines import plain_text
from report_builder.model.report import Report
from report_builder.sources.files import SourceFiles
from tests.content.projects import FINDINGS, REPORT
from tests.said import english

CHAPTER = """\
# Om 12 klubber

I 12 klubber og 9 **store** virksomheter, 2019 klubber.
"""
FOUND = FINDINGS.replace("Mer uro.", "Mer uro i 3 klubber.")


def load(root: Path, words: str, title: str = "I 12 klubber") -> Outcome[Report]:
    (root / "content/chapters").mkdir(parents=True)
    facts = REPORT.format(language="nb", html="error", chapters="k1.md").replace(
        "title: Prøve", f"title: {title}"
    )
    (root / "content/report.yaml").write_text(facts + words, "utf-8")
    (root / "content/findings.yaml").write_text(FOUND, "utf-8")
    (root / "content/landing.yaml").write_text("lead: I 12 klubber.\n", "utf-8")
    (root / "content/chapters/k1.md").write_text(CHAPTER, "utf-8")
    return load_report(SourceFiles(root))


def texts(outcome: Outcome[Report]) -> list[str]:
    """A text of each kind of source, with ~ for a no-break space."""
    report = outcome.value
    assert report is not None, [str(diagnostic) for diagnostic in outcome.diagnostics]
    (chapter,) = report.chapters
    (paragraph,) = chapter.blocks
    assert isinstance(paragraph, Paragraph)
    found = [
        report.publication.title,
        report.publication.cover_title,
        report.publication.places[0][0],
        plain_text(chapter.title),
        plain_text(paragraph.children),
        report.findings["uro"].statement,
        plain_text(report.landing.lead),
    ]
    return [text.replace("\u00a0", "~") for text in found]


def test_numbers_stay_with_the_words_that_the_report_names(tmp_path: Path) -> None:
    words = "keep_with_number: [klubb, stor]\n"
    assert texts(load(tmp_path, words)) == [
        "I 12~klubber",
        "I 12~klubber",
        "I 12~klubber",
        "Om 12~klubber",
        "I 12~klubber og 9~store virksomheter, 2019 klubber.",
        "Mer uro i 3~klubber.",
        "I 12~klubber.",
    ]


def test_a_report_that_names_none_has_no_such_rule(tmp_path: Path) -> None:
    outcome = load(tmp_path, "")
    assert not any("~" in text for text in texts(outcome))
    assert outcome.value is not None
    assert outcome.value.divisions == {}


def test_an_accent_that_is_a_character_of_its_own_is_part_of_its_letter(tmp_path: Path) -> None:
    words = unicodedata.normalize("NFD", "keep_with_number: [år]\nhyphenation: [Å-pen-het]\n")
    outcome = load(tmp_path, words, title="For 12 år siden")
    assert texts(outcome)[0] == "For 12~år siden"
    assert outcome.value is not None
    assert outcome.value.divisions == {"åpenhet": (1, 4)}


@pytest.mark.parametrize(
    ("words", "code", "line", "says"),
    [
        (
            "hyphenation:\n  - topp-leder\n  - toppl-eder\n",
            "RB-VALUE",
            10,
            "'toppleder' appears twice",
        ),
        ("keep_with_number: [år]\nhyphenation: [an-\u00e5r-, to ord]\n", "RB-VALUE", 9, "an-år-"),
        ("keep_with_number: [år, uke, år]\n", "RB-VALUE", 8, "'år' appears twice"),
        ("keep_with_number: [7]\n", "RB-VALUE", 8, "'7'"),
        ("hyphenation: {topp-leder: 1}\n", "RB-WRONG-TYPE", 8, "'hyphenation' must be a list"),
        ("hyphenation: []\n", "RB-EMPTY", 8, "'hyphenation' has no items"),
    ],
)
def test_faults_are_told_at_their_lines(tmp_path: Path, words: str, code: str, line: int, says: str) -> None:
    outcome = load(tmp_path, words)
    assert outcome.value is None
    first = outcome.diagnostics[0]
    assert first.span is not None
    assert (first.code, first.span.path, first.span.line) == (code, "content/report.yaml", line)
    assert says in english(first.message)


def test_few_letters_before_a_hyphen_are_enough_where_the_word_has_more(tmp_path: Path) -> None:
    """What stands in the list may be a part of a word, so its own letters do not decide."""
    outcome = load(tmp_path, "hyphenation: [t-opp]\n")
    assert outcome.value is not None
    hyphenator = Hyphenator(outcome.value.divisions)
    assert 5 in [place for place, _ in hyphenator.opportunities("desktoppen", "nb")]
    assert not hyphenator.opportunities("topp", "nb")


@pytest.mark.parametrize("sign", ["\u00ad", "\u2010", "\u2011", "\u2013", "\u2212"])
def test_what_looks_like_a_hyphen_is_named(sign: str, tmp_path: Path) -> None:
    outcome = load(tmp_path, f'hyphenation: ["topp{sign}leder"]\n')
    (item,) = [one for one in outcome.diagnostics if one.code == "RB-VALUE"]
    assert english(item.hint) == f"use a plain hyphen; this is another character (U+{ord(sign):04X})"


@pytest.mark.parametrize(
    "written",
    ["words: {divide: [topp-leder]}\n", "words: [topp-leder]\n", "words:\n  keep_with_number: [år]\n"],
)
def test_the_former_key_says_what_to_write_now(written: str, tmp_path: Path) -> None:
    """An archived version may still have it, so that no fault beside it must hide it."""
    outcome = load(tmp_path, written)
    assert outcome.value is None
    (item,) = outcome.diagnostics
    assert item.code == "RB-UNKNOWN-KEY"
    assert item.span is not None
    assert item.span.line == 8
    assert {"'keep_with_number:'", "'hyphenation:'"} <= set(english(item.hint).split())
