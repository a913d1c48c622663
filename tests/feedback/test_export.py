"""CSV and JSON, and that no cell runs."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from report_builder.feedback import Answer, clean_text, to_csv, to_json
from report_builder.feedback.answers import text_length

DAY = date(2026, 5, 10)


def answer(text: str) -> Answer:
    return Answer("ab", "uro", 2, "/uro/", DAY, helpful=True, text=text)


def cells(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(st.text(st.characters(codec="utf-8"), max_size=40))
@example("=cmd|'/c calc'!A1")
@example("'=1")
@example('a "b"\r\n;,\n')
@example(" =1+1")
def test_round_trip(text: str) -> None:
    """Row 53 of the fault table."""
    (row,) = cells(to_csv([answer(text)]))
    assert row["text"].removeprefix("'") == text if row["text"].startswith("'") else row["text"] == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\u00a0@"])
def test_no_cell_begins_a_formula(start: str) -> None:
    data = to_csv([Answer("=id", "+r", None, "@p", DAY, helpful=None, text=f"{start}cmd|' /C calc'!A0")])
    (row,) = cells(data)
    assert row["text"] == f"'{start}cmd|' /C calc'!A0"
    assert (row["id"], row["report"], row["page"]) == ("'=id", "'+r", "'@p")


def test_the_table_is_read_by_spreadsheets() -> None:
    data = to_csv([answer("æøå"), Answer("c", "uro", None, "", DAY, helpful=False, text="")])
    assert data.decode("utf-8") == (
        '\ufeff"id","report","version","page","day","helpful","text"\r\n'
        '"ab","uro","2","/uro/","2026-05-10","ja","æøå"\r\n'
        '"c","uro","","","2026-05-10","nei",""\r\n'
    )


def test_json_keeps_the_text_as_it_was() -> None:
    (row,) = json.loads(to_json([answer("=1\n«æ»")]))
    assert row == {
        "id": "ab",
        "report": "uro",
        "version": 2,
        "page": "/uro/",
        "day": "2026-05-10",
        "helpful": True,
        "text": "=1\n«æ»",
    }


def test_clean_text() -> None:
    assert clean_text("  a\r\nb\rc\x00\x1b[31m\td\ud800\x9b ") == "a\nb\nc[31m\td"


def test_length_is_what_a_browser_counts() -> None:
    assert text_length("æ🙂") == 3
