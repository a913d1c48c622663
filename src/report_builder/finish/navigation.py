"""Ways through the document: links, bookmarks, named destinations, page labels (ISO 32000-1, 12.3, 12.4)."""

from __future__ import annotations

from msgspec import Struct, field

from report_builder.finish.exceptions import FinishLost
from report_builder.finish.structure import Numbers
from report_builder.finish.syntax import Objects, RawObject, byte_string, number, numbers, text, tree, uri
from report_builder.language.message import say
from report_builder.layout.result import Bookmark, LaidOut, PageLabels, Place, PlacedLink

_PRINT = 4
"""The flag that PDF/A-2 asks of every annotation (ISO 19005-2, 6.3.2)."""


def add_links(objects: Objects, laid_out: LaidOut, at: Numbers) -> list[list[int]]:
    """Write the link annotations; the numbers of those on each page.

    Each has a description and its place in the parent tree (ISO 14289-1, 7.18.1 and 7.18.5).
    """
    on_page: list[list[int]] = [[] for _ in range(laid_out.page_count)]
    for index, link in enumerate(laid_out.links):
        written = (
            f"<</Type/Annot/Subtype/Link/Rect{numbers(link.rect)}/Border[0 0 0]/F {_PRINT}"
            f"/P {at.pages[link.page]} 0 R/StructParent {laid_out.page_count + index}"
            f"{_quadrilaterals(link)}/Contents{text(link.contents)}/A{_action(link, laid_out, at)}>>"
        )
        objects.add_expected(RawObject(written.encode("ascii")), at.links[index])
        on_page[link.page].append(at.links[index])
    return on_page


def _quadrilaterals(link: PlacedLink) -> str:
    """The lines of a link that has several (12.5.6.5); corners in the order that readers expect."""
    if not link.parts:
        return ""
    corners = [
        (left, top, right, top, left, bottom, right, bottom) for left, bottom, right, top in link.parts
    ]
    return f"/QuadPoints{numbers(tuple(place for quad in corners for place in quad))}"


def _action(link: PlacedLink, laid_out: LaidOut, at: Numbers) -> str:
    """Where a link leads: an address, or a place in the document and the element that stands there.

    /SD is the structure destination of ISO 32000-2, 12.6.4.2; readers that do not know it use /D.
    """
    if link.uri is not None:
        return f"<</S/URI/URI{uri(link.uri)}>>"
    if link.target is None or link.target not in laid_out.anchors:
        raise FinishLost(say("finish.link-nowhere", page=link.page + 1, target=link.target or ""))
    structure = ""
    if link.target in laid_out.anchored:
        place = laid_out.anchors[link.target]
        structure = f"/SD[{at.of(laid_out.anchored[link.target])} 0 R{_view(place)}]"
    return f"<</S/GoTo/D{byte_string(link.target)}{structure}>>"


def destinations(objects: Objects, laid_out: LaidOut, at: Numbers) -> str:
    """The name tree of all anchors (7.9.6)."""
    named = sorted((name.encode(), place) for name, place in laid_out.anchors.items())
    entries = [
        (byte_string(name.decode()), f"[{at.pages[place.page]} 0 R{_view(place)}]") for name, place in named
    ]
    return tree(objects, "Names", entries)


def _view(place: Place) -> str:
    """Show the place at the upper left of the window and leave the zoom as it is."""
    return f"/XYZ {number(place.x)} {number(place.y)} null"


class _Item(Struct):
    """A bookmark with its own object number and those around it; 0 stands for none."""

    bookmark: Bookmark
    number: int
    parent: int = 0
    previous: int = 0
    following: int = 0
    children: list[_Item] = field(default_factory=list)


def add_outline(objects: Objects, laid_out: LaidOut, at: Numbers) -> int | None:
    """Write the bookmarks, nested by level and folded below the first; the number of their root."""
    if not laid_out.bookmarks:
        return None
    number_of_root = objects.next_number
    top, items = _nest(laid_out.bookmarks, number_of_root)
    objects.add(f"<</Type/Outlines/First {top[0].number} 0 R/Last {top[-1].number} 0 R/Count {len(top)}>>")
    for item in items:
        objects.add(_outline_item(item, laid_out, at))
    return number_of_root


def _outline_item(item: _Item, laid_out: LaidOut, at: Numbers) -> str:
    """One bookmark (12.3.3); a negative count says that what is below it is folded away."""
    title, target = item.bookmark.title, item.bookmark.target
    if target not in laid_out.anchors:
        raise FinishLost(say("finish.bookmark-nowhere", title=title, target=target))
    parts = [f"<</Title{text(title)}/Parent {item.parent} 0 R/Dest{byte_string(target)}"]
    if item.previous:
        parts.append(f"/Prev {item.previous} 0 R")
    if item.following:
        parts.append(f"/Next {item.following} 0 R")
    if item.children:
        first, last = item.children[0].number, item.children[-1].number
        parts.append(f"/First {first} 0 R/Last {last} 0 R/Count {-len(item.children)}")
    if target in laid_out.anchored:
        parts.append(f"/SE {at.of(laid_out.anchored[target])} 0 R")
    return "".join((*parts, ">>"))


def _nest(bookmarks: tuple[Bookmark, ...], root: int) -> tuple[list[_Item], list[_Item]]:
    """Hang each bookmark below the nearest earlier one of a smaller level: those on top, and all."""
    top = _Item(Bookmark("", 0, ""), root)
    way = [top]
    items: list[_Item] = []
    for bookmark in bookmarks:
        while len(way) > 1 and way[-1].bookmark.level >= bookmark.level:
            way.pop()
        parent = way[-1]
        item = _Item(bookmark, root + 1 + len(items), parent.number)
        if parent.children:
            item.previous = parent.children[-1].number
            parent.children[-1].following = item.number
        parent.children.append(item)
        items.append(item)
        way.append(item)
    return top.children, items


def page_labels(ranges: tuple[PageLabels, ...]) -> str:
    """The number tree of page labels (12.4.2)."""
    numbered = (f"<</S/{r.style}/St {r.start}>>" if r.style else "<<>>" for r in ranges)
    return f"<</Nums[{''.join(f'{r.first}{how}' for r, how in zip(ranges, numbered, strict=True))}]>>"
