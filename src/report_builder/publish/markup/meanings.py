"""What a term of the glossary means, where it is used: a sign behind the link opens it, without a script.

A browser closes what is popped up with Escape, or when something else is pressed, and lets those who use a
keyboard go on from the sign into it (WCAG 2.2, 1.4.13 and 2.1.1). One that knows of nothing to pop up shows
neither, and the link leads to the glossary.
"""

from __future__ import annotations

from markupsafe import Markup

from report_builder.model.blocks import Definition, Paragraph
from report_builder.model.inlines import plain_text, without_links
from report_builder.publish.markup.html import element, lines
from report_builder.publish.markup.inlines import InlineWriter


def has_meaning(term: Definition) -> bool:
    """Whether there is anything to show: paragraphs, which stand as well without the links in them."""
    return any(isinstance(block, Paragraph) for block in term.blocks)


def sign_of(writer: InlineWriter, term: Definition) -> Markup:
    """The sign behind a link to ``term``; its look has a mark, so that nothing is read with the text."""
    return element(
        "button",
        Markup(""),
        type="button",
        class_="explain",
        popovertarget=_id(term),
        aria_label=writer.voice.words("edition.meaning-of", term=plain_text(term.term)),
        lang=writer.foreign(writer.voice.language),
        data_site=True,
    )


def meaning(writer: InlineWriter, term: Definition) -> Markup:
    """The term with its paragraphs, and the way to the glossary."""
    with writer.elsewhere():
        said = [
            element("p", writer.write(without_links(block.children)))
            for block in term.blocks
            if isinstance(block, Paragraph)
        ]
        title = element("p", element("b", writer.write(without_links(term.term))))
    link = element("a", writer.voice.words("edition.to-glossary"), href=writer.address(term.id))
    inner = lines(title, *said, element("p", link))
    return element(
        "div", inner, popover=True, id=_id(term), class_="meaning", lang=writer.own, data_site=True
    )


def _id(term: Definition) -> str:
    """The id of what is popped up; no id of the report has a colon."""
    return f"{term.id}:meaning"
