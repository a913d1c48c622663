"""Every number of the report is known: no share, count, year or date that nobody can account for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.content_language.number_rule import FACTS, Facts, known_facts, unknown_numbers

ROOT = Path(__file__).parents[2]
TEXTS = sorted((ROOT / "content").rglob("*.md"))
FINDINGS = yaml.safe_load((ROOT / "content/findings.yaml").read_text("utf-8"))["findings"]
VALUES = {finding["id"]: f"{finding['value']} {finding['unit']}".rstrip() for finding in FINDINGS}


def faults(text: str) -> list[str]:
    return unknown_numbers(text, VALUES, known_facts())


def test_there_is_something_to_check() -> None:
    assert len(TEXTS) >= 7
    digits = sum(character.isdigit() for path in TEXTS for character in path.read_text("utf-8"))
    assert digits > 100


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_number_of_the_text_is_known(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


def test_every_number_of_the_landing_page_is_known() -> None:
    text = (ROOT / "content/landing.yaml").read_text("utf-8")
    assert faults("\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))) == []


@pytest.mark.parametrize("key", ["title", "subtitle", "description", "original"])
def test_every_number_of_the_publication_facts_is_known(key: str) -> None:
    facts = yaml.safe_load((ROOT / "content/report.yaml").read_text("utf-8"))
    value = facts[key]["statement"] if key == "original" else facts[key]
    assert faults(value) == []


def test_findings_agree_with_the_facts() -> None:
    facts = yaml.safe_load(FACTS.read_text("utf-8"))
    shares = {f["value"]: f["statement"] for f in FINDINGS if f["unit"] == "%"}
    assert shares == facts["percent"]
    assert {f["value"] for f in FINDINGS if f["unit"] == ""} == set(facts["counts"])
    assert {f["unit"] for f in FINDINGS} == {"%", ""}


def test_statements_of_findings_hold_known_numbers_only() -> None:
    assert [fault for finding in FINDINGS for fault in faults(finding["statement"])] == []


def test_no_finding_goes_unused() -> None:
    text = "".join(path.read_text("utf-8") for path in TEXTS)
    assert [identifier for identifier in VALUES if f"{{finding}}`{identifier}`" not in text] == []


@pytest.mark.parametrize(
    "planted",
    [
        "Hele 85 % er fornøyd.",
        "Hele 85% er fornøyd.",
        "Hele 85\u00a0% er fornøyd.",
        "Hele **85** % er fornøyd.",
        "Det er 8 prosent flere.",
        "Det er 34 prosentpoeng mer.",
        "Nær åtti prosent mener det samme.",
        "As many as 85 per cent agree.",
        "Av 48 % er noen enige.",  # a count is no share
        "{finding}`grupper-2019` prosent er enige.",
        "{finding}`strategisk-organ` % er enige.",
        "Det kom 7 grupper til.",
        "Det kom 1250 grupper til.",
        "Det kom 73 grupper til.",  # a share is no count
        "I 2018 skjedde det noe.",
        "Det skjedde 5. mai 2022.",
        "Det skjedde 4. desember 2020.",
        "Det skjedde 10. mai.",
        "Difi-rapport 2019:8",
        '::: {.fact-box title="Alle 99 var enige"}',
        '![Bilde](bilder/a.png "Alle 99 var enige"){#fig-a width=80%}',
        '::: {.diagram kind="cycle" alt="Alle 99 var enige"}',
        "  - 99",
        "| Grupper | 49 |",
        "- I 2019 var det 99 [grupper](#a2).",
        "Svaret var 3,5 av 6.",
        "[^1]: Alle 99 var enige.",
    ],
)
def test_a_planted_number_is_caught(planted: str) -> None:
    assert faults(f"Første linje.\n{planted}\n") != []


@pytest.mark.parametrize(
    "allowed",
    [
        "Av deltakerne mener {finding}`strategisk-organ` at det hjelper.",
        "Hele 73 % mener det, og 39 prosent ser mer samhandling.",
        "Only **39 per cent** agree.",
        "I 2019 var det {finding}`grupper-2019` grupper fra 12 departementer.",
        "Difi-rapport 2019:7 kom 4. desember 2019.",
        "Les kapittel 3, avsnitt 4.2 og tabell 1.",
        "### Arbeidsark 6: Ansvaret vi deler {#ark-6 .unnumbered}",
        "12. Det siste punktet i en lang liste.",
        "| 2. Hva er det viktigste? |",
        "  - 4",
        "![Flate](bilder/2x.png){#fig-99 width=80% .wide}",
        "[adresse](https://example.org/2018) og [^18]",
        '::: {.finding-cards ids="a1 a2"}',
    ],
)
def test_what_the_rule_allows(allowed: str) -> None:
    assert faults(f"{allowed}\n") == []


def test_a_fault_tells_its_line() -> None:
    facts = Facts(percent=frozenset({"73"}), plain=frozenset(), dates=frozenset())
    assert unknown_numbers("En\n\nTo 74 % tre", {}, facts) == ["line 3: '74 %' is no known share"]
