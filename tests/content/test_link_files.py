"""Links from chapter file to chapter file, and to the id of any block."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_builder.model.inlines import Link, Reference, plain_text
from report_builder.model.walking import walk
from report_builder.publish.edition import edition_pages
from tests.content.projects import load, report_of
from tests.publish.edition.support import AROUND, theme_of
from tests.said import english
from tests.sample_reports import SAMPLES, build_folder, make_folder

OTHER = (
    "# Målinger og m^2^ <!-- husk -->\n\nTekst.\n\n## Tillit i året\n\nTekst.\n\n## Uro {#uro}\n\nTekst.\n"
)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("k2.md", "malinger-og-m2"),
        ("./k2.md", "malinger-og-m2"),
        ("../chapters/k2.md", "malinger-og-m2"),
        ("k2.html", "malinger-og-m2"),
        ("andre/sted/k2.md", "malinger-og-m2"),
        ("k2.md#uro", "uro"),
        ("k2.md#tillit-i-aret", "tillit-i-aret"),
        ("k2.md#tillit-i-året", "tillit-i-aret"),
        ("k2.md#Tillit-i-%C3%A5ret", "tillit-i-aret"),
        ("k2.html#tillit_i_året", "tillit-i-aret"),
        ("k1.md#her", "her"),
        ("k1.md", "k"),
    ],
)
def test_a_link_to_a_file_leads_into_the_report(tmp_path: Path, href: str, target: str) -> None:
    report = report_of(tmp_path, f"# K\n\nSe [mer om målinger]({href}).\n\nEt avsnitt til. {{#her}}\n", OTHER)
    (found,) = (node for node in walk(report.chapters) if isinstance(node, Reference | Link))
    assert isinstance(found, Reference)
    assert found.target == target


def test_one_without_words_has_those_of_its_target(tmp_path: Path) -> None:
    report = report_of(tmp_path, "# K\n\nSe [](k2.md) og [](k2.md#uro).\n", OTHER)
    found = [node for node in walk(report.chapters) if isinstance(node, Reference)]
    assert [plain_text(node.children) for node in found] == ["kapittel\u00a02", "avsnitt\u00a02.2"]


@pytest.mark.parametrize(
    ("href", "code", "said"),
    [
        ("k3.md", "RB-DANGLING-REF", "k3.md"),
        ("k2.md#ure", "RB-DANGLING-REF", "uro"),
        ("k22.md", "RB-DANGLING-REF", "k2.md"),
        ("bilder/x.pdf", "RB-LINK-SCHEME", "bilder/x.pdf"),
        ("//example.org/x.html", "RB-LINK-SCHEME", "//example.org"),
        ("javascript:x.md", "RB-LINK-SCHEME", "javascript:"),
        ("C:\\\\x.md", "RB-LINK-SCHEME", "x.md"),
    ],
)
def test_one_that_leads_nowhere_is_told(tmp_path: Path, href: str, code: str, said: str) -> None:
    (found,) = load(tmp_path, f"# K\n\nSe [mer om målinger]({href}).\n", OTHER).diagnostics
    assert (found.code, found.span and found.span.line) == (code, 3)
    assert said in f"{english(found.message)} {english(found.hint)}"


def test_an_address_stays_one(tmp_path: Path) -> None:
    report = report_of(tmp_path, "# K\n\nSe [målingene](https://example.org/k2.md).\n", OTHER)
    assert [node.href for node in walk(report.chapters) if isinstance(node, Link)] == [
        "https://example.org/k2.md"
    ]


BLOCKS = {
    "paragraph": "Tekst i et avsnitt. {#her}",
    "paragraph over lines": "Tekst i\net avsnitt.\n{#her}",
    "above a paragraph": "{#her}\nTekst i et avsnitt.",
    "list": "{#her}\n- en\n- to",
    "numbers": "{#her}\n1. en\n2. to",
    "letters": "{#her}\na) en\nb) to",
    "tasks": "{#her}\n- [ ] en\n- [x] to",
    "terms": "{#her}\nOrd\n: Mening.",
    "list in a list": "- ytre\n\n  {#her}\n  - indre\n  - to",
    "item": "- en {#her}\n- to",
    "quotation": "{#her}\n> Sitat.",
    "pull quote": "{#her}\n::: {.pull-quote}\nSitat.\n:::",
    "poem": "::: {.poem #her}\nEn\nto\n:::",
    "line block": "{#her}\n| en\n| to",
    "code": "{#her}\n```\nkode\n```",
    "formula": "{#her}\n$$\nx^2\n$$",
    "table": "{#her}\n| a | b |\n|---|---|\n| c | d |",
    "grid table": "{#her}\n+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+",
    "list table": "{#her}\n::: list-table\n- - a\n  - b\n- - c\n  - d\n:::",
    "figure": '{#her}\n![Bølger.](bilder/eksempel.png "Tittel")',
    "long description": '![Bølger.](bilder/eksempel.png "T")\n\n{#her}\n::: {.long-description}\nLangt.\n:::',
    "box": '{#her}\n::: {.fact-box title="Boks"}\nInni.\n:::',
    "in a box": '::: {.fact-box title="Boks"}\nInni. {#her}\n:::',
    "side note": "Tekst.\n\n{#her}\n::: {.side-note}\nI margen.\n:::",
    "lead": "{#her}\n::: {.lead}\nIngress.\n:::",
    "rule": "Over.\n\n{#her}\n***\n\nUnder.",
    "glossary": "::: {.glossary #her}\nOrd\n: Mening.\n:::",
    "list of tables": "Tabell: T\n\n| a | b |\n|---|---|\n| c | d |\n\n::: {.list-of-tables #her}\n:::",
    "index": "Et [ord]{.index} her.\n\n## Register\n\n::: {.index #her}\n:::",
    "image group": (
        '::: {.figures #her caption="To"}\n![Flate.](bilder/eksempel.png)\n![En.](bilder/eksempel.png)\n:::'
    ),
    "definition": "Ord\n: Mening. {#her}",
    "meaning": "> Sitat. {#her}",
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_any_block_may_have_an_id(tmp_path: Path, kind: str) -> None:
    (tmp_path / "assets" / "bilder").mkdir(parents=True)
    shutil.copy(SAMPLES / "assets" / "bilder" / "eksempel.png", tmp_path / "assets" / "bilder")
    report = load(tmp_path, f"# K\n\nSe [her borte](#her).\n\n{BLOCKS[kind]}\n").value
    assert report is not None
    (found,) = (node for node in walk(report.chapters) if getattr(node, "id", "") == "her")
    assert "her}" not in " ".join(plain_text(getattr(found, "children", ())))


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_link_to_any_block_leads_there_on_paper_and_on_the_site(kind: str) -> None:
    made = build_folder(make_folder(f"# K\n\nSe [her borte](#her).\n\n{BLOCKS[kind]}\n"))
    assert "her" in made.laid_out.anchors
    assert b'id="her"' in edition_pages(made.report, theme_of("paragraphs"), AROUND)["k.html"]


def test_an_id_with_a_blank_line_below_it_is_told_where_it_belongs(tmp_path: Path) -> None:
    (found,) = load(tmp_path, "# K\n\n{#a}\n\n- en\n- to\n").diagnostics
    assert "right above its block" in english(found.hint)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tekst. {#a}\n\nTekst. {#a}", "RB-DUPLICATE-ID"),
        ("{#a}\n\nTekst.", "RB-UNKNOWN-ATTRIBUTE"),
        ("Tekst {#a} her.", "RB-UNKNOWN-ATTRIBUTE"),
        ("Tekst. {#a .b}", "RB-UNKNOWN-ATTRIBUTE"),
    ],
)
def test_an_id_that_belongs_to_nothing_is_told(tmp_path: Path, text: str, code: str) -> None:
    assert [item.code for item in load(tmp_path, f"# K\n\n{text}\n").diagnostics] == [code]
