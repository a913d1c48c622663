"""Inline nodes as HTML: what stands inside a paragraph, a heading, a cell or a caption."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from markupsafe import Markup, escape
from msgspec import Struct

from report_builder.language.catalogue import Catalogue
from report_builder.model import inlines as model
from report_builder.model.inlines import Inlines
from report_builder.publish.markup.html import element, link_out
from report_builder.publish.markup.places import reference_id


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
        return Markup("").join(INLINE_FUNCTIONS[type(node)](self, node) for node in inlines)


InlineFunction: TypeAlias = Callable[[InlineWriter, Any], Markup]


def _text(_: InlineWriter, node: model.Text | model.FindingValue) -> Markup:
    return escape(node.value)


def _emphasis(writer: InlineWriter, node: model.Emphasis) -> Markup:
    return element("em", writer.write(node.children))


def _strong(writer: InlineWriter, node: model.Strong) -> Markup:
    return element("strong", writer.write(node.children))


def _code(_: InlineWriter, node: model.Code) -> Markup:
    return element("code", node.value)


def _link(writer: InlineWriter, node: model.Link) -> Markup:
    return link_out(node.href, writer.write(node.children))


def _reference(writer: InlineWriter, node: model.Reference) -> Markup:
    children = node.children
    # "figur 2 på side 17": the page's number and the words before it mean nothing on a screen.
    match children[-1]:
        case model.PageNumber():
            children = children[:-2]
        case model.Language(children=[*_, model.PageNumber()]):
            children = children[:-1]
    return element("a", writer.write(children), href=writer.address(node.target))


def _page_number(_: InlineWriter, __: model.PageNumber) -> Markup:
    return Markup("")


def _language(writer: InlineWriter, node: model.Language) -> Markup:
    return element("span", writer.write(node.children), lang=node.language)


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


def _line_break(_: InlineWriter, __: model.LineBreak) -> Markup:
    return element("br")


INLINE_FUNCTIONS: dict[type, InlineFunction] = {
    model.Code: _code,
    model.Emphasis: _emphasis,
    model.FindingValue: _text,
    model.Language: _language,
    model.LineBreak: _line_break,
    model.Link: _link,
    model.NoteReference: _note_reference,
    model.PageNumber: _page_number,
    model.Reference: _reference,
    model.Strong: _strong,
    model.Text: _text,
}
