"""Tables in files of text, as the spreadsheets of several countries write them."""

from __future__ import annotations

import csv
import io
import random

import pytest

from report_builder.sources.delimited import Delimited, Unreadable, is_number, read_delimited

ROWS = [
    ["År", "Antall", "Andel"],
    ["2018", "1 200", "12,5"],
    ["2019", "80", "−3,25"],
    ["Æ; ø, å", "0", '"7"'],
]


def written(rows: list[list[str]], delimiter: str, end: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("said", [False, True])
def test_every_form_gives_the_same_rows(delimiter: str, end: str, encoding: str, said: bool) -> None:
    rows = [[cell.replace("−", "-") for cell in row] for row in ROWS]
    text = (f"sep={delimiter}{end}" if said else "") + written(rows, delimiter, end)
    read = read_delimited(text.encode(encoding))
    assert isinstance(read, Delimited)
    assert [list(row.cells) for row in read.rows] == rows
    assert [row.line for row in read.rows] == [number + said for number in range(1, 5)]
    assert read.decimal == ","
    assert read.delimiter == delimiter


def test_any_rows_come_back_as_they_were_written() -> None:
    dice = random.Random(3)  # noqa: S311  a sample, no secret
    signs = ["a", "æ", " ", ";", ",", "\t", '"', "1", "\n", "x y"]
    for _ in range(300):
        rows = [["x" + "".join(dice.choices(signs, k=4)) + "x" for _ in range(3)] for _ in range(4)]
        delimiter = dice.choice(";,\t")
        read = read_delimited(f"sep={delimiter}\n{written(rows, delimiter, chr(10))}".encode())
        assert isinstance(read, Delimited)
        assert [list(row.cells) for row in read.rows] == rows


def test_empty_rows_and_columns_at_the_ends_are_left_out() -> None:
    read = read_delimited(b"a;b;;\r\n1;2;;\r\n;;;\r\n")
    assert isinstance(read, Delimited)
    assert [row.cells for row in read.rows] == [("a", "b"), ("1", "2")]


@pytest.mark.parametrize(
    ("data", "line", "code"),
    [
        (b'a;b\n1;"2\n3;4\n', 2, "RB-TABLE-RAGGED"),
        (b'a;b\n"1"x;2\n', 2, "RB-TABLE-RAGGED"),
        (b"a;b\nPK\x03\x04\x00;1\n", 2, "RB-ENCODING"),
        (b"a;b\n1;\x81\n", 2, "RB-ENCODING"),
    ],
)
def test_what_is_no_table_is_told_at_its_line(data: bytes, line: int, code: str) -> None:
    read = read_delimited(data)
    assert isinstance(read, Unreadable)
    assert (read.line, read.code) == (line, code)


@pytest.mark.parametrize("text", ["12", "-3,25", "−3.25", "1 200", "412\u00a0300", "73 %", "+5"])
def test_numbers(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "1.2.3", "31.12.2019", "a1", "12 kg", "1,", "–", "12:30"])
def test_what_is_no_number(text: str) -> None:
    assert not is_number(text)
