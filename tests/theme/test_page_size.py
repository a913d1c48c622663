"""The size of a page by its name, or by width and height, and never by both."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.sources.files import SourceFiles
from report_builder.theme.builtin import theme_text, themes
from report_builder.theme.geometry import FORMATS
from report_builder.theme.load import load_theme
from report_builder.theme.model import Theme
from tests.layout.test_covers import SHEETS
from tests.said import english
from tests.theme.test_extends import load, write

SIZE = "  width: 595.276\n  height: 841.89\n"
SMALL = """  inner: 40
  text_width: 300
  gutter: 0
  margin_width: 0
  top: 60
  lines: 25
  head: 30
  folio: 480
"""
"""The places on a page that has room on each sheet."""


def geometry(theme: Theme | None) -> tuple[float, float]:
    assert theme is not None
    return theme.page.width, theme.page.height


def test_each_format_is_the_sheet_that_the_tests_of_covers_know() -> None:
    assert dict(FORMATS) == SHEETS


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize("written", ["A4", '"A4"', "'A4'"])
def test_a_format_is_its_width_and_height(tmp_path: Path, name: str, written: str) -> None:
    text = theme_text(name)
    assert text.count(SIZE) == 1
    write(tmp_path, eget=text.replace(SIZE, f"  format: {written}\n"))
    theme, said = load(tmp_path)
    assert said == []
    assert geometry(theme) == geometry(load_theme(name).value)


@pytest.mark.parametrize("name", themes())
@pytest.mark.parametrize(("written", "format_"), [("A5", "A5"), ("16:9", "16:9"), ('"16:9"', "16:9")])
def test_a_format_takes_the_place_of_the_size_of_an_extended_theme(
    tmp_path: Path, name: str, written: str, format_: str
) -> None:
    sheets = "sheets: {cover: {top: 60, height: 300, text: 60, facts: 0, rules: []}, "
    sheets += ", ".join(
        f"{sheet}: {{top: 0, height: 300, text: 100, rules: []}}"
        for sheet in ("plate", "opener", "endpaper", "back")
    )
    text = f"extends: {name}\npage:\n  format: {written}\n{SMALL}{sheets}}}\n"
    size = "page:\n  width: 500\n  height: 560\n"
    write(tmp_path, eget=text, tredje=f"extends: eget\n{size}")
    theme, said = load(tmp_path)
    assert said == []
    assert geometry(theme) == FORMATS[format_]
    theme, said = load(tmp_path, "tredje")
    assert said == []
    assert geometry(theme) == (500, 560)


@pytest.mark.parametrize(
    ("new", "code", "line", "words"),
    [
        ("  format: A4\n" + SIZE, "RB-VALUE", "format: A4", "the page has two sizes"),
        ("  width: 595.276\n  format: A5\n", "RB-VALUE", "format: A5", "the page has two sizes"),
        ("  width: 595.276\n", "RB-MISSING-KEY", "inner: 78", "'height' is missing in 'page'"),
        ("  height: 595.276\n", "RB-MISSING-KEY", "inner: 78", "'width' is missing in 'page'"),
        ("", "RB-MISSING-KEY", "inner: 78", "'width' is missing in 'page'"),
        ("  format: A3\n", "RB-VALUE", "format: A3", "'format'"),
        ("  format: a4\n", "RB-VALUE", "format: a4", "'format'"),
    ],
)
def test_two_sizes_none_and_one_that_nobody_knows_are_told(
    tmp_path: Path, new: str, code: str, line: str, words: str
) -> None:
    text = theme_text("konstruktiv").replace(SIZE, new)
    write(tmp_path, eget=text)
    found = load_theme("eget", SourceFiles(tmp_path))
    assert found.value is None
    assert code in {item.code for item in found.diagnostics}
    first = next(item for item in found.diagnostics if words in english(item.message))
    assert first.code == code
    assert first.hint is not None
    assert first.span is not None
    at = text[: text.index(line)].count("\n") + 1
    assert abs(first.span.line - at) <= 2


def test_two_sizes_of_one_theme_are_told_though_it_extends_another(tmp_path: Path) -> None:
    write(tmp_path, eget="extends: noktern\npage:\n  format: A4\n  width: 600\n")
    _, said = load(tmp_path)
    assert len(said) == 1
    assert said[0].startswith("assets/themes/eget/theme.yaml:3:")
    write(
        tmp_path, eget="extends: noktern\npage:\n  format: A4\n", tredje="extends: eget\npage: {width: 600}\n"
    )
    _, said = load(tmp_path, "tredje")
    assert len(said) == 1
    assert "height" in said[0]
