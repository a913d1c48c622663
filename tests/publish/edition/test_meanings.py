"""What a term means is shown where it is used, by a sign behind its link: no script, and no word twice."""

from __future__ import annotations

from functools import cache

import pytest

from report_builder.check.script import script_of_page
from report_builder.model.report import Report
from report_builder.publish.addresses import WHOLE
from report_builder.publish.edition import edition_pages, page_names
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.publish.edition.reading import Element, parse
from tests.publish.edition.support import AROUND
from tests.sample_reports import ROOT, report_of

GLOSSARY = (
    "::: glossary\nØkt\n: Et møte.\n\nmandat\n: En *oppgave*, se [etaten](https://example.org/).[^n]\n\n"
    "  To ledd.\n\nliste\n: - punkt\n:::\n\n[^n]: Note."
)


@cache
def pages() -> dict[str, str]:
    """The pages of a report with a glossary, by the ids of their chapters; that of everything too."""
    return written(made())


def made() -> Report:
    return report_of(
        "# En {#en}\n\nEt mandat og et mandat. En økt og en liste.",
        "# Two {#to lang=en}\n\nThe mandat, and no more.",
        f"# Ord {{#ord}}\n\n{GLOSSARY}",
    )


def written(report: Report) -> dict[str, str]:
    theme = load_theme(report.publication.theme, SourceFiles(ROOT)).value
    assert theme is not None
    found = edition_pages(report, theme, AROUND)
    names = {name: found[page].decode() for name, page in page_names(report).items()}
    return {**names, WHOLE: found[WHOLE].decode()}


def with_class(page: str, look: str) -> list[Element]:
    return [one for one in parse(page.encode()).elements if look in one.classes]


def test_each_term_that_a_page_links_to_has_one_meaning_there() -> None:
    signs, meanings = (with_class(pages()["en"], look) for look in ("explain", "meaning"))
    assert [sign.attributes["popovertarget"] for sign in signs] == [one.attributes["id"] for one in meanings]
    assert [" ".join(one.said.split()) for one in meanings] == [
        "mandat En oppgave , se etaten. To ledd. Se ordlisten",
        "Økt Et møte. Se ordlisten",
    ]
    assert [sign.attributes["aria-label"] for sign in signs] == ["Hva «mandat» betyr", "Hva «Økt» betyr"]
    assert all("popover" in one.attributes for one in meanings)


def test_a_meaning_says_its_language_and_leads_to_the_glossary() -> None:
    (sign,), (meaning,) = (with_class(pages()["to"], look) for look in ("explain", "meaning"))
    assert sign.attributes["aria-label"] == "What 'mandat' means"
    assert (sign.attributes.get("lang"), meaning.attributes["lang"]) == (None, "nb")
    (link,) = (one for one in meaning.elements if one.name == "a")
    assert str(link.attributes["href"]).startswith("ord.html#")


@pytest.mark.parametrize("page", ["ord", WHOLE])
def test_where_the_glossary_stands_there_is_none(page: str) -> None:
    assert not with_class(pages()[page], "explain")
    assert "popover" not in pages()[page]


def test_nothing_of_it_is_read_with_the_text() -> None:
    assert "paragraph: Et <mandat> og et mandat. En <økt> og en <liste>." in script_of_page(pages()["en"])
    assert "oppgave" not in script_of_page(pages()["en"])
