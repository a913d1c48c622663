"""What is painted on the pages: a digest of each mark, and what is marked as artifact."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, NamedTuple

from msgspec import Struct, field

from report_builder.check.content import SHOWS, Operation, begun, mcid_of, operations, string_bytes
from report_builder.check.context import properties
from report_builder.check.document import Document, as_dict, number_of
from report_builder.check.reading import MarkTexts
from report_builder.patterns import late

_TYPE = late(rb"/Type\s*/(\w+)")
_SUBTYPE = late(rb"/Subtype\s*/(\w+)")
_INVISIBLE = late(rb"(?<![\d.])3\s+Tr\b")
_PLACES = frozenset((b"cm", b"Td", b"TD", b"Tm", b"T*", b"Tf", b"Tc", b"Tw", b"q", b"Q", b"BT", b"ET"))
"""Say where something stands, or how a name leads to it; not what it is."""
_PAINTS = frozenset((*SHOWS, *b"S s f F f* B B* b b* sh Do BI".split()))
_PICTURES = frozenset((b"Do", b"BI", b"sh", b"c", b"v", b"y"))
"""Operators without which only straight lines and areas are painted."""
_SHOWN_PICTURES = frozenset((b"Do", b"BI"))
_LINES = 12
"""So many straight lines and areas, and more, may be a drawing."""


class Artifact(NamedTuple):
    """What is marked as artifact: its page's index, its type and subtype, its text, and what is painted.

    ``picture`` is a digest of what is painted beside text: empty for nothing, ``lines`` for a few straight
    lines or areas, which are no drawing.
    """

    page: int
    kind: str
    text: str
    picture: str


class Painted(Struct):
    """What is painted in a file: a digest by page index and MCID, the artifacts, and scanned pages.

    ``scanned`` has the pages with text that is there and cannot be seen, as character recognition leaves it,
    with a digest of each. What is in no mark at all is neither tagged nor said to be an artifact.
    """

    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    artifacts: list[Artifact] = field(default_factory=list)
    scanned: dict[int, str] = field(default_factory=dict)
    unmarked_text: bool = False
    unmarked_pictures: bool = False


class _Open(Struct):
    """A sequence that was begun: what owns its content, and for an artifact what was met in it."""

    mcid: int | None
    kind: str = ""
    texts: list[str] = field(default_factory=list)
    paints: list[bytes] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)
    is_own: bool = True


def read_painted(document: Document) -> Painted:
    """Read every page. Raises Unreadable."""
    found, texts = Painted(), MarkTexts(document)
    digests: dict[tuple[int, int], Any] = {}
    for index, (_, page) in enumerate(document.pages):
        _Page(document, page, index, found, texts).read(digests)
    found.marks = {mark: digest.hexdigest() for mark, digest in digests.items()}
    return found


class _Page:
    def __init__(
        self, document: Document, page: dict[str, Any], index: int, found: Painted, texts: MarkTexts
    ) -> None:
        self._document, self._page, self._index, self._found = document, page, index, found
        resources = as_dict(document.resolve(page.get("/Resources")))
        self._fonts = as_dict(document.resolve(resources.get("/Font")))
        self._objects = as_dict(document.resolve(resources.get("/XObject")))
        self._texts = texts
        self._font = texts.decoder(None)

    def read(self, digests: dict[tuple[int, int], Any]) -> None:
        """Follow the operators of the page; ``digests`` grow by its marks."""
        data = self._document.content(self._page)
        if _INVISIBLE.search(data):
            self._found.scanned[self._index] = sha256(data).hexdigest()
        lists = properties(self._document, self._page)
        stack: list[_Open] = []
        for operation in operations(data):
            operator = operation.operator
            if operator in (b"BDC", b"BMC"):
                stack.append(_opened(stack, *begun(operation.raw, lists)))
            elif operator == b"EMC":
                if stack:
                    self._close(stack.pop())
            elif operator == b"Tf" and operation.operands:
                self._font = self._texts.decoder(self._fonts.get(operation.operands[0].decode("latin-1")))
            elif stack and stack[-1].mcid is not None:
                mark = (self._index, stack[-1].mcid)
                digests.setdefault(mark, sha256()).update(self._piece(operation))
            else:
                self._met(stack[-1] if stack else None, operation)
        while stack:
            self._close(stack.pop())

    def _met(self, artifact: _Open | None, operation: Operation) -> None:
        """Note what is painted in an artifact, or in no mark."""
        operator = operation.operator
        if artifact is None or not artifact.kind:
            if operator in SHOWS and self._shown(operation).strip():
                self._found.unmarked_text = True
            elif operator in _SHOWN_PICTURES:
                self._found.unmarked_pictures = True
            return
        if operator in SHOWS:
            artifact.texts.append(self._shown(operation))
        elif operator in _PAINTS or operator in _PICTURES:
            artifact.paints.append(operator)
        artifact.pieces.append(self._piece(operation))

    def _piece(self, operation: Operation) -> bytes:
        """What an operator paints, wherever on the page."""
        operator = operation.operator
        if operator in _PLACES:
            return b""
        if operator in SHOWS:
            return self._shown(operation).encode() + b"\n"
        if operator == b"Do" and operation.operands:
            item = self._objects.get(operation.operands[0].decode("latin-1"))
            if number_of(item) is not None:
                return sha256(self._document.coded(item)).digest()
        return b" ".join(operation.raw.split()) + operator

    def _shown(self, operation: Operation) -> str:
        parts = (string_bytes(operand) for operand in operation.operands)
        return "".join(self._font.decode(part) for part in parts if part)

    def _close(self, item: _Open) -> None:
        if not (item.kind and item.is_own):
            return
        picture = ""
        if item.paints:
            is_drawn = len(item.paints) >= _LINES or not _PICTURES.isdisjoint(item.paints)
            picture = sha256(b"".join(item.pieces)).hexdigest() if is_drawn else "lines"
        text = " ".join("".join(item.texts).split())
        if text or picture:
            self._found.artifacts.append(Artifact(self._index, item.kind, text, picture))


def _opened(stack: list[_Open], tag: bytes, entries: bytes) -> _Open:
    mcid = mcid_of(entries)
    if tag == b"Artifact" and mcid is None:
        stated = [match[1].decode("latin-1") for one in (_TYPE, _SUBTYPE) if (match := one.search(entries))]
        return _Open(None, "/".join(("Artifact", *stated)))
    if mcid is None and stack:
        around = stack[-1]
        return _Open(around.mcid, around.kind, around.texts, around.paints, around.pieces, is_own=False)
    return _Open(mcid)
