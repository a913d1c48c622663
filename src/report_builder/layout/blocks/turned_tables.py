"""Where a table stands: in the text, or on pages that lie, where that shows more of it at a glance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from report_builder.language.writing import is_leftward
from report_builder.layout.blocks.builder import Builder, Region
from report_builder.layout.blocks.table_columns import Columns
from report_builder.layout.blocks.table_rows import SetRows
from report_builder.model.tables import Table, Wide

_LEAST_FILL = 0.75
"""How full pages that lie are to be, where the author did not ask for them, as those of running text are."""


def setting_of(
    builder: Builder,
    node: Table,
    region: Region,
    columns: Callable[[Region], list[Columns]],
    rows: Callable[[Sequence[Columns]], list[SetRows]],
) -> tuple[list[SetRows], Region | None]:
    """The rows of a table, in parts where it is divided, and the region on a page that lies, if it does.

    ``columns`` gives its columns in a region, ``rows`` what is set in them. The author may choose. Else a
    table lies that would be divided by columns into parts that have no room below each other on one page,
    if it is not divided there, does not leave much of these pages empty, and has a caption to refer to: it
    does not stand where it is written.
    """
    page = builder.theme.page
    may_turn = region.can_widen(page)
    lying = replace(region, x=0.0, width=page.turned.text_width, apart=True)
    if node.wide is Wide.LANDSCAPE and may_turn:
        return rows(columns(lying)), lying
    parts = columns(region)
    if len(parts) == 1 or node.wide or not (may_turn and node.caption):
        return rows(parts), None
    if lying.width <= page.full_width or is_leftward(builder.language):
        return rows(parts), None
    whole = columns(lying)
    if len(whole) > 1:
        return rows(parts), None
    told = len(builder.composer.troubles)
    divided = None if _is_long(builder, node, len(parts)) else rows(parts)
    if divided and sum(part.height for part in divided) <= page.lines * page.grid:
        return divided, None
    del builder.composer.troubles[told:]
    (turned,) = made = rows(whole)
    if _filled(turned, 2 * page.grid, page.turned.lines * page.turned.grid) >= _LEAST_FILL:
        return made, lying
    del builder.composer.troubles[told:]
    return divided or rows(parts), None


def _filled(table: SetRows, caption: float, height: float) -> float:
    """How full pages of this height are of a table whose heads stand on each of them."""
    heads = sum(row.height for row in table.head)
    pages, y = 1, caption + heads
    for band in (*table.body, *table.foot):
        taken = sum(row.height for row in band)
        if y + taken > height:
            pages, y = pages + 1, heads
        y += taken
    return ((pages - 1) * height + min(y, height)) / (pages * height)


def _is_long(builder: Builder, node: Table, parts: int) -> bool:
    """Whether a page has no room for the parts of a table, were there no more than one line in each cell."""
    page, style = builder.theme.page, builder.style("table")
    lines = parts * (len(node.head) + len(node.rows) + len(node.foot))
    return lines * (style.leading + 2 * builder.theme.tables.padding) > page.lines * page.grid
