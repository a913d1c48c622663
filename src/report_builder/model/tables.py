"""Tables: cells in rows, which may reach over several columns and rows, and the heads that each cell has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, ClassVar, TypeAlias

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.model.content_model import BLOCKS, CAPTION, ContentModel, Holds, Part, words_in
from report_builder.model.inlines import Inlines, NoteReference, Strong, plain_text


class Align(Enum):
    """How the text of a table column is set."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class Wide(Enum):
    """What becomes of a table that is wider than its room."""

    SMALL = "small"
    """It has smaller type."""
    DIVIDED = "divided"
    """Some of its columns stand below the others."""
    LANDSCAPE = "landscape"
    """It stands on a page that lies on its side."""


class Cell(Struct, frozen=True):
    """A table cell, which reaches over so many ``columns`` and ``rows``.

    It has words, ``children``, or ``blocks``: several paragraphs, or lists. These hold tables elsewhere, so
    that their kinds are not known here.
    """

    content: ClassVar[ContentModel] = ContentModel((words_in(), BLOCKS))

    children: Inlines
    span: SourceSpan
    columns: int = 1
    rows: int = 1
    blocks: tuple[Any, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is written in it."""
        return not (self.children or self.blocks)


Rows: TypeAlias = tuple[tuple[Cell, ...], ...]


class Table(Struct, frozen=True):
    """A table: rows of heads, rows, and rows of totals at its ``foot``.

    A row has the cells that begin in it, from left to right; with those that reach into it from above they
    fill ``columns``. The first ``head_columns`` cells of a row head it. A row of the body that is one cell
    over all columns heads the group of rows below it. An empty cell has so many ``lines`` to write on.
    The ``note`` stands below it: where its numbers are from, what its signs mean. ``wide`` is the author's
    choice of what becomes of it where it has no room, None for what is best.
    """

    content: ClassVar[ContentModel] = ContentModel(
        (
            CAPTION,
            Part("head", Holds.ROWS),
            Part("rows", Holds.ROWS),
            Part("foot", Holds.ROWS),
            words_in("note"),
        ),
        name="caption",
        number="label",
        referable=True,
    )

    id: str
    label: str
    caption: Inlines
    columns: tuple[Align, ...]
    head: Rows
    rows: Rows
    head_columns: int
    span: SourceSpan
    lines: int = 0
    foot: Rows = ()
    note: Inlines = ()
    wide: Wide | None = None

    @property
    def plain(self) -> bool:
        """Whether it has one row of heads, and every cell one place and no more than words."""
        if len(self.head) != 1 or self.head_columns > 1 or self.foot:
            return False
        width = len(self.columns)
        # A row whose cells reach over several places has fewer of them, or those below it have.
        return all(
            len(row) == width and not any(cell.blocks for cell in row) for row in (*self.head, *self.rows)
        )

    @property
    def titles(self) -> tuple[Cell, ...]:
        """The heads nearest to the body, those of single columns."""
        return self.head[-1]

    @property
    def to_fill(self) -> bool:
        """Whether readers write in it: it has lines for that, or a column without a word below its heads."""
        if self.lines:
            return True
        bare = set(range(len(self.columns)))
        for part in (self.rows, self.foot):
            for row, begins in zip(part, columns_of(part), strict=True):
                for cell, at in zip(row, begins, strict=True):
                    if not cell.empty:
                        bare.difference_update(range(at, at + cell.columns))
                if not bare:
                    return False
        return True

    def heads_group(self, row: Sequence[Cell]) -> bool:
        """Whether a row of the body is the head of a group."""
        return len(row) == 1 < len(self.columns) and row[0].columns == len(self.columns)

    @property
    def emphasised(self) -> frozenset[int]:
        """The rows of the body, from 0, whose words are all strong, where those of others are not."""
        found = frozenset(number for number, row in enumerate(self.rows) if _is_emphasised(row))
        return frozenset() if len(found) == len(self.rows) else found


def _is_emphasised(row: Sequence[Cell]) -> bool:
    """Whether all words of a row are strong, in more than one cell: one alone heads the rows below it."""
    strong = 0
    for cell in row:
        if cell.blocks:
            return False
        if all(isinstance(one, Strong | NoteReference) for one in cell.children):
            strong += bool(cell.children)
        elif any(char.isalnum() for char in plain_text(cell.children)):
            return False
    return strong > 1


def align_of(table: Table, placed: Placed, *, in_head: bool) -> Align:
    """How what stands in a cell is set: as its columns are, where these are all set alike.

    Else what heads several columns stands in the middle of them, and all other cells begin at the left.
    """
    over = set(table.columns[placed.column : placed.right])
    if len(over) == 1 and (placed.cell.columns == 1 or Align.LEFT in over or not placed.heads):
        return over.pop()
    return Align.CENTRE if in_head else Align.LEFT


class Placed(Struct, frozen=True):
    """A cell with the ``row`` (from 0, from the first row of heads to the last of the foot) and ``column``.

    ``names`` are the heads of it by their index among all cells, those of its row first.
    """

    cell: Cell
    row: int
    column: int
    heads: bool
    names: tuple[int, ...] = ()

    @property
    def right(self) -> int:
        """The column behind it."""
        return self.column + self.cell.columns

    @property
    def below(self) -> int:
        """The row below it."""
        return self.row + self.cell.rows


def columns_of(rows: Rows) -> Iterator[list[int]]:
    """In which column, from 0, each cell of each row begins, row by row."""
    reach: dict[int, int] = {}
    """How many rows more a cell from above takes of a column."""
    for row in rows:
        at, begins = 0, []
        taken = {column for column, left in reach.items() if left}
        reach = {column: left - 1 for column, left in reach.items() if left}
        for cell in row:
            while at in taken:
                at += 1
            begins.append(at)
            if cell.rows > 1:
                reach.update(dict.fromkeys(range(at, at + cell.columns), cell.rows - 1))
            at += cell.columns
        yield begins


def placed_cells(table: Table) -> list[list[Placed]]:
    """Every cell of every row with its place and its heads; a list for each row, empty ones too."""
    top, bottom = len(table.head), len(table.head) + len(table.rows)
    parts = (table.head, table.rows, table.foot)
    rows = [
        [Placed(cell, 0, column, heads=False) for cell, column in zip(row, begins, strict=True)]
        for part in parts
        for row, begins in zip(part, columns_of(part), strict=True)
    ]
    found: list[list[Placed]] = []
    above: list[tuple[int, Placed]] = []
    sides: list[tuple[int, Placed]] = []
    group: tuple[int, ...] = ()
    count = 0
    for number, row in enumerate(rows):
        written = [one.cell for one in row]
        in_head, in_body = number < top, top <= number < bottom
        if number == bottom:
            group = ()
        grouping = in_body and table.heads_group(written)
        sides = [(index, one) for index, one in sides if one.below > number]
        made: list[Placed] = []
        for one in row:
            heading = in_head or grouping or one.column < table.head_columns
            here = Placed(one.cell, number, one.column, heading)
            names = () if grouping else tuple(_names(here, above, sides, group))
            here = Placed(one.cell, number, one.column, heading, names)
            if in_head:
                above.append((count, here))
            elif heading and not grouping:
                sides.append((count, here))
            elif grouping:
                group = (count,)
            made.append(here)
            count += 1
        found.append(made)
    return found


def _names(
    here: Placed,
    above: Sequence[tuple[int, Placed]],
    sides: Sequence[tuple[int, Placed]],
    group: tuple[int, ...],
) -> Iterator[int]:
    """The heads of a cell: of its group, of its row from the left, of its column from the top."""
    yield from group
    yield from (index for index, side in sides if side.right <= here.column)
    for index, head in above:
        if head.row < here.row and head.column < here.right and here.column < head.right:
            yield index


def is_whole(table: Table) -> bool:
    """Whether the cells of every row fill its columns, with those that reach into it, and no more."""
    width = len(table.columns)
    for part in (table.head, table.rows, table.foot):
        taken = [[False] * width for _ in part]
        for number, (row, begins) in enumerate(zip(part, columns_of(part), strict=True)):
            for cell, column in zip(row, begins, strict=True):
                if cell.rows < 1 or cell.columns < 1 or column + cell.columns > width:
                    return False
                for line in taken[number : number + cell.rows]:
                    if any(line[column : column + cell.columns]):
                        return False
                    line[column : column + cell.columns] = [True] * cell.columns
                if number + cell.rows > len(part):
                    return False
        if not all(map(all, taken)):
            return False
    return True


def column_groups(table: Table, first: int) -> list[list[int]]:
    """The columns from ``first`` on, those together that cells of the body or the foot reach over.

    Heads, also those of groups of rows, can be said again where a table is divided.
    """
    joined: set[int] = set()
    for part in (table.rows, table.foot):
        for row, begins in zip(part, columns_of(part), strict=True):
            if not table.heads_group(row):
                for cell, at in zip(row, begins, strict=True):
                    joined.update(range(max(at, first) + 1, at + cell.columns))
    groups: list[list[int]] = []
    for column in range(first, len(table.columns)):
        if column in joined:
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def column_titles(table: Table) -> list[list[Inlines]]:
    """The heads of each column, from the top."""
    titles: list[list[Inlines]] = [[] for _ in table.columns]
    for row, begins in zip(table.head, columns_of(table.head), strict=True):
        for cell, at in zip(row, begins, strict=True):
            for column in titles[at : at + cell.columns]:
                column.append(cell.children)
    return titles
