"""Content streams read line by line are read as they are word by word."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from report_builder.check.content import scan, scan_words
from report_builder.check.context import properties
from report_builder.check.document import Document
from tests.sample_reports import EVERY, sample

_LINES = [
    "BT",
    "/P <</MCID {}>>BDC",
    "/Span <</MCID {}>> BDC",
    "/Artifact <</Type/Pagination/Subtype/Footer>>BDC",
    "/Artifact <</Type/Layout/MCID {}>>BDC",
    "/Em <</Lang(nb)/MCID {}>>BDC",
    "/Span <</ActualText<feff00ad>>>BDC",
    "/Span /Named BDC",
    "/Artifact BMC",
    "EMC",
    "EMC Q",
    " EMC",
    "q 1 0 0 -1 0 841.89 cm",
    "0 0 595.28 841.89 re f",
    "[] 0 d 102.5 480.22 m 243.7 480.22 l S",
    "[2]f",
    "/F3+0 10.5 Tf",
    "/Im1 Do",
    "/Im1 Do /Im2 Do",
    "BI /W 1 ID ()EMC EI",
    "[(en)10(to)]TJ",
    "[(en)10(to)-5]TJ",
    "[(en)]TJ EMC [(to)]TJ",
    "[(en]TJ)(to)]TJ",
    r"[(\\en\))5(\(\003to)]TJ",
    "[(en (to) tre)]TJ",
    "[(en",
    ")]TJ",
    "to)",
    "(",
    ")",
    "(73 %)Tj",
    "(en)Tj",
    "(en) Tj",
    "(en)'",
    "<feff>Tj",
    "% EMC",
    "% (en",
    "\\",
    "{ 1 }",
    "",
    "\t1 g\r",
]
_NAMED = {"Named": b"/MCID 7"}


@given(st.lists(st.tuples(st.sampled_from(_LINES), st.integers(0, 5)), max_size=12))
@example([("[(en", 0), ("EMC", 0), (")]TJ", 0)])
@example([("/P <</MCID {}>>BDC", 1), ("[(en)10(to)]TJ", 0), ("EMC", 0), ("/P <</MCID {}>>BDC", 1)])
@example([("% (en", 0), ("EMC", 0), ("to)", 0)])
def test_lines_and_words_tell_the_same(lines: list[tuple[str, int]]) -> None:
    data = "\n".join(line.format(number) if "MCID" in line else line for line, number in lines).encode()
    assert scan(data, _NAMED) == scan_words(data, _NAMED)


@pytest.mark.parametrize("name", EVERY)
def test_the_pages_of_the_samples_tell_the_same(name: str) -> None:
    with Document(sample(name).pdf) as document:
        for _, page in document.pages:
            data, named = document.content(page), properties(document, page)
            assert scan(data, named) == scan_words(data, named)
