"""Which colours and families of a theme its other keys name."""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.sources.yaml_tree import Entry, ListNode, MapNode, Node, ScalarNode
from report_builder.theme.model import COLOUR_NAMES, FAMILY_NAMES

_OF_COLOURS = ("colour", "ground", "edge", "head_ground", "head_ink", "stripe", "accents")
_OF_FAMILIES = ("font", "fallback")


def names_in(tree: Node, key: str) -> dict[str, Entry]:
    """What a theme writes below its ``key``, by the names there."""
    entry = entries_of(tree).get(key)
    return entries_of(entry.value) if entry is not None else {}


def entries_of(node: Node) -> dict[str, Entry]:
    """The keys of a mapping; none of what is no mapping."""
    return node.entries if isinstance(node, MapNode) else {}


def unused(tree: Node) -> dict[str, tuple[str, ...]]:
    """The names below ``palette`` and ``fonts`` that neither the program nor another key asks for."""
    colours = {*COLOUR_NAMES, *_named(tree, _OF_COLOURS)}
    families = {*FAMILY_NAMES, *_named(tree, _OF_FAMILIES)}
    found = (("palette", colours), ("fonts", families))
    return {key: tuple(name for name in names_in(tree, key) if name not in asked) for key, asked in found}


def _named(node: Node, keys: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, ListNode):
        for item in node.items:
            yield from _named(item, keys)
    elif isinstance(node, MapNode):
        for key, entry in node.entries.items():
            if key in keys:
                named = entry.value.items if isinstance(entry.value, ListNode) else (entry.value,)
                yield from (one.text for one in named if isinstance(one, ScalarNode))
            yield from _named(entry.value, keys)
