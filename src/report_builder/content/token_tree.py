"""From the parser's flat list of tokens to a tree: nested blocks, and sections below their headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.content.allowing import read_allowances
from report_builder.content.attributes import (
    NO_ATTRIBUTES,
    Attributes,
    parse_attributes,
    split_trailing,
    together,
    with_language,
)
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.language.word_lists import any_word
from report_builder.patterns import late

MAX_DEPTH = 12
"""How many lists, quotes, boxes and notes may stand inside each other."""

UNSEEN = frozenset({"definition", "footnote_reference"})
"""Kinds that print nothing where they are written."""

_NESTING = frozenset({"list_item", "blockquote", "container", "dd", "footnote_reference"})
_HEAD = late(r"\s*([A-Za-z][\w-]*)?\s*(?:\{(.*)\})?\s*")
CAPTION = late(lambda: rf"{any_word('rule.caption-table')}:(?=\s|$)\s*")
"""How the caption of a table begins."""
GRID, LIST_TABLE, TABLE_FILE = "grid", "list-table", "table"
"""Forms of tables beside that between bars, as the names of their nodes."""
GROUP = "figures"
"""The name of the block with several images."""
INCLUDE = "include"
"""The block in whose place the text of another file stands: its name, and the kind of its node."""
WHEN = "when"
"""The block whose blocks stand in the report under a condition: its name, and the kind of its node."""


class Node(Struct):
    """A block as it was written.

    ``content`` is the text of its inlines, ``line`` counts from 0. The outline fills in ``id``,
    ``label``, ``number`` and ``language``; ``tokens`` keeps inline tokens that it had to read already.
    ``source`` is the file that it stands in where a chapter is written in several.
    """

    kind: str
    token: Token
    line: int
    content: str = ""
    children: list[Node] = field(default_factory=list)
    attributes: Attributes = NO_ATTRIBUTES
    name: str = ""
    level: int = 0
    caption: Node | None = None
    tokens: list[Token] | None = None
    id: str = ""
    label: str = ""
    number: str = ""
    language: str = ""
    source: TextFile | None = None

    def walk(self) -> Iterator[Node]:
        """Yield the node and everything below it, in the order of the source."""
        yield self
        for child in self.children:
            yield from child.walk()


class TextFile(Struct, eq=False):
    """A file of text: its lines as they are read, what its parser keeps, and its blocks."""

    path: str
    lines: list[str]
    environment: dict[str, Any]
    nodes: list[Node]


def build_tree(tokens: list[Token], path: str, diagnostics: Diagnostics) -> list[Node]:
    """Nest the tokens of a chapter. RB-NESTING, once, where blocks stand too deep; those are left out."""
    root = Node("root", Token("root", "", 0), 0)
    stack = [root]
    depth = 0
    deepest_reported = False
    for token in tokens:
        if token.type == "inline":
            stack[-1].content = token.content
            continue
        if token.nesting < 0:
            depth -= stack.pop().kind in _NESTING
            continue
        node = Node(token.type.removesuffix("_open"), token, token.map[0] if token.map else stack[-1].line)
        _read_head(node)
        if token.type == "fence" and not _is_closed(token):
            _tell_open_code(token, stack, path, diagnostics)
        if depth <= MAX_DEPTH:
            stack[-1].children.append(node)
        else:
            stack[-1].children = [Node("cut", token, node.line)]
        if depth > MAX_DEPTH and not deepest_reported:
            deepest_reported = True
            diagnostics.error(
                "RB-NESTING", SourceSpan(path, node.line + 1), *hinted("content.blocks-deep", most=MAX_DEPTH)
            )
        if token.nesting > 0:
            stack.append(node)
            depth += node.kind in _NESTING
    _take_marks(root, path, diagnostics)
    _attach_captions(root)
    return root.children


def _is_closed(code: Token) -> bool:
    """Whether a line closes a block of code: it has one line more then than its content and its first."""
    first, behind = code.map or (0, 0)
    lines = code.content.removesuffix("\n").count("\n") + 1 if code.content else 0
    return behind - first - 1 > lines


def _tell_open_code(token: Token, around: Iterable[Node], path: str, diagnostics: Diagnostics) -> None:
    """RB-UNKNOWN-BLOCK for code that nothing closes; what it has swallowed closes the blocks around it."""
    line = token.map[0] + 1 if token.map else 1
    diagnostics.error(
        "RB-UNKNOWN-BLOCK", SourceSpan(path, line), *hinted("content.code-open", fence=token.markup)
    )
    token.meta["closed"] = False
    for node in around:
        if node.kind == "container":
            node.token.meta["closed"] = True


def _take_marks(parent: Node, path: str, diagnostics: Diagnostics) -> None:
    """Take out the marks that allow something, and note what each allows in the block below it."""
    marks: list[Token] = []
    kept: list[Node] = []
    for index, node in enumerate(parent.children):
        if node.kind == "allow":
            marks.append(node.token)
            continue
        if marks:
            last = _last_line(parent.children, index)
            diagnostics.allow(read_allowances(marks, last, path, diagnostics))
            marks = []
        kept.append(node)
        _take_marks(node, path, diagnostics)
    diagnostics.allow(read_allowances(marks, None, path, diagnostics))
    parent.children = kept


def _last_line(nodes: list[Node], index: int) -> int:
    """The last line of the block at ``index``, counted from 1; a caption goes on to the end of its table."""
    node = nodes[index]
    if _is_caption(node):
        after = next((other for other in nodes[index + 1 :] if other.kind != "allow"), node)
        node = after if _table_of(after) else node
    return node.token.map[1] if node.token.map else node.line + 1


def _is_caption(node: Node) -> bool:
    return node.kind == "paragraph" and CAPTION.match(node.content) is not None


def _read_head(node: Node) -> None:
    """Read what a block says about itself on its first line."""
    if node.kind == "heading":
        node.level = int(node.token.tag[1:])
    elif node.kind == "formula":
        node.attributes = node.token.meta["attributes"]
    elif node.kind == "container":
        match = _HEAD.fullmatch(node.token.info)
        if match is None:
            node.name = node.token.info
            return
        node.name = match.group(1) or ""
        node.attributes = with_language(parse_attributes(match.group(2) or ""))
        if not node.name and node.attributes.classes:
            node.name = node.attributes.classes[0]
            classes = node.attributes.classes[1:]
            node.attributes = Attributes(
                node.attributes.id, classes, node.attributes.values, node.attributes.stray
            )
        if node.name in (LIST_TABLE, TABLE_FILE):
            node.kind = "table"
        elif node.name in (INCLUDE, WHEN):
            node.kind = node.name
    elif node.kind == "table":
        node.name = node.token.info


def _attach_captions(parent: Node) -> None:
    """Give each table the caption before it; notes and link targets between the two stand elsewhere.

    As pandoc has it, one that begins with a colon alone may stand below its table too.
    That of a table to fill in may stand before its block, and its id and class at the name of that.
    """
    kept: list[Node] = []
    above: Node | None = None
    for node in parent.children:
        if above and not above.caption and _is_caption_below(node):
            _caption(above, node, node.content[1:].lstrip())
            continue
        table = _table_of(node)
        if table and not table.caption:
            before = next((at for at in reversed(range(len(kept))) if kept[at].kind not in UNSEEN), -1)
            mark = CAPTION.match(kept[before].content) if before >= 0 else None
            if mark and kept[before].kind == "paragraph":
                caption = kept.pop(before)
                _caption(table, caption, caption.content[mark.end() :])
        kept.append(node)
        _attach_captions(node)
        if table and table is not node:
            _hand_down(node, table)
        above = table
    parent.children = kept


def _caption(table: Node, node: Node, written: str) -> None:
    """Make a paragraph the caption of a table, whose attributes may stand at its end."""
    table.caption = node
    node.content, attributes = split_trailing(written)
    table.attributes = together(attributes, table.attributes)


def _is_caption_below(node: Node) -> bool:
    return node.kind == "paragraph" and node.content.startswith((": ", ":\t"))


def _table_of(node: Node) -> Node | None:
    """The table that a caption before a node belongs to: the node itself, or what is filled in in it."""
    if node.kind == "container" and node.name == "fill-table":
        return next((child for child in node.children if child.kind == "table"), None)
    return node if node.kind == "table" else None


def _hand_down(block: Node, table: Node) -> None:
    """Give the table of a block the id and the class that are written at the name of that."""
    own, above = table.attributes, block.attributes
    classes = tuple(name for name in above.classes if name == "header-column" and name not in own.classes)
    kept = tuple(name for name in above.classes if name != "header-column")
    table.attributes = replace(own, id=own.id or above.id, classes=(*own.classes, *classes))
    block.attributes = replace(above, id=above.id if own.id else "", classes=kept)
