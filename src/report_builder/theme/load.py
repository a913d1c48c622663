"""A theme file, read and checked: every style there, every colour pair readable, every font usable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.graphics.art import Art
from report_builder.language.message import hinted, in_turn, say
from report_builder.plugins.plugin import NO_PLUGINS, Plugins
from report_builder.sources.curly_quotes import straightened
from report_builder.sources.files import SourceFiles
from report_builder.sources.nearest import did_you_mean, did_you_mean_or_all
from report_builder.sources.schema import Located
from report_builder.sources.source_text import read_lines
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_tree import parse_yaml
from report_builder.theme import builtin
from report_builder.theme.contrast import PAGE_GROUNDS, ContrastPair, Grounds, contrast_pairs, sheets_of
from report_builder.theme.keys import NONE, BoxKeys, SheetKeys, StyleKeys, ThemeKeys
from report_builder.theme.model import (
    BOX_NAMES,
    FACES,
    RULE_NAMES,
    STYLE_NAMES,
    Box,
    Colour,
    Dressing,
    FontFamily,
    PageGeometry,
    Sheet,
    SheetKind,
    TextStyle,
    Theme,
    Typesetting,
)
from report_builder.theme.relations import check_relations, rounded


def load_theme(
    name: str,
    files: SourceFiles | None = None,
    span: SourceSpan | None = None,
    passed_over: Collection[str] = (),
    plugins: Plugins = NO_PLUGINS,
) -> Outcome[Theme]:
    """Load the theme in ``assets/themes/<name>/`` of the report, else the built-in one, else a plug-in's.

    ``files`` are the report's files, None where there is no report; ``span`` is where the theme was
    asked for. Faults are those of YAML files, RB-FONT for a font that cannot be embedded, RB-FONT-DAMAGED
    for one that is not as it was made, and RB-CONTRAST for a pair of colours that is too weak. Errors of the
    codes ``passed_over`` keep no theme from being loaded.
    """
    diagnostics = Diagnostics(passed_over=passed_over)
    shelf = _find(name, files, span, plugins, diagnostics)
    theme = None if shelf is None else _load(name, shelf, diagnostics)
    told = diagnostics.items
    if shelf is not None and shelf.is_foreign:
        told = tuple(replace(item, fixes=()) for item in told)  # no editor of a report mends a plug-in
    return Outcome(None if diagnostics.has_errors else theme, told, diagnostics.allowances)


def _load(name: str, shelf: _Shelf, diagnostics: Diagnostics) -> Theme | None:
    text = shelf.text(diagnostics)
    tree = None
    if text is not None:
        lines = read_lines(text, shelf.path, diagnostics, compose=False)
        tree = straightened(parse_yaml(lines, shelf.path, diagnostics), lines.text, diagnostics)
    keys = None if tree is None else read_partly(tree, ThemeKeys, diagnostics)
    if keys is None:
        return None
    if diagnostics.has_errors:
        _check_sound_parts(keys, shelf, diagnostics)
        return None
    _check_families(keys, diagnostics)
    check_relations(keys, diagnostics)
    palette = {name: _colour(name, colour.value) for name, colour in keys.palette.items()}
    styles = {style: _style(keys.styles[style], palette) for style in STYLE_NAMES}
    _check_contrast(_pairs(keys, styles, palette), keys, diagnostics)
    files = _fonts(keys, shelf, diagnostics)
    return None if files is None else _theme(name, keys, styles, palette, files, text or "")


def _check_sound_parts(keys: ThemeKeys, shelf: _Shelf, diagnostics: Diagnostics) -> None:
    """Tell the faults of a faulty theme that its sound keys have; the others are None."""
    if keys.fonts is not None:
        if None not in (keys.fallback, keys.styles):
            _check_families(keys, diagnostics)
        _fonts(keys, shelf, diagnostics)
    check_relations(keys, diagnostics)
    if None not in (keys.palette, keys.styles, keys.sheets, keys.boxes, keys.lists):
        palette = {name: _colour(name, colour.value) for name, colour in keys.palette.items()}
        styles = {style: _style(keys.styles[style], palette) for style in STYLE_NAMES}
        _check_contrast(_pairs(keys, styles, palette), keys, diagnostics)


class _Shelf:
    """Where one theme's files stand: in the report, among the built-in ones, or in a plug-in."""

    def __init__(
        self, name: str, files: SourceFiles | None, span: SourceSpan | None, folder: str, place: str
    ) -> None:
        """Take the folder of the theme in ``files``, and as the place of its faults is told."""
        self._name, self._files, self._span, self._folder = name, files, span, folder
        self.path = f"{place}/theme.yaml"

    def text(self, diagnostics: Diagnostics) -> str | None:
        if self._files is None:
            return builtin.theme_text(self._name)
        return self._files.read_text(f"{self._folder}/theme.yaml", diagnostics, self._span)

    @property
    def is_foreign(self) -> bool:
        """True for the theme of a plug-in."""
        return self._folder == "."

    def is_own(self, file: Located[str]) -> bool:
        """Tell whether a font stands in the theme's folder, or should: no built-in one has its name."""
        if self._files is None:
            return False
        return file.value not in builtin.fonts() or self._files.exists(f"{self._folder}/{file.value}")

    def font(self, file: Located[str], diagnostics: Diagnostics) -> bytes | None:
        """Read a font of the theme's folder."""
        assert self._files is not None
        return self._files.read_bytes(f"{self._folder}/{file.value}", diagnostics, file.span)


def _pairs(
    keys: ThemeKeys, styles: Mapping[str, TextStyle], palette: Mapping[str, Colour]
) -> tuple[ContrastPair, ...]:
    covers = (keys.sheets[name].ground for name in (SheetKind.COVER.value, SheetKind.BACK.value))
    boxes = (box.ground for box in keys.boxes.values() if box.ground != NONE)
    opener = keys.sheets[SheetKind.OPENER.value].ground
    return contrast_pairs(styles, palette, Grounds(covers, opener, boxes, keys.lists.colour))


def _find(
    name: str,
    files: SourceFiles | None,
    span: SourceSpan | None,
    plugins: Plugins,
    diagnostics: Diagnostics,
) -> _Shelf | None:
    """The report's own theme, which comes before a built-in one of the same name and before plug-ins."""
    folder = f"assets/themes/{name}"
    own = f"{folder}/theme.yaml"
    if files is not None and files.exists(own):
        return _Shelf(name, files, span, folder, folder)
    if name in builtin.themes():
        return _Shelf(name, None, span, name, name)
    plugged = plugins.themes
    if name in plugged:
        place = plugged[name].as_posix()
        return _Shelf(name, SourceFiles(plugged[name]), SourceSpan(f"{place}/theme.yaml"), ".", place)
    if plugins.whole:  # else it may be a theme of the plug-in that is missing, which was told
        message = say("theme.unknown", name=name, path=own)
        hint = did_you_mean_or_all(name, (*builtin.themes(), *plugged))
        diagnostics.error("RB-FILE-MISSING", span, message, hint)
    return None


def _check_families(keys: ThemeKeys, diagnostics: Diagnostics) -> None:
    for family in (keys.fallback, *(style.font for style in keys.styles.values())):
        if family.value not in keys.fonts:
            message = say("theme.family-unknown", family=family.value)
            known = did_you_mean_or_all(family.value, keys.fonts)
            diagnostics.error("RB-VALUE", family.span, message, say("theme.family-unknown.hint", known=known))


def _fonts(keys: ThemeKeys, shelf: _Shelf, diagnostics: Diagnostics) -> Mapping[str, bytes] | None:
    """Find every font file. Those of the report are read and checked; those of the package are sound."""
    own: dict[str, bytes] = {}
    built_in: list[str] = []
    faulty = False
    first: dict[str, Located[str]] = {}
    for file in _font_files(keys):
        first.setdefault(file.value, file)
    for file in first.values():
        if shelf.is_own(file):
            data = _own_font(file, shelf, diagnostics)
            faulty |= data is None
            own[file.value] = data or b""
        elif file.value in builtin.fonts():
            built_in.append(file.value)
        else:
            faulty = True
            hint = did_you_mean(file.value, builtin.fonts())
            diagnostics.error("RB-FILE-MISSING", file.span, say("theme.no-font", file=file.value), hint)
    return None if faulty else builtin.FontFiles(own, built_in)


def _own_font(file: Located[str], shelf: _Shelf, diagnostics: Diagnostics) -> bytes | None:
    from report_builder.theme.fontfile import font_fault
    from report_builder.theme.sanitiser import sanitiser_fault

    data = shelf.font(file, diagnostics)
    fault = None if data is None else font_fault(data) or sanitiser_fault(data)
    if fault is not None:
        message = say("theme.font", file=file.value, fault=fault.said)
        if fault.damaged:
            diagnostics.error("RB-FONT-DAMAGED", file.span, message, say("theme.font-damaged.hint"))
        else:
            diagnostics.error("RB-FONT", file.span, message, say("theme.font.hint"))
    return data


def _font_files(keys: ThemeKeys) -> Iterable[Located[str]]:
    for family in keys.fonts.values():
        yield from (getattr(family, face) for face in FACES)


def _theme(
    name: str,
    keys: ThemeKeys,
    styles: Mapping[str, TextStyle],
    palette: Mapping[str, Colour],
    files: Mapping[str, bytes],
    written: str,
) -> Theme:
    fonts = {
        family: FontFamily(**{face: getattr(font, face).value for face in FACES})
        for family, font in keys.fonts.items()
    }
    return Theme(
        name=name,
        page=keys.page,
        fonts=fonts,
        fallback=keys.fallback.value,
        styles=styles,
        palette=palette,
        files=files,
        places={file.value: file.span for file in reversed([*_font_files(keys)])},
        image_ppi=keys.image_ppi,
        sheets={kind: _sheet(keys.sheets[kind.value], keys.page, palette) for kind in SheetKind},
        rules={name: keys.rules[name] for name in RULE_NAMES},
        boxes={name: _box(keys.boxes[name], palette) for name in BOX_NAMES},
        lists=keys.lists,
        tables=keys.tables,
        cards=keys.cards,
        contents=keys.contents,
        captions_beside=keys.captions == "beside",
        written=written,
        sheet_places={kind: keys.sheets[kind.value].span for kind in SheetKind},
    )


def _sheet(keys: SheetKeys, page: PageGeometry, palette: Mapping[str, Colour]) -> Sheet:
    """The sheet with the places that a theme may leave open."""
    dressing = {name: getattr(keys, name) for name in Dressing.__struct_fields__}
    dressing |= {"height": keys.height or page.height - keys.top, "text": keys.text or page.top}
    lines_colour = "paper" if keys.ground == "ink" else "ink"
    return Sheet(ground=palette[keys.ground], art=Art(keys.art), lines_colour=lines_colour, **dressing)


def _box(keys: BoxKeys, palette: Mapping[str, Colour]) -> Box:
    """The box with nothing where the theme says that there is none."""
    ground, edge = (None if colour == NONE else palette[colour] for colour in (keys.ground, keys.edge))
    edge_width = keys.edge_width if edge else 0.0
    return Box(ground=ground, edge=edge, edge_width=edge_width, side=keys.side, above=keys.above)


def _style(keys: StyleKeys, palette: Mapping[str, Colour]) -> TextStyle:
    setting = {name: getattr(keys, name) for name in Typesetting.__struct_fields__}
    return TextStyle(family=keys.font.value, colour=palette[keys.colour], **setting)


def _colour(name: str, written: str) -> Colour:
    red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Colour(name, red, green, blue)


def _check_contrast(pairs: Iterable[ContrastPair], keys: ThemeKeys, diagnostics: Diagnostics) -> None:
    """Report each weak pair once, with all that it is used for."""
    weak: dict[tuple[str, str, float], list[ContrastPair]] = {}
    for pair in pairs:
        if not pair.passes:
            weak.setdefault((pair.colour.name, pair.ground.name, pair.required), []).append(pair)
    for (colour, ground, required), found in weak.items():
        # Cut, not rounded: 4.49 must not read as 4.5.
        ratio = int(found[0].ratio * 100) / 100
        message, hint = hinted(
            "theme.contrast",
            colour=colour,
            ground=ground,
            ratio=rounded(ratio),
            uses=in_turn([pair.used_for for pair in found]),
            required=rounded(required),
        )
        places = [keys.palette[colour].span, keys.palette[ground].span]
        if ground not in PAGE_GROUNDS:
            kinds = {kind for pair in found for kind in sheets_of(pair.used_for)}
            sheets = (keys.sheets[kind.value] for kind in SheetKind if kind in kinds)
            places += (sheet.span for sheet in sheets if sheet.ground == ground)
        if colour == ground:
            hint = say("theme.contrast.same", colour=colour)
            places = places[2:] or places[:1]
        diagnostics.error("RB-CONTRAST", places[0], message, hint, tuple(places[1:]))
