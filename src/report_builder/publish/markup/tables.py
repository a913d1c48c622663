"""Tables: caption, column heads, row heads. One that is wider than the screen moves in a box of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from report_builder.model.blocks import Align, Cell, Table
from report_builder.model.inlines import Text, plain_text
from report_builder.publish.markup.html import element, lines, words
from report_builder.publish.markup.worksheets import cell_fields, not_stored
from report_builder.publish.markup.writer import Writer
from report_builder.sources.characters import bare

_MANY = 3
"""A table of more columns takes the margin column too."""


def table(writer: Writer, node: Table) -> Markup:
    """A table with its caption above it."""
    caption = Markup("")
    if node.caption:
        own = writer.own_address(writer.id_of(node), node.label)
        named = words(writer.label(node.label), writer.inlines(node.caption), own)
        caption = element("caption", element("span", named))
    fields = cell_fields(writer, node) if node.lines else None
    head = element("thead", _row(writer, node, node.head))
    body = element("tbody", lines(*(_row(writer, node, row, at, fields) for at, row in enumerate(node.rows))))
    # The name of the box is in the language of the box: where that is not the table's, each has its own.
    spoken = writer.inline.foreign(writer.voice.language)
    language = writer.inline.language if spoken else None
    written = element("table", lines(caption, head, body), id=writer.id_of(node), lang=language)
    # The box can be reached with the keyboard, for what is beyond its edge must be seen without a mouse.
    return element(
        "div",
        lines(not_stored(writer) if node.lines else "", written),
        class_=writer.looks("table", "across" if len(node.columns) > _MANY else None),
        tabindex=0,
        role="group",
        aria_label=node.label or _named_by_heads(writer, node),
        lang=spoken,
    )


def _named_by_heads(writer: Writer, node: Table) -> str:
    """What the box of a table without a caption is called, where several on a page are to be told apart."""
    written = [cell.children for cell in node.head if plain_text(cell.children).strip()]
    comma = Text(", ", node.span)
    heads = tuple(part for at, one in enumerate(written) for part in ((comma, *one) if at else one))
    if not heads:
        return writer.voice.words("document.table")
    named = writer.title_or(heads, "", "")
    if not named:  # they are in another language than the name
        return writer.voice.words("document.table")
    return writer.voice.words("document.table-of", heads=bare(named))


def _row(
    writer: Writer,
    node: Table,
    cells: Sequence[Cell],
    at: int | None = None,
    fields: Callable[[int, int], Markup] | None = None,
) -> Markup:
    """A row of the body, the one ``at`` this number from 0, or that of the heads.

    ``fields`` gives what stands in an empty cell of the body, by its row and column.
    """
    written = []
    for index, (cell, align) in enumerate(zip(cells, node.columns, strict=True)):
        scope = "col" if at is None else "row" if index == 0 and node.header_column else None
        text = writer.inlines(cell.children)
        # A head without words would say nothing to anybody.
        name = "th" if scope and text else "td"
        if fields and at is not None and not cell.children:
            text = fields(at, index)
        written.append(
            element(
                name,
                text,
                scope=scope if name == "th" else None,
                class_=None if align is Align.LEFT else align.value,
            )
        )
    return element("tr", *written)
