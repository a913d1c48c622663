"""Quotes of a word processor around the values of YAML: ``unit: “%”``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import rule
from report_builder.language.message import hinted
from report_builder.sources.curly_syntax import BARE, OPENING, WRAPPED, inner_text, straight, tell_curly
from report_builder.sources.yaml_tree import Entry, ListNode, MapNode, Node, ScalarNode

_PROSE = frozenset(
    (
        *("title", "subtitle", "kind", "series", "description", "statement", "question", "source"),
        *("lead", "voice", "introduction", "text", "items", "note"),
    )
)
"""Keys whose texts are read as prose, and may stand in the quotes of their language."""
_CLOSING = {"“": "”“", "”": "”", "„": "“”", "‟": "”", "«": "»", "‘": "’", "‚": "‘’"}


def straightened(
    tree: Node | None, text: str, diagnostics: Diagnostics, language: str | None = None
) -> Node | None:
    """Take a word processor's quotes off the values and keys of ``tree``; RB-CURLY-SYNTAX for each.

    ``text`` is the source of the tree. ``language`` is that of its prose; where it is None and the tree
    states one, that. Quotes that are at home in it may stand around a text that is read as prose.
    """
    if tree is None or not any(quote in text for quote in OPENING):
        return tree
    if language is None and isinstance(tree, MapNode) and "language" in tree.entries:
        stated = tree.entries["language"].value
        language = stated.text if isinstance(stated, ScalarNode) else None
    native = rule("rule.opening-quotes", language or "") or ""
    return _Straightening(text.split("\n"), diagnostics, native).node(tree, "")


class _Straightening:
    """One pass over a tree."""

    def __init__(self, lines: Sequence[str], diagnostics: Diagnostics, native: str) -> None:
        self._lines = lines
        self._diagnostics = diagnostics
        self._native = native

    def node(self, node: Node, key: str) -> Node:
        if isinstance(node, ListNode):
            self._tell_divided(node)
            return ListNode(node.span, tuple(self.node(item, key) for item in node.items))
        if isinstance(node, ScalarNode):
            return self._scalar(node, prose=key in _PROSE)
        entries: dict[str, Entry] = {}
        for name, entry in node.entries.items():
            bare = self._scalar(ScalarNode(entry.key_span, name, plain=True), prose=False).text
            entries[bare] = Entry(entry.key_span, self.node(entry.value, bare))
        return MapNode(node.span, entries)

    def _tell_divided(self, node: ListNode) -> None:
        """RB-CURLY-SYNTAX for a text in quotes that a comma inside it divides into two items."""
        texts = [item for item in node.items if isinstance(item, ScalarNode)]
        for item, following in pairwise(texts):
            closing = _CLOSING.get(item.text[:1], "")
            opened = closing and item.plain and not any(sign in item.text[1:] for sign in closing)
            if opened and following.plain and any(sign in following.text for sign in closing):
                self._diagnostics.error(
                    "RB-CURLY-SYNTAX", item.span, *hinted("sources.curly-divided", quote=item.text[0])
                )

    def _scalar(self, node: ScalarNode, *, prose: bool) -> ScalarNode:
        if not node.plain or not node.text.startswith(tuple(OPENING)):
            return node
        whole = WRAPPED.fullmatch(node.text)
        if prose and (whole is None or node.text[0] in self._native):
            return node
        line = self._lines[node.span.line - 1] if node.span.line <= len(self._lines) else ""
        as_written = line.startswith(node.text, node.span.column - 1)
        fixes = straight(node.span, whole) if whole and as_written else ()
        tell_curly(node.text[0], node.span, self._diagnostics, fixes)
        inner = inner_text(whole) if whole else node.text
        return ScalarNode(node.span, inner, plain=bool(BARE.fullmatch(inner)))
