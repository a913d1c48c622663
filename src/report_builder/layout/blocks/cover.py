"""The cover: whatever a report is called, its text and the drawing never meet.

The title is set in the largest of its sizes that leaves the drawing alone; below the smallest, the drawing
gives way; and where even that is not enough, report.yaml or the theme is told where it asks for too much.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.ties import tie
from report_builder.graphics.art import Art
from report_builder.language.message import hinted
from report_builder.layout.blocks.builder import Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Row
from report_builder.layout.blocks.stacking import Stack, extent
from report_builder.layout.compose.runs import Run
from report_builder.model.tags import Element
from report_builder.theme.model import Sheet, SheetKind

_SIZES = (1.0, 0.85, 0.7, 0.6, 0.5)
"""The sizes of a title, in that of the theme."""
_LEAST_ART = 0.5
"""How much of its height a drawing keeps before the title becomes as small as it may."""


def cover(builder: Builder, element: Element, floor: float | None = None) -> list[Row]:
    """Title, subtitle, and lines that say who publishes what. RB-TOO-TALL where they have no room.

    They end above ``floor``, points from the sheet's upper edge, or in the text area where that is None.
    """
    rows = _Cover(builder, element, floor).fitted()
    for row in rows:
        row.wide = True
    return rows


class _Setting(Struct, frozen=True):
    """The text of a cover with its title in one size.

    The first ``title`` rows are the title, those to ``head`` the subtitle; ``facts`` is where the lines about
    series and publisher begin where the theme has a place for them. It is whole where no word was broken.
    """

    rows: list[Row]
    title: int
    head: int
    facts: float
    is_whole: bool


class _Cover:
    def __init__(self, builder: Builder, element: Element, floor: float | None) -> None:
        self._builder = builder
        self._facts = builder.report.publication
        self._sheet: Sheet = builder.theme.sheets[SheetKind.COVER]
        self._region = Region(0.0, builder.theme.page.full_width, "body", element)
        self._heading = ElementOwner(element.add(Element("Title")))
        self._under = self._owner() if self._facts.cover_subtitle else None
        lines = (self._facts.kind, self._facts.series_named, self._facts.publisher)
        self._lines = [(tie(line, builder.language), self._owner()) for line in lines if line]
        self._bottom = builder.theme.page.floor if floor is None else floor
        self._told = len(builder.composer.troubles)

    def _owner(self) -> ElementOwner:
        return ElementOwner(self._region.element.add(Element("P")))

    def fitted(self) -> list[Row]:
        """The largest title that has room, and the drawing where that leaves it."""
        for ends_at in self._bounds():
            for size in _SIZES:
                setting = self._set(size)
                end = self._end(setting)
                if setting.is_whole and end is not None and end <= ends_at:
                    return setting.rows
        setting = self._set(_SIZES[-1])
        if setting.is_whole:
            self._tell(setting)
        return setting.rows

    @property
    def _clear(self) -> float:
        """The least blank between text and drawing."""
        return self._builder.theme.page.grid

    def _bounds(self) -> Iterator[float]:
        """Where the text must end: above the drawing as the theme has it, then with ever less of it."""
        bottom = self._bottom
        top, height = self._sheet.top, self._sheet.height
        if self._sheet.art is not Art.NONE and top > self._sheet.text:
            yield min(bottom, top - self._clear)
            yield min(bottom, top + (1 - _LEAST_ART) * height - self._clear)
        yield bottom

    def _end(self, setting: _Setting) -> float | None:
        """Where the text ends, from the sheet's upper edge; None where it meets a rule or what is below."""
        sheet = self._sheet
        end = sheet.text + extent(setting.rows)
        head_end = sheet.text + extent(setting.rows[: setting.head]) if sheet.facts else end
        below = [rule.y for rule in sheet.rules if rule.y > sheet.text]
        if sheet.facts:
            below.append(setting.facts)
        return None if any(head_end > place - self._clear / 2 for place in below) else end

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
        title_lines = len(stack.rows)
        if self._under:
            runs = [self._run(self._facts.cover_subtitle, "cover_subtitle", self._under)]
            self._text(stack, runs, "cover_subtitle")
        head = len(stack.rows)
        lines = Stack()
        for line, owner in self._lines:
            self._text(lines, [self._run(line, "cover_line", owner)], "cover_line")
        facts = min(self._sheet.facts, self._bottom - extent(lines.rows))
        free = facts - self._sheet.text - extent(stack.rows) if self._sheet.facts else 0.0
        stack.add(lines.rows, max(self._builder.style("cover_line").before, free))
        broken = any(not trouble.missing for trouble in composer.troubles[self._told :])
        return _Setting(stack.rows, title_lines, head, facts, not broken)

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
        bottom = setting.facts if self._sheet.facts else self._bottom
        head = setting.rows[: setting.head] if self._sheet.facts else setting.rows
        if self._sheet.text + extent(head) - spare > bottom:
            place = builder.theme.sheet_places[SheetKind.COVER]
            builder.diagnostics.error("RB-TOO-TALL", place, *hinted("layout.cover-small"))
            return
        key, text = ("title", facts.title) if len(title) >= len(subtitle) else ("subtitle", facts.subtitle)
        span = next((span for written, span in facts.places if written == text), facts.span)
        builder.diagnostics.error("RB-TOO-TALL", span, *hinted("layout.cover-long", key=key))
