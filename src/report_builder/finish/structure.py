"""The structure tree and the parent tree (ISO 32000-1, 14.7)."""

from __future__ import annotations

from msgspec import Struct

from report_builder.finish.exceptions import FinishLost
from report_builder.finish.syntax import Objects, RawObject, byte_string, number, numbers, text, tree
from report_builder.language.message import say
from report_builder.language.writing import is_leftward
from report_builder.layout.result import LaidOut
from report_builder.model.tags import ROLE_MAP, Element, FieldMark, LinkMark, Mark

_OWNERS = {
    "Scope": "Table",
    "ColSpan": "Table",
    "RowSpan": "Table",
    "ListNumbering": "List",
    "BBox": "Layout",
    "Placement": "Layout",
    "BaselineShift": "Layout",
    "TextDecorationType": "Layout",
    "BackgroundColor": "Layout",
    "BorderStyle": "Layout",
    "Role": "PrintField",
    "checked": "PrintField",
    "Desc": "PrintField",
}
"""Which owner an attribute belongs to (14.8.5); Headers has a field of its own."""
_SAID = ("Alt", "ActualText", "E", "Lang", "T")
_UNSAID = (None,) * len(_SAID)
"""The texts of an element that has none of these."""
_TEXTS = frozenset(("Desc",))
"""Attributes that are texts; those of others that are words are names."""


class Numbers(Struct, frozen=True):
    """The object numbers that tags, links and destinations refer to each other by.

    ``pages``, ``links`` and ``fields`` are in their own order, ``elements`` by identity; ``names`` are the
    IDs of those that have one, as the heads that cells name.
    """

    pages: list[int]
    links: range
    fields: range
    root: int
    elements: dict[int, int]
    names: dict[int, str]

    @classmethod
    def reserve(
        cls, objects: Objects, pages: list[int], laid_out: LaidOut, groups: int, order: list[Element]
    ) -> Numbers:
        """Count ahead: the links come next, then the fields and so many groups of them, then the tree.

        First its root, then the elements in ``order``.
        """
        first = objects.next_number
        links = range(first, first + len(laid_out.links))
        fields = range(links.stop, links.stop + len(laid_out.fields))
        root = fields.stop + groups
        elements = {id(element): root + 1 + index for index, element in enumerate(order)}
        if len(elements) != len(order):
            raise FinishLost(say("finish.element-twice"))
        return cls(pages, links, fields, root, elements, _names(order))

    def of(self, element: Element) -> int:
        """The number of an element."""
        return self.elements[id(element)]


def _names(order: list[Element]) -> dict[int, str]:
    """The IDs of elements: those they have, and one for each head of a table that a cell names."""
    heads = {id(head) for element in order for head in element.headers}
    names: dict[int, str] = {}
    for element in order:
        if element.id is not None:
            names[id(element)] = element.id
        elif id(element) in heads:
            names[id(element)] = f"head-{len(names) + 1}"
    return names


def in_reading_order(document: Element) -> list[Element]:
    """The element and everything below it, each before what it contains."""
    found: list[Element] = []
    waiting = [document]
    while waiting:
        element = waiting.pop()
        found.append(element)
        waiting.extend(kid for kid in reversed(element.kids) if type(kid) is Element)
    return found


def add_structure(objects: Objects, laid_out: LaidOut, order: list[Element], at: Numbers) -> int:
    """Write StructTreeRoot, the elements in ``order``, IDTree and ParentTree; the number of the root.

    Raises FinishLost when a mark, link or field has no element, has two, or does not exist.
    """
    owners = _Owners(laid_out)
    root = RawObject(b"")
    objects.add_expected(root, at.root)
    parents = {id(order[0]): at.root}
    for element in order:
        own = at.of(element)
        for kid in element.kids:
            if type(kid) is Element:
                parents[id(kid)] = own
        objects.add_expected(RawObject(_element(element, own, parents.pop(id(element)), at, owners)), own)
    roles = "".join(f"/{role}/{standard}" for role, standard in ROLE_MAP.items())
    root.data = (
        f"<</Type/StructTreeRoot/K[{at.of(order[0])} 0 R]/RoleMap<<{roles}>>{_id_tree(objects, order, at)}"
        f"/ParentTree {tree(objects, 'Nums', owners.entries(objects))}"
        f"/ParentTreeNextKey {laid_out.page_count + len(laid_out.links) + len(laid_out.fields)}>>"
    ).encode("ascii")
    return at.root


def _id_tree(objects: Objects, order: list[Element], at: Numbers) -> str:
    named = sorted((at.names[id(e)].encode(), at.of(e)) for e in order if id(e) in at.names)
    if not named:
        return ""
    entries = [(byte_string(name.decode()), f"{own} 0 R") for name, own in named]
    return f"/IDTree {tree(objects, 'Names', entries)}"


class _Owners:
    """Which element owns each mark, link and field: the content of the parent tree (14.7.4.4)."""

    def __init__(self, laid_out: LaidOut) -> None:
        self._pages: list[list[int]] = [[0] * count for count in laid_out.marks]
        self._links = [0] * len(laid_out.links)
        self._placed = laid_out.links
        self._fields = [0] * len(laid_out.fields)
        self._placed_fields = laid_out.fields

    def take_mark(self, mark: Mark, owner: int) -> None:
        """Note that ``owner`` has this mark."""
        if not (0 <= mark.page < len(self._pages) and 0 <= mark.mcid < len(self._pages[mark.page])):
            raise FinishLost(say("finish.mark-unpainted", mark=mark.mcid, page=mark.page + 1))
        if self._pages[mark.page][mark.mcid]:
            raise FinishLost(say("finish.mark-twice", mark=mark.mcid, page=mark.page + 1))
        self._pages[mark.page][mark.mcid] = owner

    def take_link(self, link: int, owner: int) -> int:
        """Note that ``owner`` has this link; the page it is on."""
        if not 0 <= link < len(self._links):
            raise FinishLost(say("finish.link-unplaced", link=link))
        if self._links[link]:
            raise FinishLost(say("finish.link-twice", link=link))
        self._links[link] = owner
        return self._placed[link].page

    def take_field(self, field: int, owner: int) -> int:
        """Note that ``owner`` has this field; the page it is on."""
        if not 0 <= field < len(self._fields):
            raise FinishLost(say("finish.field-unplaced", field=field))
        if self._fields[field]:
            raise FinishLost(say("finish.field-twice", field=field))
        self._fields[field] = owner
        return self._placed_fields[field].page

    def entries(self, objects: Objects) -> list[tuple[str, str]]:
        """One array a page, then one element a link and a field; everything has its owner."""
        entries = []
        for page, marks in enumerate(self._pages):
            if 0 in marks:
                raise FinishLost(say("finish.mark-alone", mark=marks.index(0), page=page + 1))
            array = objects.add(f"[{' '.join(f'{owner} 0 R' for owner in marks)}]")
            entries.append((str(page), f"{array} 0 R"))
        if 0 in self._links:
            raise FinishLost(say("finish.link-alone", link=self._links.index(0)))
        if 0 in self._fields:
            raise FinishLost(say("finish.field-alone", field=self._fields.index(0)))
        annotations = (*self._links, *self._fields)
        entries += [(str(len(self._pages) + n), f"{owner} 0 R") for n, owner in enumerate(annotations)]
        return entries


def _element(element: Element, own: int, parent: int, at: Numbers, owners: _Owners) -> bytes:
    """One structure element (14.7.2); /Pg is the page of its first mark, for the marks on it."""
    page, kids = _kids(element, own, at, owners)
    parts = [f"<</Type/StructElem/S/{element.role}/P {parent} 0 R"]
    if page is not None:
        parts.append(f"/Pg {at.pages[page]} 0 R")
    if kids:
        parts.append(f"/K[{' '.join(kids)}]" if len(kids) > 1 else f"/K {kids[0]}")
    if name := at.names.get(id(element)):
        parts.append(f"/ID{byte_string(name)}")
    texts = element.alt, element.actual_text, element.expansion, element.language, element.title
    if texts != _UNSAID:  # most elements have none
        said = zip(_SAID, texts, strict=True)
        parts += [f"/{key}{text(value)}" for key, value in said if value is not None]
    if element.attributes or element.headers or _turns(element):
        parts.append(_attributes(element, at))
    parts.append(">>")
    return "".join(parts).encode("ascii")


def _kids(element: Element, own: int, at: Numbers, owners: _Owners) -> tuple[int | None, list[str]]:
    """The content of an element in reading order, and the page of its first mark (14.7.4)."""
    page: int | None = None
    kids: list[str] = []
    for kid in element.kids:
        if type(kid) is Mark:
            owners.take_mark(kid, own)
            if page is None:
                page = kid.page
            here = kid.page == page
            kids.append(
                str(kid.mcid) if here else f"<</Type/MCR/Pg {at.pages[kid.page]} 0 R/MCID {kid.mcid}>>"
            )
        elif type(kid) is LinkMark:
            on_page = at.pages[owners.take_link(kid.link, own)]
            kids.append(f"<</Type/OBJR/Pg {on_page} 0 R/Obj {at.links[kid.link]} 0 R>>")
        elif type(kid) is FieldMark:
            on_page = at.pages[owners.take_field(kid.field, own)]
            kids.append(f"<</Type/OBJR/Pg {on_page} 0 R/Obj {at.fields[kid.field]} 0 R>>")
        elif type(kid) is Element:
            kids.append(f"{at.of(kid)} 0 R")
    return page, kids


def _attributes(element: Element, at: Numbers) -> str:
    """The attribute objects of an element, one for each owner (14.7.5)."""
    by_owner: dict[str, list[str]] = {}
    for key, value in (element.attributes or {}).items():
        written = text(value) if key in _TEXTS and isinstance(value, str) else _value(value)
        by_owner.setdefault(_OWNERS[key], []).append(f"/{key} {written}")
    if _turns(element):
        by_owner.setdefault("Layout", []).append("/WritingMode/RlTb")
    if element.headers:
        headers = " ".join(byte_string(at.names[id(head)]) for head in element.headers)
        by_owner.setdefault("Table", []).append(f"/Headers[{headers}]")
    objects = [f"<</O/{owner}{''.join(items)}>>" for owner, items in by_owner.items()]
    return f"/A {objects[0]}" if len(objects) == 1 else f"/A[{''.join(objects)}]"


def _turns(element: Element) -> bool:
    """Tell whether a block runs from right to left (WritingMode, 14.8.5.4.1)."""
    return element.language is not None and element.role != "Span" and is_leftward(element.language)


def _value(value: str | float | tuple[float, ...]) -> str:
    if isinstance(value, str):
        return f"/{value}"
    return numbers(value) if isinstance(value, tuple) else number(value)
