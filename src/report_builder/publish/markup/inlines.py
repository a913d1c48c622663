"""Inline nodes as HTML: what stands inside a paragraph, a heading, a cell or a caption."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from markupsafe import Markup, escape
from msgspec import Struct

from report_builder.language.catalogue import Catalogue
from report_builder.model import inlines as model
from report_builder.model.inlines import Inline, Inlines, reference_id
from report_builder.publish.markup.html import element, link_out


class InlineWriter(Struct):
    """Writes the inline nodes of a report; collects the footnotes that it meets, each once.

    ``address`` tells where an id stands. ``due`` are the notes to be set after the block at hand,
    ``noted`` all that were met.
    """

    words: Catalogue
    address: Callable[[str], str]
    due: list[str]
    noted: set[str]

    def write(self, inlines: Inlines) -> Markup:
        """``inlines`` one after the other."""
        return Markup("").join(self._node(node) for node in inlines)

    def _node(self, node: Inline) -> Markup:  # noqa: C901  one case a kind, in one visible place
        match node:
            case model.Text() | model.FindingValue():
                return escape(node.value)
            case model.Emphasis():
                return element("em", self.write(node.children))
            case model.Strong():
                return element("strong", self.write(node.children))
            case model.Code():
                return element("code", node.value)
            case model.Link():
                return link_out(node.href, self.write(node.children))
            case model.Reference():
                return _reference(self, node)
            case model.PageNumber():
                return Markup("")
            case model.Language():
                return element("span", self.write(node.children), lang=node.language)
            case model.NoteReference():
                return _note_reference(self, node)
            case model.LineBreak():
                return element("br")
            case _:
                assert_never(node)


def _reference(writer: InlineWriter, node: model.Reference) -> Markup:
    children = node.children
    # "figur 2 på side 17": the page's number and the words before it mean nothing on a screen.
    match children[-1]:
        case model.PageNumber():
            children = children[:-2]
        case model.Language(children=[*_, model.PageNumber()]):
            children = children[:-1]
    return element("a", writer.write(children), href=writer.address(node.target))


def _note_reference(writer: InlineWriter, node: model.NoteReference) -> Markup:
    first = node.note not in writer.noted
    if first:
        writer.noted.add(node.note)
        writer.due.append(node.note)
    link = element(
        "a",
        str(node.number),
        id=reference_id(node.note) if first else None,
        href=writer.address(node.note),
        role="doc-noteref",
        aria_label=writer.words("document.link-to-note", number=node.number),
    )
    return element("sup", link)
