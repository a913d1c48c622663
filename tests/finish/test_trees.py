"""The trees and the places that readers find their way by, entry for entry."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from msgspec.structs import replace

from report_builder.finish import BuildStamp, finish
from report_builder.layout.result import LaidOut, Place
from report_builder.model.tags import Element, Mark
from tests.finish.synthetic import Painter, large, make_report, sample

LEAF = 256
"""How many entries stand in one leaf of a tree."""


def opened(laid_out: LaidOut) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(finish(laid_out, make_report().publication, BuildStamp("test", "0"))))


def test_a_destination_leads_to_the_place_itself() -> None:
    laid_out = sample()
    pdf = opened(laid_out)
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    assert {name: seen(pdf, place) for name, place in names.items()} == laid_out.anchors


def test_a_link_to_an_element_shows_the_same_place() -> None:
    laid_out = sample()
    pdf = opened(laid_out)
    for annotation in (a for page in pdf.pages for a in page.get("/Annots", []) if "/SD" in a.A):
        element, view, *place = annotation.A.SD
        expected = laid_out.anchors[str(annotation.A.D)]
        assert str(element.S)[1:] == laid_out.anchored[str(annotation.A.D)].role
        assert view == "/XYZ"
        assert [float(place[0]), float(place[1]), place[2]] == [expected.x, expected.y, None]


def test_a_link_covers_what_it_was_placed_on() -> None:
    laid_out = sample()
    pdf = opened(laid_out)
    found = [
        (index, tuple(map(float, annotation.Rect)), str(annotation.Contents))
        for index, page in enumerate(pdf.pages)
        for annotation in page.get("/Annots", [])
    ]
    assert found == [(link.page, link.rect, link.contents) for link in laid_out.links]
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            assert annotation.P.objgen == page.obj.objgen
            assert annotation.Border.unparse() == b"[ 0 0 0 ]"


def seen(pdf: pikepdf.Pdf, place: pikepdf.Object) -> Place:
    """Where a destination leads, which leaves the zoom as it is."""
    page, view, x, y, *zoom = place
    assert view == "/XYZ"
    assert zoom == [None]
    numbers = [one.obj.objgen for one in pdf.pages]
    return Place(numbers.index(page.objgen), float(x), float(y))


def test_each_leaf_of_a_tree_says_where_it_begins_and_ends() -> None:
    laid_out = sample()
    place = laid_out.anchors["funn"]
    many = {f"anker-{number:04}-æ": place for number in range(2 * LEAF)}
    pdf = opened(replace(laid_out, anchors={**laid_out.anchors, **many}))
    assert_leaves(pdf.Root.Names.Dests, "/Names", len(many) + len(laid_out.anchors))


def test_each_leaf_of_the_parent_tree_says_where_it_begins_and_ends() -> None:
    laid_out = large(LEAF + 1, 1)
    pdf = opened(laid_out)
    assert_leaves(pdf.Root.StructTreeRoot.ParentTree, "/Nums", laid_out.page_count + len(laid_out.links))


def assert_leaves(tree: pikepdf.Object, kind: str, count: int) -> None:
    """Leaves are full but for the last, hold all entries in order, and name their own first and last."""
    assert list(tree.keys()) == ["/Kids"]
    keys = []
    for leaf in tree.Kids:
        own = [bytes(key) if kind == "/Names" else int(key) for key in list(leaf[kind])[::2]]
        limits = [bytes(key) if kind == "/Names" else int(key) for key in leaf.Limits]
        assert limits == [own[0], own[-1]]
        keys.append(own)
    assert [len(own) for own in keys[:-1]] == [LEAF] * (len(keys) - 1)
    every = [key for own in keys for key in own]
    assert every == sorted(set(every))
    assert len(every) == count


def test_a_tree_of_one_leaf_has_no_limits() -> None:
    pdf = opened(sample())
    assert list(pdf.Root.Names.Dests.keys()) == ["/Names"]


def test_the_next_key_of_the_parent_tree_is_free() -> None:
    laid_out = sample()
    pdf = opened(laid_out)
    root = pdf.Root.StructTreeRoot
    taken = list(pikepdf.NumberTree(root.ParentTree))
    assert taken == list(range(laid_out.page_count + len(laid_out.links)))
    assert root.ParentTreeNextKey == len(taken)


def test_a_cell_names_the_headers_above_and_beside_it() -> None:
    pdf = opened(sample())
    cells = [element for element in elements(pdf) if element.S in ("/TH", "/TD")]
    assert [(str(cell.S), str(cell.get("/ID", "")), headers(cell)) for cell in cells] == [
        ("/TH", "t1-c0", []),
        ("/TH", "t1-c1", []),
        ("/TH", "t1-r0", ["t1-c0"]),
        ("/TD", "", ["t1-c1", "t1-r0"]),
        ("/TH", "t1-r1", ["t1-c0"]),
        ("/TD", "", ["t1-c1", "t1-r1"]),
    ]
    assert {str(name) for name in pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)} >= {"t1-c0", "t1-r1"}


def headers(cell: pikepdf.Object) -> list[str]:
    """The headers of a cell, which are an attribute of tables."""
    attributes = cell.get("/A", pikepdf.Dictionary())
    if "/Headers" not in attributes:
        return []
    assert attributes.O == "/Table"
    return [str(name) for name in attributes.Headers]


def test_an_element_has_one_attribute_object_for_each_owner() -> None:
    pdf = opened(sample())
    figure = next(element for element in elements(pdf) if element.S == "/Figure")
    assert figure.A.unparse() == b"<< /BBox [ 60 500 160 600 ] /O /Layout /Placement /Block >>"
    head = Element("TH", id="a")
    both = Element("TD", headers=(head,), attributes={"BBox": (0.0, 1.5, 2.0, 3.25), "RowSpan": 2})
    painter = Painter()
    document = Element("Document")
    painter.text(document.add(head), "hode")
    painter.text(document.add(both), "celle")
    pdf = opened(painter.finished(document, []))
    cell = next(element for element in elements(pdf) if element.S == "/TD")
    assert [entry.unparse() for entry in cell.A] == [
        b"<< /BBox [ 0 1.5 2 3.25 ] /O /Layout >>",
        b"<< /Headers [ (a) ] /O /Table /RowSpan 2 >>",
    ]


def test_an_element_over_two_pages_owns_the_marks_on_both_in_order() -> None:
    painter = Painter()
    document = Element("Document")
    before, over = document.add(Element("P")), document.add(Element("P"))
    painter.text(before, "Et avsnitt.")
    painter.text(over, "Det begynner her,")
    painter.text(over, "går videre,")
    painter.next_page()
    painter.text(over, "og slutter på neste side.")
    assert over.kids == [Mark(0, 1), Mark(0, 2), Mark(1, 0)]
    pdf = opened(painter.finished(document, []))
    first, second = (page.obj.objgen for page in pdf.pages)
    element = elements(pdf)[2]
    assert element.Pg.objgen == first
    *here, there = element.K
    assert here == [1, 2]
    assert there.Type == "/MCR"
    assert there.Pg.objgen == second
    assert there.MCID == 0
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    assert [owner.objgen for owner in parents[0]][1:] == [element.objgen] * 2
    assert [owner.objgen for owner in parents[1]] == [element.objgen]


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every structure element, each before what it contains; each knows what it stands in."""
    found: list[pikepdf.Object] = []
    waiting = list(pdf.Root.StructTreeRoot.K)
    assert all(element.P.objgen == pdf.Root.StructTreeRoot.objgen for element in waiting)
    while waiting:
        element = waiting.pop(0)
        found.append(element)
        content = element.get("/K")
        kids = list(content) if isinstance(content, pikepdf.Array) else [content]
        below = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        assert all(kid.P.objgen == element.objgen for kid in below)
        waiting = below + waiting
    return found
