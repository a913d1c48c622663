"""Names that are made from an author's words work wherever names that are given do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.content.ids import slug
from report_builder.sources.names import MAX_MADE_NAME, made_name, name_fault

_RESERVED = ["con", "prn", "aux", "nul", "com1", "lpt9", "com¹", "CON", "con.x", "Aux.tar.gz", "conin$"]
_IDS = st.from_regex(r"[^\W_][\w.-]*", fullmatch=True) | st.sampled_from(_RESERVED)


@given(words=_IDS | st.text(max_size=400).map(slug), number=st.integers(1, 12_345))
def test_every_name_works_everywhere(words: str, number: int) -> None:
    name = made_name(words, ".html", number)
    assert name_fault(name) is None
    assert len(name) <= MAX_MADE_NAME
    assert name.endswith(".html")


@given(words=_IDS)
def test_a_name_that_is_fit_stays(words: str) -> None:
    name = f"{words}.html"
    if name_fault(name) is None and len(name) <= MAX_MADE_NAME:
        assert made_name(words, ".html") == name


@pytest.mark.parametrize("word", _RESERVED)
@pytest.mark.parametrize("number", [1, 2, 10])
def test_what_windows_reserves_gets_a_number(word: str, number: int) -> None:
    first, dot, rest = word.partition(".")
    assert made_name(word, ".html", number) == f"{first}-{number}{dot}{rest}.html"


def test_a_long_name_is_cut_between_words() -> None:
    words = slug(" ".join(["ord"] * 63))
    assert made_name(words, ".html") == "-".join(["ord"] * 24) + ".html"
    assert made_name("x" * 300, ".html") == "x" * 95 + ".html"
    assert made_name("x" * 300, ".html", 17) == "x" * 92 + "-17.html"
    assert made_name("kort-" + "x" * 300, ".html") == "kort-" + "x" * 90 + ".html"
    assert len(made_name("漢" * 300, ".html").encode()) <= 255
