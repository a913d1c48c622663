"""The index without the numbers of its pages, which are others as soon as a line is."""

from __future__ import annotations

from report_builder.check.reading import Node


def without_pages(index: Node) -> Node:
    """Take the references out of an index, so that its words are compared."""
    for node in index.walk():
        node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or kid.standard != "Reference"]
    return index
