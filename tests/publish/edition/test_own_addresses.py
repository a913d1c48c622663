"""The signs by which readers copy an address: of a heading, a box, a quotation, a figure, a table, a chart.

None of these has an id that its author gave it.
"""

from __future__ import annotations

import shutil
from functools import cache

import pytest

from report_builder.compare.addresses import changed_addresses, read_addresses
from report_builder.publish.edition import edition_pages
from tests.publish.edition.reading import Element, parse
from tests.publish.edition.support import AROUND, theme_of
from tests.sample_reports import SAMPLES, Sample, build_folder, make_folder

KINDS = {
    "heading": "## Vei og mål",
    "box": '::: {.fact-box title="Boks og ramme"}\nTekst i boksen.\n:::',
    "quotation": "> Et lengre sitat om arbeid.",
    "pull quote": "::: pull-quote\nUro er et begrep\n:::",
    "pull quote by somebody": '::: {.pull-quote by="Ada Prøve"}\nGrupper lærer sammen\n:::',
    "poem": "::: poem\nUro er et ord\nog mer\n:::",
    "poem by somebody": '::: {.poem by="Ada Prøve"}\nOgså vers lærer sammen\n:::',
    "figure": '![Tre streker som blir en bølge](bilder/eksempel.png "Uro i tre trinn")',
    "table": "Table: Svar fra etatene\n\n| Hva | Tall |\n|-----|-----:|\n| Møter | 12 |",
    "chart": '::: {.finding-chart group="deltakere" caption="Andel som er enige"}\n:::',
    "diagram": '::: {.diagram kind="steps" caption="To trinn" alt="To trinn."}\n- Ett\n- To\n:::',
    "timeline": '::: {.timeline caption="Hva som skjedde"}\n2014\n: Begynte.\n\n2016\n: Sluttet.\n:::',
}
OTHERS = {
    "heading": "## Noe annet",
    "box": '::: {.fact-box title="En annen boks"}\nAnnen tekst.\n:::',
    "quotation": "> Et annet sitat.",
    "pull quote": "::: pull-quote\nEn annen sa noe\n:::",
    "figure": '![Andre streker i en bølge](bilder/eksempel.png "Et annet bilde")',
    "table": "Table: Andre svar\n\n| Hva | Tall |\n|-----|-----:|\n| Møter | 12 |",
    "paragraph": "Et avsnitt før resten.[^n]\n\n[^n]: En note.",
}
NAMED = {
    "nb": ("Adressen til {}", "sitatet", "Figur {}", "Tabell {}"),
    "nn": ("Adressa til {}", "sitatet", "Figur {}", "Tabell {}"),
    "en": ("The address of {}", "the quotation", "Figure {}", "Table {}"),
}


WRITTEN = {
    "nn": {
        "Et avsnitt om det som følger": "Eit avsnitt om det som følgjer",
        "Et lengre sitat": "Eit lengre sitat",
        "et begrep": "eit omgrep",
        "lærer sammen": "lærer saman",
        "streker som blir en bølge": "strekar som blir ei bølgje",
        "Svar fra etatene": "Svar frå etatane",
        "Hva": "Kva",
        "Begynte": "Byrja",
        "Sluttet": "Slutta",
    },
    "en": {
        "# Kapittel": "# Chapter",
        "Et avsnitt om det som følger": "A paragraph on what follows",
        "Vei og mål": "Ways and ends",
        "Boks og ramme": "A box",
        "Tekst i boksen": "Text in the box",
        "Et lengre sitat om arbeid": "A longer quotation on work",
        "Uro er et begrep": "Unrest is a term",
        "Grupper lærer sammen": "Groups learn together",
        "Tre streker som blir en bølge": "Three lines that become a wave",
        "Uro i tre trinn": "Unrest in three steps",
        "Svar fra etatene": "Answers of the agencies",
        "Hva som skjedde": "What happened",
        "Hva | Tall": "What | Number",
        "Møter": "Meetings",
        "Andel som er enige": "How many agree",
        "To trinn": "Two steps",
        "- Ett\n- To": "- One\n- Two",
        "Begynte": "Began",
        "Sluttet": "Ended",
    },
}
"""What is written in reports in other languages, for the program would tell of the wrong one."""
FINDINGS = "findings:\n" + "".join(
    f"  - {{id: {name}, value: 5{at}, unit: '%', statement: {name.upper()}, group: deltakere}}\n"
    for at, name in enumerate("abc")
)


@cache
def made(chapter: str, language: str = "nb") -> Sample:
    facts = (SAMPLES / "report.yaml").read_text("utf-8").replace("language: nb", f"language: {language}")
    root = make_folder(chapter, FINDINGS, facts)
    try:
        return build_folder(root)
    finally:
        shutil.rmtree(root)


def chapter_of(*blocks: str) -> str:
    return "\n\n".join(("# Kapittel {#kapittel}", "Et avsnitt om det som følger.", *blocks)) + "\n"


def signs(chapter: str, language: str = "nb") -> list[tuple[str, str]]:
    """The id that each sign of the chapter leads to, and what a screen reader calls the sign."""
    page = parse(edition_pages(made(chapter, language).report, theme_of("boxes"), AROUND)["kapittel.html"])
    found = []
    for sign in page.elements:
        if sign.name == "a" and "own" in sign.classes:
            href = str(sign.attributes["href"])
            assert href.startswith("#")
            assert href[1:] in around(sign), "what it leads to is what it stands in or below"
            assert sign.said == "#"
            assert "data-site" in sign.attributes
            found.append((href[1:], str(sign.attributes["aria-label"])))
    return found


def around(element: Element) -> list[str | None]:
    """The ids of what stands around an element."""
    ids = []
    while element.parent is not None:
        element = element.parent
        ids.append(element.attributes.get("id"))
    return ids


@pytest.mark.parametrize("language", NAMED)
def test_each_kind_has_one_sign_that_is_called_by_what_it_leads_to(language: str) -> None:
    sentence, quotation, figure, table = NAMED[language]
    chapter = chapter_of(*KINDS.values())
    for bokmal, other in WRITTEN.get(language, {}).items():
        chapter = chapter.replace(bokmal, other)
    found = signs(chapter, language)
    said = WRITTEN.get(language, {}).get
    expected = [
        f"1.1 {said('Vei og mål', 'Vei og mål')}",
        said("Boks og ramme", "Boks og ramme"),
        *[quotation] * 5,
        figure.format(1),
    ]
    expected += [table.format(1), *(figure.format(number) for number in (2, 3, 4))]
    assert [name for _, name in found] == [sentence.format(what) for what in expected]
    assert len({identifier for identifier, _ in found}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", OTHERS)
def test_an_id_is_the_same_when_something_is_put_before_it(kind: str, other: str) -> None:
    ((before, _),) = signs(chapter_of(KINDS[kind]))
    after = [identifier for identifier, _ in signs(chapter_of(OTHERS[other], KINDS[kind]))]
    assert after[-1] == before
    assert len(after) == 1 + (other != "paragraph")


def test_what_vanishes_from_a_file_is_told_of_each_kind() -> None:
    whole = read_addresses(made(chapter_of(*KINDS.values())).pdf, "funn")
    every = {identifier for identifier, _ in signs(chapter_of(*KINDS.values()))}
    assert every <= whole.ids, "the file has the names of the edition"
    for kind, source in KINDS.items():
        rest = chapter_of(*(other for name, other in KINDS.items() if name != kind))
        ((identifier, _),) = signs(chapter_of(source))
        gone = changed_addresses(whole, read_addresses(made(rest).pdf, "funn")).gone
        assert [one.id for one in gone] == [identifier]
