"""Long descriptions of figures, which a reader opens below the figure."""

from __future__ import annotations

from markupsafe import Markup

from report_builder.model.blocks import LongDescription
from report_builder.publish.markup.html import element, lines
from report_builder.publish.markup.writer import Writer


def long_description(writer: Writer, node: LongDescription) -> Markup:
    """A title that names the figure, behind which the description opens; open where it is printed."""
    voice = writer.voice
    spoken = writer.inline.foreign(voice.language)
    summary = element("summary", voice.words.text(node.title), lang=spoken)
    return element(
        "details",
        lines(summary, writer.blocks(node.blocks)),
        class_=writer.looks("data description"),
        open=writer.for_print,
        id=writer.id_of(node),
    )
