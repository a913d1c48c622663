from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import NullObject

from report_builder.finish.pack import _differences, _sums
from report_builder.finish.syntax import Objects, byte_string, number, numbers, text, uri

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@given(WORDS)
def test_text_comes_back(value: str) -> None:
    assert str(pikepdf.Object.parse(text(value).encode("ascii"))) == value


@given(WORDS)
def test_names_come_back(value: str) -> None:
    assert bytes(pikepdf.Object.parse(byte_string(value).encode("ascii"))) == value.encode()


@given(WORDS)
def test_addresses_are_ascii_without_blanks(value: str) -> None:
    written = bytes(pikepdf.Object.parse(uri(value).encode("ascii")))
    assert all(0x21 <= code < 0x7F for code in written)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.0001, "0"), (12.5, "12.5"), (100, "100"), (1 / 3, "0.333"), (-7.0, "-7")],
)
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize("ahead", [-1, 1])
def test_a_number_counted_ahead_is_the_number(ahead: int) -> None:
    objects = Objects(PdfWriter())
    expected = objects.next_number + ahead
    with pytest.raises(AssertionError, match=f"object {expected} was counted ahead"):
        objects.add_expected(NullObject(), expected)


def test_arrays() -> None:
    assert numbers((0.0, 12.25, 595)) == "[0 12.25 595]"


@given(st.binary().map(lambda data: data[: len(data) // 7 * 7]))
def test_differences_are_undone(table: bytes) -> None:
    assert _sums(_differences(table)) == table
