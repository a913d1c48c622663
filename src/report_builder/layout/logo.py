"""The logo of a theme: in corners of sheets, with its clear space that no text enters, and in heads."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.images import examine
from report_builder.diagnostics import Diagnostic, Diagnostics, Severity
from report_builder.graphics.art import Art
from report_builder.graphics.scene import Rect, Scene
from report_builder.language.message import hinted, say
from report_builder.layout.blocks.rows import ImageItem, Item, Row, SceneItem
from report_builder.layout.pages.masters import beside
from report_builder.layout.pages.page import PlacedRow
from report_builder.layout.pictures import prepare_picture
from report_builder.model.image_files import Image
from report_builder.model.tags import Element
from report_builder.theme.contrast import contrast
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.logo import NOWHERE, OUTER, Logo, LogoFile
from report_builder.theme.model import Colour, Sheet, SheetKind, Theme
from report_builder.theme.relations import rounded

_PPI = 600
"""The least resolution of a logo that has so many pixels: its edges show what a photograph hides."""
_ABOVE_TEXT = 2.5
"""The least blank between a logo and the text below it, in lines of the grid."""
_BESIDE_HEAD = 6.0
"""The least blank between the logo of a running head and the text beside it."""
_ABOVE_AND_BELOW = 6.0
"""What must be left between that logo and the edge of the sheet, and the text below, together."""
_CAPITALS = 0.66
"""How high capitals are, as a share of the size of type."""
_WHITE, _BLACK = Colour("white", 1.0, 1.0, 1.0), Colour("black", 0.0, 0.0, 0.0)


class StandingLogo(Struct, frozen=True):
    """A logo on a sheet: its image, and its place from the sheet's upper edge and the columns' left one.

    Text of the sheet stands between ``ceiling`` and ``floor``; ``clear`` is what stays free around the logo.
    It has a ``plate`` where the theme has a drawing or an image behind it.
    """

    image: Image
    alt: str
    ground: Colour
    x: float
    y: float
    width: float
    height: float
    clear: float
    ceiling: float
    floor: float
    plate: bool


class HeadLogo(Struct, frozen=True):
    """A logo in running heads: an image of ``width`` by ``height``; ``y`` is from the sheet's upper edge.

    ``taken`` is how much of the line is its own, with the blank beside it.
    """

    image: Image
    y: float
    width: float
    height: float
    taken: float
    is_outer: bool


def with_sound_logo(theme: Theme, diagnostics: Diagnostics) -> Theme:
    """Give the theme without its logo where that is faulty, which is told; its covers are those of a report.

    Told are files that are no images; RB-VALUE for one that is wider than the columns; and, as a warning,
    RB-CONTRAST for one that is not seen on a ground on which it stands.
    """
    logo = theme.logo
    if logo is None:
        return theme
    said = Diagnostics()
    for file in (*logo.files, *filter(None, [logo.on_cover])):
        image = examine(file.path, file.data, said, file.span)
        most = theme.page.full_width
        width = 0.0 if image is None or file is logo.small else _width(image, logo.height)
        if width > most:
            wide = {"width": rounded(width), "most": rounded(most), "height": int(logo.height * most / width)}
            span = file.span if file is logo.on_cover else logo.size_span
            said.error("RB-VALUE", span, *hinted("theme.logo-wide", **wide))
    most = 2 * min(theme.page.top - _head_middle(theme), _head_middle(theme)) - _ABOVE_AND_BELOW
    if logo.head != NOWHERE and logo.head_height > most:
        high = {"height": rounded(logo.head_height), "most": rounded(float(max(0, int(most))))}
        said.error("RB-VALUE", logo.span, *hinted("theme.logo-head", **high))
    # What becomes of its colours is what was asked for: it stands on the ground of its sheet.
    for item in said.items:
        if item.severity is not Severity.NOTE:
            diagnostics.add(_of_brand(item) if logo.of_brand else item)
    if said.has_errors:
        return replace(theme, logo=None)
    _tell_unseen(theme, logo, diagnostics)
    return theme


def _of_brand(item: Diagnostic) -> Diagnostic:
    """The fault of a brand's logo, which stops no report: it goes without."""
    if item.severity is not Severity.ERROR:
        return item
    message = say("theme.brand-logo-unused", fault=item.message)
    return replace(item, severity=Severity.WARNING, message=message)


def _tell_unseen(theme: Theme, logo: Logo, diagnostics: Diagnostics) -> None:
    """Tell of each file of a sound logo that is not seen, with the first ground where that is so."""
    from report_builder.layout.logo_contrast import is_seen

    told = set()
    for file, ground in _grounds(theme, logo):
        if file in told or is_seen(_image(file), ground):
            continue
        told.add(file)
        lacks_dark = file is logo.light and file is not logo.on_cover and logo.dark is None
        hint = say(
            "theme.logo-unseen-dark.hint" if lacks_dark and _is_dark(ground) else "theme.logo-unseen.hint"
        )
        message = say("theme.logo-unseen", path=file.path, ground=ground.name)
        diagnostics.warn("RB-CONTRAST", file.span, message, hint)


def _grounds(theme: Theme, logo: Logo) -> Iterator[tuple[LogoFile, Colour]]:
    """Where each file of a logo stands, in the PDF and so on the site too."""
    for kind in _kinds(logo):
        ground = _ground(theme, kind)
        own = logo.on_cover if kind is SheetKind.COVER else None
        yield own or _of_house(logo, ground), ground
    if logo.head != NOWHERE:
        paper = theme.palette["paper"]
        yield logo.small or _of_house(logo, paper), paper


def with_room(theme: Theme) -> tuple[Theme, Mapping[SheetKind, StandingLogo]]:
    """Give the theme with sheets whose text and art keep away from the logo, and the logo on each of them."""
    standing = dict(_standing(theme))
    sheets = {kind: _beside(kind, sheet, standing.get(kind), theme) for kind, sheet in theme.sheets.items()}
    return replace(theme, sheets=sheets), standing


def logo_row(theme: Theme, logo: StandingLogo, figure: Element | None, plate: bool) -> PlacedRow:
    """The logo as a row of its page: what ``figure`` shows, or decoration where that is None.

    On a ``plate`` in the colour of the sheet it stands out from an image.
    """
    prepared = prepare_picture(logo.image, logo.width, max(_PPI, theme.image_ppi), logo.ground)
    items: list[Item] = [ImageItem(prepared, logo.x, 0.0, logo.width, logo.height, figure)]
    if plate:
        width, height = logo.width + 2 * logo.clear, logo.height + 2 * logo.clear
        scene = Scene(width, height, (Rect(0.0, 0.0, width, height, fill=logo.ground.name),))
        items.insert(0, SceneItem(scene, logo.x - logo.clear, -logo.clear, None))
    return PlacedRow(logo.y - theme.page.top, Row(logo.height, tuple(items), wide=True))


def _kinds(logo: Logo) -> Iterator[SheetKind]:
    return (kind for kind, corner in _corners(logo).items() if corner != NOWHERE)


def _corners(logo: Logo) -> Mapping[SheetKind, str]:
    return {SheetKind.COVER: logo.cover, SheetKind.BACK: logo.back, SheetKind.OPENER: logo.opener}


def _ground(theme: Theme, kind: SheetKind) -> Colour:
    """What is behind a logo: below its band an opener is paper."""
    sheet = theme.sheets[kind]
    logo, page = theme.logo, theme.page
    under = logo is not None and sheet.band and sheet.band < page.top + logo.height
    return theme.palette["paper"] if under else sheet.ground


def _standing(theme: Theme) -> Iterator[tuple[SheetKind, StandingLogo]]:
    logo, page = theme.logo, theme.page
    if logo is None:
        return
    for kind in _kinds(logo):
        sheet, ground = theme.sheets[kind], _ground(theme, kind)
        is_cover = kind is SheetKind.COVER
        image = logo_image(logo, ground) if is_cover else _image(_of_house(logo, ground))
        alt = logo.alt_of_cover if is_cover else logo.alt
        upper, side = _corners(logo)[kind].split("-")
        width = _width(image, logo.height)
        x = page.full_width - width if side == "right" else 0.0
        y = _top(logo, sheet, page, is_upper=upper == "top")
        clear = max(logo.clear, _ABOVE_TEXT * page.grid if upper == "top" else page.grid)
        room = (y + logo.height + clear, page.floor) if upper == "top" else (page.top, y - clear)
        drawn = (
            sheet.art is not Art.NONE if kind is SheetKind.OPENER else bool(sheet.image and sheet.image.file)
        )
        yield kind, StandingLogo(image, alt, ground, x, y, width, logo.height, logo.clear, *room, drawn)


def logo_image(logo: Logo, ground: Colour) -> Image:
    """Give the image that a cover has of a sound logo, on a ground."""
    return _image(logo.on_cover or _of_house(logo, ground))


def _of_house(logo: Logo, ground: Colour) -> LogoFile:
    return logo.dark if logo.dark and _is_dark(ground) else logo.light


def _image(file: LogoFile) -> Image:
    image = examine(file.path, file.data, Diagnostics(), file.span)
    assert image is not None, "the logo was checked"
    return image


def _width(image: Image, height: float) -> float:
    return height * image.width / image.height


def head_logo(theme: Theme) -> HeadLogo | None:
    """Give the logo of running heads, in the middle of their letters; None where they have none."""
    logo = theme.logo
    if logo is None or logo.head == NOWHERE:
        return None
    image = small_image(theme)
    width, height = _width(image, logo.head_height), logo.head_height
    y = _head_middle(theme) - height / 2
    return HeadLogo(image, y, width, height, width + max(_BESIDE_HEAD, logo.clear), logo.head == OUTER)


def small_image(theme: Theme) -> Image:
    """Give the image of a sound logo where there is little room, on paper."""
    logo = theme.logo
    assert logo is not None, "asked of a theme that has one"
    return _image(logo.small or _of_house(logo, theme.palette["paper"]))


def head_row(theme: Theme, logo: HeadLogo, *, recto: bool) -> PlacedRow:
    """The logo of a running head, which decorates, on a right page or a left one."""
    prepared = prepare_picture(logo.image, logo.width, max(_PPI, theme.image_ppi), theme.palette["paper"])
    x = theme.page.full_width - logo.width if recto == logo.is_outer else 0.0
    item = ImageItem(prepared, x, 0.0, logo.width, logo.height, None)
    return PlacedRow(logo.y - theme.page.top, Row(logo.height, (item,), wide=True))


def _head_middle(theme: Theme) -> float:
    """Half as high as the capitals of running heads, from the sheet's upper edge."""
    return theme.page.head - _CAPITALS / 2 * theme.styles["running_head"].size


def _is_dark(ground: Colour) -> bool:
    """Tell whether white is seen better on a ground than black."""
    return contrast(ground, _WHITE) > contrast(ground, _BLACK)


def _top(logo: Logo, sheet: Sheet, page: PageGeometry, *, is_upper: bool) -> float:
    """The upper edge of the logo in its corner of the text area, away from the rules of the sheet."""
    y = page.top if is_upper else page.floor - logo.height
    for rule in sorted(sheet.rules, key=lambda rule: rule.y, reverse=not is_upper):
        away = logo.clear + rule.thickness / 2
        if y - away < rule.y < y + logo.height + away:
            y = rule.y + away if is_upper else rule.y - away - logo.height
    return y


def _beside(kind: SheetKind, sheet: Sheet, logo: StandingLogo | None, theme: Theme) -> Sheet:
    """The sheet with all that it has beside the logo."""
    if logo is None:
        return sheet
    if kind is SheetKind.OPENER:
        # The text goes on from there, in lines of the grid; the logo lies on the drawing, on a plate.
        steps = math.ceil(max(0.0, logo.ceiling - sheet.text) / theme.page.grid)
        return replace(sheet, text=sheet.text + steps * theme.page.grid)
    if logo.ceiling > sheet.text:
        sheet = _lowered(sheet, logo.ceiling - sheet.text)
    # About as high as the lines about series and publisher are, for the rule above them goes with them.
    lines = 3 * theme.styles["cover_line"].leading
    if sheet.facts and sheet.facts + lines > logo.floor:
        sheet = _raised(sheet, sheet.facts + lines - logo.floor)
    return beside(sheet, ((logo.y, logo.y + logo.height),), max(logo.clear, theme.page.grid))


def _lowered(sheet: Sheet, by: float) -> Sheet:
    """The sheet with its text further down, and the art below it too, which ends where it did."""
    text = sheet.text + by
    if sheet.art is Art.NONE or sheet.top < sheet.text or sheet.height < 2 * by:
        return replace(sheet, text=text)
    height = sheet.height - by
    lines = round(sheet.lines * height / sheet.height)
    return replace(sheet, text=text, top=sheet.top + by, height=height, lines=lines)


def _raised(sheet: Sheet, by: float) -> Sheet:
    """The sheet with its facts further up, and the rules between its text and them too."""
    rules = tuple(
        replace(rule, y=rule.y - by) if sheet.text + by < rule.y <= sheet.facts else rule
        for rule in sheet.rules
    )
    return replace(sheet, facts=max(sheet.text, sheet.facts - by), rules=rules)
