"""The structure tree as it stands in the file (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct, field

from report_builder.check.document import Document, Unreadable, as_dict, number_of, pieces, string
from report_builder.language.message import Announce, say
from report_builder.language.passages import Pieces

STANDARD_ROLES = frozenset(
    (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index"),
        *("NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"),
        *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference"),
        *("BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"),
        *("Figure", "Formula", "Form"),
    )
)
"""The standard structure types of PDF 1.7 (14.8.4)."""

REPLACED = frozenset(("Figure", "Formula", "Form", "Link", "Annot"))
"""Elements that an alternative text may stand for (ISO 14289-1, 7.3, 7.7, 7.18); no others."""

INLINE = frozenset(("Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot"))
"""Standard roles that stand in a line of text (ISO 32000-1, 14.8.4.4). Notes and labels stand apart."""

_PLAIN_KEYS = frozenset(("/Type", "/S", "/P", "/K", "/Pg"))
"""Most elements have no other entries."""

_TEXTS = {
    "/Alt": "alt",
    "/ActualText": "actual_text",
    "/E": "expansion",
    "/Lang": "language",
    "/T": "title",
    "/ID": "id",
}
"""Where an element keeps its text strings."""


_DEEPEST = 200
"""Levels of the tag tree: an honest report has some twenty."""


_ANNOUNCED = 1000
"""So many elements are read from one report of progress to the next."""


class MarkedContent(Struct, frozen=True):
    """A kid that is a marked-content sequence: the page's object number, and the MCID.

    ``form`` is true where the mark is not in the page's own content but in that of a form on it.
    """

    page: int | None
    mcid: int
    form: bool = False


class OwnedObject(Struct, frozen=True):
    """A kid that is an object, as an annotation: its object number."""

    number: int


K = TypeVar("K")


class StructureElement(Struct, Generic[K], eq=False):
    """What a structure element says; its kids are of the reader's own kind.

    ``role`` is as written, ``standard`` after the role map. ``alt_pieces`` are the words of ``alt`` with the
    languages that they themselves say, empty where they say none. ``expansion`` is what an
    abbreviation stands for.
    """

    role: str
    standard: str
    kids: list[K] = field(default_factory=list)
    alt: str | None = None
    alt_pieces: Pieces = ()
    actual_text: str | None = None
    expansion: str | None = None
    language: str | None = None
    title: str | None = None
    id: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)


class Tag(StructureElement["Tag | MarkedContent | OwnedObject"], eq=False, kw_only=True):
    """A structure element as it was read, with its object number (0: it has none).

    ``attributes`` have the owner's name before their own, as in ``Table.Scope``.
    """

    number: int

    @property
    def children(self) -> list[Tag]:
        """The kids that are elements."""
        return [kid for kid in self.kids if type(kid) is Tag]


Kid: TypeAlias = Tag | MarkedContent | OwnedObject


class TagTree(Struct, frozen=True):
    """The elements at the top, all of them in reading order, and the root's own dictionary."""

    top: list[Tag]
    all: list[Tag]
    root: dict[str, Any]


def read_tags(document: Document, announce: Announce | None = None) -> TagTree:
    """Read the structure tree; ``announce`` is told how far the reading is.

    Raises Unreadable when an element stands in two places or in itself.
    """
    root = as_dict(document.resolve(document.catalog.get("/StructTreeRoot")))
    return _Reader(document, as_dict(document.resolve(root.get("/RoleMap"))), announce).read(root)


class _Reader:
    def __init__(self, document: Document, role_map: dict[str, Any], announce: Announce | None) -> None:
        self._document = document
        self._announce = announce
        self._role_map = role_map
        self._standard: dict[str, str] = {}
        self._seen: set[int] = set()

    def read(self, root: dict[str, Any]) -> TagTree:
        top: list[Kid] = []
        found: list[Tag] = []
        # Values still to be read: where the kid belongs, the page it inherits, its depth.
        waiting: list[tuple[Any, list[Kid], int | None, int]] = []
        self._push(waiting, root.get("/K"), top, None, 1)
        while waiting:
            value, siblings, page, depth = waiting.pop()
            if type(value) is int:
                siblings.append(MarkedContent(page, value))
                continue
            number, entries = self._entries(value)
            kind = entries.get("/Type")
            if "/Pg" in entries:
                page = number_of(entries["/Pg"]) or page
            if kind == "/MCR":
                if type(entries.get("/MCID")) is int:
                    siblings.append(MarkedContent(page, entries["/MCID"], "/Stm" in entries))
            elif kind == "/OBJR":
                siblings.append(OwnedObject(number_of(entries.get("/Obj")) or 0))
            elif "/S" in entries:
                if depth > _DEEPEST:
                    raise Unreadable(say("check.tags-deep", most=_DEEPEST))
                tag = self._tag(number, entries)
                siblings.append(tag)
                found.append(tag)
                if self._announce and not len(found) % _ANNOUNCED:
                    self._announce(say("check.at-tag", number=len(found)))
                self._push(waiting, entries.get("/K"), tag.kids, page, depth + 1)
        return TagTree([kid for kid in top if type(kid) is Tag], found, root)

    def _entries(self, value: Any) -> tuple[int, dict[str, Any]]:
        """Object number (0: none) and entries of a kid that is a dictionary."""
        number = number_of(value)
        if number is None:
            return 0, as_dict(value)
        if number in self._seen:
            raise Unreadable(say("check.element-twice", number=number))
        self._seen.add(number)
        return number, as_dict(self._document.get(number))

    def _push(self, waiting: list[Any], kids: Any, into: list[Any], page: int | None, depth: int) -> None:
        """Put the kids on the pile, the first one on top; an array may itself stand elsewhere."""
        if isinstance(kids, str) and isinstance(array := self._document.resolve(kids), list):
            kids = array
        if isinstance(kids, list):
            waiting.extend((value, into, page, depth) for value in reversed(kids))
        elif kids is not None:
            waiting.append((kids, into, page, depth))

    def _tag(self, number: int, entries: dict[str, Any]) -> Tag:
        role = str(entries["/S"])[1:]
        tag = Tag(role, self._standard_role(role), number=number)
        if not _PLAIN_KEYS.issuperset(entries):
            resolve = self._document.resolve
            for key, name in _TEXTS.items():
                if key in entries:
                    setattr(tag, name, string(resolve(entries[key])))
            if "/Alt" in entries:
                tag.alt_pieces = pieces(resolve(entries["/Alt"]))
            if "/A" in entries:
                tag.attributes = dict(self._attributes(entries["/A"]))
        return tag

    def _standard_role(self, role: str) -> str:
        """Follow the role map (14.7.3); a role that leads nowhere stands for itself."""
        if role not in self._standard:
            mapped, seen = role, {role}
            while mapped not in STANDARD_ROLES and isinstance(self._role_map.get(f"/{mapped}"), str):
                mapped = self._role_map[f"/{mapped}"][1:]
                if mapped in seen:
                    break
                seen.add(mapped)
            self._standard[role] = mapped
        return self._standard[role]

    def _attributes(self, value: Any) -> Iterator[tuple[str, Any]]:
        value = self._document.resolve(value)
        for item in value if isinstance(value, list) else [value]:
            entries = as_dict(self._document.resolve(item))
            owner = str(entries.get("/O", ""))[1:]
            for key, attribute in entries.items():
                if key != "/O":
                    yield f"{owner}.{key[1:]}", self._document.resolve(attribute)
