"""The page in a real browser, and under the eyes of the HTML checker and of axe."""

from __future__ import annotations

import pytest

from report_builder.compare import as_page, compare
from report_builder.theme import load_theme
from tests.compare.test_as_page import two_editions
from tests.web_support import SITE, axe, page, sideways, validate


@pytest.fixture(scope="module")
def html() -> bytes:
    sides = two_editions()
    theme = load_theme("konstruktiv").value
    assert theme is not None
    return as_page(compare(*sides), *sides, theme).encode()


def test_the_page_is_valid(html: bytes) -> None:
    assert validate(html) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(html: bytes, width: int) -> None:
    with page(width, files={"/endret.html": html}) as opened:
        opened.goto(f"{SITE}/endret.html")
        assert axe(opened) == []
        assert sideways(opened) == 0
