"""The reader of plain files against qpdf, and what it leaves to qpdf."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pikepdf
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.check import check_pdf
from report_builder.check.document import Document, string
from report_builder.check.qpdf import QpdfFile
from report_builder.check.strict_reader import PlainFile
from report_builder.check.syntax import NotPlain, doc_encoded, parse, parse_any
from report_builder.finish import BuildStamp, finish
from tests.finish.synthetic import large, make_report, sample


@cache
def finished(packed: bool = True) -> bytes:
    return finish(sample(), make_report().publication, BuildStamp("report-builder", "1.2.3"), pack=packed)


def by_qpdf(syntax: bytes) -> object:
    found: object = pikepdf.Object.parse(syntax)
    return json.loads(found.to_json(True)) if isinstance(found, pikepdf.Object) else found


def assert_same(pdf: bytes) -> None:
    ours, theirs = PlainFile(pdf), QpdfFile(pdf)
    assert ours.trailer == theirs.trailer
    assert ours.page_numbers() == theirs.page_numbers()
    count = theirs.trailer["/Size"]
    assert count > 50
    for number in range(count + 2):
        assert ours.get(number) == theirs.get(number)
    for number in range(count - 1):  # the last one is the table of places
        assert ours.data(number) == theirs.data(number)


def test_all_values_are_those_that_qpdf_reads() -> None:
    assert_same(finished())
    assert_same(finish(large(12, 60), make_report().publication, BuildStamp()))


_DOC_LETTERS = "".join(doc_encoded(bytes([code])) for code in range(0x20, 0xFF)).replace("\ufffd", "")


@given(st.text(_DOC_LETTERS, min_size=1, max_size=12))
@example("Å")
@example("Vårt")
@example("Æ – Ø")
def test_texts_of_few_letters_are_texts(text: str) -> None:
    """Both readers take text for bytes where much of it is not ASCII."""
    code = {doc_encoded(bytes([code])): code for code in range(256)}
    data = bytes(code[letter] for letter in text)
    assume(data.isascii() or not _is_utf_8(data))
    syntax = b"<" + data.hex().encode() + b">"
    assert string(by_qpdf(syntax)) == text
    with suppress(NotPlain):  # qpdf reads what begins as another encoding does
        assert string(parse(syntax.decode())) == text


def _is_utf_8(data: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        return bool(data.decode("utf-8"))
    return False


@pytest.mark.parametrize("pack", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("title", ["Å", "Vårt", "Æ – Ø", "Áŋŋel", "年報", "Mål"])
def test_a_short_title_is_the_same_in_info_and_xmp(title: str, pack: bool) -> None:
    facts = replace(make_report().publication, title=title, publisher=title)
    pdf = finish(sample(), facts, BuildStamp("report-builder", "1.2.3"), pack=pack)
    assert "RB-PDF-METADATA" not in [item.code for item in check_pdf(pdf).findings]


@pytest.mark.parametrize(
    "syntax",
    [
        b"<</A[1 -2 +3 .5 -.5 4. 12.25]/B true/C false/D null/E<<>>/F[]>>",
        rb"(a\(b\)c\\d\n\r\t\b\f\053\53\5\q)",
        b"(a\\\nb\rc\r\nd)",
        b"<48 65 6C6c6f7>",
        b"<FEFF00C6006F>",
        b"(\x80\x90\xa0 abcdefghijklmnopqrstuvwxyz)",
        b"(\xe6 \xf8 \xe5)",
        b"/Name",
        b"[/A/B(c)<64>/E]",
        b"-0",
    ],
)
def test_syntax(syntax: bytes) -> None:
    ours, theirs = parse(syntax.decode("latin-1")), by_qpdf(syntax)
    assert ours == theirs
    assert type(ours) is type(theirs)


@given(st.binary(max_size=20))
def test_strings(data: bytes) -> None:
    try:
        ours = parse(f"<{data.hex()}>")
    except NotPlain:
        assert data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xfe\xff", b"\xff\xfe")
    else:
        assert ours == by_qpdf(f"<{data.hex()}>".encode())


@pytest.mark.parametrize(
    "syntax",
    [
        "", "<<", ">>", "[", "]", "[>>", "<</A]", "1 2", "<</A>>", "<<1 2>>", "(", "(a(b)c)", "R", "12 R",
        "abc", "1e5", "--1", "% note\n1", "/N#20ame", "/Næ", "{1}", "<4g>", "<FEFF00>", "tru", "1..2",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_refused(syntax: str) -> None:
    with pytest.raises(NotPlain):
        parse(syntax)


@given(st.text("<>[]()/ \n\\%{}aR01.-", max_size=30))
def test_nothing_else_is_raised(syntax: str) -> None:
    try:
        parse(syntax)
    except NotPlain:
        return


def test_files_of_another_form_are_left_to_qpdf() -> None:
    unpacked = finished(packed=False)
    with pytest.raises(NotPlain):
        PlainFile(unpacked)
    assert check_pdf(unpacked).passed


@pytest.mark.parametrize(
    ("part", "other"),
    [
        (b"/W[1 4 2]", b"/W[1 2 4]"),
        (b"/Predictor 12", b"/Predictor 13"),
        (b"/Type/XRef", b"/Prev 12345"),
        (b"startxref\n", b"startxref\n1"),
    ],
)
def test_tables_of_another_form_are_refused(part: bytes, other: bytes) -> None:
    pdf = finished()
    assert pdf.count(part) == 1
    with pytest.raises(NotPlain):
        PlainFile(pdf.replace(part, other))


@given(st.data())
def test_damage_is_refused_or_makes_no_difference(data: st.DataObject) -> None:
    pdf = bytearray(finished())
    at = data.draw(st.integers(0, len(pdf) - 1))
    pdf[at] ^= data.draw(st.integers(1, 255))
    try:
        damaged = PlainFile(bytes(pdf))
        values = [damaged.get(number) for number in range(damaged.trailer["/Size"])]
        damaged.page_numbers()
    except NotPlain:
        return
    assert len(values) == damaged.trailer["/Size"]


def test_a_damaged_file_is_mended_on_the_way() -> None:
    pdf = finished()
    broken = re.sub(rb"/Length (\d+)\n>>", lambda found: b"/Length 7%b\n>>" % found[1][1:], pdf, count=1)
    assert broken != pdf
    with Document(broken) as document, Document(pdf) as whole:
        assert [document.data(f"{n} 0 R") for n in range(9)] == [whole.data(f"{n} 0 R") for n in range(9)]
        assert document.pages == whole.pages


def test_what_was_built_is_checked_without_another_library() -> None:
    code = (
        "import sys\n"
        "from report_builder.check import check_pdf\n"
        "report = check_pdf(sys.stdin.buffer.read())\n"
        "sys.exit(not report.passed or 'pikepdf' in sys.modules or 'pypdf' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=finished(), check=False)
    assert done.returncode == 0


_REFERENCES = st.integers(0, 99).map("{} 0 R".format)
_KIDS = st.lists(st.one_of(_REFERENCES, st.integers(0, 99).map(str), st.sampled_from(["R", "1 2", "/N", ""])))


@given(
    st.sampled_from(["P", "H1", "Span", "TD", "#41", ""]),
    st.one_of(_REFERENCES, st.just("7")),
    st.one_of(st.just(""), _REFERENCES.map("/Pg {}".format)),
    st.one_of(
        st.just(""), _KIDS.map(lambda kids: f"/K[{' '.join(kids)}]"), st.integers(0, 99).map("/K {}".format)
    ),
    st.sampled_from(["", "/ActualText<feff00ad>", "/ActualText(x)", "/ID(a)", "/K 3", "/ActualText null"]),
    st.sampled_from(
        ["", "/A null", "/A <</O/List>>", "/A <</O/Table", "/A[<</O/Table", "/ID(b)/A <</O/Table"]
    ),
    st.sampled_from(["", "/Scope /Row", "/Scope /Column", "/Scope/Row", "/Scope /Both", "/RowSpan 2"]),
    st.sampled_from(
        ["", "(head-1)", "(head-1) (b2)", "(head-1)(b2)", "(a b)", "(a ", "(a) <62>", " (a)", "(a) 3"]
    ),
    st.sampled_from([">>", ">>\n", ">>>>", ">", ">>>>\n", ">>]>>"]),
)
def test_elements_are_read_as_anything_else_is(
    role: str, parent: str, page: str, kids: str, text: str, cell: str, scope: str, heads: str, end: str
) -> None:
    named = f"/Headers[{heads}]" if heads else ""
    syntax = f"<</Type/StructElem/S/{role}/P {parent}{page}{kids}{text}{cell}{scope}{named}{end}"
    assert read(parse, syntax) == read(parse_any, syntax)


def read(how: Callable[[str], object], syntax: str) -> object:
    try:
        return how(syntax)
    except NotPlain:
        return NotPlain
