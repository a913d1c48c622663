"""From a chapter's blocks to sections below their headings, and what is wrong with the levels of these."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from report_builder.content.attributes import split_trailing
from report_builder.content.formats import NO_TEXT
from report_builder.content.token_tree import Node, TextFile
from report_builder.diagnostics import Diagnostics, Fix, SourceSpan
from report_builder.language.message import Message, hinted, say

DEEPEST = 6
"""The deepest heading that Markdown has."""


def build_sections(
    nodes: list[Node], path: str, lines: Sequence[str], diagnostics: Diagnostics
) -> Node | None:
    """Put the blocks of a chapter below their headings; return the chapter's own section, None for no blocks.

    RB-HEADING-LEVEL when it does not begin with its one title, a level is skipped, or a heading stands
    inside another block. A faulty outline is read as the diagnostics say that it is to be mended.
    """
    if not nodes:
        hint = say("content.begin-with-title")
        diagnostics.error("RB-EMPTY", SourceSpan(path), say("content.chapter-empty"), hint)
        return None
    faults = _Faults(path, lines, diagnostics)
    for node in nodes:
        for inner in node.walk():
            if inner.kind == "heading" and inner is not node:
                faults.tell(inner, *hinted("content.heading-nested"))
    title = _title(nodes, faults)
    _settle_levels([node for node in nodes if node is not title], faults)
    title.level = 1
    return _nest(title, [node for node in nodes if node is not title])


def settle_below_title(file: TextFile, diagnostics: Diagnostics) -> None:
    """Tell and mend the levels of the headings of a file that begins with a title."""
    _settle_levels(file.nodes[1:], _Faults(file.path, file.lines, diagnostics))


def _settle_levels(nodes: Sequence[Node], faults: _Faults) -> None:
    headings = [node for node in nodes if node.kind == "heading"]
    mended = mended_levels([node.level for node in headings])
    faults.check_levels(headings, mended)
    for node, level in zip(headings, mended, strict=True):
        node.level = level


def mended_levels(written: Sequence[int]) -> list[int]:
    """Give the level that each heading below a chapter's title is to have, from those that are written.

    A heading stands one level below the nearest one before it that was written less deep, so what stood
    beside or below each other still does. A sound outline stays what it is.
    """
    mended: list[int] = []
    above: list[int] = []  # the levels as written of the headings that the next may stand below
    for level in written:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        mended.append(min(len(above) + 1, DEEPEST))
    return mended


def _title(nodes: list[Node], faults: _Faults) -> Node:
    """Find the chapter's title, or what comes nearest to one, which is made one."""
    first = nodes[0]
    if first.kind != "heading":
        here = [node for node in nodes if node.source is first.source]
        later = next((node for node in here if node.kind == "heading" and node.level == 1), None)
        hint = say("content.begin-with-title")
        if later is not None:
            hint = say("content.text-before-title.hint", line=later.line + 1)
        faults.tell(first, say("content.text-before-title"), hint)
        return later or _untitled(first.line)
    if first.level == 1:
        return first
    message = say("content.first-level", level=first.level)
    others = [node for node in nodes[1:] if node.source is first.source]
    beside = [node for node in others if node.kind == "heading" and node.level <= first.level]
    if not beside:
        faults.tell(first, message, say("content.first-level.hint"))
        return first
    first_title = next((node for node in beside if node.level == 1), None)
    if first_title is not None:
        faults.tell(first, message, say("content.below-title", line=first_title.line + 1))
        return first_title
    faults.tell(first, message, say("content.title-above"))
    return _untitled(first.line)


def _untitled(line: int) -> Node:
    return Node("heading", Token("heading_open", "h1", 1), line, NO_TEXT, level=1)


def _nest(title: Node, others: list[Node]) -> Node:
    """Hang each block below the heading that it follows, and each heading below the one it belongs to."""
    opened = [title]
    _make_section(title)
    for node in others:
        if node.kind == "heading":
            # The title stays at the bottom; a second one stands below it.
            while len(opened) > 1 and opened[-1].level >= node.level:
                opened.pop()
            _make_section(node)
            opened[-1].children.append(node)
            opened.append(node)
        else:
            opened[-1].children.append(node)
    return title


def _make_section(node: Node) -> None:
    node.kind = "section"
    node.content, node.attributes = split_trailing(node.content)


class _Faults:
    """Tells faults of one chapter's headings."""

    def __init__(self, path: str, lines: Sequence[str], diagnostics: Diagnostics) -> None:
        self._path, self._lines, self._diagnostics = path, lines, diagnostics

    def tell(self, node: Node, message: Message, hint: Message, mended: str = "") -> None:
        """Add RB-HEADING-LEVEL; ``mended`` are the signs that the heading is to begin with, if certain."""
        fixes = self._fixes(node, mended) if mended else ()
        span = SourceSpan(self._path_of(node), node.line + 1)
        self._diagnostics.error("RB-HEADING-LEVEL", span, message, hint, fixes=fixes)

    def check_levels(self, headings: Sequence[Node], mended: Sequence[int]) -> None:
        """Tell each heading that is to get another level, so that one round mends the chapter."""
        # Certain where each level that is written becomes one of its own, and no heading may be a chapter's.
        pairs = {(node.level, level) for node, level in zip(headings, mended, strict=True)}
        certain = len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs})
        certain = certain and all(old > 1 for old, _ in pairs)
        before = 1
        for node, level in zip(headings, mended, strict=True):
            if level != node.level:
                message, hint = _words(node.level, before, level)
                self.tell(node, message, hint, "#" * level if certain else "")
            before = node.level

    def _fixes(self, node: Node, signs: str) -> tuple[Fix, ...]:
        """Exchange the signs before a heading; one that is underlined is left to the editor."""
        lines, path = node.source.lines if node.source else self._lines, self._path_of(node)
        line = lines[node.line]
        written = node.token.markup
        if not written.startswith("#"):
            return ()
        at = line.index(written)
        start = SourceSpan(path, node.line + 1, at + 1)
        end = SourceSpan(path, node.line + 1, at + 1 + len(written))
        return (Fix(start, end, signs),)

    def _path_of(self, node: Node) -> str:
        return node.source.path if node.source else self._path


def _words(written: int, before: int, mended: int) -> tuple[Message, Message]:
    if written == 1:
        return hinted("content.second-title")
    hint = say("content.level.hint", signs="#" * mended)
    if written > before + 1:
        return say("content.level-skipped", signs="#" * written), hint
    return say("content.level-follows", signs="#" * written), hint
