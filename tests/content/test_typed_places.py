"""References that are typed to what no numbering of the report has are told; those to other texts are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.language.message import Message
from tests.content.projects import load

CODE = "RB-TYPED-REFERENCE"
TYPED = {
    "nb": ("kapittel 99", "kap. 12", "avsnitt 3.4", "vedlegg A", "boks 2", "formel 1", "likning (3)"),
    "nn": ("kapittel 99", "kap. 12", "avsnitt 3.4", "vedlegg A", "boks 2", "formel 1", "likning (3)"),
    "en": ("chapter 99", "section 3.4", "appendix B", "box 2", "equation 1", "formula (3)"),
}
LEAD = {"nb": "Se {} her.", "nn": "Sjå {} her.", "en": "See {} here."}
PLACES = {
    "paragraph": "{}",
    "item": "- {}\n- Mer.",
    "box": "::: info\n{}\n:::",
    "cell": "| A | B |\n|---|---|\n| {} | 2 |",
    "note": "Tekst.[^1]\n\n[^1]: {}",
}
UNFINISHED = ("tabell X", "Tabell XX", "figur x", "figur ?", "tabell ??", "table X", "Figure XX")
OTHERS = (
    "Se kapittel 99 i folketrygdloven.",
    "Loven har regler om dette, se kapittel 12.",
    "Slik er forskriften.\n\nStraff er nevnt i kapittel 12.",
    "Boka har ti kapitler. Se kapittel 9.",
    "Evalueringen viser dette (kapittel 7).",
    "Det står i vedlegg A til avtalen.",
    "Det er kapittel 12 i livet hans.",
    "Han kjører i formel 1 og ligger i boks 2.",
    "Se punkt 3 over, og se avsnitt 4.",
    "Se [kapittel 99](#k) og `se kapittel 98`.",
    "> Han skrev: Se kapittel 99.",
    "Se kapittel 1 og avsnitt 1.1.\n\n## Under\n\nTekst.",
    "Se kapittel 99 hos Nordmann.",
    "Se kapittel 99-101.",
    "Kapittel 99 er langt.",
)


def _told(tmp_path: Path, text: str, language: str = "nb") -> list[str]:
    found = load(tmp_path, f"# K {{#k}}\n\n{text}\n", language=language).diagnostics
    said = [item.message for item in found if item.code == CODE]
    return [str(dict(message.values)["text"]) for message in said if isinstance(message, Message)]


@pytest.mark.parametrize("language", TYPED)
@pytest.mark.parametrize("place", PLACES)
def test_places_that_the_report_has_not_are_told(place: str, language: str, tmp_path: Path) -> None:
    for number, typed in enumerate(TYPED[language]):
        text = PLACES[place].replace("{}", LEAD[language].format(typed))
        assert _told(tmp_path / str(number), text, language) == [typed]


def test_places_in_a_row_are_told_each(tmp_path: Path) -> None:
    text = "Se også kapittel 99, avsnitt 3.4, vedlegg A og boks 2."
    assert _told(tmp_path, text) == ["kapittel 99", "avsnitt 3.4", "vedlegg A", "boks 2"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("written", UNFINISHED)
def test_numbers_that_were_never_written_are_told(written: str, place: str, tmp_path: Path) -> None:
    assert _told(tmp_path, PLACES[place].replace("{}", f"Tallene er i {written}, sier de.")) == [written]


@pytest.mark.parametrize("text", OTHERS)
def test_places_that_may_be_in_other_texts_are_left_alone(text: str, tmp_path: Path) -> None:
    assert not _told(tmp_path, text)


def test_what_the_report_has_is_left_alone(tmp_path: Path) -> None:
    text = "$$\na = b\n$$ {#a}\n\nSe formel 1, vedlegg A, kapittel 1 og avsnitt 1.1.\n\n## Under\n\nTekst."
    found = load(tmp_path, f"# K\n\n{text}\n", "# V {.appendix}\n\nTekst.\n").diagnostics
    assert CODE not in {item.code for item in found}
