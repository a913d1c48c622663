"""Builds pages of rows: each takes what there is room for in its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.layout.blocks.rows import Opener, Row, footnotes
from report_builder.layout.blocks.stacking import frames_around
from report_builder.layout.pages.filling import Filled, Filler, below_each_other
from report_builder.layout.pages.page import Column, Page, PageKind, PlacedRow
from report_builder.layout.pages.spreads import apart
from report_builder.theme.geometry import PageGeometry

if TYPE_CHECKING:
    from report_builder.layout.pages.weighing import Scale
    from report_builder.layout.result import Weighed


class Paginator:
    """Builds the pages of one flow of rows."""

    def __init__(
        self,
        geometry: PageGeometry,
        diagnostics: Diagnostics,
        *,
        kind: PageKind = PageKind.BODY,
        opener_lines: int = 0,
        number: Callable[[int], str] = str,
        ahead: bool = False,
        weighed: list[Weighed] | None = None,
    ) -> None:
        """Text on the first page of a chapter begins ``opener_lines`` grid lines lower.

        ``number`` gives the printed number of each page, which are counted from 1. With ``ahead`` the breaks
        of a chapter are chosen together, where text has one column. What each page weighs is added to
        ``weighed``.
        """
        self._geometry = geometry
        self._filler = Filler(geometry, diagnostics, opener_lines)
        self._diagnostics = diagnostics
        self._kind = kind
        self._number = number
        self._ahead = ahead
        self._weighed = weighed

    def paginate(self, flow: Sequence[Row]) -> list[Page]:
        """All pages of the rows of a ``flow``, in order."""
        rows, spreads = apart(flow)
        pages: list[Page] = []
        fill: Callable[..., Filled] = partial(self._filler.one_column, rows)
        if self._geometry.two_columns:
            from report_builder.layout.pages.columns import TwoColumns  # few themes have them

            fill = TwoColumns(self._filler, rows).fill
        elif self._ahead:
            from report_builder.layout.pages.ahead import LookingAhead

            fill = partial(LookingAhead(self._filler, rows, self._geometry).fill, pages)
        carried: list[Row] = []
        start = 0
        title = section = ""
        scale = self._scale(rows)
        while start < len(rows) or carried:
            alone = start == len(rows) or bool(carried and rows[start].new_page)
            opener = None if alone else rows[start].opener
            if opener and self._geometry.start_chapters == "right" and len(pages) % 2:
                pages.append(Page(PageKind.BLANK, self._number(len(pages) + 1)))
            filled = fill(start, carried, alone=alone)
            title, section = (opener.title, "") if opener else (title, section)
            begun = [placed.row.section for placed in filled.rows if placed.row.section] or [section]
            page = self._page(filled, self._number(len(pages) + 1), opener)
            pages.append(replace(page, title=title, section=begun[0]))
            if scale and self._weighed is not None:
                self._weighed.append(scale.weigh(pages, filled.next))
            start, carried, section = filled.next, filled.owed, begun[-1]
            ends = start == len(rows) or rows[start].opener is not None
            facing = self._geometry.is_double
            for page in spreads.pages(start, pages, self._number, self._turned, facing=facing, ends=ends):
                if pages[-1].kind is PageKind.BLANK and page.picture:
                    span = page.picture.photograph.span
                    self._diagnostics.note("RB-BLANK-PAGE", span, *hinted("layout.blank-page"))
                pages.append(replace(page, title=title, section=section))
                if page.kind is PageKind.TURNED:
                    continue  # its notes stand on it
                carried += [note for placed in page.rows for note in footnotes(placed.row)]
        return pages

    def _turned(self, rows: Sequence[Row], before: int) -> list[Page]:
        """The pages of rows that lie, behind so many others."""

        def number(at: int) -> str:
            return self._number(before + at)

        sheet = self._geometry.turned
        return Paginator(sheet, self._diagnostics, kind=PageKind.TURNED, number=number).paginate(rows)

    def _scale(self, rows: Sequence[Row]) -> Scale | None:
        """What weighs the pages of a flow, where that is asked for."""
        if self._weighed is None:
            return None
        from report_builder.layout.pages.weighing import Scale

        return Scale(rows, self._geometry)

    def _page(self, filled: Filled, label: str, opener: Opener | None) -> Page:
        """The page that was filled, with the footnotes of each column at its foot."""
        notes: list[PlacedRow] = []
        rules: list[tuple[Column, float]] = []
        columns = list(filled.columns)
        for column, rows in filled.notes:
            if rows:
                top = self._filler.notes_top(rows)
                placed = below_each_other(rows, top, column)
                rules.append((column, top - self._filler.separator / 2))
                columns.append((column, placed))
                notes += placed
        frames = [
            (column, frame)
            for column, standing in columns
            for frame in frames_around((one.y, one.row) for one in standing)
        ]
        margin = [one for column, standing in columns if column is Column.MARGIN for one in standing]
        return Page(
            self._kind,
            label,
            rows=filled.rows,
            margin=margin,
            notes=notes,
            frames=frames,
            notes_rules=rules,
            opener=opener,
            picture=opener.picture if opener else None,
        )
