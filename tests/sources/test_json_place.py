"""Where a text stops being JSON is told by line and column, as of a file that a person edits."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.sources.json_place import json_place


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", "a.json:1:1"),
        (b'{"a": 1', "a.json:1:8"),
        (b'{\n "a": 1,\n}\n', "a.json:3:1"),
        (b'{\r\n "a": tru\r\n}', "a.json:2:7"),
        ('{"å": 1\n"b"}'.encode(), "a.json:2:1"),
        (b'{\n"a": "\xff"}', "a.json:2:1"),
        (b"\xef\xbb\xbf{}", "a.json"),
        (b"[" * 100_000, "a.json"),
        (b"9" * 10_000, "a.json"),
        (b"[]", "a.json"),
    ],
)
def test_the_place_is_where_it_breaks_off(data: bytes, place: str) -> None:
    assert str(json_place("a.json", data)) == place


@given(st.lists(st.text(), min_size=1), st.data())
def test_what_is_cut_off_is_told_where_it_ends(texts: list[str], data: st.DataObject) -> None:
    whole = json.dumps({"texts": texts}, indent=1)
    cut = whole[: data.draw(st.integers(0, len(whole) - 2))]
    place = json_place("a.json", cut.encode())
    lines = cut.split("\n")
    assert 1 <= place.line <= len(lines)
    assert place.column <= len(lines[place.line - 1]) + 1


@given(st.binary())
def test_nothing_is_too_wild(data: bytes) -> None:
    assert json_place("a.json", data).path == "a.json"
