"""Keys without a value in a theme that extends another: what they were to say is as it was below them."""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.sources.yaml_tree import Entry, MapNode, Node, ScalarNode
from report_builder.theme.lineage import BEFORE, Lineage
from report_builder.theme.uses import entries_of


def check_emptied(lineage: Lineage, diagnostics: Diagnostics) -> None:
    """RB-WRONG-TYPE for each key without a value, as one has whose colour begins with ``#`` without quotes.

    A mapping of which every line is a remark says nothing, and that is no fault. Keys that were told of
    already are passed over.
    """
    told = {item.span for item in diagnostics.items}
    for at, layer in enumerate(lineage.layers[:-1], 1):
        below = Lineage(lineage.layers[at:], whole=True).tree
        for name, entry in _emptied(layer.tree, below, top=True):
            if told.isdisjoint((entry.key_span, entry.value.span)):
                diagnostics.error("RB-WRONG-TYPE", entry.key_span, *hinted("theme.value-empty", key=name))


def _emptied(node: Node, below: Node, *, top: bool) -> Iterator[tuple[str, Entry]]:
    """The keys without a value by their names; ``~`` and ``null`` are written on purpose."""
    old = entries_of(below)
    for name, entry in entries_of(node).items():
        value, beneath = entry.value, old[name].value if name in old else None
        if isinstance(value, MapNode):
            yield from _emptied(value, beneath or value, top=False)
        elif isinstance(value, ScalarNode) and value.is_null and not value.text:
            may_be_mapping = isinstance(beneath, MapNode) or (top and (beneath is None or name in BEFORE))
            if not may_be_mapping:
                yield name, entry
