"""``content/landing.yaml``: what it chooses, what is chosen without it, and how its faults are told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.diagnostics import Diagnostic
from report_builder.language.passages import Piece
from report_builder.model.inlines import plain_text
from report_builder.model.landing import Landing
from report_builder.model.walking import Node
from report_builder.sources.files import SourceFiles
from tests.kinds import CONTAINERS, inside
from tests.said import english
from tests.sample_reports import SAMPLES

QUOTES = """
::: {.pull-quote #sitat by="Kari, leder"}
Ro er bra.
:::

::: {.fact-box #fakta title="Fakta"}
Ett avsnitt.

- Et punkt
- Et punkt til
:::

::: {.fact-box #tabell title="Tabell"}
| A | B |
|---|---|
| 1 | 2 |
:::
"""


@pytest.fixture
def root(good_report: Path) -> Path:
    chapter = good_report / "content/chapters/innledning.md"
    chapter.write_text(chapter.read_text("utf-8") + QUOTES, "utf-8")
    return good_report


def landing(root: Path, text: str) -> tuple[Landing | None, tuple[Diagnostic, ...]]:
    (root / "content/landing.yaml").write_text(text, "utf-8")
    outcome = load_report(SourceFiles(root))
    return (outcome.value.landing if outcome.value else None), outcome.diagnostics


def test_everything_that_can_be_chosen(root: Path) -> None:
    text = """\
voice: "Kari: «Ro»"
lead: Av deltakerne mener {finding}`tillit` det.
introduction: ["Et *avsnitt* med [adresse](#drofting)."]
findings: {ids: [tillit], note: Andelen}
quotes: [sitat]
sections:
  - title: En del
    text: [Tekst.]
    items: [Et punkt.]
    quotes: [sitat]
    more: bakgrunn
facts: {title: Fakta, items: [En., To.]}
"""
    found, diagnostics = landing(root, text)
    assert found is not None, diagnostics
    assert plain_text(found.voice) == "Kari: «Ro»"
    assert plain_text(found.lead) == "Av deltakerne mener 73\u00a0% det."
    assert plain_text(found.introduction[0]) == "Et avsnitt med adresse."
    assert [finding.id for finding in found.findings] == ["tillit"]
    assert [plain_text(quote.attribution) for quote in found.quotes] == ["Kari, leder"]
    (section,) = found.sections
    assert (section.more, section.more_title) == ("bakgrunn", (Piece("Bakgrunn", "nb"),))
    assert [plain_text(item) for item in section.items] == ["Et punkt."]
    assert found.facts is not None
    assert [plain_text(item) for item in found.facts.items] == ["En.", "To."]


@pytest.mark.parametrize("container", CONTAINERS, ids=lambda container: container.__name__)
def test_a_quotation_can_be_named_wherever_it_stands(root: Path, container: type[Node]) -> None:
    shutil.copytree(SAMPLES / "assets", root / "assets", dirs_exist_ok=True)
    quotation = '::: {.pull-quote #uro by="Kari, leder"}\nDet skal være litt uro.\n:::'
    with (root / "content/chapters/innledning.md").open("a", encoding="utf-8") as chapter:
        chapter.write(f"\n{inside(container, quotation, 'her')}\n")
    found, diagnostics = landing(root, "lead: Tekst.\nquotes: [uro]\n")
    assert found is not None, diagnostics
    assert [plain_text(quote.children) for quote in found.quotes] == ["Det skal være litt uro."]


def test_a_fact_box_of_the_report(root: Path) -> None:
    found, diagnostics = landing(root, "lead: Tekst.\nfacts: {box: fakta}\n")
    assert found is not None, diagnostics
    assert found.facts is not None
    assert [plain_text(item) for item in found.facts.items] == ["Ett avsnitt.", "Et punkt", "Et punkt til"]


def test_findings_of_a_group(root: Path) -> None:
    found, _ = landing(root, "lead: Tekst.\nfindings: {group: deltakere}\n")
    assert found is not None
    assert [finding.id for finding in found.findings] == ["tillit"]


def test_without_the_file_the_report_gives_what_it_has(root: Path) -> None:
    report = load_report(SourceFiles(root)).value
    assert report is not None
    found = report.landing
    assert plain_text(found.lead) == "En liten rapport som alle feilprøvene bygger på."
    assert [plain_text(quote.children) for quote in found.quotes] == ["Ro er bra."]
    assert [section.more for section in found.sections] == ["bakgrunn"]
    assert found.facts is not None
    assert plain_text(found.facts.title) == "Fakta"


def test_without_a_description_the_page_begins_with_the_first_paragraph(root: Path) -> None:
    facts = root / "content/report.yaml"
    kept = [line for line in facts.read_text("utf-8").split("\n") if not line.startswith("description:")]
    facts.write_text("\n".join(kept), "utf-8")
    chapter = root / "content/chapters/innledning.md"
    text = chapter.read_text("utf-8").partition("\n")
    chapter.write_text(f"{text[0]}\n\nFørst dette.\n\nSå dette.\n{text[2]}", "utf-8")
    report = load_report(SourceFiles(root)).value
    assert report is not None
    assert plain_text(report.landing.lead) == "Først dette."
    assert plain_text(report.landing.introduction[0]) == "Så dette."


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("voice: x\n", "RB-MISSING-KEY", 1, "lead"),
        ("lead: x\ntext: y\n", "RB-UNKNOWN-KEY", 2, "text"),
        ("lead: x\nquotes: [sitatt]\n", "RB-DANGLING-REF", 2, "did you mean 'sitat'"),
        ("lead: x\nfindings: {ids: [tilit]}\n", "RB-UNKNOWN-FINDING", 2, "tillit"),
        ("lead: x\nfindings: {group: deltaker}\n", "RB-UNKNOWN-FINDING", 2, "deltakere"),
        ("lead: x\nfindings: {note: y}\n", "RB-EMPTY", 2, "no findings"),
        ("lead: x\nfacts: {box: tabell}\n", "RB-UNSUPPORTED", 2, "paragraphs and lists"),
        ("lead: x\nfacts: {title: y}\n", "RB-EMPTY", 2, "title: and items:"),
        ("lead: x\nfacts: {box: fakta, title: y, items: [z]}\n", "RB-EMPTY", 2, "either box:"),
        ("lead: x\nsections:\n  - title: y\n    more: ingen\n", "RB-DANGLING-REF", 4, "ingen"),
        ("lead: x\nintroduction:\n  - Se [](#ingen).\n", "RB-DANGLING-REF", 3, "ingen"),
        ("lead: Det er <b>fet.\n", "RB-HTML", 1, "<b>"),
        ("lead: En note.[^1]\n", "RB-DANGLING-NOTE", 1, "footnote"),
    ],
)
def test_a_fault_has_its_place(root: Path, text: str, code: str, line: int, words: str) -> None:
    found, diagnostics = landing(root, text)
    assert found is None
    fault = diagnostics[0]
    assert {other.code for other in diagnostics} == {code}
    assert fault.span is not None
    assert (fault.span.path, fault.span.line) == ("content/landing.yaml", line)
    assert words in f"{english(fault.message)} {english(fault.hint)}"


def test_all_faults_are_told_at_once(root: Path) -> None:
    _, diagnostics = landing(root, "lead: <b>\nquotes: [a, b]\nsections: [{title: x, more: c}]\n")
    assert [fault.code for fault in diagnostics] == ["RB-HTML", *["RB-DANGLING-REF"] * 3]
