"""The table of all block kinds: which function makes the rows of which block.

A test compares it with the kinds that there are. Kinds that many reports have none of are imported when the
first of them is set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from report_builder.layout.blocks import lists, sections, text
from report_builder.layout.blocks.builder import BlockFunction, Builder, Region
from report_builder.model.blocks import (
    Block,
    Diagram,
    Figure,
    FindingCards,
    FindingChart,
    LongDescription,
    Table,
    Timeline,
)
from report_builder.model.figures import FigureGroup
from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.model.index import Index
from report_builder.model.literature import Literature
from report_builder.model.pictures import Photograph
from report_builder.model.worksheets import ChoiceQuestion, OpenQuestion, ScaleQuestion

_Rows: TypeAlias = Mapping[type[Block], BlockFunction]


def _tables() -> _Rows:
    from report_builder.layout.blocks.tables import ROWS

    return ROWS


def _figures() -> _Rows:
    from report_builder.layout.blocks.figures import ROWS

    return ROWS


def _figure_groups() -> _Rows:
    from report_builder.layout.blocks.figure_groups import ROWS

    return ROWS


def _formulas() -> _Rows:
    from report_builder.layout.blocks.formulas import ROWS

    return ROWS


def _cards() -> _Rows:
    from report_builder.layout.blocks.cards import ROWS

    return ROWS


def _photographs() -> _Rows:
    from report_builder.layout.blocks.photographs import ROWS

    return ROWS


def _drawings() -> _Rows:
    from report_builder.layout.blocks.drawings import ROWS

    return ROWS


def _descriptions() -> _Rows:
    from report_builder.layout.blocks.descriptions import ROWS

    return ROWS


def _literature() -> _Rows:
    from report_builder.layout.blocks.literature import ROWS

    return ROWS


def _index() -> _Rows:
    from report_builder.layout.blocks.index import ROWS

    return ROWS


def _worksheets() -> _Rows:
    from report_builder.layout.blocks.worksheets import ROWS

    return ROWS


def _late(kind: type[Block], rows: Callable[[], _Rows]) -> BlockFunction:
    def function(builder: Builder, node: Any, region: Region) -> None:
        rows()[kind](builder, node, region)

    return function


_LATE: dict[type[Block], Callable[[], _Rows]] = {
    ChoiceQuestion: _worksheets,
    Diagram: _drawings,
    DisplayedFormula: _formulas,
    Figure: _figures,
    FigureGroup: _figure_groups,
    FindingCards: _cards,
    FindingChart: _figures,
    Index: _index,
    Literature: _literature,
    LongDescription: _descriptions,
    OpenQuestion: _worksheets,
    Photograph: _photographs,
    ScaleQuestion: _worksheets,
    Table: _tables,
    Timeline: _drawings,
}

BLOCK_FUNCTIONS: dict[type[Block], BlockFunction] = {
    **sections.ROWS,
    **text.ROWS,
    **lists.ROWS,
    **{kind: _late(kind, rows) for kind, rows in _LATE.items()},
}
