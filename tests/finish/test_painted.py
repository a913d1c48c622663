"""The objects of painted files, and files that are refused."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import NumberObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from report_builder.finish import FinishLost
from report_builder.finish.painted import Painted
from tests.finish.synthetic import sample

PAINTED = sample().pdf


def test_every_object_of_the_pages_is_there() -> None:
    reader = PdfReader(BytesIO(PAINTED))
    painted = Painted(PAINTED)
    assert painted.pages == [page.indirect_reference.idnum for page in reader.pages]  # type: ignore[union-attr]
    assert reader.get_object(painted.catalog) == reader.trailer["/Root"]
    assert reader.get_object(painted.info) == reader.trailer["/Info"]
    assert reader.trailer["/Size"] == NumberObject(len(painted.objects))
    assert [number for number, syntax in enumerate(painted.objects) if syntax is None] == [0]


def test_streams_keep_their_data_and_end_on_a_line_of_their_own() -> None:
    reader = PdfReader(BytesIO(PAINTED))
    streams = 0
    for number, syntax in enumerate(Painted(PAINTED).objects):
        if syntax and syntax.endswith(b"endstream"):
            streams += 1
            data = reader.get_object(number)._data  # type: ignore[union-attr]
            assert syntax.endswith(b">>stream\n" + data + b"\nendstream")
    assert streams > 4


def test_images_are_taken_over() -> None:
    from PIL import Image

    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("RGB", (2, 2), "red")), 0, 0)
    canvas.showPage()
    canvas.save()
    assert any(b"/Subtype /Image" in (syntax or b"") for syntax in Painted(out.getvalue()).objects)


def test_a_page_gets_entries_and_loses_its_transition() -> None:
    painted = Painted(PAINTED)
    page = painted.page_with(painted.pages[0], "/Tabs/S")
    assert page.endswith(b"/Tabs/S>>")
    assert b"/Trans" not in page
    assert page.count(b"<<") == page.count(b">>")


@pytest.mark.parametrize(
    ("pattern", "other", "says"),
    [
        (rb"xref\n0 (\d+)", rb"xref\n1 \1", "no table"),
        (rb"xref\n0 (\d+)", rb"xref\n0 9\1", "cut short"),
        (rb"0000000015 00000 n", rb"0000000016 00000 n", "no object"),
        (rb"/Length (\d+)", rb"/Length 1", "another length"),
        (rb"/Root", rb"/Toor", "no /Root"),
        (rb"/Type /Page\b", rb"/Type /Sage", "something else"),
    ],
)
def test_what_reportlab_does_not_write_is_refused(pattern: bytes, other: bytes, says: str) -> None:
    place = re.search(rb"\n(\d{10}) 00000 n", PAINTED)
    assert place is not None
    pattern = pattern.replace(b"0000000015", place[1])
    spoilt, count = re.subn(pattern, other, PAINTED, count=1)
    assert count == 1
    with pytest.raises(FinishLost, match=says):
        Painted(spoilt)


def test_a_page_of_another_form_is_refused() -> None:
    painted = Painted(re.sub(rb"/Trans <<", b"/Snart <<", PAINTED))
    with pytest.raises(FinishLost, match="the page in object"):
        painted.page_with(painted.pages[0], "")
