"""A theme file, read and checked: every style there, every colour pair readable, every font usable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostic, Diagnostics, Outcome, SourceSpan
from report_builder.graphics.art import Art
from report_builder.language.message import hinted, in_turn, say
from report_builder.plugins.plugin import NO_PLUGINS, Plugins
from report_builder.sources.files import SourceFiles
from report_builder.sources.nearest import did_you_mean, did_you_mean_or_all
from report_builder.sources.typed import read_partly
from report_builder.sources.yaml_tree import Node
from report_builder.theme.contrast import (
    COVER_STYLES,
    TITLE_STYLES,
    ContrastPair,
    Grounds,
    accent_pairs,
    bears_text,
    below_title,
    contrast,
    contrast_pairs,
    inked_pairs,
)
from report_builder.theme.emptied import check_emptied
from report_builder.theme.features import asked_features, features_of
from report_builder.theme.font_files import Fonts, find_fonts
from report_builder.theme.geometry import HUNG, PageGeometry
from report_builder.theme.keys import COLOUR_NAME, BoxKeys, PageKeys, SheetKeys, StyleKeys, ThemeKeys
from report_builder.theme.lineage import Lineage, read_lineage
from report_builder.theme.logo import Logo
from report_builder.theme.model import (
    BOX_NAMES,
    COLOUR_NAMES,
    NONE,
    RULE_NAMES,
    STYLE_NAMES,
    TABULAR,
    Box,
    Colour,
    Dressing,
    Sheet,
    SheetKind,
    TextStyle,
    Theme,
    Typesetting,
)
from report_builder.theme.page_size import sized
from report_builder.theme.relations import check_relations
from report_builder.theme.sheet_image import SheetImage
from report_builder.theme.shelves import Library
from report_builder.theme.uses import names_in, unused
from report_builder.theme.weak_pairs import check_contrast

if TYPE_CHECKING:
    from report_builder.theme.brand_file import BrandSource


def load_theme(
    name: str,
    files: SourceFiles | None = None,
    span: SourceSpan | None = None,
    passed_over: Collection[str] = (),
    plugins: Plugins = NO_PLUGINS,
    brand: BrandSource | None = None,
    asked: Collection[str] = (),
) -> Outcome[Theme]:
    """Load the theme in ``assets/themes/<name>/`` of the report, else the built-in one, else a plug-in's.

    ``files`` are the report's files, None where there is no report; ``span`` is where the theme was
    asked for. Faults are those of YAML files, RB-FONT for a font that cannot be embedded, RB-FONT-DAMAGED
    for one that is not as it was made, and RB-CONTRAST for a pair of colours that is too weak. Errors of the
    codes ``passed_over`` keep no theme from being loaded. ``brand`` is the brand file of the report,
    ``asked`` are the colours that the report itself calls by their names.
    """
    diagnostics = Diagnostics(passed_over=passed_over)
    lineage = read_lineage(name, Library(files, plugins), span, diagnostics)
    if lineage is not None and (brand is not None or any(layer.brand for layer in lineage.layers)):
        from report_builder.theme.branding import with_brands  # late: few reports have one

        lineage = with_brands(lineage, brand, diagnostics)
    theme = None if lineage is None else _load(name, lineage, asked, diagnostics)
    told = diagnostics.items
    if lineage is not None and lineage.inherits:
        told = tuple(lineage.told(told, diagnostics))
    told = tuple(_mended_here(told, plugins))
    return Outcome(None if diagnostics.has_errors else theme, told, diagnostics.allowances)


def _mended_here(items: Iterable[Diagnostic], plugins: Plugins) -> Iterable[Diagnostic]:
    """What was told, without the mendings of a plug-in's files: no editor of a report mends them."""
    folders = tuple(f"{folder.as_posix()}/" for folder in plugins.themes.values())
    for item in items:
        yield replace(item, fixes=()) if item.span and item.span.path.startswith(folders) else item


def _load(name: str, lineage: Lineage, asked: Collection[str], diagnostics: Diagnostics) -> Theme | None:
    tree = lineage.tree
    keys = read_partly(tree, ThemeKeys, diagnostics, tuple(names_in(tree, "palette")))
    _check_names(tree, lineage, asked, diagnostics)
    if lineage.inherits:
        check_emptied(lineage, diagnostics)
    if keys is None:
        return None
    if keys.page is not None:
        keys = replace(keys, page=sized(keys.page, diagnostics))
    if diagnostics.has_errors:
        if lineage.whole:
            _check_sound_parts(keys, lineage, diagnostics)
        return None
    _check_families(keys, diagnostics)
    keys = _scaled(keys)
    check_relations(keys, lineage.nearest, diagnostics)
    palette = {name: _colour(name, colour.value) for name, colour in keys.palette.items()}
    styles = _styles(keys, palette)
    check_contrast(_pairs(keys, styles, palette), keys, lineage, diagnostics)
    fonts = find_fonts(keys.fonts, lineage, diagnostics)
    logo = _logo(keys, lineage, diagnostics)
    images = _images(keys, lineage, diagnostics)
    if fonts is not None:
        _check_features(keys, fonts, lineage, diagnostics)
    return None if fonts is None else _theme(name, keys, styles, palette, fonts, logo, images, lineage)


def _scaled(keys: ThemeKeys) -> ThemeKeys:
    """The theme with the sizes that its families are really set in."""
    scales = {name: font.scale for name, font in keys.fonts.items() if font.scale != 1}
    if not scales:
        return keys
    styles = {
        name: replace(style, size=style.size * scales.get(style.font.value, 1.0))
        for name, style in keys.styles.items()
    }
    return replace(keys, styles=styles)


def _check_sound_parts(keys: ThemeKeys, lineage: Lineage, diagnostics: Diagnostics) -> None:
    """Tell the faults of a faulty theme that its sound keys have; the others are None."""
    if keys.fonts is not None:
        if None not in (keys.fallback, keys.styles):
            _check_families(keys, diagnostics)
        find_fonts(keys.fonts, lineage, diagnostics)
    _logo(keys, lineage, diagnostics)
    if keys.sheets is not None:
        _images(keys, lineage, diagnostics)
    check_relations(keys, lineage.nearest, diagnostics)
    if None not in (keys.palette, keys.styles, keys.sheets, keys.boxes, keys.lists, keys.tables):
        palette = {name: _colour(name, colour.value) for name, colour in keys.palette.items()}
        styles = _styles(keys, palette)
        check_contrast(_pairs(keys, styles, palette), keys, lineage, diagnostics)


def _pairs(
    keys: ThemeKeys, styles: Mapping[str, TextStyle], palette: Mapping[str, Colour]
) -> tuple[ContrastPair, ...]:
    covers, inked = [*_under_text(keys, SheetKind.COVER)], list[ContrastPair]()
    if ink := keys.sheets[SheetKind.BACK.value].ink:
        inked += inked_pairs(COVER_STYLES, styles, palette, ink, _under_text(keys, SheetKind.BACK))
    else:
        covers += _under_text(keys, SheetKind.BACK)
    boxes = (box.ground for box in keys.boxes.values() if box.ground != NONE)
    sheet = keys.sheets[SheetKind.OPENER.value]
    own = (*_under_text(keys, SheetKind.OPENER), *(ground.value for ground in keys.grounds))
    openers = own if _bears_text(sheet, keys.page, keys.styles) else ("paper",)
    if sheet.ink:
        inked += inked_pairs(TITLE_STYLES, styles, palette, sheet.ink, own)
    grounds = Grounds(covers, openers, boxes, keys.lists.colour, keys.tables, keys.draft.ground)
    accents = (accent.value for accent in keys.accents)
    return (*contrast_pairs(styles, palette, grounds), *accent_pairs(accents, palette, grounds), *inked)


def _under_text(keys: ThemeKeys, kind: SheetKind) -> tuple[str, ...]:
    """The colours that text of a kind of page stands on: its ground, and what is mixed into its image."""
    sheet = keys.sheets[kind.value]
    scrim = sheet.image.scrim if sheet.image else None
    return (sheet.ground,) if scrim is None else (sheet.ground, scrim)


def _bears_text(opener: SheetKeys, page: PageKeys | None, styles: Mapping[str, StyleKeys]) -> bool:
    """Whether text stands on the ground of an opener, but for a title that has a colour for it.

    Of a page that is faulty nobody knows where.
    """
    if page is None:
        return not opener.band
    text = opener.text or page.top
    text = below_title(text, styles) if opener.ink else text
    return bears_text(opener.band, text, page.folio, styles["folio"].size)


def _check_names(tree: Node, lineage: Lineage, asked: Collection[str], diagnostics: Diagnostics) -> None:
    """Tell which colours of the theme's own have a name that cannot be meant."""
    own = {name: entry for name, entry in names_in(tree, "palette").items() if name not in COLOUR_NAMES}
    unasked = unused(tree)["palette"] if own else ()
    for name, entry in own.items():
        if name == NONE or not COLOUR_NAME.fullmatch(name):
            diagnostics.error("RB-VALUE", entry.key_span, *hinted("theme.colour-name", name=name))
        elif lineage.shelf(entry.key_span).is_brand:  # a brand has names for more than reports
            continue
        elif name in unasked and name not in asked and (meant := did_you_mean(name, COLOUR_NAMES)):
            diagnostics.error("RB-UNKNOWN-KEY", entry.key_span, say("theme.colour-unused", name=name), meant)


def _check_families(keys: ThemeKeys, diagnostics: Diagnostics) -> None:
    asked = (*keys.fallbacks, *(style.font for style in keys.styles.values()), *keys.scripts.named.values())
    for family in asked:
        if family.value not in keys.fonts:
            message = say("theme.family-unknown", family=family.value)
            known = did_you_mean_or_all(family.value, keys.fonts)
            diagnostics.error("RB-VALUE", family.span, message, say("theme.family-unknown.hint", known=known))


def _theme(
    name: str,
    keys: ThemeKeys,
    styles: Mapping[str, TextStyle],
    palette: Mapping[str, Colour],
    fonts: Fonts,
    logo: Logo | None,
    images: Mapping[SourceSpan, SheetImage],
    lineage: Lineage,
) -> Theme:
    return Theme(
        name=name,
        page=keys.page,
        fonts=fonts.families,
        fallback=tuple(family.value for family in keys.fallbacks),
        styles=styles,
        palette=palette,
        files=fonts.files,
        homes=fonts.homes,
        places=fonts.places,
        image_ppi=keys.image_ppi,
        sheets={kind: _sheet(keys.sheets[kind.value], keys.page, palette, images) for kind in SheetKind},
        rules={name: keys.rules[name] for name in RULE_NAMES},
        boxes={name: _box(keys.boxes[name], palette) for name in BOX_NAMES},
        lists=keys.lists,
        tables=keys.tables,
        draft=keys.draft,
        cards=keys.cards,
        contents=keys.contents,
        accents=tuple(palette[accent.value] for accent in keys.accents),
        grounds=tuple(palette[ground.value] for ground in keys.grounds),
        running_head=keys.running_head,
        running_foot=keys.running_foot,
        captions_beside=keys.captions == "beside" and keys.page.has_margin,
        written={layer.shelf.stored: layer.text for layer in lineage.layers},
        sheet_places={
            kind: lineage.nearest(keys.sheets[kind.value].span, keys.page.span) for kind in SheetKind
        },
        logo=logo,
        scripts={script: family.value for script, family in keys.scripts.named.items()},
        numbers_hung=keys.section_numbers is not None and keys.section_numbers.value == HUNG,
    )


def _logo(keys: ThemeKeys, lineage: Lineage, diagnostics: Diagnostics) -> Logo | None:
    """The logo with its files, where the theme has one."""
    if keys.logo is None:
        return None
    from report_builder.theme.logo_files import find_logo  # few themes have one

    return find_logo(keys.logo, lineage, diagnostics)


def _images(keys: ThemeKeys, lineage: Lineage, diagnostics: Diagnostics) -> Mapping[SourceSpan, SheetImage]:
    """The images of sheets with their files, by where the theme speaks of them."""
    found = [sheet.image for sheet in keys.sheets.values() if sheet.image is not None]
    if not found:
        return {}
    from report_builder.theme.logo_files import find_image  # few themes have one

    return {image.span: find_image(image, lineage, diagnostics) for image in found}


def _sheet(
    keys: SheetKeys,
    page: PageGeometry,
    palette: Mapping[str, Colour],
    images: Mapping[SourceSpan, SheetImage],
) -> Sheet:
    """The sheet with the places that a theme may leave open."""
    dressing = {name: getattr(keys, name) for name in Dressing.__struct_fields__}
    dressing |= {"height": keys.height or page.height - keys.top, "text": keys.text or page.top}
    lines_colour = "paper" if keys.ground == "ink" else "ink"
    if keys.ground not in COLOUR_NAMES:
        lines_colour = max(("ink", "paper"), key=lambda name: contrast(palette[name], palette[keys.ground]))
    image = images[keys.image.span] if keys.image else None
    return Sheet(
        ground=palette[keys.ground],
        art=Art(keys.art),
        lines_colour=lines_colour,
        voice=keys.voice,
        ink=palette[keys.ink] if keys.ink else None,
        image=image,
        **dressing,
    )


def _box(keys: BoxKeys, palette: Mapping[str, Colour]) -> Box:
    """The box with nothing where the theme says that there is none."""
    ground, edge = (None if colour == NONE else palette[colour] for colour in (keys.ground, keys.edge))
    edge_width = keys.edge_width if edge else 0.0
    return Box(ground=ground, edge=edge, edge_width=edge_width, side=keys.side, above=keys.above)


def _check_features(keys: ThemeKeys, fonts: Fonts, lineage: Lineage, diagnostics: Diagnostics) -> None:
    """Tell which styles ask their font for glyphs that it has not: none are made up from others."""
    for style in keys.styles.values():
        asked = asked_features(style.figures, style.figure_width, style.caps)
        if not asked:
            continue
        written = getattr(keys.fonts[style.font.value], style.face)
        there = features_of(fonts.files[getattr(fonts.families[style.font.value], style.face)])
        missing = [tag for tag in asked if tag not in there]
        if missing:
            said = hinted("theme.feature-missing", file=written.value, features=in_turn(missing))
            diagnostics.error("RB-FONT", lineage.nearest(style.span, written.span), *said)


def _styles(keys: ThemeKeys, palette: Mapping[str, Colour]) -> dict[str, TextStyle]:
    """The styles, those of covers in the colour that a cover has for its text."""
    styles = {name: _style(name, keys.styles[name], palette) for name in STYLE_NAMES}
    if ink := keys.sheets[SheetKind.COVER.value].ink:
        styles |= {name: replace(styles[name], colour=palette[ink]) for name in COVER_STYLES}
    return styles


def _style(name: str, keys: StyleKeys, palette: Mapping[str, Colour]) -> TextStyle:
    setting = {key: getattr(keys, key) for key in Typesetting.__struct_fields__}
    if name in TABULAR:
        setting["figure_width"] = "tabular"
    return TextStyle(family=keys.font.value, colour=palette[keys.colour], **setting)


def _colour(name: str, written: str) -> Colour:
    red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Colour(name, red, green, blue)
