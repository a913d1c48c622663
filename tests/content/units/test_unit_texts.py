"""What a report of one unit says: numbers of its row, its title, and the passages that it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.load import load_report
from report_builder.content.units.batch_file import read_units
from report_builder.content.units.unit_file import unit_file
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.catalogue import languages
from report_builder.model.report import Report
from report_builder.model.walking import texts
from report_builder.sources.files import SourceFiles
from tests.batches import CHAPTER, CHAPTER_PATH, TABLE, write_batch
from tests.said import line_of


def load(root: Path, name: str, chapter: str = CHAPTER) -> Outcome[Report]:
    write_batch(root, chapter=chapter)
    units = read_units(SourceFiles(root), "nb", Diagnostics()) or ()
    (unit,) = (unit for unit in units if unit.name == name)
    return load_report(SourceFiles(root, {"content/unit.yaml": unit_file(unit)}))


def said(root: Path, name: str, chapter: str = CHAPTER) -> str:
    outcome = load(root, name, chapter)
    assert outcome.value is not None, [line_of(item) for item in outcome.diagnostics]
    return "|".join(filter(None, texts(outcome.value.chapters[0]))).replace("\u00a0", " ")


def test_numbers_are_those_of_the_unit_and_of_all(good_report: Path) -> None:
    assert said(good_report, "Sør").startswith(
        "Trivselen i Sør|I Sør svarte 24 av 47, og trivselen er 3,9 mot 3,75.|Den er "
    )


def test_what_is_hidden_says_so_and_passages_follow(good_report: Path) -> None:
    text = said(good_report, "Øst")
    assert "I Øst svarte vises ikke av 47" in text
    assert text.endswith("|For få svar|Tallene kan ikke vises.")
    assert "høyere" in said(good_report, "Nord")
    assert "For få svar" not in said(good_report, "Nord")


def test_the_title_is_that_of_the_unit_everywhere(good_report: Path) -> None:
    report = load(good_report, "Øst", f"{CHAPTER}\nHer: {{report.title}}.\n").value
    assert report is not None
    assert (report.publication.title, report.publication.cover_title) == ("Trivsel i Øst", "Trivsel i Øst")
    assert "Her: Trivsel i Øst." in "".join(texts(report.chapters[0]))
    assert next(text for text, _ in report.publication.places) == "Trivsel i Øst"


def test_passages_hold_every_kind_of_block(good_report: Path) -> None:
    lists = "## Overskrift {#her}\n\nSe @her.\n\n- a\n- b\n\n"
    inside = f"{lists}::: side-note\nNote.\n:::\n\n| A | B |\n|--|--|\n| 1 | 2 |\n"
    chapter = f"# Kapittel\n\nTekst.\n\n::: {{.when test=\"unit.type = 'felt'\"}}\n{inside}:::\n"
    assert "Overskrift" in said(good_report, "Nord", chapter)
    assert said(good_report, "Vest", chapter) == "Kapittel|Tekst."


def test_a_passage_stands_in_another(good_report: Path) -> None:
    inner = '::: {.when test="unit.n > 20"}\nTo.\n:::'
    chapter = f'# Kapittel\n\n:::: {{.when test="unit.n > 1"}}\nEn.\n\n{inner}\n::::\n'
    assert said(good_report, "Nord", chapter) == "Kapittel|En."
    assert said(good_report, "Sør", chapter) == "Kapittel|En.|To."
    assert said(good_report, "Øst", chapter + "\nTre.\n") == "Kapittel|Tre."


FAULTS = [
    ("{unit.navm}", ":3:1: RB-VALUE there is no column unit.navm; did you mean 'unit.navn'?"),
    ("{all.navn}", ":3:1: RB-VALUE there is no column all.navn;"),
    ("{unit.tom}", ":3:1: RB-VALUE the unit's row has nothing in the column unit.tom;"),
    ('::: {.when test="unit.m > 1"}\nA.\n:::', ":3:18: RB-VALUE there is no column unit.m;"),
    ('::: {.when test="unit.n >"}\nA.\n:::', ":3:26: RB-VALUE the condition is not finished"),
    ('::: {.when test="unit.navn > 1"}\nA.\n:::', ":3:30: RB-VALUE a number is compared with"),
    ("::: {.when}\nA.\n:::", ":3:1: RB-VALUE the block does not say when"),
    ('::: {.when test=""}\nA.\n:::', ":3:1: RB-VALUE the block does not say when"),
    ('::: {.when test="unit.n > 1" x="y"}\nA.\n:::', ":3:1: RB-UNKNOWN-ATTRIBUTE"),
    ('::: {.when test="unit.n > 1"}\n:::', ":3:1: RB-EMPTY"),
    ('::: {.when test="unit.n > 1"}\nA.', ":3:1: RB-UNKNOWN-BLOCK"),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_what_is_wrong_is_told_at_its_place(good_report: Path, text: str, expected: str) -> None:
    heads, *rows = TABLE.splitlines()
    table = "\n".join((f"{heads};tom", *(f"{row};{'x' if 'Vest' in row else ''}" for row in rows)))
    write_batch(good_report, table=f"{table}\n", chapter=f"# Kapittel\n\n{text}\n")
    unit = (read_units(SourceFiles(good_report), "nb", Diagnostics()) or ())[0]
    outcome = load_report(SourceFiles(good_report, {"content/unit.yaml": unit_file(unit)}))
    told = [line_of(item) for item in outcome.diagnostics]
    assert any(line.startswith(f"{CHAPTER_PATH}{expected}") for line in told), told


def test_a_report_of_no_unit_says_how_it_is_made(good_report: Path) -> None:
    outcome = load_report(SourceFiles(write_batch(good_report)))
    lines = [line_of(item) for item in outcome.diagnostics]
    assert outcome.value is None
    assert len(lines) == CHAPTER.count("{unit.") + CHAPTER.count("{all.") + CHAPTER.count("{.when")
    assert all("report-builder batch" in line for line in lines)


@pytest.mark.parametrize("language", languages())
def test_every_language_says_what_is_hidden(good_report: Path, language: str) -> None:
    facts = good_report / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8").replace("language: nb", f"language: {language}"), "utf-8")
    report = load(good_report, "Øst").value
    assert report is not None
    assert report.words("document.unit-hidden") in "".join(texts(report.chapters[0]))
