"""Values that a file has and that are not read: after '#' without quotes, or not written at all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from report_builder.diagnostics import Diagnostics
from report_builder.sources.files import SourceFiles
from report_builder.sources.yaml_tree import parse_yaml
from report_builder.theme import load_theme
from report_builder.theme.brand_file import BrandSource, read_brand
from report_builder.theme.brand_keys import ColourKeys
from report_builder.theme.model import COLOUR_NAMES
from tests.said import english, line_of
from tests.theme.test_extends import FILE, TEXTS, write

BRAND = "content/_brand.yml"


def leaves(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all keys that have no keys below them."""
    for key, value in node.items():
        inside = (*path, key)
        yield from leaves(value, inside) if isinstance(value, dict) else (inside,)


LEAVES = sorted(leaves(yaml.safe_load(TEXTS["konstruktiv"])))


def lines(path: tuple[str, ...], value: str) -> str:
    return "".join(f"{'  ' * depth}{key}:\n" for depth, key in enumerate(path[:-1])) + (
        f"{'  ' * (len(path) - 1)}{path[-1]}:{value}\n"
    )


def told(root: Path) -> list[str]:
    return [line_of(item) for item in load_theme("eget", SourceFiles(root)).diagnostics]


@pytest.mark.parametrize("path", random.Random(5).sample(LEAVES, 40), ids=".".join)  # noqa: S311 - no secret
@pytest.mark.parametrize("value", ["", " #123456", " # senere"])
def test_a_key_without_a_value_is_told_of_wherever_it_is(
    tmp_path: Path, path: tuple[str, ...], value: str
) -> None:
    """That of the theme below would count, and nobody would see why."""
    write(tmp_path, eget=f"extends: konstruktiv\n{lines(path, value)}")
    (said,) = told(tmp_path)
    assert said.startswith(f"{FILE}:{1 + len(path)}:{2 * len(path) - 1}: RB-WRONG-TYPE '{path[-1]}' has no")
    assert "in quotation marks if it begins with '#'" in said


@pytest.mark.parametrize("name", [*COLOUR_NAMES, "egen"])
def test_a_colour_without_quotes_is_told_of_by_any_name(tmp_path: Path, name: str) -> None:
    write(tmp_path, eget=f"extends: felles\npalette:\n  {name}: #123456\n", felles="extends: noktern\n")
    (said,) = told(tmp_path)
    assert said.startswith(f"{FILE}:3:")
    assert "RB-WRONG-TYPE" in said
    assert "'#'" in said


@pytest.mark.parametrize(
    "text",
    ["palette:\n  # ink: #123456\n", "logo:\n", "styles:\n  body:\n", "captions: ~\n", "palette: {}\n"],
)
def test_what_says_nothing_on_purpose_is_no_fault(tmp_path: Path, text: str) -> None:
    write(tmp_path, eget=f"extends: konstruktiv\n{text}")
    assert told(tmp_path) == []


ROLES = [name for name in ColourKeys.__struct_fields__ if name != "palette"]
PLACES = [
    *(f"color:\n  {role}:" for role in ROLES),
    *(f"color:\n  {role}:\n    light:" for role in ROLES),
    *("color:\n  palette:\n    grus:", "typography:\n  headings:\n    color:"),
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", ["", " #123456"])
def test_an_empty_colour_of_a_brand_is_told_of(tmp_path: Path, place: str, value: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / BRAND).write_text(f"{place}{value}\n", "utf-8")
    diagnostics = Diagnostics()
    read_brand(BrandSource(SourceFiles(tmp_path), BRAND, BRAND, BRAND), diagnostics)
    (said,) = map(line_of, diagnostics.items)
    assert said.startswith(f"{BRAND}:{1 + place.count(chr(10))}:")
    assert "RB-WRONG-TYPE" in said
    assert "'#'" in said


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("palette: {ink: #123456}", 'palette: {ink: "#123456"}'),
        (
            "palette: {ink: #123456, paper: #FFF}\nimage_ppi: 99",
            'palette: {ink: "#123456", paper: "#FFF"}\nimage_ppi: 99',
        ),
        ("farger: [#123456, #654321]", 'farger: ["#123456", "#654321"]'),
        ("a: {b: 1,\n c: #123456}\n", 'a: {b: 1,\n c: "#123456"}\n'),
        ("farger: [ #123456 ]", 'farger: [ "#123456" ]'),
    ],
)
def test_a_colour_between_brackets_is_the_cause_and_can_be_mended(text: str, mended: str) -> None:
    diagnostics = Diagnostics()
    assert parse_yaml(text, "a.yaml", diagnostics) is None
    (item,) = diagnostics.items
    assert "'#123456' is not read" in english(item.message)
    assert 'write "#123456"' in english(item.hint)
    made = text.split("\n")
    for fix in sorted(item.fixes, reverse=True):
        line = made[fix.start.line - 1]
        made[fix.start.line - 1] = line[: fix.start.column - 1] + fix.text + line[fix.end.column - 1 :]
    assert "\n".join(made) == mended
