"""Small words that stand twice: told, never mended, and only where one of them is a mistake."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.content.pasted.checking import tell_pasted
from report_builder.content.pasted.doubled import has_doubled_words
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.word_lists import listed
from report_builder.sources.files import SourceFiles
from tests.content.projects import load

CODE = "RB-WORD-TWICE"
PATH = "content/chapters/k1.md"
FORMS = ("Ord {} {} ord", "Ord {}\n{} ord", "Ord {} {}.", "Ord {}  {} ord")
FAULTS = [
    ("nb", "Det vi har har gjort", 8),
    ("nb", "Hun sa at at han kom", 8),
    ("nb", "Vi går hjem til til dem", 13),
    ("nn", "Ho kom frå frå skulen", 8),
    ("en", "The the cat", 1),
    *(("nb", text, 1) for text in ("Jeg jeg gikk", "Vi vi gikk", "Dette dette er", "Som som regel")),
    *(("nb", text, 5) for text in ("Det er er slik", "Ta, en en god venn", "Hun har har gått")),
    ("nb", "Han har fått fått det", 9),
    ("nb", "Vi så i i møtet", 7),
    ("nb", "Vi så på på tallene", 7),
    ("nb", "Vi gikk med med dem", 9),
    ("nb", "Det er ikke ikke slik", 8),
    ("nb", "En del av av det", 8),
    ("nb", "Kommunen kommunen betalte", 1),
    ("nb", "Her er kommunene kommunene, ja", 8),
    ("nb", "Vi tok huset. Huset huset.", 15),
    ("nn", "Kommunane kommunane betalte", 1),
    ("nn", "Det er ikkje ikkje slik", 8),
    ("nn", "Ein ein god ven", 1),
    ("nn", "Vi såg i i møtet", 8),
    ("en", "She went with with them", 10),
    ("en", "Then I I went", 6),
    ("en", "We we went", 1),
    ("en", "They are are here", 6),
    ("en", "The Government government paid", 5),
]
SILENT = [
    ("nb", "Det det er snakk om, er den som som regel går der der de er, i i dag og på på lørdag."),
    ("nb", "De som har, har mye. Vi har. Har du?"),
    ("nb", "Fra A til Å, å, å, og og-setninger og til-til-metoden"),
    ("nb", "Veldig veldig mange mange, ja ja, nei nei, men men"),
    ("nb", "Det sto «har har» der, og `har har` her"),
    ("nb", "Et bånd The The ga ut"),
    ("nb", "Den hun bor i i dag, han spilte i i mai, og ble født i i 1970. Olav I i Norge"),
    ("nb", "Det vi så på på mandag, og skrudde på på nytt. Hun ble med med en gang. Den går av av seg selv"),
    (
        "nb",
        "Det var nesten nesten der, sammen sammen, igjen igjen. Det som en en gang så",
    ),
    ("nb", "Kommunen Kommunen heter den, og Agder Agder, og Salten Salten"),
    ("nn", "Det ho bur i i dag, og såg på på måndag. Det ein ein gong såg"),
    ("nn", "Det som som regel er der der det er"),
    ("en", "He had had it, and that that is is so. The The played in in May."),
    ("en", "The theatre and the thesis"),
]


def told(text: str, language: str) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, language, diagnostics)
    return [item for item in diagnostics.items if item.code == CODE]


@pytest.mark.parametrize(("language", "text", "column"), FAULTS)
def test_a_word_that_stands_twice_is_told_at_the_first(language: str, text: str, column: int) -> None:
    (found,) = told(text, language)
    assert found.span is not None
    assert (found.span.line, found.span.column) == (1, column)
    assert found.fixes == ()


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_what_may_rightly_stand_twice_is_left(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_word_of_the_list_is_told_in_every_form(language: str) -> None:
    words = listed("rule.never-twice", language)
    assert len(words) >= 20
    for word, form in product(words, FORMS):
        text = form.format(word, word if word.isupper() else word.lower())
        assert has_doubled_words(text.replace("\n", " ")), text
        assert len(told(text, language)) == 1, text


@pytest.mark.parametrize("place", ["> {}", "```\n{}\n```", "Ord  \n{}  \nord"])
def test_what_is_quoted_or_no_prose_is_left(place: str, tmp_path: Path) -> None:
    source = f"# Kapittel\n\n{place.format('Vi har har gjort det')}\n"
    assert [item for item in load(tmp_path, source).diagnostics if item.code == CODE] == []


def test_a_passage_in_another_language_has_its_own_words() -> None:
    assert told("Det er [the the cat]{lang=en} her", "nb")
    assert told("Det er [et et hus]{lang=fr} her", "nb") == []


@pytest.mark.parametrize(
    "written", ["Vi har har sett", '"Det er: \\"slik\\", vi har har sett"', ">-\n  Vi har\n  har sett"]
)
@pytest.mark.parametrize("key", ["subtitle", "description"])
def test_a_text_in_yaml_has_the_same_rules(key: str, written: str, tmp_path: Path) -> None:
    load(tmp_path, "# Kapittel\n\nTekst.\n")
    report = tmp_path / "content/report.yaml"
    lines = [line for line in report.read_text("utf-8").splitlines() if not line.startswith(f"{key}:")]
    report.write_text("\n".join([*lines, f"{key}: {written}\n"]), "utf-8")
    (found,) = [item for item in load_report(SourceFiles(tmp_path)).diagnostics if item.code == CODE]
    assert found.span is not None
    assert found.span.path == "content/report.yaml"
    assert found.span.line > len(lines)
