"""Reads a page of HTML as the tag tree of a file: the same elements, for whoever listens to both.

What a listener does not get is left out: what is hidden, and what the site says around a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from types import MappingProxyType

from report_builder.check.html_elements import VOID
from report_builder.check.reading import Annotation, Node, Passage
from report_builder.language.passages import Piece
from report_builder.model.numbering import NUMBERS, Counting, Numbering
from report_builder.patterns import late

_BLANKS = late(r"[ \t\r\n\f]+")
_TAGS: Mapping[str, str] = MappingProxyType(
    {
        **{f"h{level}": f"H{level}" for level in range(1, 7)},
        **dict.fromkeys(("main", "section", "article", "nav"), "Sect"),
        **dict.fromkeys(
            ("div", "header", "footer", "figure", "form", "dd", "body", "html", "details"), "Div"
        ),
        "p": "P",
        "summary": "P",
        "pre": "Code",
        "ul": "L",
        "ol": "L",
        "dl": "L",
        "li": "LI",
        "dt": "Lbl",
        "blockquote": "BlockQuote",
        "aside": "Aside",
        "figcaption": "Caption",
        "table": "Table",
        "caption": "Caption",
        "thead": "THead",
        "tbody": "TBody",
        "tfoot": "TFoot",
        "tr": "TR",
        "th": "TH",
        "td": "TD",
        "code": "Code",
        "a": "Link",
        "img": "Figure",
        "math": "Formula",
        "input": "Form",
        "textarea": "Form",
    }
)
"""Elements of HTML by the structure element that says the same; others are part of their line."""
_COUNTED = {
    "1": Counting.DECIMAL,
    "a": Counting.LOWER_ALPHA,
    "A": Counting.UPPER_ALPHA,
    "i": Counting.LOWER_ROMAN,
    "I": Counting.UPPER_ROMAN,
}
"""How the items of a list are counted, by its type."""
_ROLES = {"note": "Aside", "doc-footnote": "Note", "doc-index": "Index"}
_MAPPED = {"Aside": "Sect"}
"""Roles that are no standard ones, as a role map has them."""
_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
_SPANS = {"colspan": "ColSpan", "rowspan": "RowSpan"}
_DRAWN = frozenset(("Figure", "Formula"))
_NARROW = "narrow"
"""The class of drawings that a style sheet shows in the place of others on narrow screens."""
_UNHEARD = frozenset(("head", "script", "style", "template", "hr", "colgroup"))
_GROUPS = frozenset(("L", "Table", "THead", "TBody", "TFoot", "TR", "TOC", "Index"))
"""Elements in which blanks are no text."""


def read_page(html: str) -> list[Node]:
    """Give the elements of a page, as a rule one, with their text."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return [node for node in parser.top.kids if isinstance(node, Node)]


class _Open:
    """An element that is begun, with its node; None where nothing of it is heard."""

    def __init__(
        self,
        name: str,
        node: Node | None,
        *,
        literal: bool,
        number: int = 1,
        numbering: Numbering = NUMBERS,
    ) -> None:
        self.name = name
        self.node = node
        self.literal = literal
        self.number = number
        self.numbering = numbering


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = _node("Document")
        self._open = [_Open("", self.top, literal=False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        around = self._open[-1]
        if tag == "br":
            self.handle_data(" ")
        node = around.node
        if node is not None and not around.literal:
            node = self._begun(tag, given, around)
        if tag not in VOID:
            literal = tag == "pre" or around.literal
            number = int(given["start"]) if given.get("start", "").isdigit() else 1
            numbering = _numbering(given)
            self._open.append(_Open(tag, node, literal=literal, number=number, numbering=numbering))

    def handle_endtag(self, tag: str) -> None:
        if any(one.name == tag for one in self._open):
            while self._open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        around = self._open[-1]
        if around.node is None:
            return
        if around.literal:
            around.node.kids += (_line(line) for line in data.split("\n") if line.strip())
            return
        text = _BLANKS.sub(" ", data)
        if around.node.standard not in _GROUPS or text.strip():
            around.node.kids.append(Passage(text, 0, 0))

    def _begun(self, tag: str, given: Mapping[str, str], around: _Open) -> Node | None:
        """Put an element where it stands, if it is heard."""
        hidden = (
            "hidden" in given
            or given.get("aria-hidden") == "true"
            or _NARROW in given.get("class", "").split()
        )
        if tag in _UNHEARD or hidden or "data-site" in given:
            return None
        if tag == "label":  # it is no more than the words that stand in it
            return around.node
        node = self._element(tag, given, around)
        if around.node is not None and node is not None:
            around.node.kids.append(node)
            if tag == "li" and around.name == "ol":
                if given.get("class") != "task":
                    label = _node("Lbl")
                    label.kids.append(Passage(f"{around.numbering.label(around.number)} ", 0, 0))
                    node.kids.append(label)
                around.number += 1
        # Of a picture or a formula, its words are heard and not what it is made of.
        return None if node is not None and node.standard in _DRAWN else node

    def _element(self, tag: str, given: Mapping[str, str], around: _Open) -> Node | None:
        role = _ROLES.get(given.get("role", "")) or _TAGS.get(tag, "Span")
        in_contents = any(one.name == "nav" for one in self._open)
        if in_contents and role in {"L", "LI"}:
            role = {"L": "TOC", "LI": "TOCI"}[role]
        if around.name == "dl" and tag == "div":
            role = "LI"
        name = given.get("aria-label") or given.get("alt") or given.get("alttext") or None
        if tag in {"svg", "img"} or given.get("role") == "img":
            if not name:
                return None
            role = "Figure"
        node = _node(role)
        node.language = given.get("lang") or None
        node.expansion = given.get("title") if tag == "abbr" else None
        if role in _DRAWN:
            node.alt, node.alt_pieces = name, (Piece(name or "", ""),)
        elif role == "Link" and name:
            node.kids.append(Annotation(name, given.get("href", "")))
        elif role == "Form":
            kind = given.get("type", "") if tag == "input" else "text"
            value = "on" if "checked" in given else given.get("value", "") if kind == "text" else ""
            field = {"checkbox": "check", "radio": "radio", "": "text"}.get(kind, kind)
            node.kids.append(Annotation(name or "", "", field, value))
        elif role == "Aside":
            node.title = name
        elif role in {"TH", "TD"}:
            node.attributes.update(_of_cell(role, given))
        return node


def _of_cell(role: str, given: Mapping[str, str]) -> Iterator[tuple[str, str | int]]:
    """What a cell of a table says of itself: what it heads, and how far it reaches."""
    if role == "TH":
        yield "Scope", _SCOPES.get(given.get("scope", ""), "")
    for name, written in given.items():
        if name in _SPANS and written.isdigit():
            yield _SPANS[name], int(written)


def _numbering(given: Mapping[str, str]) -> Numbering:
    """How a list counts its items; what stands around the numbers is a look, which its class names."""
    counting = _COUNTED.get(given.get("type", ""))
    if counting is None:
        return NUMBERS
    look = next((name for name in given.get("class", "").split() if "bracket" in name), "")
    return Numbering(counting, "(" if look.startswith("round") else "", ")" if look else ".")


def _line(text: str) -> Node:
    """A line of code, which is heard by itself."""
    node = _node("P")
    node.kids.append(Passage(text, 0, 0))
    return node


def _node(role: str) -> Node:
    return Node(role, _MAPPED.get(role, role))
