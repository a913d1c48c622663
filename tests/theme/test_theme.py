"""The built-in theme, and what is refused in a report's own."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostic
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.builtin import font, fonts, theme_text, themes
from report_builder.theme.contrast import Grounds, contrast, contrast_pairs
from report_builder.theme.keys import FontKeys
from report_builder.theme.model import (
    COLOUR_NAMES,
    FACES,
    FAMILY_NAMES,
    STYLE_NAMES,
    Colour,
    FontFamily,
    SheetKind,
    Theme,
    Typesetting,
)
from tests.said import english

TEXT = theme_text("konstruktiv")
FILE = "assets/themes/eget/theme.yaml"


def built_in(name: str = "konstruktiv") -> Theme:
    theme = load_theme(name)
    assert not theme.diagnostics
    assert theme.value is not None
    return theme.value


def own(root: Path, old: str = "", new: str = "") -> tuple[Theme | None, tuple[Diagnostic, ...]]:
    assert old == "" or TEXT.count(old) == 1
    (root / FILE).parent.mkdir(parents=True, exist_ok=True)
    (root / FILE).write_text(TEXT.replace(old, new) if old else TEXT, encoding="utf-8")
    theme = load_theme("eget", SourceFiles(root))
    return theme.value, theme.diagnostics


def line_of(text: str) -> int:
    return TEXT[: TEXT.index(text)].count("\n") + 1


@pytest.mark.parametrize("name", themes())
def test_built_in_themes_load(name: str) -> None:
    theme = load_theme(name)
    assert not theme.diagnostics
    assert theme.value is not None
    assert theme.value.name == name
    assert tuple(theme.value.styles) == STYLE_NAMES
    assert set(theme.value.palette) == set(COLOUR_NAMES)
    assert set(theme.value.fonts) >= set(FAMILY_NAMES)
    for family in theme.value.fonts.values():
        for face in (family.regular, family.italic, family.bold, family.bold_italic):
            assert theme.value.files[face][:4] == b"\x00\x01\x00\x00"


def test_the_page_is_a4_with_mirrored_columns() -> None:
    page = built_in().page
    assert (page.width, page.height) == (595.276, 841.89)
    assert page.full_width == 348 + 18 + 104
    assert page.inner + page.full_width <= page.width
    assert page.top + page.lines * page.grid <= page.folio <= page.height


@pytest.mark.parametrize(
    ("name", "sizes"), [("konstruktiv", {9, 10.5, 14, 21, 40}), ("noktern", {9, 10.5, 14, 20, 34})]
)
def test_there_are_five_sizes_at_most(name: str, sizes: set[float]) -> None:
    assert {style.size for style in built_in(name).styles.values()} == sizes


@pytest.mark.parametrize("name", themes())
def test_every_pair_of_colours_is_readable(name: str) -> None:
    theme = built_in(name)
    grounds = Grounds(
        (theme.sheets[kind].ground.name for kind in (SheetKind.COVER, SheetKind.BACK)),
        (theme.sheets[SheetKind.OPENER].ground.name,),
        (box.ground.name for box in theme.boxes.values() if box.ground),
        theme.lists.colour,
        theme.tables,
    )
    pairs = contrast_pairs(theme.styles, theme.palette, grounds)
    assert {english(pair.used_for) for pair in pairs} >= {*STYLE_NAMES, "links", "bullets", "drawings"}
    for pair in pairs:
        assert pair.ratio >= pair.required, pair


@pytest.mark.parametrize("name", themes())
def test_the_figures_in_the_theme_file_are_true(name: str) -> None:
    palette = built_in(name).palette
    text = theme_text(name)
    told = re.findall(r'(\w+): "#[0-9A-F]{6}"[^\n]*?([0-9.]+) on paper(?:, ([0-9.]+) on tint)?', text)
    assert len(told) == 5
    for colour, on_paper, on_tint in told:
        assert round(contrast(palette[colour], palette["paper"]), 1) == float(on_paper), colour
        if on_tint:
            assert round(contrast(palette[colour], palette["tint"]), 1) == float(on_tint), colour


def test_it_prints_well_in_grey() -> None:
    palette = built_in().palette
    white = palette["paper"]
    depth = [
        contrast(palette[name], white)
        for name in ("ink", "muted", "signal", "chart", "rule", "tint_strong", "tint")
    ]
    assert depth == sorted(depth, reverse=True)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("000000", "ffffff", 21.0), ("777777", "ffffff", 4.48), ("767676", "ffffff", 4.54)],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    one, two = (Colour("", *(int(c[i : i + 2], 16) / 255 for i in (0, 2, 4))) for c in (first, second))
    assert round(contrast(one, two), 2) == round(contrast(two, one), 2) == ratio


def test_every_font_has_its_licence_and_north_sami() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib")
    folder = Path(__file__).parents[2] / "src/report_builder/data/fonts"
    for name in fonts():
        licence = (folder / f"{Path(name).stem.partition('-')[0]}-OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        with ttlib.TTFont(folder / name) as file:
            missing = [c for c in "ÁáČčĐđŊŋŠšŦŧŽžÆØÅæøå−–«»…•€\u00a0" if ord(c) not in file.getBestCmap()]
            assert missing == [], name


def test_the_profile_is_srgb_version_2_with_its_licence() -> None:
    folder = Path(__file__).parents[2] / "src/report_builder/data/profiles"
    (profile,) = folder.glob("*.icc")
    data = profile.read_bytes()
    assert struct.unpack_from(">L", data)[0] == len(data)
    assert data[8] == 2
    assert data[12:20] == b"mntrRGB "
    assert "zlib/libpng License" in (folder / f"{profile.stem}-LICENSE.txt").read_text(encoding="utf-8")


def test_a_report_may_have_its_own_theme(tmp_path: Path) -> None:
    theme, found = own(tmp_path, "text_width: 348", "text_width: 330")
    assert not found
    assert theme is not None
    assert (theme.name, theme.page.text_width) == ("eget", 330)


def test_a_theme_may_bring_its_own_fonts(tmp_path: Path) -> None:
    folder = tmp_path / "assets/themes/eget/skrift"
    folder.mkdir(parents=True)
    (folder / "A.ttf").write_bytes(font("Literata-Regular.ttf"))
    files = SourceFiles(tmp_path)
    (tmp_path / FILE).write_text(
        TEXT.replace("regular: Literata-Regular.ttf", "regular: skrift/A.ttf"), encoding="utf-8"
    )
    theme = load_theme("eget", files)
    assert not theme.diagnostics
    assert theme.value is not None
    assert theme.value.files["skrift/A.ttf"] == font("Literata-Regular.ttf")
    assert "assets/themes/eget/skrift/A.ttf" in files.paths


@pytest.mark.parametrize(
    ("old", "new", "code", "message", "line"),
    [
        ("  tint_strong:", "  tint_strng:", "RB-UNKNOWN-KEY", "'tint_strng'", None),
        ("image_ppi: 220", "image_ppi: 220\nfarge: rosa", "RB-UNKNOWN-KEY", "'farge'", None),
        (
            "hyphenate: false}\n  pull_quote",
            "hyphen: false}\n  pull_quote",
            "RB-UNKNOWN-KEY",
            "'hyphen'",
            None,
        ),
        ("  attribution:", "  atribution:", "RB-MISSING-KEY", "'attribution' is missing in 'styles'", None),
        ("  folio: 806", "", "RB-MISSING-KEY", "'folio' is missing in 'page'", None),
        ('"#4E5D68"', '"#4E5D6"', "RB-VALUE", "'muted' is not written as it must be", None),
        ("gutter: 18", "gutter: wide", "RB-WRONG-TYPE", "'gutter' must be a length", None),
        ("gutter: 18", "gutter: 6,5mm", "RB-WRONG-TYPE", "'gutter' must be a length", None),
        ("margin_width: 104", "margin_width: -12mm", "RB-VALUE", "'margin_width' cannot be -12mm", None),
        ("margin_width: 104", "margin_width: 12mm", "RB-VALUE", "is 34.02 points wide, which", "width: 595"),
        (
            "margin_width: 104",
            "margin_width: 0\n  notes: beside",
            "RB-VALUE",
            "in a margin column ('notes: beside'), but it has no width",
            "width: 595",
        ),
        ("folio: 806", "folio: 806\n  columns: 3", "RB-VALUE", "'columns'", None),
        ("captions: beside", "captions: beside\nsection_numbers: hanging", "RB-VALUE", "'hanging'", None),
        (
            "captions: beside",
            "section_numbers: hung\ncaptions: beside",
            "RB-VALUE",
            "need 74.6 points to the left of the text, but have 18",
            "captions: beside",
        ),
        (
            "folio: 806",
            "folio: 806\n  columns: 2",
            "RB-VALUE",
            "cannot have a margin column beside them",
            "width: 595",
        ),
        (
            "text_width: 348\n  gutter: 18\n  margin_width: 104",
            "text_width: 157\n  gutter: 18\n  margin_width: 0\n  columns: 2",
            "RB-VALUE",
            "is 157 points wide, which is too narrow for text of 10.5 points",
            "width: 595",
        ),
        (
            "margin_width: 104",
            "margin_width: 0\n  columns: 2",
            "RB-VALUE",
            "columns are wider than the sheet: 789 of",
            "width: 595",
        ),
        (
            "folio: 806",
            "folio: 806\n  sided: single\n  start_chapters: right",
            "RB-VALUE",
            "but pages have no left and right",
            "width: 595",
        ),
        ("folio: 806", "folio: 806\n  sided: both", "RB-VALUE", "'sided'", None),
        (
            "size: 10.5, leading: 15, after: 15, indent: 15}",
            "size: 10.5, leading: 140%}",
            "RB-WRONG-TYPE",
            "'leading'",
            None,
        ),
        (
            "lines: 45",
            "lines: 60",
            "RB-VALUE",
            "lines are higher than the sheet: 979 of 841.89",
            "width: 595",
        ),
        (
            "margin_width: 104",
            "margin_width: 212",
            "RB-VALUE",
            "columns are wider than the sheet",
            "width: 595",
        ),
        ("head: 46", "head: 146", "RB-VALUE", "'head' at 146 points is in the text", "width: 595"),
        ("folio: 806", "folio: 300", "RB-VALUE", "'folio' at 300 points is in the text", "width: 595"),
        ("folio: 806", "folio: 841", "RB-VALUE", "'folio' at 841 points", "width: 595"),
        (
            "size: 10.5, leading: 15, after: 15, indent: 15}",
            "size: 10.5, leading: 6}",
            "RB-VALUE",
            "overprint",
            None,
        ),
        (
            "code: {font: mono, size: 9, leading: 15, ",
            "code: {font: mono, size: 9, leading: 15, tracking: -5, ",
            "RB-VALUE",
            "letters of 'code' cannot be read with a 'tracking' of -5",
            "code: {font: mono",
        ),
        ("body: {font: serif, size: 10.5", "body: {font: serif, size: 7.5", "RB-VALUE", "too small", None),
        ("fallback: sans", "fallback: sanz", "RB-VALUE", "there is no family 'sanz'", "fallback: sans"),
        ("body: {font: serif", "body: {font: times", "RB-VALUE", "there is no family 'times'", "body: {font"),
        (
            "colour: paper, hyphenate: false}\n  cover_sub",
            "colour: pink}\n  cover_sub",
            "RB-VALUE",
            "'pink'",
            None,
        ),
        (
            "regular: Literata-Regular.ttf",
            "regular: Literta-Regular.ttf",
            "RB-FILE-MISSING",
            "Literta",
            "regular: Lit",
        ),
        ("regular: Literata-Regular.ttf", "regular: ../../a.ttf", "RB-PATH", "'..'", "regular: Lit"),
        (
            "regular: Literata-Regular.ttf",
            "regular: theme.yaml",
            "RB-FONT",
            "is not a TrueType font",
            "regular: Lit",
        ),
        ("lines: 26, top: 330", "lins: 26, top: 330", "RB-UNKNOWN-KEY", "'lins'", None),
        ("ground: ink, art: line-field, stage: 0.38", "ground: rosa", "RB-VALUE", "'rosa'", None),
        ("{ground: tint, art: line-field}", "{ground: tint, art: bubbles}", "RB-VALUE", "'bubbles'", None),
        ("height: 200, text: 244", "height: 200, text: 24", "RB-VALUE", "'text' of 'opener'", None),
        ("height: 512, text: 646", "height: 512, top: 400", "RB-VALUE", "ends below the sheet", None),
        ("  endpaper: {ground: tint, art: line-field, stage: 1}", "", "RB-MISSING-KEY", "'endpaper'", None),
        ("  pause: {length: 48, thickness: 0.75, colour: muted}", "", "RB-MISSING-KEY", "'pause'", None),
        ("edge: signal, edge_width: 3", "edge: signal, edge_width: -3", "RB-VALUE", "'edge_width'", None),
        ('bullets: ["•", "–"]', "bullets: []", "RB-EMPTY", "'bullets' has no items", None),
        ("columns: 3", "columns: 9", "RB-VALUE", "'columns' cannot be 9", None),
        ("captions: beside", "captions: above", "RB-VALUE", "'above'", None),
        (
            "ground: ink, art: line-field, stage: 0.38",
            "ground: paper",
            "RB-CONTRAST",
            "'paper' on 'paper'",
            None,
        ),
        ("opener: {art", "opener: {ground: ink, art", "RB-CONTRAST", "'ink' on 'ink'", "opener: {art"),
        (
            "opener: {art",
            "opener: {ground: tint_strong, art",
            "RB-CONTRAST",
            "'signal' on 'tint_strong' has a contrast of 3.91:1; links",
            'signal: "#C23B1B"',
        ),
        (
            "opener: {art",
            "opener: {ground: tint_strong, art",
            "RB-CONTRAST",
            "'rule' on 'tint_strong' has a contrast of 2.6:1; drawings must have 3:1",
            'rule: "#7C8A92"',
        ),
        ('"#4E5D68"', '"#8A99A4"', "RB-CONTRAST", "'muted' on 'paper' has a contrast of 2.92:1", '"#4E5D68"'),
        ('"#3A84A0"', '"#9FD0E5"', "RB-CONTRAST", "drawings must have 3:1", '"#3A84A0"'),
        ('"#FFFFFF"', '"#0C1F2F"', "RB-CONTRAST", "'paper' on 'ink' has a contrast of 1", '"#FFFFFF"'),
    ],
)
def test_refuses_what_cannot_be_right(
    tmp_path: Path, old: str, new: str, code: str, message: str, line: str | None
) -> None:
    theme, found = own(tmp_path, old, new)
    assert theme is None
    told = [d for d in found if d.code == code and message in english(d.message)]
    assert told
    assert told[0].span is not None
    assert told[0].span.path == FILE
    assert told[0].span.line == (line_of(line) if line else told[0].span.line)
    assert told[0].hint


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("78", 78),
        ("78pt", 78),
        ("27.5mm", 77.952756),
        ("27.5 mm", 77.952756),
        ("2.75cm", 77.952756),
        ("1in", 72),
    ],
)
def test_lengths_may_have_a_unit(tmp_path: Path, written: str, points: float) -> None:
    theme, found = own(tmp_path, "inner: 78", f"inner: {written}")
    assert not found
    assert theme is not None
    assert theme.page.inner == points


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("inner: 78", "inner: 27,5mm", "write 27.5mm"),
        ("inner: 78", "inner: 140%", "with its unit, such as '4.2mm'"),
        ("margin_width: 104", "margin_width: 12mm", "at least 36 points"),
        ("folio: 806", "folio: 806\n  columns: 2", "room for 'text_width: 227.5'"),
        (
            "captions: beside",
            "captions: beside\nsection_numbers: hung",
            "write 'sided: single', give 'gutter' at",
        ),
        ("body: {font: serif", "body: {font: Open Sans", "written in 'fonts', with its four font files"),
    ],
)
def test_what_is_wrong_with_a_length_or_a_family_is_told_as_it_is(
    tmp_path: Path, old: str, new: str, hint: str
) -> None:
    _, found = own(tmp_path, old, new)
    assert [hint in english(item.hint) for item in found if item.hint] == [True]


@pytest.mark.parametrize(
    ("page", "hint"),
    [
        ("sided: single", None),
        ("sided: single\n  inner: 74", "give 'inner' at least 74.6 points"),
        ("margin_width: 0\n  text_width: 443", "that is the outer margin: make 'text_width' smaller"),
        ("margin_width: 0\n  text_width: 440", None),
        ("sided: single\n  margin_width: 0\n  text_width: 180\n  columns: 2", "give it at least 74.6 points"),
        (
            "sided: single\n  margin_width: 0\n  text_width: 180\n  columns: 2\n  column_gap: 75",
            None,
        ),
    ],
)
def test_numbers_hang_where_there_is_room_on_every_page(tmp_path: Path, page: str, hint: str | None) -> None:
    root = tmp_path / "assets/themes/eget"
    root.mkdir(parents=True)
    written = f"extends: konstruktiv\nsection_numbers: hung\npage:\n  {page}\n"
    (root / "theme.yaml").write_text(written, encoding="utf-8")
    found = load_theme("eget", SourceFiles(tmp_path))
    hints = [english(item.hint) for item in found.diagnostics if item.hint]
    assert [one for one in hints if hint is None or hint not in one] == []
    assert len(hints) == (hint is not None)
    assert (found.value is not None and found.value.numbers_hung) == (hint is None)


def test_a_weak_pair_names_all_that_it_is_used_for(tmp_path: Path) -> None:
    _, found = own(tmp_path, '"#4E5D68"', '"#687680"')
    (weak,) = found
    assert english(weak.message) == (
        "'muted' on 'tint' has a contrast of 4.21:1; attribution, card_source, running_head must have 4.5:1"
    )
    assert [span.line for span in weak.related] == [line_of('"#F0F4F3"')]


@pytest.mark.parametrize("name", ["konstrktiv", "finnes-ikke", "../konstruktiv", "", "CON"])
def test_an_unknown_theme_is_named(tmp_path: Path, name: str) -> None:
    for files in (None, SourceFiles(tmp_path)):
        theme = load_theme(name, files)
        assert theme.value is None
        assert [d.code for d in theme.diagnostics] == ["RB-FILE-MISSING"]
        assert "konstruktiv" in english(theme.diagnostics[0].hint)


def test_a_theme_of_the_report_comes_before_the_built_in_one_of_that_name(tmp_path: Path) -> None:
    path = tmp_path / "assets/themes/konstruktiv/theme.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT.replace("image_ppi: 220", "image_ppi: 150"), encoding="utf-8")
    theme = load_theme("konstruktiv", SourceFiles(tmp_path))
    assert theme.value is not None
    assert theme.value.image_ppi == 150


def test_what_a_style_says_is_how_it_is_set(tmp_path: Path) -> None:
    """Each key that a style may have, each with a value of its own."""
    said = (
        "  lead: {font: serif, size: 15.5, leading: 19.5, face: italic, colour: ink, before: 3, after: 5, "
        "align: center, indent: 12, figures: oldstyle, figure_width: tabular, caps: small, hyphenate: false, "
        "tracking: 0.25}"
    )
    (line,) = re.findall(r"^  lead:.*$", TEXT, re.MULTILINE)
    theme, found = own(tmp_path, line, said)
    assert theme is not None, found
    lead = theme.styles["lead"]
    assert [getattr(lead, name) for name in Typesetting.__struct_fields__] == [
        *(15.5, 19.5, "italic", 3.0, 5.0, "center", 12.0, "oldstyle", "tabular", "small", False, 0.25)
    ]
    assert (lead.family, lead.colour) == ("serif", theme.palette["ink"])


def test_a_family_has_the_faces_that_its_file_names() -> None:
    assert (*FACES, "scale") == FontKeys.__struct_fields__ == FontFamily.__struct_fields__
