"""The pages of a layout as they are when they are painted."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

import pytest

from report_builder.layout.pages.page import Page, PlacedArt, PlacedRow

module = importlib.import_module("report_builder.layout.lay_out")


def painted_pages(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """Give a list that fills with the pages of whatever is laid out from now on."""
    pages: list[Page] = []

    class Spy(module.Painter):  # type: ignore[misc, name-defined]  # the module is found by name
        def paint(self, page: Page, furniture: Iterable[PlacedRow], art: Iterable[PlacedArt]) -> None:
            pages.append(page)
            super().paint(page, furniture, art)

    monkeypatch.setattr(module, "Painter", Spy)
    return pages
