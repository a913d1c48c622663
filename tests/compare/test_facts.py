"""Page labels in every style."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from report_builder.check.document import Document
from report_builder.compare.facts import page_labels


def labelled(pages: int, *ranges: object) -> list[str]:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        if ranges:
            pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(ranges))
        out = BytesIO()
        pdf.save(out)
    with Document(out.getvalue()) as document:
        return page_labels(document)


def test_without_labels_pages_are_counted() -> None:
    assert labelled(3) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("style", "first", "expected"),
    [
        ("/D", 1, ["1", "2"]),
        ("/r", 3, ["iii", "iv"]),
        ("/R", 1999, ["MCMXCIX", "MM"]),
        ("/a", 26, ["z", "aa"]),
        ("/A", 1, ["A", "B"]),
        ("/r", 99999, ["99999", "100000"]),
    ],
)
def test_styles(style: str, first: int, expected: list[str]) -> None:
    assert labelled(2, 0, pikepdf.Dictionary(S=pikepdf.Name(style), St=first)) == expected


def test_ranges_and_prefixes() -> None:
    front = pikepdf.Dictionary(S=pikepdf.Name("/r"))
    body = pikepdf.Dictionary(S=pikepdf.Name("/D"), P=pikepdf.String("A-"))
    assert labelled(4, 0, front, 2, body) == ["i", "ii", "A-1", "A-2"]
