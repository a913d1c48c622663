"""Numbers that were typed before headings, bold lines without text, and what refers to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.pasted.numbers import roman_value, typed_number
from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Message
from report_builder.model.blocks import Section
from report_builder.model.inlines import plain_text
from report_builder.model.walking import FLOW, walk
from tests.content.projects import load
from tests.content.test_pasted import mended, told

CODES = ("RB-BOLD-HEADING", "RB-HEADING-NUMBER", "RB-TYPED-REFERENCE")


def own(found: tuple[Diagnostic, ...]) -> list[tuple[str, int, bool]]:
    told = [item for item in found if item.code in CODES]
    return sorted((item.code, item.span.line if item.span else 0, bool(item.fixes)) for item in told)


def headings(root: Path, source: str) -> list[str]:
    report = load(root, source).value
    assert report is not None
    sections = (node for node in walk(report.chapters, FLOW) if isinstance(node, Section))
    return [f"{section.number} {plain_text(section.title)}" for section in sections]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("# VII ÅRSREGNSKAP\n\nT", ["1 VII ÅRSREGNSKAP"]),
        ("# 1 Mål\n\n## 1.1 Nytt\n\nT\n\n## 1.2. Gammelt\n\nT", ["1 Mål", "1.1 Nytt", "1.2 Gammelt"]),
        ("# I. Mål\n\n## **1.1 Nytt**\n\nT", ["1 Mål", "1.1 Nytt"]),
        ("# M\n\n**1.1 A**\n\n**1.1.1 B**\n\nT\n\n**1.2 C**\n\nT", ["1 M", "1.1 A", "1.1.1 B", "1.2 C"]),
        ("# M\n\n**1.1 A**\n\nT\n\n**1.2 B**\n\nT\n\n## 1.3 C\n\nT", ["1 M", "1.1 A", "1.2 B", "1.3 C"]),
        ("# M\n\n**I tall**\n\nT\n\n**5 tips**\n\nT", ["1 M", "1.1 I tall", "1.2 5 tips"]),
        ("# M {.unnumbered}\n\n**1.1 A**\n\nT\n\n**1.2 B**\n\nT", [" M", " 1.1 A", " 1.2 B"]),
    ],
)
def test_what_is_mended_is_printed_with_the_number_that_was_typed(
    source: str, printed: list[str], tmp_path: Path
) -> None:
    after = mended(source, told(tmp_path, source))
    assert [one.replace("**", "") for one in headings(tmp_path, after)] == printed
    assert not any(item.fixes for item in told(tmp_path, after))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# M\n\n**Om M**\n\n**1.1 A**\n\nT\n\n**1.2 B**\n\nT", [(3, False), (5, True), (9, True)]),
        ("# M\n\n**4.1 A**\n\nT\n\n**4.2 B**\n\nT", [(3, False), (7, False)]),
        ("# M\n\n**1.2 A**\n\nT\n\n**1.2 B**\n\nT", [(3, False), (7, False)]),
        ("# M\n\n**A**\n\n```\nkode\n```\n\n**B**\n\nT", [(3, True), (9, True)]),
        ("# M\n\n**A**\n\nT\n\n**B**\n", [(3, True), (7, False)]),
        ("# M\n\n## 4.1 A\n\nT", [(3, False)]),
        ("# M\n\n## 1.1 A\n\nSe [](#1-1-a).", [(3, False)]),
    ],
)
def test_what_is_not_certain_is_told_and_left(
    source: str, expected: list[tuple[int, bool]], tmp_path: Path
) -> None:
    assert [(line, fixed) for _, line, fixed in own(told(tmp_path, source))] == expected


@pytest.mark.parametrize(
    ("typed", "key"), [("1.1", "content.heading-number.hint"), ("4.1", "content.heading-renumbered.hint")]
)
def test_a_number_that_is_printed_otherwise_is_said_to_be(typed: str, key: str, tmp_path: Path) -> None:
    (item,) = [one for one in told(tmp_path, f"# M\n\n## {typed} A\n\nT\n") if one.code in CODES]
    assert isinstance(item.hint, Message)
    assert item.hint.key == key


@pytest.mark.parametrize(
    "verb", ["Se punkt 4.1.", "jf. avsnitt 4.1", "I kapittel 4.1 står", "See section 4.1."]
)
def test_text_that_refers_to_a_typed_number_is_told(verb: str, tmp_path: Path) -> None:
    source = f"# M\n\n## 4.1 A\n\n{verb}\n"
    assert ("RB-TYPED-REFERENCE", 5, False) in own(told(tmp_path, source))
    cured = "# M\n\n## A\n\nSe [](#a).\n"
    assert own(told(tmp_path, cured)) == []


@pytest.mark.parametrize(
    "text",
    [
        "## 10 år med eksempler\n\nT",
        "## 2025 i tall\n\nT",
        "## 48 650 henvendelser\n\nT",
        "## I Norge\n\nT",
        "## VI ER HER\n\nT",
        "## 4.1 A {.unnumbered}\n\nT",
        "Jf. punkt 4.1 i instruksen, se kapittel 4 i lov om arkiv og § 4-1.",
        "Se kapittel 599, post 01, og punkt 2.3.",
    ],
)
def test_what_is_no_number_of_a_heading_is_left_alone(text: str, tmp_path: Path) -> None:
    assert own(told(tmp_path, f"# M\n\n{text}\n")) == []


def test_places_of_other_texts_are_left_alone_beside_typed_numbers(tmp_path: Path) -> None:
    text = "Jf. punkt 4.1 i instruksen, se kapittel 4 i lov om arkiv, `se punkt 4.1` og § 4-1."
    assert own(told(tmp_path, f"# M\n\n## 4.1 A\n\n{text}\n")) == [("RB-HEADING-NUMBER", 3, False)]


@pytest.mark.parametrize(("written", "value"), [("IV", "4"), ("XII", "12"), ("IIX", ""), ("VX", "")])
def test_roman_numbers(written: str, value: str) -> None:
    assert roman_value(written) == value


def test_a_roman_number_that_is_a_word_too_must_be_the_one_printed() -> None:
    assert typed_number("VI MENER", "2") is None
    assert typed_number("VI FRAMTID", "6") is not None
    assert typed_number("I Norge", "1") is None


def test_a_step_keeps_its_number_where_that_is_meant(tmp_path: Path) -> None:
    source = '# M\n\n{allow="RB-HEADING-NUMBER"}\n## 1. Hent programmet\n\nT\n'
    outcome = load(tmp_path, source)
    assert any(one.covers(item) for one in outcome.allowances for item in outcome.diagnostics)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Tabellen er tabell 5.", [13]),
        ("Se figur 2 og tabell 1.", [4]),
        ("See Table 12 and Figure 1.", [5, 18]),
        ("Tabell 1 viser svarene.", []),
        ("Se tabell 5 i rapporten fra SSB.", []),
        ("`tabell 5`", []),
        ("I en tabell 73 % forstår, og tabell 412 300 000 kroner.", []),
        ("Se [](#tbl-a).", []),
    ],
)
def test_a_table_that_is_not_there_is_told_where_it_is_named(
    text: str, columns: list[int], tmp_path: Path
) -> None:
    """A caption loses its typed number, and the text that named it would name another, or none."""
    table = "Tabell: Svar {#tbl-a}\n\n| A | B |\n|---|---|\n| 1 | 2 |"
    found = load(tmp_path, f"# Kapittel\n\n{table}\n\n{text}\n").diagnostics
    own = [item for item in found if item.code == "RB-TYPED-REFERENCE"]
    assert [item.span and item.span.column for item in own] == columns


def test_a_typed_number_that_a_caption_lost_is_told_with_what_named_it(tmp_path: Path) -> None:
    found = load(
        tmp_path, "# Kapittel\n\nTabell 5: Svar\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nTabellen er tabell 5.\n"
    ).diagnostics
    assert {item.code for item in found} == {"RB-PASTE-CAPTION", "RB-TYPED-REFERENCE"}
