"""Master pages: what every page of a kind carries besides its text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from report_builder.graphics.art import Art
from report_builder.graphics.scene import Line, Rect, Scene, Shape
from report_builder.layout.blocks.builder import Builder
from report_builder.layout.blocks.elements import FOOTER, HEADER
from report_builder.layout.blocks.rows import Row, SceneItem, TextItem
from report_builder.layout.compose.runs import Owner
from report_builder.layout.pages.page import Page, PageKind, PlacedArt, PlacedRow
from report_builder.layout.sheet_art import draw_plate, draw_sheet
from report_builder.model.blocks import Section
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.model import Sheet, Theme
from report_builder.theme.running import NO_FIELD, PAGE_NUMBER, style_of


def furniture(
    builder: Builder, page: Page, index: int, draft: str, aside: tuple[float, bool] = (0.0, False)
) -> list[PlacedRow]:
    """Head and foot of the page with this index; ``draft`` is a word for every page, or empty.

    ``aside`` tells how many points of heads something else takes, and whether it stands at the outer side.
    """
    geometry = page.geometry(builder.theme.page)
    recto = builder.theme.page.is_right(index)
    mark_width = _width(builder, draft, "draft", FOOTER) + geometry.gutter if draft else 0.0
    found: list[PlacedRow] = []
    if page.kind.sheet is None and page.kind not in _BARE:
        head, foot = _fields(builder.theme, page, recto)
        if text := _text(builder, page, foot):
            found.append(
                _line(builder, geometry, text, style_of(foot), geometry.folio, FOOTER, recto, mark_width)
            )
        if text := _text(builder, page, head):
            taken, is_outer = aside
            moved = taken if is_outer else 0.0
            found.append(
                _line(builder, geometry, text, style_of(head), geometry.head, HEADER, recto, taken, moved)
            )
    if draft:
        mark = _line(builder, geometry, draft, "draft", geometry.folio, FOOTER, not recto)
        grounds = [sheet.ground.name for sheet in _sheets(builder.theme, page)] or ["paper"]
        own = builder.theme.draft.ground
        image = builder.report.publication.face.image if page.kind is PageKind.COVER else None
        clear = image is None and page.picture is None and all(ground == own for ground in grounds)
        found.append(mark if clear else _on_plate(builder, mark))
    return found


def _fields(theme: Theme, page: Page, recto: bool) -> tuple[str, str]:
    """What stands at the head and at the foot of a page, of :data:`report_builder.theme.running.FIELDS`.

    Pages without a running head have at their foot the number that others have at their head.
    """
    head, foot = (side.right if recto else side.left for side in (theme.running_head, theme.running_foot))
    if has_head(page):
        return head, foot
    return NO_FIELD, PAGE_NUMBER if head == PAGE_NUMBER else foot


def has_head(page: Page) -> bool:
    """Tell whether a page has a running head."""
    return page.kind in (PageKind.BODY, PageKind.TURNED) and page.opener is None and bool(page.title)


def _text(builder: Builder, page: Page, field: str) -> str:
    """What a field says on a page; a chapter that has come to no section yet stands in for one."""
    match field:
        case "title":
            return builder.report.publication.title
        case "chapter":
            return page.title
        case "section":
            return page.section or page.title
        case "page":
            return page.label
        case _:
            return ""


def art(theme: Theme, page: Page, index: int) -> Iterator[PlacedArt]:
    """What is drawn behind the page with this index. It is large, so it is made when the page is painted."""
    recto = theme.page.is_right(index)
    for sheet in _sheets(theme, page):
        stage = page.opener.stage if page.opener else sheet.stage
        dressed = _under_title(beside(sheet, page.taken, theme.page.grid), page, theme.page)
        if page.opener and page.opener.voice:
            dressed = replace(dressed, voice=page.opener.voice)
        yield from _dressing(theme, dressed, recto)
        if dressed.art is Art.NONE or page.picture:
            continue
        if page.facing is None:
            scene = draw_sheet(dressed, theme.page.width, dressed.height, stage)
        else:
            scene = draw_plate(theme, page.facing)
        yield PlacedArt(scene, 0.0, dressed.top)


def _under_title(sheet: Sheet, page: Page, geometry: PageGeometry) -> Sheet:
    """The sheet with a ground that goes on below a title whose colour is meant for it."""
    if not (page.opener and sheet.ink and sheet.band):
        return sheet
    first = next(at for at, placed in enumerate(page.rows) if placed.row.opener)
    last = page.rows[first + page.opener.lines - 1]
    end = geometry.top + last.y + last.row.height + last.row.after / 2
    return replace(sheet, band=max(sheet.band, end))


def plate(chapters: Sequence[Section]) -> Page:
    """The page before the first chapter, which is one picture with its opener unless that has its own."""
    return Page(PageKind.PLATE, facing=None if chapters[0].opening else 1 / len(chapters))


def beside(sheet: Sheet, taken: Sequence[tuple[float, float]], clear: float) -> Sheet:
    """Give the sheet with what is left of its drawing and its rules beside a text; ``clear`` is between them.

    The lines of a drawing stand as far apart as before.
    """
    if not taken:
        return sheet
    first, last = taken[0][0], taken[-1][1]
    rules = tuple(rule for rule in sheet.rules if not any(top <= rule.y <= end for top, end in taken))
    above, below = first - clear - sheet.top, sheet.top + sheet.height - last - clear
    if sheet.art is Art.NONE or above >= sheet.height or below >= sheet.height:
        return replace(sheet, rules=rules)
    height = max(above, below)
    lines = round(sheet.lines * height / sheet.height)
    if lines < _LEAST_LINES:
        return replace(sheet, rules=rules, art=Art.NONE)
    top = sheet.top if above > below else last + clear
    return replace(sheet, rules=rules, top=top, height=height, lines=lines)


def _sheets(theme: Theme, page: Page) -> Iterator[Sheet]:
    """How a page is dressed; nothing where it has the paper alone."""
    if page.kind.sheet is not None:
        yield theme.sheets[page.kind.sheet]
    elif page.opener:
        yield page.opener.sheet


def _on_plate(builder: Builder, mark: PlacedRow) -> PlacedRow:
    """The draft mark on a plate of its own, which makes it readable whatever the ground of its page."""
    (text,) = mark.row.items
    assert isinstance(text, TextItem)
    (line,) = text.lines
    size = builder.theme.styles["draft"].size
    width, height = line.width + size, 1.5 * size
    plate = Scene(width, height, (Rect(0.0, 0.0, width, height, fill=builder.theme.draft.ground),))
    left = text.measure - line.width if text.align == "right" else 0.0
    return PlacedRow(
        mark.y, Row(0.0, (SceneItem(plate, left - 0.5 * size, -1.1 * size, None), text), wide=True)
    )


def _line(
    builder: Builder,
    geometry: PageGeometry,
    text: str,
    style: str,
    baseline: float,
    owner: Owner,
    recto: bool,
    taken: float = 0.0,
    moved: float = 0.0,
) -> PlacedRow:
    """A line of text on the outer side of the page; ``baseline`` counts from the sheet's upper edge.

    A text that is longer than the page is wide is shortened; ``taken`` points of that are another's. It
    stands ``moved`` points away from the edge.
    """
    fitting = _fitting(builder, text, style, owner, geometry.full_width - taken)
    lines = builder.compose([builder.run(fitting, style, owner)], float("inf"))
    align = "right" if recto else "left"
    x = 0.0 if recto else moved
    item = TextItem(tuple(lines), x, 0.0, 0.0, geometry.full_width - moved, align)
    return PlacedRow(baseline - geometry.top, Row(0.0, (item,), wide=True))


def _fitting(builder: Builder, text: str, style: str, owner: Owner, room: float) -> str:
    """``text``, or what fits in ``room`` with an ellipsis: whole words, or letters of too long a word."""

    def fits(part: str) -> bool:
        return _width(builder, part, style, owner) <= room

    if fits(text):
        return text
    words = [place for place, char in enumerate(text) if char == " " and place]
    for places in (words, range(1, len(text))):
        count = bisect_left(places, True, key=lambda place: not fits(_shortened(text, place)))
        if count:
            return _shortened(text, places[count - 1])
    return _ELLIPSIS


def _width(builder: Builder, text: str, style: str, owner: Owner) -> float:
    return builder.composer.natural_width([builder.run(text, style, owner)])[1]


_BARE = (PageKind.BLANK, PageKind.SPREAD)
"""Pages of a report's body that have no head and no foot."""
_ELLIPSIS = "…"
_LEAST_LINES = 5
"""A drawing of fewer lines is none."""


def _shortened(text: str, stop: int) -> str:
    return text[:stop].rstrip(" ,;:.–—") + _ELLIPSIS


def _dressing(theme: Theme, sheet: Sheet, recto: bool) -> Iterator[PlacedArt]:
    """The ground of a page, and the rules across its columns."""
    page = theme.page
    shapes: list[Shape] = []
    if sheet.ground.name != "paper":
        height = min(sheet.band or page.height, page.height)
        shapes.append(Rect(0.0, 0.0, page.width, height, fill=sheet.ground.name))
    left = page.inner if recto else page.width - page.inner - page.full_width
    shapes += (
        Line(left, rule.y, left + page.full_width, rule.y, rule.colour, rule.thickness)
        for rule in sheet.rules
    )
    if shapes:
        yield PlacedArt(Scene(page.width, page.height, tuple(shapes)), 0.0, 0.0)
