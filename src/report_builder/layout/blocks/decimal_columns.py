"""Numbers below each other at their decimal sign, in columns that stand at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from report_builder.layout.blocks.builder import Builder
from report_builder.layout.blocks.table_columns import Columns
from report_builder.layout.compose.runs import Run
from report_builder.model.decimals import NOTHING, decimal_ends
from report_builder.model.tables import Align, Table


class Decimals(Struct, frozen=True):
    """What the cells of some columns leave free at their right, and what these columns need, undivided."""

    free: Sequence[Mapping[int, float]]
    widths: Mapping[int, tuple[float, float]]

    def spare(self, row: int, part: Columns) -> list[float] | None:
        """What each cell of a row leaves free; None where no cell of it does."""
        own = self.free[row]
        return [part.factor * own.get(column, 0.0) for column in part.shown] if own else None


def decimals(builder: Builder, node: Table, rows: Sequence[Sequence[list[Run]]]) -> Decimals | None:
    """How the numbers of columns at the right are set, where some have decimals, and not all the same."""
    free: list[dict[int, float]] = [{} for _ in rows]
    widths: dict[int, tuple[float, float]] = {}
    for column, align in enumerate(node.columns):
        if align is not Align.RIGHT or (column < node.head_columns):
            continue
        ends = decimal_ends(_text(cells[column]) for cells in rows)
        if ends is None:
            continue
        tails = [_width(builder, cells[column], end) for cells, end in zip(rows, ends, strict=True)]
        longest = max(tails)
        whole = [builder.composer.natural_width(cells[column])[1] for cells in rows]
        needed = longest + 1 + max(one - tail for one, tail in zip(whole, tails, strict=True))
        widths[column] = needed, needed
        for number, (tail, end) in enumerate(zip(tails, ends, strict=True)):
            if end != NOTHING and longest - tail > 0:
                free[number][column] = longest - tail
    return Decimals(free, widths) if widths else None


def _text(runs: Sequence[Run]) -> str:
    """What stands in a cell, without the signs of notes."""
    return "".join(run.text if not run.look.rise else "" for run in runs)


def _width(builder: Builder, runs: Sequence[Run], end: str) -> float:
    """How wide the end of a cell is, with the signs of notes behind it."""
    if end == NOTHING:
        return 0.0
    left, tail = len(end), []
    for run in reversed(runs):
        if run.look.rise:
            tail.append(run)
            continue
        taken = run.text[max(0, len(run.text) - left) :] if left else ""
        left -= len(taken)
        if taken:
            tail.append(replace(run, text=taken))
        if not left:
            break
    return builder.composer.natural_width(tail[::-1])[1] if tail else 0.0
