"""The rows of a table: slices that pages may be divided between, with their rules and grounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from report_builder.graphics.scene import Rect, Scene
from report_builder.layout.blocks.builder import Builder
from report_builder.layout.blocks.drawn_lines import Pitch, room_beside
from report_builder.layout.blocks.rows import Item, Row, SceneItem, TextItem
from report_builder.layout.blocks.table_columns import Column
from report_builder.layout.compose.runs import Line, Run
from report_builder.theme.model import NONE, Tables, TextStyle

LINES_KEPT_TOGETHER = 14
"""How many lines a row has at most that is not divided."""
_BASELINE_SHARE = 0.34
"""How far the baseline of a line lies below its middle, as a share of the font size."""
_OVERLAP = 0.5
"""How far the ground of a slice goes on below the next one, in points."""


class SetRows(Struct, frozen=True):
    """The rows of a table: those of its heads, of its body and of its foot, and what they stand in.

    The bands of the body whose numbers, from 0, are ``emphasised`` stand between rules.
    """

    head: list[Row]
    body: list[list[Row]]
    foot: list[list[Row]]
    columns: list[Column]
    wide: bool
    emphasised: frozenset[int] = frozenset()

    @property
    def height(self) -> float:
        """How tall they are together."""
        return sum(row.height for rows in (self.head, *self.body, *self.foot) for row in rows)


def first_baseline(style: TextStyle, padding: float) -> float:
    """The baseline of the first line of a cell, from the top of its row."""
    return padding + style.leading / 2 + _BASELINE_SHARE * style.size


def cell_pitch(style: TextStyle, padding: float) -> Pitch:
    """How the lines of a cell stand; what is drawn in them keeps half of the padding to the rules."""
    first = first_baseline(style, padding)
    return Pitch(style.size, style.leading, first - padding / 2, style.leading + 1.5 * padding - first)


def plain_rows(
    builder: Builder,
    cells: list[list[Run]],
    columns: list[Column],
    style_name: str,
    spare: Sequence[float] | None = None,
) -> list[Row]:
    """The slices of a row with a cell for each column: one, or one a line where it is too tall for one.

    A slice that goes on with a row has what stands above it at the head of a page: a blank.
    ``spare`` is what each cell leaves free at its right, for its decimals to stand below those above.
    """
    style = builder.style(style_name)
    if spare:
        narrower = zip(columns, spare, strict=True)
        columns = [replace(column, width=column.width - free) for column, free in narrower]
    composed = [builder.compose(runs, column.width) for runs, column in zip(cells, columns, strict=True)]
    count = max(1, *(len(lines) for lines in composed))
    padding = builder.theme.tables.padding
    baseline = first_baseline(style, padding)
    extras = room_beside(composed, cell_pitch(style, padding)) if builder.looks.has_drawings else []
    if count <= LINES_KEPT_TOGETHER:
        if extras:
            items = tuple(_apart(composed, columns, baseline, style.leading, extras))
        else:
            items = _items(composed, columns, 0, count, baseline, style.leading)
        height = count * style.leading + 2 * padding + sum(extras)
        return [Row(height, items, on_grid=False)]
    extras = extras or [0.0] * (count + 1)
    rows: list[Row] = []
    for index in range(count):
        top = extras[index] + (padding if index == 0 else 0.0)
        items = _items(composed, columns, index, index + 1, baseline - padding + top, style.leading)
        height = style.leading + top + (padding + extras[-1] if index == count - 1 else 0.0)
        rows.append(Row(height, items, on_grid=False, keep=index in (0, count - 2)))
        rows[index].repeat = (Row(padding, on_grid=False),) if index else ()
    return rows


def _items(
    composed: list[list[Line]], columns: list[Column], first: int, stop: int, baseline: float, leading: float
) -> tuple[Item, ...]:
    return tuple(
        TextItem(tuple(lines[first:stop]), column.x, baseline, leading, column.width, column.align)
        for lines, column in zip(composed, columns, strict=True)
        if lines[first:stop]
    )


def _apart(
    composed: list[list[Line]],
    columns: list[Column],
    baseline: float,
    leading: float,
    extras: Sequence[float],
) -> Iterator[Item]:
    """Lines that stand further apart than others where something drawn in one of them takes the room."""
    for lines, column in zip(composed, columns, strict=True):
        y = baseline
        for line, extra in zip(lines, extras, strict=False):
            y += extra
            yield TextItem((line,), column.x, y, leading, column.width, column.align)
            y += leading


def rule(builder: Builder, name: str, row: Row, columns: Sequence[Column], y: float) -> None:
    """Draw the theme's rule ``name`` across a table, at ``y`` points from the top of a row."""
    left, width = _across(columns, builder.theme.tables)
    row.items += builder.rule(name, left, y, width)


def ground(tables: Tables, colour: str, rows: Sequence[Row], columns: Sequence[Column]) -> None:
    """Put a ground behind the slices of one table row, if there is a colour for it.

    What stands above such a slice at the head of a page has the ground too, and room for its words on it.
    """
    if colour == NONE:
        return
    left, width = _across(columns, tables)
    again = [above for row in rows for above in row.repeat]
    for row in again:
        row.height = max([row.height, *(_bottom(item) for item in row.items)])
    for row in (*again, *rows):
        # Where two slices meet no paper is to shine through, however their edge falls on a screen.
        height = row.height + (0.0 if row is rows[-1] else _OVERLAP)
        drawn = Scene(width, height, (Rect(0.0, 0.0, width, height, fill=colour),))
        row.items = (SceneItem(drawn, left, 0.0, None), *row.items)


def _bottom(item: Item) -> float:
    """How far down the lines of a text reach."""
    return item.baseline + (len(item.lines) - 0.5) * item.leading if isinstance(item, TextItem) else 0.0


def _across(columns: Sequence[Column], tables: Tables) -> tuple[float, float]:
    """Where a table begins, and how wide it is."""
    left = columns[0].x - tables.inset
    return left, columns[-1].right + tables.inset - left
