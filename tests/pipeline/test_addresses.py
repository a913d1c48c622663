"""Before a release: which links of readers it would break."""

from __future__ import annotations

import pytest

from report_builder.compare.addresses import (
    Addresses,
    GoneAddress,
    Heading,
    MovedAddress,
    changed_addresses,
    read_addresses,
)
from tests.compare.editions import CHAPTER, edition
from tests.pipeline.releases import SENTENCE, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

INTRODUCTION = "content/chapters/innledning.md"
DISCUSSION = "content/chapters/drofting.md"


@pytest.mark.parametrize("options", [("--dry-run",), ("--note", "Ny id")])
def test_an_id_that_is_gone_is_told_before_a_release(released: Desk, options: tuple[str, ...]) -> None:
    released.edit(INTRODUCTION, "{#bakgrunn}", "{#bakgrunnen}")
    released.edit(INTRODUCTION, "{#fig-rute width=40%}", "{#fig-ruten width=40%}")
    assert released.release(*options) == 0, released.err
    assert (
        "RB-ADDRESS-GONE warning: links to '#bakgrunn' will lead nowhere: in version 1 it led to «Bakgrunn», "
        "which has the id 'bakgrunnen' now"
    ) in released.err
    assert "write {#bakgrunn} after that heading" in released.err
    assert "links to '#fig-rute' will lead nowhere" in released.err
    assert released.err.count("RB-ADDRESS-GONE") == 2
    assert "RB-ADDRESS-MOVED" not in released.err


def test_the_cure_cures(released: Desk) -> None:
    released.edit(INTRODUCTION, "## Bakgrunn {#bakgrunn}", "## Bakgrunnen {#bakgrunnen}")
    released.release("--dry-run")
    assert "RB-ADDRESS-GONE" in released.err
    released.edit(INTRODUCTION, "{#bakgrunnen}", "{#bakgrunn}")
    assert released.release("--dry-run") == 0
    assert "RB-ADDRESS" not in released.err, "another wording of a heading breaks no link"


def test_an_id_that_leads_elsewhere_is_told(released: Desk) -> None:
    released.edit(
        INTRODUCTION, "## Bakgrunn {#bakgrunn}", "## Noe nytt {#bakgrunn}\n\nNytt.\n\n## Bakgrunn {#b}"
    )
    assert released.release("--dry-run") == 0, released.err
    assert (
        "RB-ADDRESS-MOVED warning: '#bakgrunn' leads to «Noe nytt» now, and led to «Bakgrunn» in version 1"
    ) in released.err
    assert "RB-ADDRESS-GONE" not in released.err


def test_a_heading_in_another_chapter_is_noted(released: Desk) -> None:
    released.edit(INTRODUCTION, "## Bakgrunn {#bakgrunn}\n\n", "")
    released.edit(DISCUSSION, SENTENCE, f"{SENTENCE}\n\n## Bakgrunn {{#bakgrunn}}\n\nDet er flyttet.\n")
    assert released.release("--dry-run") == 0, released.err
    assert (
        "RB-ADDRESS-MOVED note: '#bakgrunn' is in the chapter «Drøfting» now, "
        "and in version 1 in «Innledning»"
    ) in released.err


def test_other_changes_break_no_link(released: Desk) -> None:
    released.edit(DISCUSSION, SENTENCE, f"Et nytt avsnitt.[^2]\n\n{SENTENCE}\n\n[^2]: Enda en note.\n")
    released.edit(DISCUSSION, "# Drøfting", "# Den nye drøftingen")
    assert released.release("--dry-run") == 0, released.err
    assert "RB-ADDRESS" not in released.err


FINDINGS = "content/findings.yaml"


@pytest.fixture
def renamed(released: Desk) -> Desk:
    """A report whose finding has another id than in version 1."""
    released.edit(FINDINGS, "id: tillit", "id: storre-tillit")
    for path in (released.root / "content").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("`tillit`", "`storre-tillit`"), "utf-8")
    return released


def test_a_finding_of_which_nothing_is_said_is_told(renamed: Desk) -> None:
    assert renamed.release("--dry-run") == 0, renamed.err
    assert "content/findings.yaml: RB-ADDRESS-GONE warning: the finding 'tillit' of version 1" in renamed.err
    assert renamed.err.count("RB-ADDRESS") == 1, "the place in the file has the name of the finding"
    renamed.edit(FINDINGS, "id: storre-tillit", "id: storre-tillit\n    formerly: [tillit]")
    assert renamed.release("--dry-run") == 0, renamed.err
    assert "RB-" not in renamed.err


def test_a_finding_that_was_withdrawn_is_not_told_as_gone(renamed: Desk) -> None:
    path = renamed.root / FINDINGS
    path.write_text(path.read_text("utf-8") + "\nwithdrawn:\n  - {id: tillit, reason: Feil}\n", "utf-8")
    assert renamed.release("--dry-run") == 0, renamed.err
    assert "RB-" not in renamed.err


def test_an_id_that_no_version_had_is_told(renamed: Desk) -> None:
    renamed.edit(FINDINGS, "id: storre-tillit", "id: storre-tillit\n    formerly: [tilit]")
    assert renamed.release("--dry-run") == 0, renamed.err
    assert "content/findings.yaml:2:9: RB-UNKNOWN-FINDING warning: no earlier version has" in renamed.err
    assert "did you mean 'tillit'" in renamed.err


def test_what_the_program_names_itself_is_no_address() -> None:
    found = read_addresses(edition(CHAPTER).pdf, "funn")
    assert found.ids == {"funn", "videre", "slutt", "fig-uro", "andel-som-er-enige"}
    assert found.headings["videre"] == Heading("Veien videre", "Funn")
    assert found.headings["slutt"].title == "Slutten"


def test_ids_that_changed_places() -> None:
    a, b = Heading("Alt", "Kapittel"), Heading("Noe", "Kapittel")
    before = Addresses(frozenset("ab"), {"a": a, "b": b})
    assert changed_addresses(before, Addresses(frozenset("ab"), {"a": b, "b": a})).moved == (
        MovedAddress("a", "Alt", "Noe", chapter=False),
        MovedAddress("b", "Noe", "Alt", chapter=False),
    )
    assert changed_addresses(before, before) == changed_addresses(Addresses(frozenset(), {}), before)
    assert changed_addresses(before, Addresses(frozenset("b"), {"b": b})).gone == (
        GoneAddress("a", "Alt", ""),
    )
