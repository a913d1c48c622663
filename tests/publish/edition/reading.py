"""Reads a page of the edition as a reader does: every word in order, the marks of lists among them.

What the site says around the report (``data-site``) is left out, and so is what stands twice: the drawing for
narrow screens, and the words of a chart's drawing that are those of the table beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from report_builder.check.html_elements import VOID
from report_builder.model.numbering import Counting, Numbering

BULLETS = ("•", "–", "•", "–")
_INLINE = {"a", "abbr", "b", "strong", "em", "span", "code", "sup", "small"} | {
    "sub",
    "del",
    "ins",
    "mark",
    "kbd",
}
_COUNTED = {
    None: Counting.DECIMAL,
    "1": Counting.DECIMAL,
    "a": Counting.LOWER_ALPHA,
    "A": Counting.UPPER_ALPHA,
    "i": Counting.LOWER_ROMAN,
    "I": Counting.UPPER_ROMAN,
}
_NESTING = {"ul", "ol", "dl", "blockquote"}


@dataclass(eq=False)
class Element:
    """An element with its children; ``parent`` is None at the top."""

    name: str
    attributes: dict[str, str | None]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    @property
    def elements(self) -> Iterator[Element]:
        """This element and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.elements

    def find(self, name: str, look: str = "") -> Element:
        """The one element of a name and class."""
        (found,) = [one for one in self.elements if one.name == name and (not look or look in one.classes)]
        return found

    @property
    def said(self) -> str:
        """All text below, whoever says it."""
        return " ".join(one if isinstance(one, str) else one.said for one in self.children)

    @property
    def words(self) -> list[str]:
        """Every word below, as it is read."""
        return "".join(_pieces(self)).replace("\u00ad", "").split()


class _Parser(HTMLParser):
    """Strict: every end tag must end the element that was begun last."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = self._open = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute stands twice: {attrs}"
        element = Element(tag, dict(attrs), self._open)
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.children.append(Element(tag, dict(attrs), self._open))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.name == tag, f"</{tag}> ends <{self._open.name}>"
        assert self._open.parent is not None
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)

    def close(self) -> None:
        super().close()
        assert self._open is self.top, f"<{self._open.name}> is never ended"


def parse(html: bytes) -> Element:
    """The elements of a page."""
    parser = _Parser()
    parser.feed(html.decode())
    parser.close()
    return parser.top


def _pieces(element: Element) -> Iterator[str]:
    if _is_left_out(element):
        return
    edge = "" if element.name in _INLINE else " "
    yield edge
    if element.name == "li":
        yield mark(element)
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _pieces(child)
    yield " " if element.name == "br" else edge


def _is_left_out(element: Element) -> bool:
    again = element.attributes.get("data-part", "drawing") != "drawing"
    # A formula is said by its words, and so it is in the file.
    return (
        element.name in ("head", "math")
        or "data-site" in element.attributes
        or "narrow" in element.classes
        or again
    )


def mark(item: Element) -> str:
    """The bullet or number that a browser shows before an item."""
    outer = item.parent
    assert outer is not None
    if "plain" in outer.classes or "task" in item.classes:
        return ""
    if outer.name == "ol":
        index = [child for child in outer.children if isinstance(child, Element)].index(item)
        number = int(outer.attributes.get("start") or 1) + index
        counting = _COUNTED[outer.attributes.get("type")]
        look = next((one for one in outer.classes if "bracket" in one), "")
        return f"{Numbering(counting, '(' * ('round' in look), ')' if look else '.').label(number)} "
    return f"{BULLETS[_depth(outer) % 4]} "


def _depth(element: Element) -> int:
    """How many lists and quotations stand around an element; a note begins anew."""
    depth = 0
    around = element.parent
    while around is not None and not {"side", "note"} & set(around.classes):
        depth += around.name in _NESTING
        around = around.parent
    return depth
