"""Glossaries, and lists of figures, tables and boxes."""

from __future__ import annotations

import pytest

from report_builder.check import check_pdf
from report_builder.check.script import script_of_pdf
from report_builder.model.blocks import DefinitionList, List
from report_builder.model.inlines import Inline, PageNumber, Reference, plain_text
from report_builder.model.report import Report
from report_builder.model.titles import Titles
from report_builder.model.walking import walk
from tests.sample_reports import build_folder, make_folder, report_of

GLOSSARY = "::: glossary\nØkt\n: Et møte.\n\nmandat\n: En *oppgave*, som et mandat er.\n:::"


def links(report: Report) -> list[str]:
    """The words of the links in the report, in their order."""
    return [plain_text((node,)) for node in walk(report.chapters) if isinstance(node, Reference)]


def test_terms_are_linked_where_a_chapter_uses_them_first() -> None:
    report = report_of(
        "# Mandat\n\nEt mandat og to mandater. Mandatet igjen.\n\n- Økta, en økt og okt.",
        f"# To\n\nEt **mandat** her, og mandat der.\n\n{GLOSSARY}",
    )
    assert links(report) == ["mandat", "Økta", "mandat"]
    (glossary,) = (node for node in walk(report.chapters) if isinstance(node, DefinitionList))
    assert [plain_text(item.term) for item in glossary.items] == ["mandat", "Økt"], "in alphabetical order"
    targets = [node.target for node in walk(report.chapters) if isinstance(node, Reference)]
    assert targets == [glossary.items[0].id, glossary.items[1].id, glossary.items[0].id]
    assert [Titles(report).of(target)[0].text for target in targets[:2]] == ["mandat", "Økt"]


@pytest.mark.parametrize("term", ["Ferge", "Kommune", "Båt", "IKT", "Etat (organ)", "Næring"])
def test_terms_are_found_with_the_endings_of_nouns(term: str) -> None:
    stem = term.removesuffix("e")
    if term == "IKT":
        forms = ["IKT", "IKTs", "IKT-en", "IKT-ens"]
    elif term.endswith(")"):
        forms = [term, term.lower()]
    else:
        forms = [term, f"{stem}en", f"{stem}a", f"{stem}er", f"{stem}ene", f"{stem}enes", f"{term.lower()}s"]
    for form in forms:
        text = f"# En\n\nHer er {form} igjen.\n\n::: glossary\n{term}\n: Noe.\n:::"
        assert links(report_of(text)) == [form]


@pytest.mark.parametrize(
    "written",
    [
        "Et delmandat og en mandatperiode.",
        "Koden `mandat`.",
        "[mandat](https://example.org/mandat)",
        "## Mandat\n\nTekst.",
        "> > - mandat-gruppe",
    ],
)
def test_what_is_no_use_of_a_term_is_left_alone(written: str) -> None:
    assert links(report_of(f"# En\n\n{written}", f"# To\n\n{GLOSSARY}")) == []


def test_lists_have_what_is_numbered_with_the_page_it_is_on() -> None:
    asked = "\n\n".join(f"::: list-of-{name}\n:::" for name in ("figures", "tables", "boxes"))
    figures = [f"![Flate](bilder/eksempel.png{caption}){{width=30%}}" for caption in (' "En *figur*"', "")]
    table = "Tabell: En tabell.\n\n| a | b |\n|--|--|\n| c | d |"
    report = report_of(
        f"# En\n\n{asked}",
        f"# To\n\n{figures[0]}\n\n{figures[1]}",
        f'# Tre\n\n{table}\n\n::: fact-box {{title="En boks"}}\nJa.\n:::',
    )
    lists = [node for node in walk(report.chapters) if isinstance(node, List)]
    assert [len(one.items) for one in lists] == [1, 1, 1]
    assert [one.replace("\u00a0", " ") for one in links(report)] == [
        "Figur 1 En figur på side ",
        "Tabell 1 En tabell på side ",
        "En boks på side ",
    ]
    pages: list[Inline] = [node for node in walk(report.chapters) if isinstance(node, PageNumber)]
    assert len(pages) == 3


def test_a_list_of_tables_is_heard_as_contents() -> None:
    tables = "\n\n".join(f"Tabell: Den {word}\n\n| a | b |\n|--|--|\n| c | d |" for word in ("ene", "andre"))
    made = build_folder(make_folder(f"# En\n\n::: list-of-tables\n:::\n\n{tables}"))
    script = script_of_pdf(made.pdf)
    assert script[script.rindex("contents (2") :].splitlines()[:3] == [
        "contents (2 items)",
        "  entry (1 of 2): <Tabell 1 Den ene på side 1>",
        "  entry (2 of 2): <Tabell 2 Den andre på side 1>",
    ]
    assert [str(found) for found in check_pdf(made.pdf).findings] == []
