"""Reads a file as a screen reader does: through the tag tree, with the text of every mark.

Base of the comparison of text with its source, and of whatever shows what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

from report_builder.check.content import SHOWS, begun, mcid_of, operations, string_bytes
from report_builder.check.context import properties
from report_builder.check.document import Document, as_dict, number_of, string
from report_builder.check.fonts import Decoder
from report_builder.check.tags import INLINE, MarkedContent, OwnedObject, StructureElement, Tag, read_tags
from report_builder.sources.characters import SOFT_HYPHEN

_BREAK = "\n"
_RADIO, _PUSHED = 1 << 15, 1 << 16
"""Flags of buttons (ISO 32000-1, table 226)."""


class Passage(NamedTuple):
    """The text of one mark, as painted; ``page`` is an index from 0."""

    text: str
    page: int
    mcid: int


class Annotation(NamedTuple):
    """An annotation that an element owns: its description, and its address or the name of its target.

    Of a field of a form, ``contents`` is what it is called. ``field`` is then "text", "check", "radio" or
    "other", ``value`` what was answered, and ``page`` the index of the page that it says it is on.
    """

    contents: str
    target: str
    field: str = ""
    value: str = ""
    page: int | None = None


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
        """True for a block of code: code with lines in it, or a paragraph that is all code."""
        if self.standard == "Code":
            return any(isinstance(kid, Node) and kid.standard == "P" for kid in self.kids)
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


def own_language(pdf: bytes) -> str:
    """The language that a file says it is in, empty where it says none. Raises as :func:`read_structure`."""
    with Document(pdf) as document:
        return string(document.resolve(document.catalog.get("/Lang"))) or ""


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


_Shown: TypeAlias = dict[int, list[list[str]]]
"""The strings of each operator, by the mark in which it shows them."""


class _Content(NamedTuple):
    """A content stream with the resources and named property lists that it uses.

    ``mark`` is the one in which it is painted, None for a page.
    """

    data: bytes
    resources: dict[str, Any]
    lists: dict[str, bytes]
    mark: int | None = None


class MarkTexts:
    """The texts of the marks of a document, read page by page when the first on a page is asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pages = {number: index for index, (number, _) in enumerate(document.pages)}
        self._marks: dict[int, _Shown] = {}
        self._decoders: dict[int | None, Decoder] = {}

    def page(self, mark: MarkedContent) -> int | None:
        """The index of the page that has ``mark``; None for one in a form, or on no page."""
        return None if mark.form else self.page_of(mark.page)

    def page_of(self, number: int | None) -> int | None:
        """The index of the page that is the object with this number; None where it is none."""
        return None if number is None else self._pages.get(number)

    def shown(self, page: int, mcid: int) -> list[list[str]]:
        """What is shown in a mark and in the forms in it: of each operator the strings, in their order."""
        if page not in self._marks:
            self._marks[page] = self._page_shown(self._document.pages[page][1])
        return self._marks[page].get(mcid, [])

    def _page_shown(self, page: dict[str, Any]) -> _Shown:
        resolve = self._document.resolve
        found: _Shown = {}
        lists = properties(self._document, page)
        waiting = [_Content(self._document.content(page), as_dict(resolve(page.get("/Resources"))), lists)]
        seen: set[tuple[int, int]] = set()
        # Without recursion, and each form once in a mark: a hostile file has forms in forms.
        while waiting:
            content = waiting.pop()
            for mark, name in self._read(content, found):
                form = as_dict(resolve(content.resources.get("/XObject"))).get(name)
                number = number_of(form) or 0
                if number and (mark, number) not in seen:
                    seen.add((mark, number))
                    waiting += self._form(form, content.resources, mark)
        return found

    def _read(self, content: _Content, found: _Shown) -> list[tuple[int, str]]:
        """Note the text in a content stream; give the forms and images in marks, by their names."""
        fonts = as_dict(self._document.resolve(content.resources.get("/Font")))
        open_marks = [content.mark]
        turned = [False]
        saved: list[Decoder] = []
        decoder = self.decoder(None)
        used: list[tuple[int, str]] = []
        for operator, operands, raw in operations(content.data):
            if operator in (b"BDC", b"BMC"):
                tag, entries = begun(raw, content.lists)
                mcid = mcid_of(entries)
                turned.append(turned[-1] or tag == _REVERSED)
                open_marks.append(open_marks[-1] if mcid is None else mcid)
            elif operator == b"EMC" and len(open_marks) > 1:
                open_marks.pop()
                turned.pop()
            elif operator == b"Tf" and operands:
                decoder = self.decoder(fonts.get(operands[0].decode("latin-1")))
            elif operator == b"q":
                saved.append(decoder)
            elif operator == b"Q" and saved:
                decoder = saved.pop()
            elif (mark := open_marks[-1]) is None:
                continue
            elif operator in SHOWS:
                shown = [part for operand in operands if (part := string_bytes(operand))]
                decoded = _turned(decoder, shown) if turned[-1] else map(decoder.decode, shown)
                found.setdefault(mark, []).append([*decoded])
            elif operator == b"Do" and operands:
                used.append((mark, operands[0].decode("latin-1")))
        return used

    def _form(self, form: object, around: dict[str, Any], mark: int) -> Iterator[_Content]:
        """What a form paints in a mark; nothing for an image."""
        resolve = self._document.resolve
        entries = as_dict(resolve(form))
        if entries.get("/Subtype") == "/Form":
            resources = as_dict(resolve(entries.get("/Resources"))) or around
            yield _Content(self._document.data(form), resources, {}, mark)

    def decoder(self, font: object) -> Decoder:
        """What decodes the strings of a font, which is a reference to it; None where none is chosen."""
        number = number_of(font)
        if number not in self._decoders:
            entries = as_dict(self._document.resolve(font))
            self._decoders[number] = Decoder(self._document.data(entries.get("/ToUnicode")))
        return self._decoders[number]


_REVERSED = b"ReversedChars"


def _turned(decoder: Decoder, shown: Iterable[bytes]) -> Iterator[str]:
    """What is shown from right to left, in the order in which it is read (ISO 32000-1, 14.8.2.3.3)."""
    for part in reversed([*shown]):
        yield "".join(reversed(decoder.signs(part)))


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._texts = MarkTexts(document)

    def read(self) -> list[Node]:
        # Without recursion, like the reading of the tags: a hostile file nests as deep as it likes.
        top: list[Kid] = []
        waiting: list[tuple[Tag | MarkedContent | OwnedObject, list[Kid]]] = [
            (tag, top) for tag in reversed(read_tags(self._document).top)
        ]
        while waiting:
            item, siblings = waiting.pop()
            if isinstance(item, MarkedContent):
                if (page := self._texts.page(item)) is not None:
                    shown = self._texts.shown(page, item.mcid)
                    text = "".join(part for parts in shown for part in parts)
                    siblings.append(Passage(text, page, item.mcid))
            elif isinstance(item, OwnedObject):
                siblings.append(self._annotation(item.number))
            elif item.actual_text == SOFT_HYPHEN:
                # The hyphen of a divided word is a sign in its line, and no element to whoever reads it.
                siblings += self._hyphens(item)
            else:
                node = _node(item)
                siblings.append(node)
                waiting.extend((kid, node.kids) for kid in reversed(item.kids))
        return [node for node in top if isinstance(node, Node)]

    def _hyphens(self, tag: Tag) -> Iterator[Passage]:
        for kid in tag.kids:
            if isinstance(kid, MarkedContent) and (page := self._texts.page(kid)) is not None:
                yield Passage(SOFT_HYPHEN, page, kid.mcid)

    def _annotation(self, number: int) -> Annotation:
        resolve = self._document.resolve
        entries = as_dict(self._document.get(number))
        if entries.get("/Subtype") == "/Widget":
            return self._field(entries)
        action = as_dict(resolve(entries.get("/A")))
        target = resolve(action.get("/URI", action.get("/D", entries.get("/Dest"))))
        return Annotation(string(resolve(entries.get("/Contents"))) or "", string(target) or "")

    def _field(self, entries: dict[str, Any]) -> Annotation:
        """A field; one of several buttons has its kind, and its name where it has none, from all of them."""
        resolve = self._document.resolve
        above = as_dict(resolve(entries.get("/Parent")))
        kind, flags, named, value = (
            resolve(entries.get(key, above.get(key))) for key in ("/FT", "/Ff", "/TU", "/V")
        )
        field = {"/Tx": "text", "/Btn": "check"}.get(str(kind), "other")
        flags = flags if type(flags) is int else 0
        if field == "check":
            field = "other" if flags & _PUSHED else "radio" if flags & _RADIO else "check"
            chosen = resolve(entries.get("/AS"))
            answer = "" if chosen in {None, "/Off"} else str(chosen)
        else:
            answer = string(value) or ""
        page = self._texts.page_of(number_of(entries.get("/P")))
        return Annotation(string(named) or "", "", field, answer, page)


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
