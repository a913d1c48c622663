"""The list of sources on a screen."""

from __future__ import annotations

from markupsafe import Markup

from report_builder.model.literature import Literature, Source
from report_builder.publish.markup.html import element, lines
from report_builder.publish.markup.writer import Writer


def literature_list(writer: Writer, node: Literature) -> Markup:
    """The entries below each other, with the ways back to what cites them."""
    items = [_entry(writer, item) for item in node.items]
    named = (
        None if writer.inline.foreign(writer.voice.language) else writer.voice.words("document.literature")
    )
    return element(
        "div",
        element("ul", lines(*items), class_="plain sources"),
        class_=writer.looks("literature"),
        role="doc-bibliography",
        aria_label=named,
        id=writer.id_of(node),
    )


def _entry(writer: Writer, item: Source) -> Markup:
    mark = element("span", item.mark, class_="mark") + " " if item.mark else Markup("")
    back = Markup("").join(
        Markup(" ")
        + element(
            "a",
            letter,
            href=writer.address(target),
            role="doc-backlink",
            aria_label=writer.voice.words("document.link-to-citation", mark=letter),
            lang=writer.inline.foreign(writer.voice.language),
        )
        for target, letter in item.ways_back()
    )
    ways = element("sup", back) if back else back
    return element("li", mark + writer.inlines(item.children) + ways, id=writer.id_of(item))
