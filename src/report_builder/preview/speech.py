"""What a screen reader says: the tag tree in reading order, with roles in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from report_builder.check.reading import Node, Passage
from report_builder.language.catalogue import Catalogue
from report_builder.language.passages import Piece, joined
from report_builder.sources.characters import SOFT_HYPHEN

_INLINE = frozenset(("Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Lbl"))
_SILENT = frozenset(
    ("Document", "Part", "Art", "Sect", "Div", "NonStruct", "LBody", "THead", "TBody", "TFoot")
)
"""Containers that are passed over without a word."""
_ROW_GROUPS = frozenset(("THead", "TBody", "TFoot"))
_COUNTED = frozenset(("TR", "LI", "TOCI"))
"""What is numbered among its siblings."""

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
    """A part of what is said: ``language`` where it differs from the report's.

    ``role`` is what begins with this part and goes on through those of other languages, such as "link".
    """

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
            yield Spoken(_page(node), depth, self._words("document.figure"), 0, self._alt(node, language))
            return
        role = self._role(node, facts, parent)
        said = tuple(self._said(node, language))
        if role or said:
            yield Spoken(_page(node), depth, role, _level(node), said)
        inner = depth + 1 if role else depth
        for kid, known in _numbered(node, facts):
            yield from self.read(kid, inner, language, known, node.standard)

    def _alt(self, node: Node, language: str) -> tuple[Said, ...]:
        """Give the words for a picture; a piece of them can say its own language."""
        if not node.alt:
            return (Said(f"({self._words('heard.no-alt')})"),)
        pieces = (Piece(text, self._told(own or None, language)) for text, own in node.alt_pieces)
        return tuple(Said(*piece) for piece in joined(_worded(pieces)))

    def _foreign(self, node: Node, language: str) -> str:
        return self._told(node.language, language)

    def _told(self, own: str | None, around: str) -> str:
        """Give the language to tell of what says ``own`` itself, and stands where ``around`` is told."""
        if own is None:
            return around
        return "" if own == self._words.language else own

    def _role(self, node: Node, facts: dict[str, int], parent: str) -> str:
        words = self._words
        if (node.standard in _SILENT and node.role not in _ROLES) or parent == "Code":
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

    def _said(self, node: Node, language: str) -> Iterator[Said]:
        """Give the text of a block's own lines, its inline elements with it."""
        for link, parts in groupby(self._parts(node, language, None), key=lambda part: part.link):
            role = self._words("heard.link") if link else ""
            for piece in joined(_worded(part.piece for part in parts)):
                yield Said(*piece, role)
                role = ""

    def _parts(self, node: Node, language: str, link: Node | None) -> Iterator[_Part]:
        if node.actual_text is not None:
            yield _Part(Piece(node.actual_text, language), link)
            return
        for kid in node.kids:
            if isinstance(kid, Passage):
                yield _Part(Piece(kid.text.replace(SOFT_HYPHEN, ""), language), link)
            elif isinstance(kid, Node) and _in_line(kid):
                around = kid if kid.standard == "Link" else link
                yield from self._parts(kid, self._foreign(kid, language), around)


class _Part(NamedTuple):
    """Words with the link that they stand in."""

    piece: Piece
    link: Node | None


def _worded(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give blanks, bullets and other signs no language of their own: there is nothing to say in it."""
    before = ""
    for text, language in pieces:
        before = language if any(char.isalnum() for char in text) else before
        yield Piece(text, before)


def _numbered(node: Node, facts: dict[str, int]) -> Iterator[tuple[Node, dict[str, int]]]:
    """Give the blocks in ``node``, each with its number; rows are counted through all groups of a table."""
    blocks = [kid for kid in node.kids if isinstance(kid, Node) and not _in_line(kid)]
    count = sum(kid.standard in _COUNTED for kid in blocks)
    number = facts["row"] if node.standard in _ROW_GROUPS else 1
    for kid in blocks:
        yield kid, {"row": number, "count": count}
        if kid.standard in _ROW_GROUPS:
            number += sum(1 for _ in _rows(kid))
        elif kid.standard in _COUNTED:
            number += 1


def _in_line(node: Node) -> bool:
    return node.standard in _INLINE and not node.is_code


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
