"""Images side by side under one caption (``::: figures``): each has a letter, "figur 3 (a)"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from report_builder.content.attributes import NO_ATTRIBUTES
from report_builder.content.figures import read_credit, read_part
from report_builder.content.inlines import read_attribute
from report_builder.content.token_tree import UNSEEN, Node
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import hinted, say
from report_builder.model.back_references import letters
from report_builder.model.blocks import Block
from report_builder.model.figures import FigureGroup
from report_builder.patterns import late

if TYPE_CHECKING:
    from report_builder.content.chapter import Chapter, Shared

_MOST_COLUMNS = 6
_BETWEEN = late(r"\n(?=[ \t]*!\[)")


def lines_apart(nodes: Iterable[Node]) -> list[Node]:
    """Give the blocks of a group in which images that stand in lines below each other are one block each."""
    found: list[Node] = []
    for node in nodes:
        lines = _BETWEEN.split(node.content) if node.kind == "paragraph" else []
        if len(lines) < 2 or not node.content.startswith("!["):
            found.append(node)
            continue
        at = node.line
        for number, line in enumerate(lines):
            attributes = NO_ATTRIBUTES if number else node.attributes
            found.append(
                Node("paragraph", node.token, at, line.strip(), attributes=attributes, source=node.source)
            )
            at += line.count("\n") + 1
    return found


def name_parts(group: Node, number: str, shared: Shared) -> None:
    """Give each image of a group its letter, and what references call it."""
    from report_builder.content.chapter import Target

    for place, node in enumerate((child for child in group.children if child.kind == "figure"), 1):
        node.number = f"({letters(place)})"
        node.label = f"{group.label}\u00a0{node.number}" if group.label else node.number
        if node.id:
            shared.targets[node.id] = Target("document.figure", f"{number}\u00a0{node.number}")


def read_group(node: Node, chapter: Chapter, span: SourceSpan) -> Iterable[Block]:
    """Read ``::: figures``. RB-EMPTY without a caption, RB-UNSUPPORTED for all but images in it."""
    values = node.attributes.values
    identifier = chapter.named_id(node, values.get("caption", ""))
    parts = [child for child in node.children if child.kind == "figure"]
    figures = tuple(figure for child in parts for figure in read_part(child, chapter))
    for child in node.children:
        if child.kind in UNSEEN:
            chapter.blocks([child])
        elif child.kind != "figure":
            chapter.error("RB-UNSUPPORTED", chapter.span(child), *hinted("content.figures-other"))
    if len(parts) == 1:
        chapter.error("RB-VALUE", span, *hinted("content.figures-one"))
    caption = chapter.explained(read_attribute(node, chapter, "caption"))
    if not caption:
        hint = say("sources.write", text='::: {.figures caption="…"}')
        chapter.error("RB-EMPTY", span, say("content.figures-uncaptioned"), hint)
    columns = _columns(values.get("columns"), chapter, node)
    wide = "wide" in node.attributes.classes
    credit = read_credit(node, chapter, span)
    if figures:
        yield FigureGroup(identifier, node.label, caption, figures, columns, wide, span, credit)


def _columns(written: str | None, chapter: Chapter, node: Node) -> int:
    if written is None:
        return 0
    if written.isdecimal() and 1 <= int(written) <= _MOST_COLUMNS:
        return int(written)
    told = say("content.figures-columns", written=f"columns={written}", most=_MOST_COLUMNS)
    hint = say("content.figures-columns.hint", example="columns=2")
    chapter.error("RB-VALUE", chapter.place(node, f"columns={written}").at(), told, hint)
    return 0
