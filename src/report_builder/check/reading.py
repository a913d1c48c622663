"""Reads a file as a screen reader does: through the tag tree, with the text of every mark.

Base of the comparison of text with its source, and of whatever shows what changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from report_builder.check.content import begun, mcid_of, operations, string_bytes
from report_builder.check.context import properties
from report_builder.check.document import Document, as_dict, number_of, string
from report_builder.check.fonts import Decoder
from report_builder.check.tags import MarkedContent, OwnedObject, StructureElement, Tag, read_tags
from report_builder.sources.characters import SOFT_HYPHEN

INLINE = frozenset(("Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot"))
"""Standard roles that stand in a line of text (ISO 32000-1, 14.8.4.4). Notes and labels stand apart."""

_BREAK = "\n"


class Passage(NamedTuple):
    """The text of one mark, as painted; ``page`` is an index from 0."""

    text: str
    page: int
    mcid: int


class Annotation(NamedTuple):
    """An annotation that an element owns: its description, and its address or the name of its target."""

    contents: str
    target: str


class Node(StructureElement["Node | Passage | Annotation"], eq=False):
    """A structure element with its content in reading order.

    ``attributes`` are named without their owners; names among their values have no slash.
    """

    @property
    def text(self) -> str:
        """What is read aloud: halves of broken words joined, one line for each block."""
        return "\n".join(_lines(self))

    @property
    def is_code(self) -> bool:
        """True for a paragraph that is all code, as a block of it is: code by itself is an inline element."""
        return len(self.kids) == 1 and isinstance(self.kids[0], Node) and self.kids[0].standard == "Code"

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        # Without recursion: a hostile file nests as deep as it likes.
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(kid for kid in reversed(node.kids) if isinstance(kid, Node))

    @property
    def passages(self) -> Iterator[Passage]:
        """Every mark below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Passage):
                yield kid
            elif isinstance(kid, Node):
                yield from kid.passages


Kid: TypeAlias = Node | Passage | Annotation


def read_structure(pdf: bytes) -> list[Node]:
    """The elements at the top of the tag tree, as a rule one Document, with their text.

    Raises Encrypted or Unreadable when the file cannot be opened.
    """
    with Document(pdf) as document:
        return _Reader(document).read()


def text(pdf: bytes) -> str:
    """Everything that is read aloud, in reading order, one line for each block."""
    return "\n".join(node.text for node in read_structure(pdf))


def _lines(node: Node) -> Iterator[str]:
    """The lines of text of a node: inline elements run on, block elements begin anew."""
    pieces: list[str] = []
    _pieces(node, pieces)
    joined = "".join(pieces).replace(SOFT_HYPHEN, "").split(_BREAK)
    return (line.strip(" ") for line in joined if line.strip(" "))


def _pieces(node: Node, pieces: list[str]) -> None:
    if node.actual_text is not None:
        pieces.append(node.actual_text)
        return
    for kid in node.kids:
        if isinstance(kid, Passage):
            pieces.append(kid.text)
        elif isinstance(kid, Node):
            edge = "" if kid.standard in INLINE else _BREAK
            pieces.append(edge)
            _pieces(kid, pieces)
            pieces.append(edge)


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._pages = {number: index for index, (number, _) in enumerate(document.pages)}
        self._marks: dict[int, dict[int, str]] = {}
        self._decoders: dict[int | None, Decoder] = {}

    def read(self) -> list[Node]:
        # Without recursion, like the reading of the tags: a hostile file nests as deep as it likes.
        top: list[Kid] = []
        waiting: list[tuple[Tag | MarkedContent | OwnedObject, list[Kid]]] = [
            (tag, top) for tag in reversed(read_tags(self._document).top)
        ]
        while waiting:
            item, siblings = waiting.pop()
            if isinstance(item, MarkedContent):
                if item.page in self._pages and not item.form:
                    siblings.append(self._passage(item.page, item.mcid))
            elif isinstance(item, OwnedObject):
                siblings.append(self._annotation(item.number))
            else:
                node = _node(item)
                siblings.append(node)
                waiting.extend((kid, node.kids) for kid in reversed(item.kids))
        return [node for node in top if isinstance(node, Node)]

    def _passage(self, page: int, mcid: int) -> Passage:
        index = self._pages[page]
        if index not in self._marks:
            self._marks[index] = self._page_text(self._document.pages[index][1])
        return Passage(self._marks[index].get(mcid, ""), index, mcid)

    def _annotation(self, number: int) -> Annotation:
        resolve = self._document.resolve
        entries = as_dict(self._document.get(number))
        action = as_dict(resolve(entries.get("/A")))
        target = resolve(action.get("/URI", action.get("/D", entries.get("/Dest"))))
        return Annotation(string(resolve(entries.get("/Contents"))) or "", string(target) or "")

    def _page_text(self, page: dict[str, Any]) -> dict[int, str]:
        """The text of each mark of a page."""
        resolve = self._document.resolve
        fonts = as_dict(resolve(as_dict(resolve(page.get("/Resources"))).get("/Font")))
        lists = properties(self._document, page)
        found: dict[int, list[str]] = {}
        open_marks: list[int | None] = []
        saved: list[Decoder] = []
        decoder = self._decoder(None)
        for operator, operands, raw in operations(self._document.content(page)):
            if operator in (b"BDC", b"BMC"):
                mcid = mcid_of(begun(raw, lists)[1])
                inherited = open_marks[-1] if open_marks else None
                open_marks.append(inherited if mcid is None else mcid)
            elif operator == b"EMC" and open_marks:
                open_marks.pop()
            elif operator == b"Tf" and operands:
                decoder = self._decoder(fonts.get(operands[0].decode("latin-1")))
            elif operator == b"q":
                saved.append(decoder)
            elif operator == b"Q" and saved:
                decoder = saved.pop()
            elif operator in _SHOW and open_marks and open_marks[-1] is not None:
                shown = [string_bytes(operand) for operand in operands]
                found.setdefault(open_marks[-1], []).extend(decoder.decode(part) for part in shown if part)
        return {mcid: "".join(parts) for mcid, parts in found.items()}

    def _decoder(self, font: object) -> Decoder:
        number = number_of(font)
        if number not in self._decoders:
            entries = as_dict(self._document.resolve(font))
            self._decoders[number] = Decoder(self._document.data(entries.get("/ToUnicode")))
        return self._decoders[number]


_SHOW = frozenset((b"Tj", b"TJ", b"'", b'"'))


def _node(tag: Tag) -> Node:
    """The element without its kids, which are read after it."""
    said = {name: getattr(tag, name) for name in Node.__struct_fields__ if name not in {"kids", "attributes"}}
    attributes = {key.partition(".")[2]: _plain(value) for key, value in tag.attributes.items()}
    return Node(**said, attributes=attributes)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return value[1:] if value.startswith("/") else string(value)
    return value
