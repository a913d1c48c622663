"""A theme file, read and checked: every style there, every colour pair readable, every font usable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.sources.files import SourceFiles
from report_builder.sources.nearest import did_you_mean
from report_builder.sources.schema import Key, Located, read_mapping
from report_builder.sources.yaml_tree import parse_yaml
from report_builder.theme import builtin
from report_builder.theme.contrast import ContrastPair, contrast_pairs
from report_builder.theme.fontfile import font_fault
from report_builder.theme.model import (
    COLOUR_NAMES,
    FAMILY_NAMES,
    STYLE_NAMES,
    Colour,
    FontFamily,
    PageGeometry,
    TextStyle,
    Theme,
)

_FACES = ("regular", "italic", "bold", "bold_italic")
_SHEET = 14_400.0  # the largest side of a PDF page (ISO 32000-1, annex C)


@dataclass(frozen=True, slots=True)
class PageKeys:
    """Keys of ``page``, in points."""

    span: SourceSpan
    width: Annotated[float, Key("Width of the sheet.", minimum=72, maximum=_SHEET)]
    height: Annotated[float, Key("Height of the sheet.", minimum=72, maximum=_SHEET)]
    inner: Annotated[float, Key("Margin at the fold.", minimum=0)]
    text_width: Annotated[float, Key("Width of the text column.", minimum=72)]
    gutter: Annotated[float, Key("Blank between text column and margin column.", minimum=0)]
    margin_width: Annotated[float, Key("Width of the margin column.", minimum=36)]
    top: Annotated[float, Key("Top of the first grid line, from the upper edge.", minimum=0)]
    lines: Annotated[int, Key("Number of grid lines.", minimum=10, maximum=1000)]
    grid: Annotated[float, Key("Height of a grid line.", minimum=6, maximum=72)]
    head: Annotated[float, Key("Baseline of the running head, from the upper edge.", minimum=0)]
    folio: Annotated[float, Key("Baseline of the page number, from the upper edge.", minimum=0)]


@dataclass(frozen=True, slots=True)
class FontKeys:
    """Keys of one family of ``fonts``."""

    regular: Annotated[Located[str], Key("File of the upright face.")]
    italic: Annotated[Located[str], Key("File of the italic face.")]
    bold: Annotated[Located[str], Key("File of the bold face.")]
    bold_italic: Annotated[Located[str], Key("File of the bold italic face.")]


@dataclass(frozen=True, slots=True)
class StyleKeys:
    """Keys of one style of ``styles``; lengths in points."""

    font: Annotated[Located[str], Key("A family of fonts.")]
    size: Annotated[float, Key("Size of the type.", minimum=4, maximum=400)]
    leading: Annotated[float, Key("Distance of baselines.", minimum=4, maximum=600)]
    face: Annotated[str, Key("Face of the family.", choices=_FACES)] = "regular"
    colour: Annotated[str, Key("A colour of the palette.", choices=COLOUR_NAMES)] = "ink"
    before: Annotated[float, Key("Blank above.", minimum=0, maximum=600)] = 0.0
    after: Annotated[float, Key("Blank below.", minimum=0, maximum=600)] = 0.0
    align: Annotated[str, Key("Alignment.", choices=("left", "center", "right"))] = "left"
    hyphenate: Annotated[bool, Key("Whether words may be broken.")] = True
    tracking: Annotated[float, Key("Blank after each character.", minimum=-5, maximum=20)] = 0.0


@dataclass(frozen=True, slots=True)
class ThemeKeys:
    """Keys of ``theme.yaml``."""

    page: Annotated[PageKeys, Key("Geometry of the page.")]
    image_ppi: Annotated[int, Key("Most pixels per inch of an image.", minimum=72, maximum=1200)]
    palette: Annotated[
        dict[str, Located[str]],
        Key("Colours by name.", names=COLOUR_NAMES, pattern="#[0-9A-Fa-f]{6}", example='"#0C1F2E"'),
    ]
    fonts: Annotated[dict[str, FontKeys], Key("Families of fonts by name.", names=FAMILY_NAMES, open=True)]
    fallback: Annotated[Located[str], Key("Family for characters that a style's own lacks.")]
    styles: Annotated[dict[str, StyleKeys], Key("Text styles by name.", names=STYLE_NAMES)]


def load_theme(name: str, files: SourceFiles | None = None, span: SourceSpan | None = None) -> Outcome[Theme]:
    """Load a built-in theme, or the one in ``assets/themes/<name>/`` of the report.

    ``files`` are the report's files, None where there is no report; ``span`` is where the theme was
    asked for. Faults are those of YAML files, RB-FONT for a font that cannot be embedded, and
    RB-CONTRAST for a pair of colours that is too weak.
    """
    diagnostics = Diagnostics()
    shelf = _find(name, files, span, diagnostics)
    theme = None if shelf is None else _load(name, shelf, diagnostics)
    return Outcome(None if diagnostics.has_errors else theme, diagnostics.items)


def _load(name: str, shelf: _Shelf, diagnostics: Diagnostics) -> Theme | None:
    text = shelf.text(diagnostics)
    tree = None if text is None else parse_yaml(text, shelf.path, diagnostics)
    keys = None if tree is None else read_mapping(tree, ThemeKeys, diagnostics)
    if keys is None:
        return None
    _check_families(keys, diagnostics)
    _check_page(keys.page, diagnostics)
    palette = {name: _colour(name, colour.value) for name, colour in keys.palette.items()}
    styles = {style: _style(keys.styles[style], palette) for style in STYLE_NAMES}
    _check_contrast(contrast_pairs(styles, palette), keys.palette, diagnostics)
    files = _fonts(keys, shelf, diagnostics)
    return None if files is None else _theme(name, keys, styles, palette, files)


class _Shelf:
    """Where one theme's files stand: in the report, or among the built-in ones."""

    def __init__(self, name: str, files: SourceFiles | None, span: SourceSpan | None) -> None:
        self._name, self._files, self._span = name, files, span
        self._folder = f"assets/themes/{name}" if files else name
        self.path = f"{self._folder}/theme.yaml"

    def text(self, diagnostics: Diagnostics) -> str | None:
        if self._files is None:
            return builtin.theme_text(self._name)
        return self._files.read_text(self.path, diagnostics, self._span)

    def font(self, file: Located[str], diagnostics: Diagnostics) -> bytes | None:
        """Read a font of the theme's folder, or a built-in one."""
        own = f"{self._folder}/{file.value}"
        built_in = builtin.fonts()
        if self._files is not None and (file.value not in built_in or self._files.exists(own)):
            return self._files.read_bytes(own, diagnostics, file.span)
        if file.value in built_in:
            return builtin.font(file.value)
        message = f"there is no font '{file.value}'"
        diagnostics.error("RB-FILE-MISSING", file.span, message, did_you_mean(file.value, built_in))
        return None


def _find(
    name: str, files: SourceFiles | None, span: SourceSpan | None, diagnostics: Diagnostics
) -> _Shelf | None:
    own = f"assets/themes/{name}/theme.yaml"
    has_own = files is not None and files.exists(own)
    if name in builtin.themes():
        if has_own:
            message = f"the theme '{name}' is a built-in one, and the report has another of that name"
            diagnostics.error(
                "RB-VALUE", SourceSpan(own), message, "rename the folder, and the theme in report.yaml"
            )
            return None
        return _Shelf(name, None, span)
    if has_own:
        return _Shelf(name, files, span)
    hint = did_you_mean(name, builtin.themes()) or f"use one of: {', '.join(builtin.themes())}"
    message = f"there is no theme '{name}': neither a built-in one nor {own}"
    diagnostics.error("RB-FILE-MISSING", span, message, hint)
    return None


def _check_families(keys: ThemeKeys, diagnostics: Diagnostics) -> None:
    for family in (keys.fallback, *(style.font for style in keys.styles.values())):
        if family.value not in keys.fonts:
            hint = did_you_mean(family.value, keys.fonts) or f"use one of: {', '.join(keys.fonts)}"
            diagnostics.error(
                "RB-VALUE", family.span, f"there is no family '{family.value}' in 'fonts'", hint
            )


def _check_page(page: PageKeys, diagnostics: Diagnostics) -> None:
    across = page.inner + page.text_width + page.gutter + page.margin_width
    down = page.top + page.lines * page.grid
    for total, limit, words in (
        (across, page.width, "columns are wider"),
        (down, page.height, "lines are higher"),
    ):
        if total > limit:
            message = f"the {words} than the sheet: {total:g} of {limit:g} points"
            diagnostics.error("RB-VALUE", page.span, message, "make them smaller")
    if not page.head < page.top or not page.folio < page.height:
        message = "the running head must stand above the text, and the page number on the sheet"
        diagnostics.error("RB-VALUE", page.span, message, "write a smaller 'head' or 'folio'")


def _fonts(keys: ThemeKeys, shelf: _Shelf, diagnostics: Diagnostics) -> Mapping[str, bytes] | None:
    """Read every font file once, and check it."""
    read: dict[str, bytes | None] = {}
    for file in _font_files(keys):
        if file.value not in read:
            data = read[file.value] = shelf.font(file, diagnostics)
            fault = None if data is None else font_fault(data)
            if fault is not None:
                hint = "use a static TrueType font (.ttf) that may be embedded"
                diagnostics.error("RB-FONT", file.span, f"the font '{file.value}' {fault}", hint)
    found = {name: data for name, data in read.items() if data is not None}
    return found if len(found) == len(read) else None


def _font_files(keys: ThemeKeys) -> Iterable[Located[str]]:
    for family in keys.fonts.values():
        yield from (family.regular, family.italic, family.bold, family.bold_italic)


def _theme(
    name: str,
    keys: ThemeKeys,
    styles: Mapping[str, TextStyle],
    palette: Mapping[str, Colour],
    files: Mapping[str, bytes],
) -> Theme:
    page = keys.page
    geometry = PageGeometry(
        width=page.width,
        height=page.height,
        inner=page.inner,
        text_width=page.text_width,
        gutter=page.gutter,
        margin_width=page.margin_width,
        top=page.top,
        lines=page.lines,
        grid=page.grid,
        head=page.head,
        folio=page.folio,
    )
    fonts = {
        family: FontFamily(font.regular.value, font.italic.value, font.bold.value, font.bold_italic.value)
        for family, font in keys.fonts.items()
    }
    return Theme(name, geometry, fonts, keys.fallback.value, styles, palette, files, keys.image_ppi)


def _style(keys: StyleKeys, palette: Mapping[str, Colour]) -> TextStyle:
    return TextStyle(
        family=keys.font.value,
        face=keys.face,
        size=keys.size,
        leading=keys.leading,
        colour=palette[keys.colour],
        before=keys.before,
        after=keys.after,
        align=keys.align,
        hyphenate=keys.hyphenate,
        tracking=keys.tracking,
    )


def _colour(name: str, written: str) -> Colour:
    red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Colour(name, red, green, blue)


def _check_contrast(
    pairs: Iterable[ContrastPair], places: Mapping[str, Located[str]], diagnostics: Diagnostics
) -> None:
    """Report each weak pair once, with all that it is used for."""
    weak: dict[tuple[str, str, float], list[ContrastPair]] = {}
    for pair in pairs:
        if not pair.passes:
            weak.setdefault((pair.colour.name, pair.ground.name, pair.required), []).append(pair)
    for (colour, ground, required), found in weak.items():
        # Cut, not rounded: 4.49 must not read as 4.5.
        ratio = int(found[0].ratio * 100) / 100
        uses = ", ".join(pair.used_for for pair in found)
        diagnostics.error(
            "RB-CONTRAST",
            places[colour].span,
            f"'{colour}' on '{ground}' has a contrast of {ratio:g}:1; {uses} must have {required:g}:1",
            f"make '{colour}' or '{ground}' lighter or darker",
            (places[ground].span,),
        )
