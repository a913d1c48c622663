"""Terms and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from markupsafe import Markup

from report_builder.model.blocks import Definition
from report_builder.publish.markup.html import element
from report_builder.publish.markup.writer import Writer


def definitions(
    writer: Writer, items: Sequence[Definition], looks: Sequence[str | None] = ()
) -> list[Markup]:
    """Pairs of a term and its meaning; ``looks`` are their classes."""
    written = []
    for item, look in zip(items, looks or repeat(None), strict=False):
        term = element("dt", writer.inlines(item.term), id=writer.id_of(item))
        written.append(element("div", term, element("dd", writer.blocks(item.blocks)), class_=look))
    return written
