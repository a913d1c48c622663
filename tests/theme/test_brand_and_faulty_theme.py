"""A brand file beside a faulty theme: each fault is told where it is, as it is without the brand."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.brand_file import BrandSource
from tests.theme.test_extends import CLASHES, TEXTS, write
from tests.theme.test_theme import TEXT, test_refuses_what_cannot_be_right

OWN = "assets/themes/eget/theme.yaml"
BRANDS = {
    "accent": 'color: {primary: "#445566"}\n',
    "whole": 'color: {foreground: "#222222", background: "#FAFAFA", primary: "#884422", light: "#EEEEEE"}\n'
    'typography: {headings: {color: "#446688", weight: bold}}\n',
    "own keys": 'defaults: {report-builder: {image_ppi: 180, palette: {sand: "#EEDDCC"}}}\n',
    "headings": 'typography: {headings: {color: "#446688"}}\n',
}

REFUSED = [case[:3] for case in test_refuses_what_cannot_be_right.pytestmark[0].args[1]]  # type: ignore[attr-defined]
WHOLE = [(TEXT.replace(old, new), code) for old, new, code in REFUSED]
PARTS = [(f"extends: konstruktiv\n{text}\n", "") for text, _, _ in CLASHES]
NO_COLOURS = [
    ('extends: konstruktiv\npalette: {ink: "blue"}\n', "RB-VALUE"),
    ('extends: konstruktiv\npalette: {ink: "#FFF"}\n', "RB-VALUE"),
    ("extends: konstruktiv\npalette: [ink]\n", "RB-WRONG-TYPE"),
    ("extends: konstruktiv\npalette: {ink: [a]}\n", "RB-WRONG-TYPE"),
    ("extends: konstruktiv\nboxes: {fact: {ground: rosa}}\n", "RB-VALUE"),
    ("extends: konstruktiv\nboxes: {fact: rosa}\nsheets: [a]\n", "RB-WRONG-TYPE"),
    ("extends:\n", "RB-MISSING-KEY"),
    ("", "RB-MISSING-KEY"),
    ("- a\n", "RB-WRONG-TYPE"),
    ("tekst\n", "RB-WRONG-TYPE"),
    ("palette: [\n", "RB-YAML-SYNTAX"),
    ("extends: borte\n", "RB-FILE-MISSING"),
    ("extends: eget\n", "RB-VALUE"),
    *((text.split("palette:")[0] + "\n", "RB-MISSING-KEY") for text in TEXTS.values()),
]


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize(("text", "code"), [*WHOLE, *PARTS, *NO_COLOURS])
def test_each_fault_has_a_place(tmp_path: Path, text: str, code: str, brand: str) -> None:
    write(tmp_path, eget=text)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/_brand.yml").write_text(BRANDS[brand], "utf-8")
    files = SourceFiles(tmp_path)
    source = BrandSource(files, "content/_brand.yml", "content/_brand.yml", "content/_brand.yml")
    found = load_theme("eget", files, brand=source)
    assert all(item.span is not None for item in found.diagnostics)
    # A brand may have another colour where that of the theme was the fault.
    if code not in ("", "RB-CONTRAST"):
        assert found.value is None
        assert code in {item.code for item in found.diagnostics}, found.diagnostics
