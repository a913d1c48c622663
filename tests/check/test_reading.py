from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from report_builder.check.content import operations, scan, string_bytes
from report_builder.check.document import Encrypted, Unreadable
from report_builder.check.fonts import Decoder
from report_builder.check.reading import Annotation, Node, Passage, read_structure, text
from report_builder.finish import BuildStamp, finish
from report_builder.model.tags import Element
from tests.finish.synthetic import Painter, large, make_report, sample
from tests.tag_dump import dump_tags

GOLDEN = Path(__file__).parent / "golden" / "sample.yaml"


def finished() -> bytes:
    return finish(sample(), make_report().publication, BuildStamp())


def find(node: Node, role: str) -> Node:
    found = first(node, role)
    assert found is not None, role
    return found


def first(node: Node, role: str) -> Node | None:
    return next((found for found in node.walk() if found.role == role), None)


def test_dump_is_as_reviewed() -> None:
    """To renew it after a change that was looked at: write ``dump_tags(finished())`` to the file."""
    assert dump_tags(finished()) == GOLDEN.read_text("utf-8")


def test_dump_is_yaml() -> None:
    tree = yaml.safe_load(dump_tags(finished()))
    assert list(tree[0]) == ["Document"]
    assert tree[0]["Document"][0]["Sect"][1] == {"Title": "Konstruktiv uro – toppledelse i staten"}


def test_dump_is_the_same_packed_and_plain() -> None:
    assert dump_tags(finished()) == dump_tags(
        finish(sample(), make_report().publication, BuildStamp(), pack=False)
    )


def test_dump_shows_what_cannot_be_seen() -> None:
    painter = Painter()
    document = Element("Document")
    painter.text(document.add(Element("P", title="73\u00a0%")), "«sa» \\ de")
    pdf = finish(painter.finished(document, []), make_report().publication, BuildStamp())
    assert dump_tags(pdf) == '- Document:\n  - P:\n    - title: "73\\u00a0%"\n    - "«sa» \\\\ de"\n'


def test_text_joins_the_halves_of_words_and_keeps_kids_in_order() -> None:
    lines = text(finished()).split("\n")
    assert lines[3] == (
        "Vi fant at ledergruppen har blitt et mer strategisk organ, særlig i staten, as they say, "
        "og mer står hos Difi1."
    )
    assert lines[-1] == "a < b"
    assert "Konstruktiv uro" not in lines, "a running head is no content"


def test_what_an_element_says_of_itself() -> None:
    (document,) = read_structure(finished())
    figure = find(document, "Figure")
    assert figure.alt == "Stolpediagram. To stolper (73 % og 12 %)"
    assert figure.attributes == {"BBox": [60, 500, 160, 600], "Placement": "Block"}
    assert find(document, "Note").id == "fn-1"
    assert find(document, "H2").language == "nn"
    assert find(document, "Aside").title == "Faktaboks"
    assert find(document, "Aside").standard == "Div"
    assert find(document, "TD").attributes == {"Headers": ["t1-c1", "t1-r0"]}
    link = find(document, "Link")
    assert link.kids == [
        Passage("1 Innledning", 0, 1),
        Annotation("Gå til 1 Innledning", "innledning"),
    ]


def test_a_paragraph_over_two_pages_is_one() -> None:
    painter = Painter()
    document = Element("Document")
    paragraph = document.add(Element("P"))
    painter.text(paragraph, "Før og ")
    painter.next_page()
    painter.text(paragraph, "etter.")
    pdf = finish(painter.finished(document, []), make_report().publication, BuildStamp())
    assert text(pdf) == "Før og etter."
    (read,) = read_structure(pdf)
    assert [(passage.page, passage.text) for passage in read.passages] == [(0, "Før og "), (1, "etter.")]


def test_actual_text_stands_for_what_is_painted() -> None:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(finished())) as pdf:
        elements = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        next(item for item in elements if item.get("/S") == "/Code").ActualText = pikepdf.String("mindre enn")
        pdf.save(buffer)
    assert text(buffer.getvalue()).endswith("mindre enn")


def test_a_tag_tree_that_bites_its_tail() -> None:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(finished())) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        document.K.append(document)
        pdf.save(buffer)
    with pytest.raises(Unreadable, match="element-twice"):
        read_structure(buffer.getvalue())


def test_a_tag_tree_that_has_no_bottom() -> None:
    laid_out = large(1, 5)
    inner = laid_out.structure
    for _ in range(250):
        inner = inner.add(Element("Div"))
    pdf = finish(laid_out, make_report().publication, BuildStamp())
    with pytest.raises(Unreadable, match="tags-deep"):
        read_structure(pdf)


def test_a_locked_file() -> None:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(finished())) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Encrypted):
        text(buffer.getvalue())


@given(st.binary())
def test_literal_strings_are_read_as_qpdf_reads_them(data: bytes) -> None:
    written = pikepdf.String(data).unparse()
    operation = next(operations(written + b" Tj"))
    assert string_bytes(operation.operands[0]) == data


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (rb"(a(b(c)d)e)", b"a(b(c)d)e"),
        (rb"(a\)b\(c)", b"a)b(c"),
        (rb"(\101\1012\0)", b"AA2\0"),
        (b"(a\\\nb)", b"ab"),
        (b"(a\r\nb)", b"a\nb"),
        (b"<41 4>", b"A@"),
        (rb"(% no comment)", b"% no comment"),
        (rb"(EMC Tj)", b"EMC Tj"),
    ],
)
def test_strings(written: bytes, read: bytes) -> None:
    (operation,) = operations(written + b" Tj")
    assert operation.operator == b"Tj"
    assert [string_bytes(operand) for operand in operation.operands] == [read]


def test_operators_inside_strings_comments_and_images_are_none() -> None:
    content = (
        b"/P <</MCID 0>> BDC (EMC \\) BDC (x) f) Tj % EMC f\n"
        b"BI /W 1 /H 1 ID EMC f ( \x00\xff EI\n[(EMC)-5(f)] TJ <454D43> Tj EMC"
    )
    marks = scan(content, {})
    assert (marks.mcids, marks.untagged, marks.faults) == ([0], [], [])
    assert [op.operator for op in operations(content)] == [b"BDC", b"Tj", b"BI", b"TJ", b"Tj", b"EMC"]


def test_property_lists_by_name_and_with_strings() -> None:
    content = b"/P /MC0 BDC 0 0 1 1 re f EMC /Span <</Lang (en\\)) /MCID 4>> BDC (a) Tj EMC"
    marks = scan(content, {"MC0": b"/MCID 3"})
    assert marks.tags == {3: "P", 4: "Span"}
    assert (marks.untagged, marks.faults) == ([], [])


def test_marked_content_without_a_number_covers_nothing() -> None:
    assert scan(b"/Span BMC 0 0 1 1 re f EMC", {}).untagged == ["f"]
    assert scan(b"/P <</MCID 0>> BDC /Span BMC 0 0 1 1 re f EMC EMC", {}).untagged == []


@given(st.binary())
def test_scanning_ends_whatever_it_reads(data: bytes) -> None:
    scan(data, {})
    list(operations(data))


CMAP = b"""1 begincodespacerange <00> <FF> endcodespacerange
2 beginbfchar <01> <0041> <02> <00660069> endbfchar
2 beginbfrange <10> <12> <0061> <20> <21> [<00E5> <D835DC00>] endbfrange"""


def test_to_unicode() -> None:
    decoder = Decoder(CMAP)
    assert decoder.decode(b"\x01\x02\x10\x12\x20\x21\x7f") == "Afiacå\U0001d400\ufffd"


def test_to_unicode_of_two_bytes() -> None:
    decoder = Decoder(
        b"begincodespacerange <0000> <FFFF> endcodespacerange beginbfrange <0003> <0004> <0041> endbfrange"
    )
    assert decoder.decode(b"\x00\x03\x00\x04\x00\x09\x00") == "AB\ufffd\ufffd"
