from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from report_builder.finish import BuildStamp, FinishLost, finish, pack
from report_builder.layout.result import Bookmark, LaidOut, PlacedLink
from report_builder.model.report import Author
from report_builder.model.tags import Element, LinkMark, Mark
from tests.finish.synthetic import large, make_report, sample
from tests.said import english
from tests.surroundings import locale_here
from tests.verify_support import assert_complies

REPORT = make_report()
STAMP = BuildStamp("report-builder", "1.2.3")


def finished(laid_out: LaidOut | None = None, packed: bool = True) -> bytes:
    return finish(laid_out or sample(), REPORT.publication, STAMP, pack=packed)


def opened(laid_out: LaidOut | None = None) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(finished(laid_out)))


@pytest.mark.parametrize("packed", [True, False])
def test_complies_with_both_standards(packed: bool) -> None:
    assert_complies(finished(packed=packed))


def test_complies_when_facts_are_few() -> None:
    report = make_report(
        series="",
        series_number="",
        issn="",
        keywords=(),
        version="",
        description="",
        authors=(Author("Kari"),),
        kind="",
    )
    pdf = finish(sample(), report.publication, STAMP)
    assert_complies(pdf)
    assert "/Keywords" not in PdfReader(BytesIO(pdf)).metadata  # type: ignore[operator]


def test_complies_with_trees_of_many_leaves() -> None:
    laid_out = large(12, 60)
    place = laid_out.anchors["h0"]
    many = {f"anker-{number:04}-æ": place for number in range(700)}
    pdf = finished(replace(laid_out, anchors={**laid_out.anchors, **many}))
    assert_complies(pdf)
    reread = pikepdf.open(BytesIO(pdf))
    assert len(pikepdf.NameTree(reread.Root.Names.Dests)) == 703
    assert "/Kids" in reread.Root.Names.Dests


def test_a_link_over_two_pages_complies() -> None:
    laid_out = sample()
    link = next(e for e in walk(laid_out.structure) if e.role == "Link")
    link.kids.append(LinkMark(len(laid_out.links)))
    again = replace(laid_out.links[0], page=2, rect=(10.0, 10.0, 50.0, 20.0))
    assert_complies(finished(replace(laid_out, links=(*laid_out.links, again))))


def walk(element: Element) -> list[Element]:
    return [element, *(e for kid in element.kids if isinstance(kid, Element) for e in walk(kid))]


def test_other_readers_see_the_same_file() -> None:
    pdf = finished()
    assert pikepdf.open(BytesIO(pdf)).check_pdf_syntax() == []
    reader = PdfReader(BytesIO(pdf), strict=True)
    assert len(reader.pages) == 3
    assert "Vi fant at ledergruppen" in reader.pages[1].extract_text()
    assert pdf.startswith(b"%PDF-1.7\n")


def test_packed_file_is_smaller_and_has_the_same_objects() -> None:
    plain, packed = finished(large(20, 30), packed=False), finished(large(20, 30))
    assert len(packed) < 0.5 * len(plain)
    one, two = pikepdf.open(BytesIO(plain)), pikepdf.open(BytesIO(packed))
    for number in range(1, len(one.objects) + 1):
        assert one.get_object(number, 0).unparse(resolved=True) == two.get_object(number, 0).unparse(
            resolved=True
        )


def test_information_in_both_places() -> None:
    reader = PdfReader(BytesIO(finished()))
    information: dict[str, object] = dict(reader.metadata or {})
    assert information == {
        "/Title": "Konstruktiv uro – toppledelse i staten",
        "/Author": "Kari Nordmann; Áile Sara",
        "/Subject": "Hva vi lærte <i staten> & andre steder.",
        "/Keywords": "ledelse; læring & uro",
        "/Creator": "report-builder 1.2.3",
        "/Producer": "report-builder 1.2.3",
        "/CreationDate": "D:20191204000000Z",
        "/ModDate": "D:20220510000000Z",
        "/Published": "2019-12-04",
        "/Updated": "2022-05-10",
        "/Series": "Difi-rapport",
        "/SeriesNumber": "2019:7",
        "/ISSN": "1890-6583",
        "/Version": "1.0",
        "/Publisher": "Direktoratet for forvaltning og ikt (Difi)",
        "/Genre": "Erfaringsrapport",
    }
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert xmp.dc_title == {"x-default": "Konstruktiv uro – toppledelse i staten"}
    assert xmp.dc_creator == ["Kari Nordmann; Áile Sara"]
    assert xmp.dc_language == ["nb"]
    assert xmp.dc_subject == ["ledelse", "læring & uro"]
    assert xmp.pdfaid_part == "2"
    assert xmp.pdfaid_conformance == "A"


def test_metadata_is_readable_without_a_decoder() -> None:
    pdf = finished()
    assert b"<dc:description><rdf:Alt>" in pdf
    assert b"<prism:issn>1890-6583</prism:issn>" in pdf


def test_catalog() -> None:
    pdf = opened()
    root = pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.Lang) == "nb"
    assert root.PageMode == "/UseOutlines"
    assert root.OutputIntents[0].S == "/GTS_PDFA1"
    assert root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
    assert not root.keys() - {
        *("/Type", "/Pages", "/MarkInfo", "/ViewerPreferences", "/Lang", "/PageMode", "/OutputIntents"),
        *("/Metadata", "/StructTreeRoot", "/Names", "/PageLabels", "/Outlines"),
    }


def test_pages_are_tied_to_the_parent_tree() -> None:
    pdf = opened()
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for index, page in enumerate(pdf.pages):
        assert page.StructParents == index
        assert page.Tabs == "/S"
        assert "/Trans" not in page
        assert len(parents[index]) == sample().marks[index]
    first = parents[0][0]
    assert first.S == "/Title"
    assert first.K == 0
    assert first.Pg.objgen == pdf.pages[0].obj.objgen


def test_external_link() -> None:
    pdf = opened()
    link = next(a for page in pdf.pages for a in page.get("/Annots", []) if a.A.S == "/URI")
    assert str(link.A.URI) == "https://www.difi.example/a?b=(c)&d=1"
    assert str(link.Contents) == "Gå til Difi"
    assert link.F == 4
    owner = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(link.StructParent)]
    assert owner.S == "/Link"
    assert [kid.Obj.objgen for kid in owner.K if isinstance(kid, pikepdf.Dictionary)] == [link.objgen]


def test_internal_link_leads_to_a_page_and_to_an_element() -> None:
    pdf = opened()
    link = pdf.pages[0].Annots[0]
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    place = names[str(link.A.D)]
    assert place[0].objgen == pdf.pages[1].obj.objgen
    assert place[1] == "/XYZ"
    assert link.A.SD[0].S == "/H1"


def test_addresses_are_written_in_ascii() -> None:
    laid_out = sample()
    links = [
        replace(link, uri="https://no.example/blåbær?q=å b") if link.uri else link for link in laid_out.links
    ]
    pdf = opened(replace(laid_out, links=tuple(links)))
    link = next(a for page in pdf.pages for a in page.get("/Annots", []) if a.A.S == "/URI")
    assert bytes(link.A.URI) == b"https://no.example/bl%C3%A5b%C3%A6r?q=%C3%A5%20b"


def test_outline_nests_and_is_folded_below_the_first_level() -> None:
    pdf = opened()
    root = pdf.Root.Outlines
    assert root.Count == 2
    assert str(root.First.Title) == "Omslag"
    assert str(root.Last.Title) == "1 Innledning"
    assert root.Last.Prev.objgen == root.First.objgen
    assert root.Last.Count == -1
    assert str(root.Last.First.Title) == "1.1 Funn på åtte språk (og mer)"
    assert root.Last.First.Parent.objgen == root.Last.objgen
    assert root.Last.SE.S == "/H1"


def test_outline_survives_levels_that_are_skipped() -> None:
    levels = [2, 3, 1, 3, 2, 1]
    marks = tuple(Bookmark(f"{number}", level, "funn") for number, level in enumerate(levels))
    outline = PdfReader(BytesIO(finished(replace(sample(), bookmarks=marks)))).outline
    assert str([titles(item) for item in outline]) == "['0', ['1'], '2', ['3', '4'], '5']"


def titles(item: object) -> object:
    return [titles(kid) for kid in item] if isinstance(item, list) else item.title  # type: ignore[attr-defined]


def test_no_outline_without_bookmarks() -> None:
    pdf = opened(replace(sample(), bookmarks=()))
    assert "/Outlines" not in pdf.Root
    assert "/PageMode" not in pdf.Root


def test_page_labels() -> None:
    assert PdfReader(BytesIO(finished())).page_labels == ["i", "1", "2"]


def test_ids_are_found_through_the_tree() -> None:
    pdf = opened()
    assert pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)["fn-1"].S == "/Note"


def test_the_same_bytes_wherever_it_is_made(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]\n"
        "from tests.finish.test_finish import finished\n"
        "print(hashlib.sha256(finished()).hexdigest())"
    )
    repository = Path(__file__).parents[2]
    found = set()
    for number, (zone, language) in enumerate(
        [("Pacific/Kiritimati", locale_here("C")), ("America/New_York", locale_here("nb_NO.UTF-8"))]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-c", code, str(repository), str(repository / "src")]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1


def test_identifier_follows_the_content() -> None:
    one, again = PdfReader(BytesIO(finished())), PdfReader(BytesIO(finished()))
    other = PdfReader(BytesIO(finish(sample(), make_report(title="Noe annet").publication, STAMP)))
    assert one.trailer["/ID"] == again.trailer["/ID"]
    assert one.trailer["/ID"] != other.trailer["/ID"]
    assert len(one.trailer["/ID"][0]) == 16  # type: ignore[index]


def own_a_mark_twice(laid_out: LaidOut) -> LaidOut:
    laid_out.structure.kids.append(Mark(1, 3))
    return laid_out


def own_a_mark_of_the_last_page_twice(laid_out: LaidOut) -> LaidOut:
    laid_out.structure.kids.append(Mark(2, 3))
    return laid_out


def own_an_unpainted_mark(laid_out: LaidOut) -> LaidOut:
    laid_out.structure.kids.append(Mark(1, laid_out.marks[1]))
    return laid_out


def own_a_mark_on_no_page(laid_out: LaidOut) -> LaidOut:
    laid_out.structure.kids.append(Mark(3, 0))
    return laid_out


def own_a_mark_before_the_first(laid_out: LaidOut) -> LaidOut:
    laid_out.structure.kids.append(Mark(2, -1))
    return laid_out


def own_a_mark_before_the_first_page(laid_out: LaidOut) -> LaidOut:
    laid_out.structure.kids.append(Mark(-1, 0))
    return laid_out


def leave_a_mark(laid_out: LaidOut) -> LaidOut:
    first, second, third = laid_out.marks
    return replace(laid_out, marks=(first, second + 1, third))


def leave_a_mark_of_the_last_page(laid_out: LaidOut) -> LaidOut:
    return replace(laid_out, marks=(*laid_out.marks[:2], laid_out.marks[2] + 1))


def own_a_link_twice(laid_out: LaidOut) -> LaidOut:
    laid_out.structure.kids.append(LinkMark(0))
    return laid_out


def own_an_unplaced_link(laid_out: LaidOut) -> LaidOut:
    laid_out.structure.kids.append(LinkMark(len(laid_out.links)))
    return laid_out


def own_a_link_before_the_first(laid_out: LaidOut) -> LaidOut:
    laid_out.structure.kids.append(LinkMark(-1))
    return laid_out


def leave_a_link(laid_out: LaidOut) -> LaidOut:
    lonely = PlacedLink(0, (0.0, 0.0, 9.0, 9.0), None, "https://a.example", "a")
    return replace(laid_out, links=(*laid_out.links, lonely))


def forget_an_anchor(laid_out: LaidOut) -> LaidOut:
    return replace(laid_out, anchors={name: at for name, at in laid_out.anchors.items() if name != "fn-1"})


def lead_nowhere_from_the_last_page(laid_out: LaidOut) -> LaidOut:
    *others, last = laid_out.links
    return replace(laid_out, links=(*others, replace(last, page=2, target="borte")))


def forget_a_target(laid_out: LaidOut) -> LaidOut:
    return replace(laid_out, anchors={name: at for name, at in laid_out.anchors.items() if name != "funn"})


def hang_an_element_twice(laid_out: LaidOut) -> LaidOut:
    kid = next(kid for kid in laid_out.structure.kids if isinstance(kid, Element))
    laid_out.structure.kids.append(kid)
    return laid_out


def miss_a_page(laid_out: LaidOut) -> LaidOut:
    return replace(laid_out, page_count=4)


def paint_a_page_more(laid_out: LaidOut) -> LaidOut:
    return replace(laid_out, page_count=2)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (own_a_mark_twice, "mark 3 on page 2 belongs to two elements"),
        (own_a_mark_of_the_last_page_twice, "mark 3 on page 3 belongs to two elements"),
        (own_an_unpainted_mark, "mark 25 on page 2 is a tag's but was never painted"),
        (own_a_mark_on_no_page, "mark 0 on page 4 is a tag's but was never painted"),
        (own_a_mark_before_the_first, "mark -1 on page 3 is a tag's but was never painted"),
        (own_a_mark_before_the_first_page, "mark 0 on page 0 is a tag's but was never painted"),
        (leave_a_mark, "mark 25 on page 2 belongs to no element"),
        (leave_a_mark_of_the_last_page, "mark 7 on page 3 belongs to no element"),
        (own_a_link_twice, "link 0 belongs to two elements"),
        (own_an_unplaced_link, "link 4 is in the tag tree but was never placed"),
        (own_a_link_before_the_first, "link -1 is in the tag tree but was never placed"),
        (leave_a_link, "link 4 belongs to no element"),
        (forget_an_anchor, "a link on page 2 leads to 'fn-1', which has no place"),
        (lead_nowhere_from_the_last_page, "a link on page 3 leads to 'borte', which has no place"),
        (
            forget_a_target,
            "the bookmark '1.1 Funn på åtte språk (og mer)' leads to 'funn', which has no place",
        ),
        (hang_an_element_twice, "an element is in two places in the tag tree"),
        (miss_a_page, "4 pages were laid out, and 3 painted"),
        (paint_a_page_more, "2 pages were laid out, and 3 painted"),
    ],
)
def test_nothing_is_lost_in_silence(spoil: Callable[[LaidOut], LaidOut], says: str) -> None:
    with pytest.raises(FinishLost) as caught:
        finished(spoil(sample()))
    assert english(caught.value.said) == says


def test_a_loss_while_packing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pack._object_stream

    def lossy(out: BytesIO, rows: list[tuple[int, int, int]], part: list[tuple[int, bytes]]) -> None:
        whole(out, rows, [(own, syntax.replace(b"/Alt", b"/Xlt")) for own, syntax in part])

    monkeypatch.setattr(pack, "_object_stream", lossy)
    with pytest.raises(FinishLost) as caught:
        finished()
    assert re.match(r"1 of \d+ objects cannot be read back", english(caught.value.said))


def test_a_wrong_table_of_places_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pack,
        "_differences",
        lambda table: b"".join(b"\2" + table[i : i + 7] for i in range(0, len(table), 7)),
    )
    with pytest.raises((FinishLost, ValueError)):
        finished()


def test_packing_loads_no_second_library() -> None:
    code = "import sys, report_builder.finish; sys.exit('pikepdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
