"""Tables: caption, column heads, row heads. One that is wider than the screen moves in a box of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from report_builder.model.blocks import Table
from report_builder.model.decimals import lacking_decimals
from report_builder.model.inlines import Text, plain_text
from report_builder.model.tables import Align, Cell, Placed, align_of, placed_cells
from report_builder.publish.markup.html import element, lines, words
from report_builder.publish.markup.worksheets import cell_fields, not_stored
from report_builder.publish.markup.writer import Writer
from report_builder.sources.characters import bare

_MANY = 3
"""A table of more columns takes the margin column too."""
_EMPHASISED = "emphasised"
"""The look of a row that stands out."""
_NONE: Mapping[int, str] = MappingProxyType({})


def table(writer: Writer, node: Table) -> Markup:
    """A table with its caption above it."""
    caption = Markup("")
    if node.caption:
        own = writer.own_address(writer.id_of(node), node.label)
        named = words(writer.label(node.label), writer.inlines(node.caption), own)
        caption = element("caption", element("span", named))
    parts = _plain(writer, node) if node.plain else _spanned(writer, node)
    # The name of the box is in the language of the box: where that is not the table's, each has its own.
    spoken = writer.inline.foreign(writer.voice.language)
    language = writer.inline.language if spoken else None
    written = element("table", lines(caption, *parts), id=writer.id_of(node), lang=language)
    # The box can be reached with the keyboard, for what is beyond its edge must be seen without a mouse.
    return element(
        "div",
        lines(not_stored(writer) if node.lines else "", written, _note(writer, node)),
        class_=writer.looks(
            "table", "across" if len(node.columns) > _MANY else None, "to-fill" if node.to_fill else None
        ),
        tabindex=0,
        role="group",
        aria_label=node.label or _named_by_heads(writer, node),
        lang=spoken,
    )


def _note(writer: Writer, node: Table) -> Markup:
    """What stands below a table."""
    return element("p", writer.inlines(node.note), class_="under") if node.note else Markup("")


def _named_by_heads(writer: Writer, node: Table) -> str:
    """What the box of a table without a caption is called, where several on a page are to be told apart."""
    written = [cell.children for row in node.head for cell in row if plain_text(cell.children).strip()]
    comma = Text(", ", node.span)
    heads = tuple(part for at, one in enumerate(written) for part in ((comma, *one) if at else one))
    if not heads:
        return writer.voice.words("document.table")
    named = writer.title_or(heads, "", "")
    if not named:  # they are in another language than the name
        return writer.voice.words("document.table")
    return writer.voice.words("document.table-of", heads=bare(named))


def _plain(writer: Writer, node: Table) -> list[Markup]:
    """Head and body of a table whose every cell has one place."""
    fields = cell_fields(writer, node) if node.lines else None
    head = element("thead", _row(writer, node, node.titles))
    lacking, strong = lacking_decimals(node), node.emphasised
    rows = (
        _row(writer, node, row, at, fields, lacking[at], look=_EMPHASISED if at in strong else None)
        for at, row in enumerate(node.rows)
    )
    return [head, element("tbody", lines(*rows))]


def _row(
    writer: Writer,
    node: Table,
    cells: Sequence[Cell],
    at: int | None = None,
    fields: Callable[[int, int], Markup] | None = None,
    lacking: Mapping[int, str] = _NONE,
    *,
    look: str | None = None,
) -> Markup:
    """A row of the body, the one ``at`` this number from 0, or that of the heads.

    ``fields`` gives what stands in an empty cell of the body, by its row and column. ``lacking`` are the
    decimals for which a number leaves room, by its column.
    """
    written = []
    for index, (cell, align) in enumerate(zip(cells, node.columns, strict=True)):
        scope = "col" if at is None else "row" if index == 0 and node.head_columns else None
        text = _inside(writer, cell)
        # A head without words would say nothing to anybody.
        name = "th" if scope and text else "td"
        if fields and at is not None and cell.empty:
            text = fields(at, index)
        written.append(
            element(
                name,
                text,
                scope=scope if name == "th" else None,
                class_=None if align is Align.LEFT else align.value,
                data_lacks=lacking.get(index),
            )
        )
    return element("tr", *written, class_=look)


def _spanned(writer: Writer, node: Table) -> list[Markup]:
    """Heads, groups and foot of a table whose cells reach over several places: each names its heads."""
    placed = placed_cells(node)
    named = {index for row in placed for cell in row for index in cell.names}
    top, bottom = len(node.head), len(node.head) + len(node.rows)
    identifier = writer.id_of(node)
    parts: list[tuple[str, list[Markup]]] = []
    count = 0
    lacking, strong = lacking_decimals(node), node.emphasised
    for number, row in enumerate(placed):
        missing = lacking[number - top] if number >= top else _NONE
        group = top <= number < bottom and node.heads_group([one.cell for one in row])
        if number in (0, top, bottom) or group:
            parts.append(("thead" if number < top else "tbody" if number < bottom else "tfoot", []))
        cells = []
        for one in row:
            scope = ("rowgroup" if group else "col" if number < top else "row") if one.heads else None
            own = f"{identifier}-head-{count + 1}" if count in named else None
            heads = " ".join(f"{identifier}-head-{index + 1}" for index in one.names)
            # The last one that is written in a row is not the last in it where one from above goes on.
            inner = "inner" if one is row[-1] and one.right < len(node.columns) else ""
            cells.append(_cell(writer, node, one, scope, own, heads, missing.get(one.column), inner))
            count += 1
        look = _EMPHASISED if number - top in strong else None
        parts[-1][1].append(element("tr", *cells, class_=look))
    return [element(name, lines(*rows)) for name, rows in parts]


def _cell(
    writer: Writer,
    node: Table,
    placed: Placed,
    scope: str | None,
    own: str | None,
    heads: str,
    lacks: str | None,
    place: str,
) -> Markup:
    cell = placed.cell
    text = _inside(writer, cell)
    align = align_of(node, placed, in_head=scope == "col")
    if scope == "col" and cell.columns > 1:
        scope = "colgroup"
    if scope == "row" and cell.rows > 1:
        scope = "rowgroup"
    # A head without words would say nothing to anybody, unless a cell names it.
    name = "th" if scope and (text or own) else "td"
    return element(
        name,
        text,
        id=own,
        scope=scope if name == "th" else None,
        colspan=cell.columns if cell.columns > 1 else None,
        rowspan=cell.rows if cell.rows > 1 else None,
        headers=heads or None,
        class_=words("" if align is Align.LEFT else align.value, place) or None,
        data_lacks=lacks,
    )


def _inside(writer: Writer, cell: Cell) -> Markup:
    return writer.in_cell(cell.blocks) if cell.blocks else writer.inlines(cell.children)
