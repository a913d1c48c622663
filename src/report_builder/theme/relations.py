"""What the keys of a theme must be to each other, beside the range that each has by itself.

A theme may be read in part: what was faulty is None, and no relation is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec.structs import astuple

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted, say
from report_builder.theme.geometry import HANGING_CLEAR, HANGING_GAP, HUNG
from report_builder.theme.keys import PageKeys, StyleKeys, ThemeKeys
from report_builder.theme.model import TABULAR, SheetKind
from report_builder.theme.running import NO_FIELD, PAGE_NUMBER, style_of

_ABOVE_BASELINE = 0.8
"""How far a line of text reaches above its baseline, in sizes; the rest of a size is below it."""
_TRACKING = 0.1
"""The most that letters may be set apart or together, in sizes: beyond it they overlap or fall apart."""
_FULL_OF_TEXT = (SheetKind.COVER.value, SheetKind.BACK.value)
"""Sheets whose text is made for their ground, wherever it stands."""
_LEAST_MARGIN = 36.0
"""The least width of a margin column, in points, where there is one."""
_LEAST_COLUMN = 15.0
"""The least width of each of two columns, in sizes of running text: about 33 characters.

In fewer than that a compound of the usual length takes half of a line, and every other line ends in a hyphen.
"""
_DIGIT, _POINT = 0.55, 0.28
"""How wide a digit and a point are, in sizes."""
_WIDEST_NUMBERS = (("heading2", 4, 1), ("heading3", 5, 2), ("heading4", 6, 3))
"""How many digits and points a number has that each kind has room for: 10.10, 10.10.1, 10.10.1.1."""
_HANGING_HINTS = {
    "inner": "theme.numbers-hung.inner",
    "gutter": "theme.numbers-hung.gutter",
    "text_width": "theme.numbers-hung.outer",
    "column_gap": "theme.numbers-hung.columns",
}
_LEAST_RUNNING_TEXT = 8.0
"""The least size of running text, in points."""


Nearest: TypeAlias = Callable[..., SourceSpan]
"""Which of several places is nearest to the theme, where it extends another; else the first."""


def check_relations(keys: ThemeKeys, nearest: Nearest, diagnostics: Diagnostics) -> None:
    """Tell which keys cannot be together: lines that overprint, text on text, columns off the sheet."""
    if keys.page is not None:
        _check_page(keys.page, diagnostics)
        if keys.page.two_columns:
            _check_columns(keys, nearest, diagnostics)
        if keys.section_numbers is not None and keys.section_numbers.value == HUNG:
            _check_hanging(keys, keys.section_numbers.span, diagnostics)
        if keys.styles is not None:
            _check_furniture(keys, nearest, diagnostics)
        if keys.sheets is not None:
            _check_sheets(keys, nearest, diagnostics)
    for name, style in (keys.styles or {}).items():
        if name in TABULAR and style.figure_width == "proportional":
            diagnostics.error("RB-VALUE", style.span, *hinted("theme.figures-in-columns", style=name))
        _check_style(name, style, diagnostics)


def rounded(value: float) -> int | float:
    """A number as it is told: to a hundredth, and whole where it is."""
    near = round(value, 2)
    return int(near) if near.is_integer() else near


def _check_page(page: PageKeys, diagnostics: Diagnostics) -> None:
    across = page.inner + page.full_width
    down = page.top + page.lines * page.grid
    smaller = say("theme.make-smaller")
    if across > page.width:
        wide = say("theme.columns-wide", total=rounded(across), most=rounded(page.width))
        diagnostics.error("RB-VALUE", page.span, wide, smaller)
    if down > page.height:
        high = say("theme.lines-high", total=rounded(down), most=rounded(page.height))
        diagnostics.error("RB-VALUE", page.span, high, smaller)
    if 0 < page.margin_width < _LEAST_MARGIN:
        narrow = {"width": rounded(page.margin_width), "least": rounded(_LEAST_MARGIN)}
        diagnostics.error("RB-VALUE", page.span, *hinted("theme.margin-narrow", **narrow))
    if page.notes == "beside" and not page.has_margin:
        diagnostics.error("RB-VALUE", page.span, *hinted("theme.no-margin"))
    if page.start_chapters == "right" and not page.is_double:
        diagnostics.error("RB-VALUE", page.span, *hinted("theme.no-right"))


def _check_columns(keys: ThemeKeys, nearest: Nearest, diagnostics: Diagnostics) -> None:
    """Two columns of text have no margin column beside them, and lines that can be filled."""
    page = keys.page
    if page.has_margin:
        room = _down((page.full_width - page.column_room) / 2)
        diagnostics.error("RB-VALUE", page.span, *hinted("theme.columns-margin", width=room))
    elif body := (keys.styles or {}).get("body"):
        least = _LEAST_COLUMN * body.size
        if page.text_width < least:
            told = {"width": rounded(page.text_width), "size": rounded(body.size), "least": _up(least)}
            span = nearest(page.span, body.span)
            diagnostics.error("RB-VALUE", span, *hinted("theme.columns-narrow", **told))


def _check_hanging(keys: ThemeKeys, span: SourceSpan, diagnostics: Diagnostics) -> None:
    """The numbers of sections have room in the blank left of the text, on every page and in every column."""
    sizes = {name: style.size for name, style in (keys.styles or {}).items()}
    widest = max(
        sizes.get(name, 0.0) * (_DIGIT * digits + _POINT * points + HANGING_GAP)
        for name, digits, points in _WIDEST_NUMBERS
    )
    key, room = keys.page.narrowest_blank
    if widest > keys.page.hanging_room:
        told = {"key": key, "room": rounded(room), "least": _up(widest + HANGING_CLEAR)}
        hint = say(_HANGING_HINTS[key], **told)
        diagnostics.error("RB-VALUE", span, say("theme.numbers-hung", **told), hint)


def _check_furniture(keys: ThemeKeys, nearest: Nearest, diagnostics: Diagnostics) -> None:
    """Running head and page number stand on the sheet, and beside the text area."""
    page = keys.page
    bottom = page.top + page.lines * page.grid
    for key, place, style in _lines(keys):
        above, below = _ABOVE_BASELINE * style.size, (1 - _ABOVE_BASELINE) * style.size
        rooms = [(above, page.top - below), (bottom + above, page.height - below)]
        if any(first <= place <= last for first, last in rooms):
            continue
        rooms = [room for room in rooms if room[0] <= room[1]]
        said = say("theme.furniture", key=key, place=rounded(place))
        if len(rooms) == 2:
            hint = say(
                "theme.furniture.either",
                first=_up(rooms[0][0]),
                last=_down(rooms[0][1]),
                second=_up(rooms[1][0]),
                end=_down(rooms[1][1]),
            )
        elif rooms:
            hint = say("theme.from-to", first=_up(rooms[0][0]), last=_down(rooms[0][1]))
        else:
            hint = say("theme.furniture.none")
        diagnostics.error("RB-VALUE", nearest(page.span, style.span), said, hint)


def _lines(keys: ThemeKeys) -> Iterator[tuple[str, float, StyleKeys]]:
    """What the theme puts above and below the text: the key of its place, the place, and its style."""
    head = astuple(keys.running_head)
    foot = astuple(keys.running_foot)
    foot += tuple(field for field in head if field == PAGE_NUMBER)
    for key, place, fields in (("head", keys.page.head, head), ("folio", keys.page.folio, foot)):
        for style in dict.fromkeys(style_of(field) for field in fields if field != NO_FIELD):
            yield key, place, keys.styles[style]


def _up(value: float) -> int | float:
    """A bound that may be written as it is told: not below the true one."""
    return rounded(-(-value * 10 // 1) / 10)


def _down(value: float) -> int | float:
    """A bound that may be written as it is told: not above the true one."""
    return rounded(value * 10 // 1 / 10)


def _check_sheets(keys: ThemeKeys, nearest: Nearest, diagnostics: Diagnostics) -> None:
    """Text begins in the text area, and a drawing ends on the sheet."""
    page = keys.page
    last = page.top + page.lines * page.grid
    for name, sheet in keys.sheets.items():
        span = nearest(sheet.span, page.span)
        for key, place in (("text", sheet.text), ("facts", sheet.facts)):
            if place and not page.top <= place < last:
                diagnostics.error(
                    "RB-VALUE",
                    span,
                    *hinted(
                        "theme.sheet-text",
                        key=key,
                        sheet=name,
                        first=f"{page.top:g}",
                        last=f"{last:g}",
                        place=f"{place:g}",
                    ),
                )
        if sheet.band and name in _FULL_OF_TEXT:
            diagnostics.error("RB-VALUE", span, *hinted("theme.band", sheet=name))
        image = sheet.image
        # One that a smaller sheet takes over from the theme that it extends ends where the sheet does.
        is_own = image and nearest(image.span, page.span) == image.span
        if image and is_own and image.height > page.height:
            low = say("theme.sheet-image-low", sheet=name, place=rounded(image.height))
            hint = say("theme.from-to", first=0, last=rounded(page.height))
            diagnostics.warn("RB-VALUE", image.span, low, hint)
        if sheet.top + sheet.height > page.height:
            diagnostics.error("RB-VALUE", span, *hinted("theme.drawing-low", sheet=name))


def _check_style(name: str, style: StyleKeys, diagnostics: Diagnostics) -> None:
    """Lines stand apart from each other, and letters from letters."""
    size = rounded(style.size)
    if style.leading < style.size:
        message = say("theme.leading", style=name, leading=rounded(style.leading), size=size)
        diagnostics.error("RB-VALUE", style.span, message, say("theme.leading.hint", size=size))
    most = _TRACKING * style.size
    if abs(style.tracking) > most:
        message = say("theme.tracking", style=name, tracking=rounded(style.tracking), size=size)
        hint = say("theme.from-to", first=-_down(most), last=_down(most))
        diagnostics.error("RB-VALUE", style.span, message, hint)
    if name == "body" and style.size < _LEAST_RUNNING_TEXT:
        message = say("theme.body-small", size=size)
        hint = say("theme.body-small.hint", least=rounded(_LEAST_RUNNING_TEXT))
        diagnostics.error("RB-VALUE", style.span, message, hint)
