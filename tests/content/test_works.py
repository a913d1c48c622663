"""Verse and titles of works: their signs are told at most, and never mended; those around them are."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from report_builder.content.load import load_report
from report_builder.content.pasted.checking import tell_pasted
from report_builder.diagnostics import Diagnostic, Diagnostics
from report_builder.language.catalogue import catalogue, languages
from report_builder.sources.files import SourceFiles
from tests.content.projects import load
from tests.content.test_tricky_lines import CODES, PATH, mended

WORKS: dict[str, dict[str, str | None]] = yaml.safe_load(
    (Path(__file__).parent / "works.yaml").read_text("utf-8")
)
PARTS = {
    (folder, language): yaml.safe_load(
        (Path(__file__).parent / folder / f"{language}.yaml").read_text("utf-8")
    )
    for folder in ("dashes", "typography")
    for language in sorted(languages())
}
SIGNS = [
    (language, text)
    for (_, language), parts in PARTS.items()
    for text in parts["faults"]
    if not set(text) & set("*_|#[\"'«“`") and text[0].isalpha() and len(text) < 60
]
"""What is mended in a text, and may stand in a line of verse or in a title."""


def told(text: str, language: str) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    tell_pasted(text.split("\n"), PATH, language, diagnostics)
    return [item for item in diagnostics.items if item.code in CODES]


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [(language, *pair) for language, own in WORKS.items() for pair in own.items()],
)
def test_a_work_stays_as_it_is(language: str, text: str, right: str | None) -> None:
    assert mended(text, language) == (right or text)


@pytest.mark.parametrize(("language", "text"), SIGNS)
@pytest.mark.parametrize("end", ["\\", "  "])
def test_no_sign_of_verse_is_mended(end: str, language: str, text: str) -> None:
    verse = f"Ord{end}\n{text}{end}\nord"
    assert all(item.hint for item in told(verse, language))
    assert mended(verse, language) == verse


@pytest.mark.parametrize(("language", "text"), SIGNS)
@pytest.mark.parametrize("mark", ["*", "_", "***", "___"])
def test_no_sign_of_a_title_is_mended(mark: str, language: str, text: str) -> None:
    title = f"Ord {mark}Ord {text} ord{mark} ord"
    assert mended(title, language) == title


@pytest.mark.parametrize("language", sorted(languages()))
def test_what_is_told_of_a_work_says_that_it_may_stay(language: str) -> None:
    said = catalogue(language)
    texts = {"verse": "Ord\\\nikke - men\\\nord", "title": "Ord *Ja - men ikke* ord", "word": "Ord *etc* ord"}
    for key, text in texts.items():
        [item] = told(text, language)
        assert item.hint is not None
        hint = said.text(item.hint)
        assert hint.startswith(said(f"content.in-{key}.hint", hint=""))


PLACES = {
    "item": "- Ja\n\n  {}",
    "box": '::: {{.fact-box title="Boks"}}\n{}\n:::',
    "note": "Tekst.[^n]\n\n[^n]: Note.\n\n    {}",
    "side-note": "::: side-note\n{}\n:::",
}


@pytest.mark.parametrize("place", PLACES)
def test_verse_is_verse_in_every_place(place: str, tmp_path: Path) -> None:
    verse = ["Vi går ut - og inn\\", "kl 9:30 hver dag\\", 'med "en venn" til']
    indent = PLACES[place].rpartition("\n")[2].partition("{")[0] if place in {"item", "note"} else ""
    body = PLACES[place].format(f"\n{indent}".join(verse))
    source = f"# Kapittel\n\n{body}\n"
    found = [item for item in load(tmp_path, source).diagnostics if item.code in CODES]
    assert len(found) >= len(verse)
    assert not [item for item in found if item.fixes]


def test_a_title_of_a_text_in_yaml_stays(tmp_path: Path) -> None:
    load(tmp_path, "# Kapittel\n\nTekst.\n")
    findings = tmp_path / "content/findings.yaml"
    text = findings.read_text("utf-8").replace("Mer tillit", "Mer *Tillit nå - eller aldri* - ja")
    findings.write_text(text, "utf-8")
    found = [item for item in load_report(SourceFiles(tmp_path)).diagnostics if item.code == "RB-DASH"]
    assert [bool(item.fixes) for item in found] == [False, True]


@pytest.mark.parametrize(
    "line", ["1. januar kom du - og gikk", "17. mai kom du - og gikk", "1. plass - og bort"]
)
def test_a_date_or_an_ordinal_in_verse_is_a_line_of_it(line: str) -> None:
    for at in range(1, 3):
        lines = ["Vi går ut\\", "og så hjem\\", "og inn igjen"]
        lines.insert(at, f"{line}\\")
        verse = "\n".join(lines)
        assert [item.code for item in told(verse, "nb")] == ["RB-DASH"]
        assert mended(verse, "nb") == verse
