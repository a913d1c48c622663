"""Colours that a theme adds to the palette: used wherever one is asked for, checked as all are."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.theme.model import SheetKind
from tests.theme.test_extends import FILE, load, write

OWN = 'extends: konstruktiv\npalette: {marine: "#102A5C", sand: "#F4EFE6"}\n'


def test_they_stand_wherever_a_colour_is_asked_for(tmp_path: Path) -> None:
    text = OWN + (
        "styles: {heading2: {colour: marine}}\n"
        "sheets:\n"
        "  cover: {ground: marine, rules: [{y: 40, thickness: 2, colour: sand}]}\n"
        "  opener: {ground: sand}\n"
        "rules: {card: {colour: marine}}\n"
        "boxes: {fact: {ground: sand, edge: marine}}\n"
        "lists: {colour: marine}\n"
    )
    write(tmp_path, eget=text)
    theme, said = load(tmp_path)
    assert said == []
    assert theme is not None
    assert theme.styles["heading2"].colour == theme.palette["marine"]
    assert theme.sheets[SheetKind.COVER].ground == theme.boxes["fact"].edge == theme.palette["marine"]
    assert theme.sheets[SheetKind.COVER].lines_colour == "paper", "a drawing is seen on a dark ground"
    assert theme.sheets[SheetKind.OPENER].lines_colour == "ink"
    assert theme.rules["card"].colour == theme.lists.colour == "marine"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("styles: {body: {colour: marin}}", 3, "RB-VALUE 'colour' cannot be 'marin'; did you mean 'marine'?"),
        ("sheets: {cover: {ground: sort}}", 3, "tint_strong, paper, chart, rule, marine, sand"),
        ("boxes: {fact: {ground: sandd}}", 3, "did you mean 'sand'?"),
        ("sheets: {cover: {rules: [{y: 1, thickness: 1, colour: x}]}}", 3, "RB-VALUE 'colour' cannot be 'x'"),
        ("styles: {body: {colour: sand}}", 2, "RB-CONTRAST 'sand' on 'paper'"),
        ("boxes: {fact: {ground: marine}}", 2, "on 'marine'"),
        ("lists: {colour: sand}", 2, "RB-CONTRAST 'sand' on 'paper'"),
        ("sheets: {opener: {ground: marine}}", 2, "on 'marine'"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, text: str, line: int, says: str) -> None:
    write(tmp_path, eget=f"{OWN}{text}\n")
    theme, said = load(tmp_path)
    assert theme is None
    assert any(told.startswith(f"{FILE}:{line}:") and says in told for told in said), said


@pytest.mark.parametrize(
    ("palette", "says"),
    [
        ('none: "#102A5C"', "RB-VALUE a colour cannot be called 'none'"),
        ('"mørk blå": "#102A5C"', "RB-VALUE a colour cannot be called 'mørk blå'"),
        ("marine: blå", "RB-VALUE"),
        ('signl: "#102A5C"', "RB-UNKNOWN-KEY nothing uses the colour 'signl'; did you mean 'signal'?"),
    ],
)
def test_a_name_that_cannot_be_meant_is_told(tmp_path: Path, palette: str, says: str) -> None:
    write(tmp_path, eget=f"extends: noktern\npalette:\n  {palette}\n")
    _, said = load(tmp_path)
    assert [told.startswith(f"{FILE}:3:") and says in told for told in said] == [True], said
