"""The one way through a report: every node in reading order, by what each kind says that it holds.

Code that asks for something of all nodes, whatever they stand in, goes this way; only what makes something of
each kind (rows, HTML) goes from a node to those inside it by itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, TypeAlias, assert_never

from report_builder.model.blocks import Block, Cell, Definition, DiagramItem, ListItem, Note
from report_builder.model.content_model import Holds
from report_builder.model.index import IndexEntry
from report_builder.model.inlines import Inline, plain_text
from report_builder.model.literature import Source
from report_builder.model.worksheets import Choice

Node: TypeAlias = (
    Block | ListItem | Definition | Cell | Choice | DiagramItem | Source | IndexEntry | Note | Inline
)
"""Everything that has a content model."""
Placed: TypeAlias = Block | ListItem | Definition | Source | IndexEntry | Note
"""Everything that has an id, so that it has a place in the finished file and in the sources."""

EVERYTHING = frozenset(Holds)
FLOW = frozenset((Holds.BLOCKS,))
"""Blocks inside blocks; no lists, tables or drawings, and nothing beside the text."""
BLOCKS = frozenset((Holds.BLOCKS, Holds.ASIDE, Holds.ITEMS))
"""Every block wherever it stands, with the items between it and the one that it stands in."""
STRUCTURE = BLOCKS | {Holds.ROWS}
"""All but what stands in a line."""
WRITTEN = frozenset((Holds.INLINES, Holds.CHARACTERS))
"""Words that are written where they stand."""
SAID = WRITTEN | {Holds.ALTERNATIVE, Holds.FINDINGS}
"""Everything that has words."""

_NO_NOTES: Mapping[str, Note] = {}


def walk(
    nodes: Iterable[Node], into: Container[Holds] = EVERYTHING, notes: Mapping[str, Note] = _NO_NOTES
) -> Iterator[Node]:
    """Yield ``nodes`` and all that they hold, in reading order.

    ``into`` limits what is entered. Each of ``notes`` (by id) comes where it is referred to for the first
    time, if what stands in a line is entered.
    """
    waiting = [*nodes]
    waiting.reverse()
    noted: set[str] = set()
    while waiting:
        node = waiting.pop()
        yield node
        start = len(waiting)
        for part in node.content.parts:
            if part.holds in into:
                waiting += _held(getattr(node, part.field), part.holds, notes, noted)
        waiting[start:] = reversed(waiting[start:])


def _held(value: Any, holds: Holds, notes: Mapping[str, Note], noted: set[str]) -> Iterable[Node]:
    """The nodes in a field of a node."""
    match holds:
        case Holds.BLOCKS | Holds.ASIDE | Holds.ITEMS | Holds.INLINES:
            nodes: Iterable[Node] = value
            return nodes
        case Holds.ROWS:
            return [cell for row in value for cell in row]
        case Holds.NOTE:
            if value not in notes or value in noted:
                return ()
            noted.add(value)
            return (notes[value],)
        case Holds.FINDINGS | Holds.CHARACTERS | Holds.ALTERNATIVE:
            return ()
        case _:
            assert_never(holds)


def placed(nodes: Iterable[Block | Note]) -> Iterator[Placed]:
    """Yield all at and below ``nodes`` that has an id, in reading order, whatever it stands in."""
    return (node for node in walk(nodes, BLOCKS) if isinstance(node, Placed))


def texts(node: Node, of: Container[Holds] = SAID) -> Iterator[str]:
    """Yield the words at and below ``node``, run by run in reading order: those of the parts in ``of``."""
    for inner in walk((node,), STRUCTURE):
        for part in inner.content.parts:
            if part.holds in of:
                yield from _said(getattr(inner, part.field), part.holds)


def _said(value: Any, holds: Holds) -> Iterator[str]:
    """The words in a field of a node."""
    match holds:
        case Holds.INLINES:
            yield plain_text(value)
        case Holds.CHARACTERS | Holds.ALTERNATIVE:
            yield from (value or "",) if not isinstance(value, tuple) else value
        case Holds.FINDINGS:
            yield from (f"{finding.shown} {finding.statement}" for finding in value)
        case _:
            pass
