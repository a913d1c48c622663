"""Verses whose lines would run together are told in every container; sentences that commas divide are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.language.message import Message
from tests.content.projects import load

CODE, HINT = "RB-SHORT-LINES", "content.run-on-verses.hint"
SAYING = "Borte bra,\nmen hjemme best."
VERSES = (
    "En natt så lang,\nen dag så kort,\net liv så rart.",
    "Et hav så vidt,\net skip så lite,\nog ingen land.\nOg ingen vei.",
)
QUOTED = {
    "quotation": "> {}",
    "epigraph": "::: epigraph\n{}\n:::",
    "pull quote": "::: pull-quote\n{}\n:::",
    "quotation in an item": "- Punkt\n\n  > {}",
}
PLACES = {
    **QUOTED,
    "paragraph": "{}",
    "item": "- {}",
    "box": "::: info\n{}\n:::",
    "below an item": "- Punkt\n\n  {}",
}
MEANT = (
    "Kjære Kari,\ntakk for brevet.",
    "Vi har sett på inntektene i alle årene siden 2014,\nog på utgiftene,\nog på avviket.",
    "En natt så lang,\\\nen dag så kort,\\\net liv så rart.",
    "En natt så lang,  \nen dag så kort,  \net liv så rart.",
    "::: poem\nEn natt så lang,\nen dag så kort,\net liv så rart.\n:::",
    "Ring til oss,\nskriv til oss,\neller kom innom.",
    "Takk til Kari Nordmann,\nOla Nordmann,\nPer Hansen,\nog alle de andre.",
    "> Dette er et sitat,\n> og det går over to linjer.",
    "> Kari Nordmann,\n> direktør",
    "> Den som går langt nok, kommer alltid fram,\n> sa hun.",
    "> Dette er sagt i dag og er en lang linje som går,\n> og dette er resten av den samme setningen.",
    "- en,\n- to,\n- tre.",
    "| a, | b |\n|---|---|\n| c, | d |",
    "```\nen,\nto,\ntre.\n```",
)


def _told(tmp_path: Path, text: str, language: str = "nb") -> list[str]:
    found = load(tmp_path, f"# K\n\nTekst.\n\n{text}\n", language=language).diagnostics
    return [item.hint.key for item in found if item.code == CODE and isinstance(item.hint, Message)]


def _in(place: str, text: str) -> str:
    first = place.partition("{")[0].rpartition("\n")[2]
    return place.format(text.replace("\n", f"\n{first.replace('-', ' ')}"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("verse", VERSES)
@pytest.mark.parametrize("place", PLACES)
def test_verses_that_would_run_together_are_told(
    place: str, verse: str, language: str, tmp_path: Path
) -> None:
    assert _told(tmp_path, _in(PLACES[place], verse), language) == [HINT]


@pytest.mark.parametrize("place", PLACES)
def test_two_lines_are_a_verse_where_somebody_is_quoted(place: str, tmp_path: Path) -> None:
    assert _told(tmp_path, _in(PLACES[place], SAYING)) == ([HINT] if place in QUOTED else [])


@pytest.mark.parametrize("text", MEANT)
def test_lines_that_are_meant_are_left_alone(text: str, tmp_path: Path) -> None:
    assert not _told(tmp_path, text)
