"""Each rule sees exactly what is wrong in a file that was good before."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from report_builder.check import Expectations, check_pdf
from report_builder.check.checking import RULES
from report_builder.codes import CODES
from report_builder.finish import BuildStamp, finish
from tests.finish.synthetic import make_report, sample
from tests.said import english


@cache
def good() -> bytes:
    return finish(sample(), make_report().publication, BuildStamp())


def spoilt(change: Callable[[Pdf], None]) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(good())) as pdf:
        change(pdf)
        pdf.save(buffer, fix_metadata_version=False)
    return buffer.getvalue()


def elements(pdf: Pdf, role: str) -> list[Dictionary]:
    found = (item for item in pdf.objects if isinstance(item, Dictionary))
    return [item for item in found if item.get("/Type") == "/StructElem" and f"/{role}" == item.S]


def one(pdf: Pdf, role: str) -> Dictionary:
    return elements(pdf, role)[0]


def xmp(pdf: Pdf, old: bytes, new: bytes) -> None:
    stream = pdf.Root.Metadata
    data = stream.read_bytes()
    assert data.count(old) == 1
    stream.write(data.replace(old, new))


def paint(pdf: Pdf, page: int, old: bytes, new: bytes) -> None:
    contents = pdf.pages[page].Contents
    data = contents.read_bytes()
    assert old in data
    contents.write(data.replace(old, new, 1))


def parents(pdf: Pdf, key: int) -> pikepdf.Object:
    return pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[key]


def unlink_entry(pdf: Pdf) -> None:
    """Take the annotation from the first entry of the contents; its words stay."""
    del pdf.pages[0].Annots
    for element in below(one(pdf, "TOCI")):
        if element.get("/S") == Name.Link:
            element.S = Name.Span
        element.K = Array(kid for kid in kids(element) if not is_object_reference(kid))


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    return list(element.K) if isinstance(element.K, Array) else [element.K]


def below(element: pikepdf.Object) -> list[pikepdf.Object]:
    inside = [kid for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid]
    return [element, *(part for kid in inside for part in below(kid))]


def is_object_reference(kid: object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"


def note_elsewhere(pdf: Pdf) -> None:
    """Move a note to the beginning of what it stands in."""
    note = one(pdf, "Note")
    note.P.K = Array([note, *(kid for kid in kids(note.P) if kid != note)])


def text_that_is_silent(pdf: Pdf) -> None:
    """Mark words between others as artifact; the element that had them stands empty."""
    silence(pdf, b"/Artifact BMC")


def text_that_is_silent_layout(pdf: Pdf) -> None:
    silence(pdf, b"/Artifact <</Type /Layout>> BDC")


def silence(pdf: Pdf, begin: bytes) -> None:
    element = elements(pdf, "TD")[0]
    [mcid] = kids(element)
    data = element.Pg.Contents.read_bytes()
    data, count = re.subn(rb"/\S+ <</MCID %d>> BDC" % mcid, begin, data)
    assert count == 1
    element.Pg.Contents.write(data)
    element.K = Array()


def drop(path: str) -> Callable[[Pdf], None]:
    """Delete a key below the catalog, as in ``MarkInfo/Marked``."""

    def change(pdf: Pdf) -> None:
        *way, last = path.split("/")
        item: pikepdf.Object = pdf.Root
        for step in way:
            item = item[f"/{step}"]
        del item[f"/{last}"]

    return change


def put(role: str, key: str, value: object) -> Callable[[Pdf], None]:
    """Set an entry of the first element with this role; None deletes it."""

    def change(pdf: Pdf) -> None:
        if value is None:
            del one(pdf, role)[key]
        else:
            one(pdf, role)[key] = value

    return change


def link(key: str, value: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        annotation = pdf.pages[0].Annots[0]
        if value is None:
            del annotation[key]
        else:
            annotation[key] = value

    return change


def untitle(pdf: Pdf) -> None:
    title = "Konstruktiv uro – toppledelse i staten".encode()
    xmp(pdf, b'<rdf:li xml:lang="x-default">' + title + b"</rdf:li>", b"")
    del pdf.docinfo["/Title"]


def lie_about_the_author(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = "Ola Nordmann"


def lie_about_the_date(pdf: Pdf) -> None:
    pdf.docinfo["/CreationDate"] = "D:20191204010000Z"


def forget_the_series(pdf: Pdf) -> None:
    del pdf.docinfo["/Series"]


def take_the_font_out(pdf: Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    del font.FontDescriptor.FontFile2


def hide_a_font_in_a_form(pdf: Pdf) -> None:
    helvetica = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=Stream(pdf, b"")
    )
    helvetica.ToUnicode = pdf.make_indirect(helvetica.ToUnicode)
    form = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
    form.Resources = Dictionary(Font=Dictionary(F9=helvetica))
    pdf.pages[0].Resources.XObject = Dictionary(X=pdf.make_indirect(form))


def blind_the_font(pdf: Pdf) -> None:
    del next(iter(pdf.pages[0].Resources.Font.values())).ToUnicode


def circle_of_roles(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap.Lead = Name("/Lead")


def second_document(pdf: Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    root.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root)))


def fourth_heading(pdf: Pdf) -> None:
    one(pdf, "H2").S = Name.H4


def unscope(pdf: Pdf) -> None:
    del one(pdf, "TH").A.Scope


def scope_without_sense(pdf: Pdf) -> None:
    one(pdf, "TH").A.Scope = Name.Sideways


def scope_of_another_owner(pdf: Pdf) -> None:
    one(pdf, "TH").A.O = Name.Layout


def header_that_is_not_there(pdf: Pdf) -> None:
    one(pdf, "TD").A.Headers = Array([String("t9")])


def wide_cell(pdf: Pdf) -> None:
    one(pdf, "TD").A.ColSpan = 2


def tall_cell(pdf: Pdf) -> None:
    elements(pdf, "TH")[2].A.RowSpan = 2


def unbox(pdf: Pdf) -> None:
    del one(pdf, "Figure").A.BBox


def word_in_a_form(pdf: Pdf) -> None:
    """The figure paints a form, and that one another, in which a word stands."""
    page = next(page for page in pdf.pages if b"/Figure" in page.Contents.read_bytes())
    text = re.search(rb"/F\S* [\d.]+ Tf", page.Contents.read_bytes())
    assert text is not None
    fonts = Dictionary(Font=page.Resources.Font)

    def form(content: bytes, resources: Dictionary) -> pikepdf.Object:
        made = Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        made.Resources = resources
        return pdf.make_indirect(made)

    inner = form(b"BT " + text[0] + b" (ttt) Tj ET", fonts)
    page.Resources.XObject = Dictionary(X=form(b"/Y Do /Y Do", Dictionary(XObject=Dictionary(Y=inner))))
    data = page.Contents.read_bytes()
    page.Contents.write(re.sub(rb"(/Figure <</MCID \d+>> BDC)", rb"\1 /X Do", data))


def unnumber(pdf: Pdf) -> None:
    del one(pdf, "L").A


def same_id_twice(pdf: Pdf) -> None:
    one(pdf, "Aside").ID = String("fn-1")


def loose_text(pdf: Pdf) -> None:
    paint(pdf, 2, b"/H2 <</MCID 0>> BDC", b"/H2 BMC")
    one(pdf, "H2").K = Array()
    # The rest of the page keeps its numbers, and its parents.


def loose_drawing(pdf: Pdf) -> None:
    paint(pdf, 0, b"/Artifact", b"0 0 5 5 re f /Artifact")


def loose_form(pdf: Pdf) -> None:
    paint(pdf, 0, b"/Artifact", b"/X Do /Artifact")


def mark_in_an_artifact(pdf: Pdf) -> None:
    paint(pdf, 0, b"/Title <</MCID 0>> BDC", b"/Artifact BMC /Title <</MCID 0>> BDC EMC")


def artifact_in_a_mark(pdf: Pdf) -> None:
    paint(pdf, 0, b"/Title <</MCID 0>> BDC", b"/Title <</MCID 0>> BDC /Artifact BMC EMC")


def mark_left_open(pdf: Pdf) -> None:
    paint(pdf, 0, b"/Artifact", b"/Span BMC /Artifact")


def mark_closed_twice(pdf: Pdf) -> None:
    paint(pdf, 0, b"/Artifact", b"EMC /Artifact")


def same_mark_twice(pdf: Pdf) -> None:
    paint(pdf, 0, b"/Artifact <</Type /Pagination>> BDC", b"/Artifact <</MCID 0>> BDC")


def wrong_parent(pdf: Pdf) -> None:
    entry = parents(pdf, 1)
    entry[0], entry[1] = entry[1], entry[0]


def short_parents(pdf: Pdf) -> None:
    del parents(pdf, 1)[-1]


def page_without_parents(pdf: Pdf) -> None:
    del pdf.pages[1].StructParents


def page_without_order(pdf: Pdf) -> None:
    del pdf.pages[1].Tabs


def mark_that_is_not_painted(pdf: Pdf) -> None:
    one(pdf, "Title").K = Array([0, 77])


def links_cross(pdf: Pdf) -> None:
    first, second = pdf.pages[1].Annots[0], pdf.pages[1].Annots[1]
    first.StructParent, second.StructParent = second.StructParent, first.StructParent


def link_to_no_name(pdf: Pdf) -> None:
    pdf.pages[0].Annots[0].A.D = String("ingensteds")


def link_to_no_page(pdf: Pdf) -> None:
    pdf.pages[0].Annots[0].A.D = Array([pdf.Root, Name.Fit])


def widow_link(pdf: Pdf) -> None:
    del pdf.pages[0].Annots


def bookmark_without_title(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String(" ")


def bookmark_to_nowhere(pdf: Pdf) -> None:
    pdf.Root.Outlines.Last.First.Dest = String("ingensteds")


def forget_the_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


def field_in(role: str, **entries: pikepdf.Object) -> Callable[[Pdf], None]:
    """Make a form field of the first link, in an element of ``role``."""

    def change(pdf: Pdf) -> None:
        owner = elements(pdf, "Link")[0]
        owner.S = Name(f"/{role}")
        kids = owner.K if isinstance(owner.K, Array) else [owner.K]
        annotation = next(kid.Obj for kid in kids if isinstance(kid, Dictionary) and "/Obj" in kid)
        annotation.Subtype = Name.Widget
        pdf.Root.AcroForm = Dictionary(Fields=Array([annotation]))
        for key in ("/A", "/Contents"):
            del annotation[key]
        for key, value in entries.items():
            annotation[f"/{key}"] = value

    return change


SPOILT: list[tuple[str, Callable[[Pdf], None], str]] = [
    ("RB-PDF-TITLE", drop("ViewerPreferences"), "file name"),
    ("RB-PDF-TITLE", untitle, "no title"),
    ("RB-PDF-LANG", drop("Lang"), "no language"),
    ("RB-PDF-LANG", put("Span", "/Lang", String("norsk bokmål")), "'norsk bokmål'"),
    ("RB-PDF-MARKED", drop("MarkInfo"), "does not say"),
    ("RB-PDF-MARKED", lambda pdf: pdf.Root.MarkInfo.__setattr__("Suspects", True), "suspect"),
    ("RB-PDF-IDENTIFICATION", lambda pdf: xmp(pdf, b"conformance>A<", b"conformance>B<"), "PDF/A-2a"),
    ("RB-PDF-IDENTIFICATION", lambda pdf: xmp(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b""), "PDF/UA-1"),
    (
        "RB-PDF-IDENTIFICATION",
        lambda pdf: xmp(pdf, b"URI>http://www.aiim.org/pdfua", b"URI>http://x"),
        "declared",
    ),
    ("RB-PDF-METADATA", lie_about_the_author, "Author is 'Ola"),
    ("RB-PDF-METADATA", lie_about_the_date, "CreationDate"),
    ("RB-PDF-METADATA", forget_the_series, "Series is nothing"),
    ("RB-PDF-OUTPUT-INTENT", drop("OutputIntents"), "0 output intents"),
    ("RB-PDF-OUTPUT-INTENT", forget_the_profile, "no colour profile"),
    ("RB-PDF-FONT", take_the_font_out, "not in the file"),
    ("RB-PDF-FONT", hide_a_font_in_a_form, "Helvetica is not"),
    ("RB-PDF-FONT", blind_the_font, "Unicode"),
    ("RB-PDF-ROLE", put("Aside", "/S", Name.Sidebar), "'Sidebar'"),
    ("RB-PDF-ROLE", circle_of_roles, "'Lead'"),
    ("RB-PDF-ROLE", second_document, "one Document"),
    ("RB-PDF-HEADINGS", fourth_heading, "follows H1"),
    ("RB-PDF-HEADINGS", put("H1", "/S", Name.H2), "follows no heading"),
    ("RB-PDF-FIGURE-ALT", put("Figure", "/Alt", None), "alternative"),
    ("RB-PDF-FIGURE-ALT", put("Figure", "/Alt", String("  ")), "alternative"),
    ("RB-PDF-ALT-ON-TEXT", put("Span", "/Alt", String("They")), "can be read itself"),
    ("RB-PDF-UNHEARD", word_in_a_form, "one word that is neither in its alternative text"),
    ("RB-PDF-FIGURE-BOX", unbox, "bounding box"),
    ("RB-PDF-TABLE", put("THead", "/S", Name.Div), "is outside"),
    ("RB-PDF-TABLE", wide_cell, "rows of 2 to 3 cells"),
    ("RB-PDF-TABLE", tall_cell, "rows of 2 to 3 cells"),
    ("RB-PDF-TABLE-SCOPE", unscope, "row or a column"),
    ("RB-PDF-TABLE-SCOPE", scope_without_sense, "row or a column"),
    ("RB-PDF-TABLE-SCOPE", scope_of_another_owner, "row or a column"),
    ("RB-PDF-TABLE-SCOPE", header_that_is_not_there, "'t9'"),
    ("RB-PDF-LIST", put("LI", "/S", Name.Div), "is outside LI"),
    ("RB-PDF-LIST", unnumber, "of what kind"),
    ("RB-PDF-TOC", put("TOC", "/S", Name.Div), "is outside TOC"),
    ("RB-PDF-TOC", unlink_entry, "leads nowhere"),
    ("RB-PDF-NOTE-PLACE", note_elsewhere, "beside the text"),
    ("RB-PDF-ARTIFACT", text_that_is_silent, "as artifact"),
    ("RB-PDF-ARTIFACT", text_that_is_silent_layout, "as artifact"),
    ("RB-PDF-ALT-ON-TEXT", put("P", "/Alt", String("Noe annet")), "can be read itself"),
    ("RB-PDF-NOTE-ID", put("Note", "/ID", None), "no ID"),
    ("RB-PDF-NOTE-ID", same_id_twice, "appears 2 times"),
    ("RB-PDF-UNTAGGED", loose_text, "Tj"),
    ("RB-PDF-UNTAGGED", loose_drawing, "(f)"),
    ("RB-PDF-UNTAGGED", loose_form, "(Do)"),
    ("RB-PDF-UNTAGGED", mark_in_an_artifact, "inside an artifact"),
    ("RB-PDF-UNTAGGED", artifact_in_a_mark, "inside tagged content"),
    ("RB-PDF-UNTAGGED", mark_left_open, "not closed"),
    ("RB-PDF-UNTAGGED", mark_closed_twice, "never opened"),
    ("RB-PDF-UNTAGGED", same_mark_twice, "appears twice"),
    ("RB-PDF-PARENT-TREE", wrong_parent, "to the wrong place at mark 0 on page 2"),
    ("RB-PDF-PARENT-TREE", short_parents, "leads to the wrong place"),
    ("RB-PDF-PARENT-TREE", page_without_parents, "leads to the wrong place"),
    ("RB-PDF-PARENT-TREE", page_without_order, "order"),
    ("RB-PDF-PARENT-TREE", mark_that_is_not_painted, "mark 77 on page 1"),
    ("RB-PDF-LINK", link("/Contents", None), "not described"),
    ("RB-PDF-LINK", link("/F", 0), "not printed"),
    ("RB-PDF-LINK", link("/StructParent", None), "parent tree"),
    ("RB-PDF-LINK", links_cross, "parent tree"),
    ("RB-PDF-LINK", link("/A", Dictionary(S=Name.URI, URI=String(""))), "nowhere"),
    ("RB-PDF-LINK", link_to_no_name, "nowhere"),
    ("RB-PDF-LINK", link_to_no_page, "nowhere"),
    ("RB-PDF-LINK", put("Link", "/K", 1), "no annotation"),
    ("RB-PDF-LINK", field_in("P", TU=String("Name")), "instead of a 'Form'"),
    ("RB-PDF-LINK", field_in("Form"), "without a name"),
    ("RB-PDF-OUTLINE", drop("Outlines"), "no bookmarks"),
    ("RB-PDF-OUTLINE", bookmark_without_title, "no title"),
    ("RB-PDF-OUTLINE", bookmark_to_nowhere, "leads nowhere"),
]


@pytest.mark.parametrize(
    ("code", "change", "says"), SPOILT, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_a_spoilt_file_gets_exactly_its_code(code: str, change: Callable[[Pdf], None], says: str) -> None:
    report = check_pdf(spoilt(change))
    assert {found.code for found in report.findings} == {code}, report.findings
    assert any(says in english(found.message) for found in report.findings), report.findings
    assert not report.passed
    assert report.not_run == ()


def test_good_file_passes() -> None:
    assert check_pdf(good(), EXPECTED).passed
    assert check_pdf(spoilt(lambda _pdf: None)).findings == ()


def test_every_code_has_a_spoilt_file() -> None:
    elsewhere = {
        "RB-PDF-UNREADABLE",
        "RB-PDF-ENCRYPTED",
        "RB-PDF-NO-CLAIM",
        "RB-PDF-VERAPDF",
        "RB-PDF-COUNT",
        "RB-PDF-CONTRAST",
    }
    assert {code for code, _, _ in SPOILT} == {
        code for code in CODES if code.startswith("RB-PDF-")
    } - elsewhere


EXPECTED = Expectations(
    pages=3, marks=(2, 25, 7), elements=57, links=4, fields=0, bookmarks=3, destinations=5
)


@pytest.mark.parametrize("name", ["pages", "elements", "links", "fields", "bookmarks", "destinations"])
def test_a_loss_is_counted(name: str) -> None:
    count = getattr(EXPECTED, name)
    report = check_pdf(good(), replace(EXPECTED, **{name: count + 1}))
    assert [(found.code, english(found.message)) for found in report.findings] == [
        ("RB-PDF-COUNT", f"{count + 1} {name} were made, and {count} are in the file")
    ]


def test_a_lost_mark_is_counted_on_its_page() -> None:
    report = check_pdf(good(), replace(EXPECTED, marks=(2, 26, 7)))
    assert [english(found.message) for found in report.findings] == [
        "35 marks were made, and 34 are in the file",
        "page 2 has 25 marks instead of 26",
    ]


def test_many_findings_of_one_kind_are_counted() -> None:
    def change(pdf: Pdf) -> None:
        for cell in elements(pdf, "TH"):
            del cell.A.Scope
            cell.S = Name.TH
        for row in elements(pdf, "TD"):
            row.S = Name.TH

    report = check_pdf(spoilt(change))
    assert [english(found.message) for found in report.findings][-1] == "1 more of this kind"
    assert len(report.findings) == 6


def test_encrypted_files() -> None:
    for owner, user in (("a", "b"), ("a", "")):
        buffer = BytesIO()
        with pikepdf.open(BytesIO(good())) as pdf:
            pdf.save(buffer, encryption=pikepdf.Encryption(owner=owner, user=user))
        report = check_pdf(buffer.getvalue())
        assert [found.code for found in report.findings] == ["RB-PDF-ENCRYPTED"]
        assert set(report.not_run) == set(RULES)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"hello", b"%PDF-1.7\n" + bytes(1000)])
def test_no_pdf_at_all(data: bytes) -> None:
    report = check_pdf(data)
    assert [found.code for found in report.findings] == ["RB-PDF-UNREADABLE"]
    assert not report.passed


@pytest.mark.parametrize("named", ["field", "group", "element"])
def test_a_named_form_field_passes(named: str) -> None:
    def change(pdf: Pdf) -> None:
        field_in("Form")(pdf)
        (owner,) = elements(pdf, "Form")
        kids = owner.K if isinstance(owner.K, Array) else [owner.K]
        annotation = next(kid.Obj for kid in kids if isinstance(kid, Dictionary) and "/Obj" in kid)
        if named == "field":
            annotation.TU = String("Name")
        elif named == "group":
            annotation.Parent = pdf.make_indirect(Dictionary(TU=String("Name")))
        else:
            owner.Alt = String("Name")

    assert not [found for found in check_pdf(spoilt(change)).findings if found.code == "RB-PDF-LINK"]
