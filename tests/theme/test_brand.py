"""A report that takes its colours and fonts from a brand file (brand.yml)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from report_builder.content.publication import read_publication
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import languages
from report_builder.pipeline.branding import STORED, brand_of
from report_builder.pipeline.schemas import schema_text
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.builtin import font, theme_text, themes
from report_builder.theme.contrast import contrast
from report_builder.theme.export import export_theme
from report_builder.theme.model import COLOUR_NAMES, Colour, SheetKind, Theme
from tests.said import line_of
from tests.theme.test_extends import same, write
from tests.theme.test_licences import retold

BRANDS = Path(__file__).parent / "brands"
FULL, LIGHT_DARK, MINIMAL = (f"_brand-{name}.yml" for name in ("full", "light-dark", "minimal"))
FILE = "content/_brand.yml"
FONTS = {"Regular": "Literata-Regular.ttf", "Italic": "Literata-Italic.ttf", "Bold": "Literata-Bold.ttf"}


def put(root: Path, brand: str, path: str = FILE) -> None:
    """Put one of the brands, or a text, into the report, with the fonts that the full one names."""
    target = root / path
    (target.parent / "skrifter").mkdir(parents=True, exist_ok=True)
    text = (BRANDS / brand).read_text("utf-8") if brand.endswith(".yml") else brand
    target.write_text(text, "utf-8")
    for name, file in FONTS.items():
        (target.parent / f"skrifter/Innbilt-{name}.ttf").write_bytes(
            retold(font(file)) if name == "Regular" else font(file)
        )


def load(root: Path, facts: str = "") -> tuple[Theme | None, list[str], SourceFiles]:
    path = root / "content/report.yaml"
    if facts:
        path.write_text(f"{path.read_text('utf-8')}{facts}\n", "utf-8")
    files = SourceFiles(root)
    read = read_publication(files, Diagnostics())
    assert read is not None
    publication = read.publication
    found = load_theme(
        publication.theme, files, publication.theme_span, brand=brand_of(publication, files, Diagnostics())
    )
    return found.value, [f"{item.severity.name} {line_of(item)}" for item in found.diagnostics], files


def hexadecimal(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in (colour.red, colour.green, colour.blue))


def palette(theme: Theme | None) -> dict[str, str]:
    assert theme is not None
    return {name: hexadecimal(colour) for name, colour in theme.palette.items()}


def test_a_whole_brand_gives_colours_fonts_and_own_keys(good_report: Path) -> None:
    put(good_report, FULL)
    theme, said, _ = load(good_report)
    colours = palette(theme)
    assert theme is not None
    assert (colours["ink"], colours["paper"]) == ("#3D405B", "#FDFDFB")
    assert (colours["signal"], colours["tint"], colours["tint_strong"]) == ("#B5386B", "#F2F6F8", "#DCE9EE")
    assert colours["chart"] == colours["fjord"] == colours["blue"] == colours["info"] == "#1B4965"
    assert colours["warning"] == "#E09F3E"
    assert theme.files[theme.fonts["serif"].regular] == retold(font("Literata-Regular.ttf"))
    assert theme.fonts["serif"].bold_italic == "skrifter/Innbilt-Italic.ttf", "the nearest"
    assert (
        theme.fonts["sans"].regular == "skrifter/Innbilt-Regular.ttf"
        or "SourceSans3" in theme.fonts["sans"].regular
    )
    assert theme.styles["heading2"].colour == theme.palette["fjord"]
    assert theme.styles["chapter"].colour == theme.palette["signal"]
    assert theme.image_ppi == 180
    assert theme.sheets[SheetKind.COVER].ground == theme.palette["fjord"]
    assert not any(line.startswith("ERROR") for line in said)
    assert any("RB-CONTRAST #62B6CB as 'muted' on 'tint'" in line for line in said), said
    assert sum("Open Sans" in line for line in said) == sum("Fira Code" in line for line in said) == 1
    assert sum("the report has no use for" in line for line in said) == 1


def test_the_light_colours_are_those_of_a_page(good_report: Path) -> None:
    put(good_report, LIGHT_DARK)
    theme, said, _ = load(good_report)
    colours = palette(theme)
    assert theme is not None
    assert (colours["ink"], colours["paper"], colours["dark"]) == ("#111111", "#FFFFFF", "#141E28")
    assert colours["orange"] == "#FF6F20"
    assert contrast(theme.palette["signal"], theme.palette["paper"]) >= 4.5
    taken = next(line for line in said if "#FF6F20 as 'signal'" in line)
    assert taken.startswith("WARNING content/_brand.yml:16:")
    assert f"{colours['signal']} is used instead" in taken
    assert theme.fonts["serif"].regular == "SourceSans3-Regular.ttf", "the program has that font"
    assert theme.fonts["sans"].bold_italic == "Literata-BoldItalic.ttf"


def test_a_brand_may_say_little(good_report: Path) -> None:
    put(good_report, MINIMAL)
    theme, said, _ = load(good_report)
    plain = load_theme("konstruktiv").value
    assert theme is not None
    assert plain is not None
    assert palette(theme)["signal"] == "#447099"
    assert palette(theme)["ink"] == palette(plain)["ink"]
    assert theme.fonts == plain.fonts
    assert sum("'Times New Roman' (system)" in line for line in said) == 1
    assert sum("https://skrifter.example" in line and "not fetched" in line for line in said) == 1


@pytest.mark.parametrize("brand", [FULL, LIGHT_DARK, MINIMAL])
@pytest.mark.parametrize("name", themes())
def test_every_brand_can_be_read_in_every_theme(good_report: Path, brand: str, name: str) -> None:
    put(good_report, brand)
    theme, said, _ = load(good_report, f"theme: {name}")
    assert theme is not None, said


@pytest.mark.parametrize("primary", ["#FFFF00", "#fff", "yellow", "#808080", "rgb(250, 128, 114)", "#000"])
@pytest.mark.parametrize("background", ["#FFFFFF", "#F7F4EE", "#D0D0D0", "#101010"])
def test_whatever_the_colours_are_the_report_can_be_read(
    good_report: Path, primary: str, background: str
) -> None:
    roles = ("foreground", "primary", "secondary", "tertiary", "info", "light")
    text = (
        "color:\n" + "".join(f'  {role}: "{primary}"\n' for role in roles) + f'  background: "{background}"\n'
    )
    put(good_report, text)
    theme, said, _ = load(good_report)
    assert theme is not None, said
    assert all(line.startswith("WARNING content/_brand.yml:") for line in said), said


@pytest.mark.parametrize("foreground", ["#EEEEEE", "#808080", "#FF0000", "#333", "white"])
@pytest.mark.parametrize(
    "others", ["", '  primary: "#FFFF00"\n', '  background: "#111"\n', '  light: "#777"\n']
)
def test_the_colour_of_text_is_read_on_every_ground_that_it_has(
    good_report: Path, foreground: str, others: str
) -> None:
    put(good_report, f'color:\n  foreground: "{foreground}"\n{others}')
    theme, said, _ = load(good_report)
    assert theme is not None, said
    assert all(line.startswith("WARNING content/_brand.yml:") for line in said), said
    assert sum("is used instead" in line and "as 'ink'" in line for line in said) <= 1


def test_what_the_themes_write_comes_before_the_brand_and_that_before_the_last_of_them(
    good_report: Path,
) -> None:
    put(good_report, MINIMAL)
    write(
        good_report,
        eget='extends: felles\npalette: {signal: "#8A1F5C"}\n',
        felles='extends: noktern\npalette: {signal: "#004400", chart: "#225588"}\n',
    )
    theme, _, _ = load(good_report, "theme: eget")
    assert palette(theme)["signal"] == "#8A1F5C"
    write(good_report, eget="extends: felles\n")
    theme, _, _ = load(good_report)
    assert palette(theme)["signal"] == "#004400"
    assert palette(theme)["chart"] == "#225588"
    write(good_report, felles="extends: noktern\n")
    theme, _, _ = load(good_report)
    assert palette(theme)["signal"] == "#447099"


def test_a_theme_that_extends_no_other_is_what_the_brand_is_written_over(good_report: Path) -> None:
    put(good_report, MINIMAL)
    write(good_report, eget=theme_text("noktern"))
    theme, _, _ = load(good_report, "theme: eget")
    assert palette(theme)["signal"] == "#447099"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "colour:\n  primary: blue\n",
            "WARNING content/_brand.yml:1:1: RB-BRAND the key 'colour' is not known here; did you",
        ),
        ("color:\n  palette: {a: b, b: a}\n  primary: a\n", "WARNING content/_brand.yml:2:"),
        ("color:\n  primary: blåt\n", "WARNING content/_brand.yml:2:12: RB-BRAND 'blåt' is no colour"),
        ("color: [a]\n", "ERROR content/_brand.yml:1:8: RB-WRONG-TYPE"),
        ("color:\n  primary: [\n", "ERROR content/_brand.yml:2:12: RB-YAML-SYNTAX"),
        (
            "typography:\n  base: A\n  fonts:\n    - {family: A, source: file, files: [borte.ttf]}\n",
            "ERROR content/_brand.yml:4:41: RB-FILE-MISSING",
        ),
        (
            "typography:\n  base: A\n  fonts:\n    - {family: A, source: fil}\n",
            "ERROR content/_brand.yml:4:27: RB-VALUE",
        ),
        (
            "defaults:\n  report-builder:\n    styles: {body: {size: 2}}\n",
            "ERROR content/_brand.yml:3:27: RB-VALUE",
        ),
        ("defaults:\n  report-builder:\n    stiler: 1\n", "ERROR content/_brand.yml:3:5: RB-UNKNOWN-KEY"),
        ("defaults:\n  report-builder:\n    page: {width: 200}\n", "ERROR content/_brand.yml:3:11: RB-VALUE"),
    ],
)
def test_a_fault_is_told_at_its_line(good_report: Path, text: str, told: str) -> None:
    put(good_report, text)
    theme, said, _ = load(good_report)
    assert any(line.startswith(told) for line in said), said
    assert (theme is None) == told.startswith("ERROR")


def test_the_file_may_be_named_in_the_report_in_the_settings_and_stand_outside(good_report: Path) -> None:
    put(good_report, MINIMAL, "assets/merke/etaten.yml")
    theme, _, _ = load(good_report, "brand: assets/merke/etaten.yml")
    assert palette(theme)["signal"] == "#447099"
    put(good_report.parent, FULL, "felles/_brand.yml")
    facts = good_report / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8").replace("brand: assets/merke/etaten.yml\n", ""), "utf-8")
    (good_report / "settings.yaml").write_text("brand: ../felles/_brand.yml\n", "utf-8")
    theme, said, files = load(good_report)
    assert palette(theme)["signal"] == "#B5386B"
    assert any("../felles/_brand.yml:" in line for line in said)
    assert theme is not None
    stored = {
        path: files.read_bytes(path, Diagnostics(), None) or b"" for path in files.paths
    } | export_theme(theme, files.paths)
    assert {STORED, "assets/brand/skrifter/Innbilt-Regular.ttf"} <= set(stored)
    shutil.rmtree(good_report.parent / "felles")
    kept = good_report.parent / "kept"
    for path, data in stored.items():
        (kept / path).parent.mkdir(parents=True, exist_ok=True)
        (kept / path).write_bytes(data)
    again, _, _ = load(kept)
    assert same(again, theme)


def test_a_file_that_is_not_there_is_told_where_it_is_named(good_report: Path) -> None:
    _, said, _ = load(good_report, "brand: borte/_brand.yml")
    assert [line.split(":")[0] for line in said] == ["ERROR content/report.yaml"]


@pytest.mark.parametrize("brand", [FULL, LIGHT_DARK, MINIMAL])
@pytest.mark.parametrize("language", languages())
def test_the_schema_takes_what_the_reader_takes(brand: str, language: str) -> None:
    schema = json.loads(schema_text("brand", language))
    Draft7Validator.check_schema(schema)
    value = yaml.safe_load((BRANDS / brand).read_text("utf-8"))
    faults = [error.message for error in Draft7Validator(schema).iter_errors(value)]
    assert faults == []
    assert list(Draft7Validator(schema).iter_errors({"colour": {}}))


def test_without_a_brand_nothing_is_looked_at_further(good_report: Path) -> None:
    theme, said, files = load(good_report)
    plain = load_theme("konstruktiv").value
    assert said == []
    assert same(theme, plain)
    assert not any("brand" in path for path in files.paths)
    assert set(COLOUR_NAMES) == set(palette(theme))
