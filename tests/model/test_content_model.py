"""What kinds say of themselves is what their fields hold."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest

from report_builder.model import blocks
from report_builder.model.blocks import Block, Cell, Definition, DiagramItem, Figure, ListItem
from report_builder.model.content_model import Holds
from report_builder.model.figures import FigureGroup
from report_builder.model.findings import Finding
from report_builder.model.formula_blocks import DisplayedFormula
from report_builder.model.index import IndexEntry
from report_builder.model.inlines import Inlines
from report_builder.model.literature import Source
from report_builder.model.walking import Node
from report_builder.model.worksheets import Choice

HELD: dict[object, tuple[Holds, ...]] = {
    Inlines: (Holds.INLINES,),
    tuple[Block, ...]: (Holds.BLOCKS, Holds.ASIDE),
    tuple[ListItem, ...]: (Holds.ITEMS,),
    tuple[Definition, ...]: (Holds.ITEMS,),
    tuple[DiagramItem, ...]: (Holds.ITEMS,),
    tuple[Choice, ...]: (Holds.ITEMS,),
    tuple[Source, ...]: (Holds.ITEMS,),
    tuple[IndexEntry, ...]: (Holds.ITEMS,),
    tuple[Figure, ...]: (Holds.ITEMS,),
    tuple[Any, ...]: (Holds.BLOCKS,),  # those of a cell, which blocks hold themselves
    tuple[tuple[Cell, ...], ...]: (Holds.ROWS,),
    tuple[Finding, ...]: (Holds.FINDINGS,),
}
"""What a field of a type holds; others hold no nodes."""


@pytest.mark.parametrize("kind", get_args(Node), ids=lambda kind: kind.__name__)
def test_every_field_that_holds_something_is_a_part(kind: type[Node]) -> None:
    hints = get_type_hints(kind)
    parts = {part.field: part.holds for part in kind.content.parts}
    assert set(parts) <= set(kind.__struct_fields__)
    for field in kind.__struct_fields__:
        if (expected := HELD.get(hints[field])) is not None:
            assert parts.get(field) in expected, field
        else:
            assert parts.get(field) not in {holds for known in HELD.values() for holds in known}, field


@pytest.mark.parametrize("kind", get_args(Node), ids=lambda kind: kind.__name__)
def test_name_and_number_are_fields(kind: type[Node]) -> None:
    content = kind.content
    assert {content.name, content.number} - {""} <= set(kind.__struct_fields__)
    # What names a node comes before all that it names, but for images that stand together: it is below them.
    assert not content.name or content.parts[0].field == content.name or kind is FigureGroup


def test_what_has_a_label_is_captioned() -> None:
    labelled = {kind for kind in get_args(Block) if "label" in kind.__struct_fields__}
    # A formula has a number, which stands beside it, and no caption.
    assert {kind for kind in get_args(Block) if kind.content.captioned} == labelled - {DisplayedFormula}
    assert blocks.Table in labelled
