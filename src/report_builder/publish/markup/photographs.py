"""Photographs that go to the edges: at the head of a chapter, and between its parts."""

from __future__ import annotations

from markupsafe import Markup

from report_builder.model.pictures import Photograph
from report_builder.publish.markup.figures import captioned, shown
from report_builder.publish.markup.html import element, lines
from report_builder.publish.markup.writer import Writer

_OPENING = 2.4
"""Width to height of one above a title: narrow windows show less of the width, broad ones of the height."""


def photograph(writer: Writer, node: Photograph) -> Markup:
    """A photograph between what stands above it and below it; an upright one is seen whole."""
    tall = node.image.height > node.image.width
    looks = writer.looks("photograph", "tall" if tall else None)
    return _figure(writer, node, node.image.width / node.image.height, looks)


def opening(writer: Writer, node: Photograph) -> Markup:
    """The photograph of a chapter, which stands behind its title and is shown above it."""
    return _figure(writer, node, _OPENING, "photograph")


def _figure(writer: Writer, node: Photograph, shape: float, looks: str | None) -> Markup:
    picture = writer.pictures.full_bleed(node.image, node.focus, shape)
    alt, said = writer.alternative(node)
    image = shown(writer, picture, alt, src=max(picture.sources), sizes="100vw")
    inner = lines(image, said, captioned(writer, node, credit=node.credit))
    return element("figure", inner, class_=looks, id=writer.id_of(node))
