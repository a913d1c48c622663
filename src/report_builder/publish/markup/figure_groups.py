"""Images side by side under one caption: a figure that has figures."""

from __future__ import annotations

from markupsafe import Markup

from report_builder.layout.side_by_side import Room, in_rows
from report_builder.model.figures import Figure, FigureGroup
from report_builder.publish.markup.figures import captioned, place, shown
from report_builder.publish.markup.html import element, lines
from report_builder.publish.markup.pictures import COLUMN, FULL
from report_builder.publish.markup.writer import Writer

_GAP, _LEAST, _TALLEST = 24.0, 160.0, 800.0
"""Between two pictures, and how narrow and how high one may be, in CSS pixels (edition.css)."""


def figure_group(writer: Writer, node: FigureGroup) -> Markup:
    """Rows of pictures as on paper, as wide as the column; in a narrow window they stand below each other."""
    width = float(FULL if node.wide else COLUMN)
    rows, waiting = [], list(node.figures)
    for widths in in_rows(
        [figure.shape for figure in node.figures], node.columns, Room(width, _GAP, _LEAST, _TALLEST)
    ):
        row = waiting[: len(widths)]
        del waiting[: len(widths)]
        figures = (
            _part(writer, figure, own / width, node.wide) for figure, own in zip(row, widths, strict=True)
        )
        rows.append(element("div", lines(*figures), class_="row"))
    inner = lines(*rows, captioned(writer, node, credit=node.credit))
    looks = writer.looks("group", place(writer, node.caption, wide=node.wide))
    return element("figure", inner, class_=looks, id=writer.id_of(node))


def _part(writer: Writer, node: Figure, share: float, wide: bool) -> Markup:
    picture = writer.pictures.picture(node.image, share, wide=wide)
    alt, said = writer.alternative(node)
    image = shown(writer, picture, alt, src=min(picture.sources), sizes=picture.sizes)
    told = captioned(writer, node, credit=node.credit)
    return element("figure", lines(image, said, told), id=writer.id_of(node))
