"""What a screen reader says: the tag tree in reading order, with roles in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from report_builder.check.reading import Node, Passage
from report_builder.language.catalogue import Catalogue
from report_builder.sources.characters import SOFT_HYPHEN

_INLINE = frozenset(("Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Lbl"))
_SILENT = frozenset(
    ("Document", "Part", "Art", "Sect", "Div", "NonStruct", "LBody", "THead", "TBody", "TFoot")
)
"""Containers that are passed over without a word."""


_ROLES = {
    "Title": "heard.title",
    "Lead": "heard.lead",
    "P": "heard.paragraph",
    "LI": "heard.item",
    "TR": "heard.row",
    "TD": "heard.cell",
    "Caption": "heard.caption",
    "BlockQuote": "heard.quotation",
    "Code": "heard.code",
    "Note": "heard.note",
    "TOCI": "heard.entry",
    "Aside": "heard.aside",
    "Link": "heard.link",
}
"""What roles are called that need no more than their name and their place among others."""
_HEADS = {"Column": "heard.column-head", "Row": "heard.row-head"}
"""What the head of a table is called, by its scope."""


class Said(NamedTuple):
    """A part of what is said: ``language`` where it differs from the report's, ``role`` such as "link"."""

    text: str
    language: str = ""
    role: str = ""


class Spoken(NamedTuple):
    """One announcement: the page's index (None where nothing is painted), depth, role in words, content."""

    page: int | None
    depth: int
    role: str
    heading: int
    said: tuple[Said, ...]


def read_aloud(top: list[Node], words: Catalogue) -> Iterator[Spoken]:
    """Read the elements at the top of a tag tree, and all below them, in the language of ``words``."""
    for node in top:
        yield from _Reader(words).read(node, 0, "", {})


class _Reader:
    def __init__(self, words: Catalogue) -> None:
        self._words = words

    def read(
        self, node: Node, depth: int, language: str, facts: dict[str, int], parent: str = ""
    ) -> Iterator[Spoken]:
        """Announce a block and what stands in it; ``facts`` are what its parent, by its type, knows."""
        language = self._foreign(node, language)
        if node.standard == "Figure":
            alt = node.alt or f"({self._words('heard.no-alt')})"
            yield Spoken(_page(node), depth, self._words("document.figure"), 0, (Said(alt, language),))
            return
        role = self._role(node, facts, parent)
        said = tuple(self._said(node, language))
        if role or said:
            yield Spoken(_page(node), depth, role, _level(node), said)
        inner = depth + 1 if role else depth
        blocks = [kid for kid in node.kids if isinstance(kid, Node) and not _in_line(kid)]
        for number, kid in enumerate(blocks, 1):
            yield from self.read(kid, inner, language, {"row": number, "count": len(blocks)}, node.standard)

    def _foreign(self, node: Node, language: str) -> str:
        if node.language is None:
            return language
        return "" if node.language == self._words.language else node.language

    def _role(self, node: Node, facts: dict[str, int], parent: str) -> str:
        words = self._words
        if node.standard in _SILENT and node.role not in _ROLES:
            return ""
        if level := _level(node):
            return words("heard.heading", level=level)
        kids = [kid for kid in node.kids if isinstance(kid, Node)]
        if node.standard in {"L", "TOC"}:
            items = sum(kid.standard in {"LI", "TOCI"} for kid in kids)
            return words.many("heard.list" if node.standard == "L" else "heard.contents", items)
        if node.standard == "Table":
            rows = list(_rows(node))
            columns = max((sum(isinstance(kid, Node) for kid in row.kids) for row in rows), default=0)
            return words("heard.table", columns=columns, rows=len(rows))
        if node.standard == "TH":
            return words(_HEADS.get(str(node.attributes.get("Scope", "")), "heard.head-cell"))
        if node.is_code:
            return words("heard.code")
        if node.standard == "Caption" and parent == "Table":
            return words("heard.table-title")
        key = _ROLES.get(node.role) or _ROLES.get(node.standard)
        return words(key, **facts) if key else node.role

    def _said(self, node: Node, language: str, role: str = "") -> Iterator[Said]:
        """Give the text of a block's own lines, its inline elements with it."""
        if node.actual_text is not None:
            yield Said(node.actual_text, language, role)
            return
        for kid in node.kids:
            if isinstance(kid, Passage):
                if text := kid.text.replace(SOFT_HYPHEN, ""):
                    yield Said(text, language, role)
            elif isinstance(kid, Node) and _in_line(kid):
                inner = self._words("heard.link") if kid.standard == "Link" else role
                yield from self._said(kid, self._foreign(kid, language), inner)


def _in_line(node: Node) -> bool:
    return node.standard in _INLINE


def _level(node: Node) -> int:
    name = node.standard
    return int(name[1]) if len(name) == 2 and name[0] == "H" and name[1].isdigit() else 0


def _rows(table: Node) -> Iterator[Node]:
    for kid in table.kids:
        if isinstance(kid, Node):
            if kid.standard == "TR":
                yield kid
            else:
                yield from _rows(kid)


def _page(node: Node) -> int | None:
    return next((passage.page for passage in node.passages), None)
