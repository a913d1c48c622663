"""The id of any block: ``{#id}`` on a line of its own above it, or behind the last words of a paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from markdown_it.rules_block import StateBlock
from msgspec.structs import replace

from report_builder.content.attributes import NO_ATTRIBUTES, Attributes, attributes_at
from report_builder.content.token_tree import Node
from report_builder.patterns import late

_LINE = late(r"\{\s*#[^\s{}]+\s*\}")
_BEHIND_WORDS = late(r"(?<=\S)\s+\{\s*#[^\s{}]+\s*\}\Z")


def id_mark(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a line with the id of the block below it, in the form of a rule of markdown-it."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("{", position) or state.is_code_block(start):
        return False
    if start + 1 >= end or state.isEmpty(start + 1):
        return False
    if not _LINE.fullmatch(state.src[position : state.eMarks[start]].rstrip()):
        return False
    found = attributes_at(state.src, position)
    if found is None:
        return False
    if not silent:
        token = state.push("id_mark", "", 0)
        token.map, token.meta = [start, start + 1], {"attributes": found[0]}
        state.line = start + 1
    return True


def with_ids(nodes: Iterable[Node]) -> list[Node]:
    """Give blocks the ids that stand above them, and paragraphs those behind their words.

    A heading has its own in its line.
    """
    kept: list[Node] = []
    waiting = NO_ATTRIBUTES
    for node in nodes:
        if node.kind == "id_mark":
            waiting = node.token.meta["attributes"]
            continue
        own = waiting if waiting.id else _behind_words(node)
        if own.id and not node.attributes.id and node.kind != "heading":
            node.attributes = replace(node.attributes, id=own.id)
        waiting = NO_ATTRIBUTES
        if node.children:
            node.children = with_ids(node.children)
        kept.append(node)
    return kept


def _behind_words(node: Node) -> Attributes:
    """Take the id off the end of a paragraph."""
    if node.kind != "paragraph" or not node.content.endswith("}"):
        return NO_ATTRIBUTES
    match = _BEHIND_WORDS.search(node.content)
    found = attributes_at(node.content, node.content.rindex("{"))
    if match is None or found is None:
        return NO_ATTRIBUTES
    node.content = node.content[: match.start()]
    return found[0]
