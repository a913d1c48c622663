"""The page: complete in itself, accessible, in the report's language, the same each time."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from report_builder.compare import Side, as_page, compare
from report_builder.compare.facts import FIELDS
from report_builder.compare.grouping import finding_fields
from report_builder.compare.model import Change, Kind
from report_builder.compare.naming import CHANGES, KINDS
from report_builder.compare.naming import FIELDS as NAMES
from report_builder.language.catalogue import catalogue
from report_builder.theme import load_theme
from report_builder.theme.model import Theme
from tests.compare.editions import CHAPTER, FINDINGS, REPORT, edited, edition

NEW = '  - {id: ny, value: 5, unit: "%", statement: Et nytt utsagn, group: deltakere, source: Etaten}\n'
VOID = {"meta", "link", "img", "br", "path", "rect", "circle"}


class Page(HTMLParser):
    """What the tests ask of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[int, str]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag in ("ins", "del", "title", "td"):
            self.texts.setdefault(tag, []).append("")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in {"ins", "del", "title", "td"} & set(self._open):
            self.texts[tag][-1] += data
        if any(re.fullmatch("h[1-6]", tag) for tag in self._open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture(scope="module")
def theme() -> Theme:
    found = load_theme("konstruktiv").value
    assert found is not None
    return found


def two_editions() -> tuple[Side, Side]:
    chapter = edited(
        "Den første setningen handler om veien videre.",
        "Den første handler om <b> & 5 < 6.".replace("<b>", "\\<b\\>"),
    )
    chapter = edited(
        "Et avsnitt som ingen skal røre, står mellom de to andre og har ti ord til.\n\n", "", chapter
    )
    chapter = edited("| Møter | 12 |", "| Møter | 14 |", chapter)
    chapter = edited("![Tre streker]", "![Fire streker]", chapter)
    figure = '![Helt ny, med andre ord](bilder/eksempel.png "En ny figur")'
    chapter = edited("Til slutt", f"Et nytt avsnitt med egne ord.\n\n{figure}\n\nTil slutt", chapter)
    findings = edited("value: 73\n", "value: 74\n", FINDINGS) + NEW
    report = edited("title: Prøver –", 'title: "<Nye> prøver & mer –', REPORT).replace(
        "hver blokk", 'hver blokk"', 1
    )
    return edition(CHAPTER), edition(
        chapter, findings, edited("updated: 2022-05-10", "updated: 2023-01-02", report), "v2"
    )


@pytest.fixture(scope="module")
def page(theme: Theme) -> Page:
    sides = two_editions()
    return Page(as_page(compare(*sides), *sides, theme))


def test_the_page_asks_for_nothing_else(page: Page) -> None:
    asked = [
        value or ""
        for _, attributes in page.tags
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "data", "action")
    ]
    asked += re.findall(r"url\(([^)]*)\)", page.html)
    assert asked
    assert [address for address in asked if not address.startswith(("data:", "#"))] == []
    assert "@import" not in page.html
    assert not page.of("script")
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]


def test_the_page_is_accessible(page: Page) -> None:
    assert page.of("html") == [{"lang": "nb"}]
    assert page.texts["title"] == ["Dette er endret: <Nye> prøver & mer – en side for hver blokk"]
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in page.headings)
    assert page.of("img")
    assert all((image["alt"] or "").strip() for image in page.of("img"))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {(link["href"] or "")[1:] for link in page.of("a") if (link["href"] or "").startswith("#")}
    assert targets
    assert targets <= set(ids)


def test_what_changed_is_said_in_words_too(page: Page) -> None:
    marks = [*page.texts["ins"], *page.texts["del"]]
    assert any("[lagt til: Et nytt avsnitt med egne ord. slutt]" in text for text in marks)
    assert any("[fjernet: 73\u00a0% slutt]" in text for text in marks)
    assert all(text.strip() for text in marks)


def test_text_of_the_report_is_no_markup(page: Page) -> None:
    assert "&lt;b&gt; &amp; 5 &lt; 6" in page.html
    assert not page.of("b")
    assert not page.of("nye")


def test_dates_and_places_are_in_the_words_of_the_language(page: Page) -> None:
    assert "10. mai 2022" in page.texts["td"]
    assert "2. januar 2023" in page.texts["td"]
    assert "Endringen vises også 4 steder i rapporten:" in page.html
    assert "versjon 1 til versjon 2" in page.html


def test_outlines_lie_on_their_pages(page: Page) -> None:
    boxes = page.of("rect")
    assert boxes
    for box in boxes:
        x, y, width, height = (float(box[name] or "") for name in ("x", "y", "width", "height"))
        assert -10 < x < x + width < 605
        assert -10 < y < y + height < 852
        assert width > 6
        assert height > 6


def test_the_same_comparison_makes_the_same_page(page: Page, theme: Theme) -> None:
    sides = two_editions()
    assert as_page(compare(*sides), *sides, theme) == page.html


def test_no_difference_makes_a_short_page(theme: Theme) -> None:
    side = edition(CHAPTER)
    page = Page(as_page(compare(side, side), side, side, theme))
    assert "Ingenting er endret." in page.html
    assert not page.of("img")


WORDLESS = "findings:\n  - {id: a, value: 1, statement: A}\n"
"""Findings that are in no language."""


@pytest.mark.parametrize(
    ("language", "heading"), [("nb", "Dette er endret"), ("nn", "Dette er endra"), ("en", "What changed")]
)
def test_the_page_speaks_the_language_of_the_report(language: str, heading: str, theme: Theme) -> None:
    report = edited("language: nb", f"language: {language}", REPORT)
    chapter = "# Kapittel\n\nEt avsnitt.\n"
    sides = (
        edition(chapter, WORDLESS, report),
        edition(f"{chapter}\nEt annet.\n", WORDLESS, report, "working"),
    )
    page = Page(as_page(compare(*sides), *sides, theme))
    assert page.of("html") == [{"lang": language}]
    assert page.headings[0] == (1, heading)
    assert catalogue(language)("compare.working") in page.html


def test_every_kind_change_and_fact_has_its_words() -> None:
    assert set(KINDS) == set(Kind)
    assert set(CHANGES) == set(Change)
    names = {field.name for field in finding_fields(edition(CHAPTER).findings["strategisk"], None)}  # type: ignore[index]
    assert set(NAMES) == set(FIELDS) | names | {"question", "compared"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ["flyttet fra side 1 og endret", "avsnitt, delt opp", "avsnitt, slått sammen"]),
        ("nn", ["flytta frå side 1 og endra", "avsnitt, delt opp", "avsnitt, slått saman"]),
        ("en", ["moved from page 1 and changed", "paragraph, divided", "paragraph, merged"]),
    ],
)
def test_what_became_of_a_paragraph_is_said_in_the_language_of_the_report(
    language: str, said: list[str], theme: Theme
) -> None:
    houses = "Bygningene i kommunen blir holdt ved like gjennom hele året."
    money = "Det gikk med 45 kroner til dette i fjor, og det var for lite."
    people = "Menneskene som gjør arbeidet, kan mye om gamle tak og murer."
    roads = "Veiene i nord ble stengt i januar, og ingen kom fram til byen."
    birds = "Fuglene kom tilbake om våren og bygde reir under mønet igjen."
    report = edited("language: nb", f"language: {language}", REPORT)
    heading = "# Start {#start lang=nb}" if language != "nb" else "# Start {#start}"
    sides = [
        edition(f"{heading}\n\n" + "\n\n".join(texts) + "\n", WORDLESS, report, label)
        for label, texts in (
            ("v1", (money, f"{houses} {people}", roads, birds)),
            ("v2", (houses, people, f"{roads} {birds}", money.replace("45", "46"))),
        )
    ]
    page = as_page(compare(sides[0], sides[1]), sides[0], sides[1], theme)
    for words in said:
        assert words in page
