"""Every book under the eyes of EPUBCheck, and of Ace by DAISY."""

from __future__ import annotations

import pytest

from tests.epub_support import ace, epubcheck
from tests.publish.epub.books import RICH, book
from tests.sample_reports import EVERY


def test_every_book_is_valid() -> None:
    """All in one test: to start Java takes longer than to check."""
    assert epubcheck({name: book(name) for name in (*EVERY, *RICH)}) == []


@pytest.mark.parametrize("name", ["report", "rich-nn"])
def test_ace_finds_nothing(name: str) -> None:
    assert ace(book(name)) == []


@pytest.mark.whole
@pytest.mark.parametrize("name", sorted({*EVERY, *RICH} - {"report", "rich-nn"}))
def test_ace_finds_nothing_in_any_sample(name: str) -> None:
    assert ace(book(name)) == []
