"""The cover: whatever a report is called, its text and the drawing never meet.

The title is set in the largest of its sizes that leaves the drawing alone; below the smallest, the drawing
gives way; and where even that is not enough, report.yaml or the theme is told where it asks for too much.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.ties import tie
from report_builder.language.message import hinted
from report_builder.layout.blocks.builder import Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Row
from report_builder.layout.blocks.stacking import Stack, extent
from report_builder.layout.compose.runs import Run
from report_builder.model.tags import Element
from report_builder.theme.model import Art, Sheet, SheetKind

_SIZES = (1.0, 0.85, 0.7, 0.6, 0.5)
"""The sizes of a title, in that of the theme."""
_LEAST_ART = 0.5
"""How much of its height a drawing keeps before the title becomes as small as it may."""


class CoverText(Struct, frozen=True):
    """The rows of a cover. ``art_top`` is where the drawing begins, from the sheet's upper edge."""

    rows: list[Row]
    art_top: float


def cover(builder: Builder, element: Element) -> CoverText:
    """Title, subtitle, and lines that say who publishes what. RB-TOO-TALL where they have no room."""
    cover_text = _Cover(builder, element)
    whole = cover_text.fitted()
    for row in whole.rows:
        row.wide = True
    return whole


class _Setting(Struct, frozen=True):
    """The text of a cover with its title in one size.

    The first ``title`` rows are the title, those to ``head`` the subtitle. It is whole where no word was
    broken.
    """

    rows: list[Row]
    title: int
    head: int
    is_whole: bool


class _Cover:
    def __init__(self, builder: Builder, element: Element) -> None:
        self._builder = builder
        self._facts = builder.report.publication
        self._sheet: Sheet = builder.theme.sheets[SheetKind.COVER]
        self._region = Region(0.0, builder.theme.page.full_width, "body", element)
        self._heading = ElementOwner(element.add(Element("Title")))
        self._under = self._owner() if self._facts.cover_subtitle else None
        lines = (self._facts.kind, self._facts.series_named, self._facts.publisher)
        self._lines = [(tie(line, builder.language), self._owner()) for line in lines if line]
        self._told = len(builder.composer.troubles)

    def _owner(self) -> ElementOwner:
        return ElementOwner(self._region.element.add(Element("P")))

    def fitted(self) -> CoverText:
        """The largest title that has room, and the drawing where that leaves it."""
        for ends_at in self._bounds():
            for size in _SIZES:
                setting = self._set(size)
                end = self._end(setting)
                if setting.is_whole and end is not None and end <= ends_at:
                    return CoverText(setting.rows, max(self._sheet.top, end + self._clear))
        setting = self._set(_SIZES[-1])
        if setting.is_whole:
            self._tell(setting)
        return CoverText(setting.rows, self._sheet.top)

    @property
    def _clear(self) -> float:
        """The least blank between text and drawing."""
        return self._builder.theme.page.grid

    def _bounds(self) -> Iterator[float]:
        """Where the text must end: above the drawing as the theme has it, then with ever less of it."""
        page = self._builder.theme.page
        bottom = page.top + page.lines * page.grid
        top, height = self._sheet.top, self._sheet.height
        if self._sheet.art is not Art.NONE and top > self._sheet.text:
            yield min(bottom, top - self._clear)
            yield min(bottom, top + (1 - _LEAST_ART) * height - self._clear)
        yield bottom

    def _end(self, setting: _Setting) -> float | None:
        """Where the text ends, from the sheet's upper edge; None where it meets a rule or what is below."""
        sheet = self._sheet
        head_end = sheet.text + extent(setting.rows[: setting.head])
        end = sheet.text + extent(setting.rows)
        rules = [rule.y for rule in sheet.rules if rule.y > sheet.text]
        below = min([*rules, *([sheet.facts] if sheet.facts else [])], default=None)
        if below is not None and (head_end if sheet.facts else end) > below - self._clear / 2:
            return None
        if any(sheet.facts < rule < end for rule in rules if sheet.facts):
            return None
        return end

    def _set(self, size: float) -> _Setting:
        """The text with its title in a size, a share of the theme's. What another told is forgotten."""
        composer = self._builder.composer
        composer.troubles[self._told :] = []
        stack = Stack()
        title, under = self._facts.cover_parts
        runs = [self._run(f"{title}\n" if under else title, "cover_title", self._heading, size)]
        if under:
            runs.append(self._run(under, "cover_under", self._heading, size))
        self._text(stack, runs, "cover_title", size)
        lines = len(stack.rows)
        if self._under:
            runs = [self._run(self._facts.cover_subtitle, "cover_subtitle", self._under)]
            self._text(stack, runs, "cover_subtitle")
        head = len(stack.rows)
        style = self._builder.style("cover_line")
        free = self._sheet.facts - self._sheet.text - extent(stack.rows) if self._sheet.facts else 0.0
        with stack.block(max(style.before, free)):
            for line, owner in self._lines:
                self._text(stack, [self._run(line, "cover_line", owner)], "cover_line")
        broken = any(not trouble.missing for trouble in composer.troubles[self._told :])
        return _Setting(stack.rows, lines, head, not broken)

    def _run(self, text: str, style: str, owner: ElementOwner, size: float = 1.0) -> Run:
        return self._builder.run(text, style, owner, size=size * self._builder.style(style).size)

    def _text(self, stack: Stack, runs: list[Run], style: str, size: float = 1.0) -> None:
        builder, looks = self._builder, self._builder.style(style)
        looks = replace(looks, size=size * looks.size, leading=size * looks.leading)
        lines = builder.compose_title(runs, self._region.width)
        rows = builder.text_rows(lines, looks, self._region, keep=True)
        rows[0].on_grid = False
        stack.add(rows, looks.before, looks.after)

    def _tell(self, setting: _Setting) -> None:
        """Tell what asks for too much: a line of report.yaml, or the theme, in which even short ones do."""
        builder, facts = self._builder, self._facts
        title, subtitle = setting.rows[: setting.title], setting.rows[setting.title : setting.head]
        spare = sum(row.height for rows in (title, subtitle) for row in rows[1:])
        page = builder.theme.page
        bottom = self._sheet.facts or page.top + page.lines * page.grid
        head = setting.rows[: setting.head] if self._sheet.facts else setting.rows
        if self._sheet.text + extent(head) - spare > bottom:
            place = builder.theme.sheet_places[SheetKind.COVER]
            builder.diagnostics.error("RB-TOO-TALL", place, *hinted("layout.cover-small"))
            return
        key, text = ("title", facts.title) if len(title) >= len(subtitle) else ("subtitle", facts.subtitle)
        span = next((span for written, span in facts.places if written == text), facts.span)
        builder.diagnostics.error("RB-TOO-TALL", span, *hinted("layout.cover-long", key=key))
