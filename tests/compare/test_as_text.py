"""What the terminal shows and what programs read, word for word."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from report_builder.compare import Comparison, as_json, as_text
from report_builder.compare.model import (
    About,
    Change,
    Kind,
    Op,
    Place,
    Segment,
    Spot,
    TextChange,
)
from report_builder.language.catalogue import catalogue
from tests.compare.editions import CHAPTER, FINDINGS, REPORT, changed, edited

ENGLISH = catalogue("en")

GOLDEN = Path(__file__).parent / "golden"

NEW = '  - {id: ny, value: 5, unit: "%", statement: Et nytt utsagn, group: deltakere, source: Etaten}\n'


def everything() -> Comparison:
    """A comparison with something under every heading."""
    chapter = edited("Den første setningen handler om veien videre.", "Den første handler om tiden etterpå.")
    chapter = edited(
        "Et avsnitt som ingen skal røre, står mellom de to andre og har ti ord til.\n\n", "", chapter
    )
    chapter = edited("| Møter | 12 |", "| Møter | 14 |", chapter)
    chapter = edited("![Tre streker]", "![Fire streker]", chapter)
    chapter = edited("Til slutt", "Et nytt avsnitt med egne ord.\n\nTil slutt", chapter)
    findings = edited("value: 73\n", "value: 74\n", FINDINGS) + NEW
    return changed(chapter, findings, edited("title: Prøver –", "title: Nye prøver –", REPORT))


def test_text_is_the_golden_one() -> None:
    assert as_text(everything(), ENGLISH) == (GOLDEN / "diff.txt").read_text("utf-8")


def test_json_is_the_golden_one() -> None:
    assert as_json(everything()) == (GOLDEN / "diff.json").read_text("utf-8")


def test_json_is_as_its_schema_says() -> None:
    schema = json.loads(files("report_builder").joinpath("data/diff/schema.json").read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    for comparison in (everything(), changed(CHAPTER)):
        assert [error.message for error in validator.iter_errors(json.loads(as_json(comparison)))] == []
    assert list(validator.iter_errors({"format": 1}))


def test_colours_take_no_room_and_change_no_word() -> None:
    comparison = everything()
    painted = as_text(
        comparison, ENGLISH, lambda op, text: f"\x1b[{31 if op is Op.REMOVED else 32}m{text}\x1b[0m"
    )
    assert "\x1b[32m{+" in painted
    assert re.sub(r"\x1b\[\d+m", "", painted) == as_text(comparison, ENGLISH)


def test_no_difference_is_one_line() -> None:
    assert as_text(changed(), ENGLISH) == "no difference between v1 and v2\n"


def comparison_of(section: str, segments: tuple[Segment, ...], label: str = "1") -> Comparison:
    spot = Spot(((0, (0,)),), label)
    change = TextChange(Change.CHANGED, Place(Kind.PARAGRAPH, section, spot, spot), segments)
    about = About("v1", "Tittel", "nb", ("1",), findings=False)
    return Comparison(about, about, (), (), (), (change,), (), ((0, 0),))


SEGMENTS = st.lists(st.builds(Segment, st.sampled_from(Op), st.text(max_size=200)), max_size=6).map(tuple)


@given(st.text(max_size=150), SEGMENTS)
def test_wild_text_neither_steers_the_terminal_nor_leaves_its_width(
    section: str, segments: tuple[Segment, ...]
) -> None:
    shown = as_text(comparison_of(section, segments), ENGLISH)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown)
    assert all(len(line) <= 80 for line in shown.split("\n"))


def lines_of(text: str) -> list[str]:
    shown = as_text(comparison_of("Kapittel", (Segment(Op.SAME, text),)), ENGLISH)
    return [line.strip() for line in shown.splitlines() if line.startswith("      ")]


def test_a_long_word_is_broken_and_a_long_text_without_a_change_cut() -> None:
    assert "".join(lines_of("a" * 200)) == "a" * 200
    assert lines_of("ord " * 60) == [" ".join(["ord"] * 18) + " …"]
