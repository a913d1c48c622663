"""How a chapter begins: whole sentences where they fit, whole words where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.model.excerpts import cut
from report_builder.publish.describing.facts import LONGEST, first_words
from tests.sample_reports import sample

LONG = "Dette er en setning som sier noe om ledelse i staten og om hvem som har ansvar for den. "


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ""),
        ("Kort.", "Kort."),
        (LONG * 3, (LONG * 2).strip()),
        (f"{LONG}Se punkt 3 og nr. 4 i §\u00a02 hos K. Hansen, " + "ord " * 40, LONG.strip()),
        ("ord " * 60, "ord " * 49 + "…"),
        ("x" * 300, "x" * (LONGEST - 1) + " …"),
    ],
)
def test_a_long_text_is_cut(text: str, wanted: str) -> None:
    assert cut(text, LONGEST) == wanted


@given(st.text("ab. ,!»", max_size=600))
def test_what_is_cut_is_how_the_text_begins(text: str) -> None:
    found = cut(text, LONGEST)
    assert text.startswith(found.removesuffix(" …"))
    assert len(found) <= LONGEST + 1
    assert found == text or len(text) > LONGEST


@pytest.mark.parametrize("name", ["report", "findings", "lists"])
def test_chapters_begin_with_words(name: str) -> None:
    for chapter in sample(name).report.chapters:
        assert "\n" not in first_words(chapter, "nb").text
        assert len(first_words(chapter, "nb").text) <= LONGEST + 1
