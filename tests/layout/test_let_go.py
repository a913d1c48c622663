"""Nothing of the composed pages is left behind a layout: no collection of garbage runs in the command."""

from __future__ import annotations

import gc
from collections import Counter

import pytest

from report_builder.layout import lay_out
from report_builder.layout.blocks.rows import Row, TextItem
from report_builder.layout.compose.runs import Line, Segment
from report_builder.layout.pages.page import Page, PlacedRow
from report_builder.theme import load_theme
from tests.sample_reports import EVERY, sample

COMPOSED = (Line, Page, PlacedRow, Row, Segment, TextItem)


@pytest.mark.parametrize("name", EVERY[:: len(EVERY) // 6])
def test_no_page_outlives_its_layout(name: str) -> None:
    report = sample(name).report
    theme = load_theme(report.publication.theme).value
    assert theme is not None
    gc.collect()
    before = Counter(map(type, gc.get_objects()))
    gc.disable()
    try:
        laid_out = lay_out(report, theme).value
        after = Counter(map(type, gc.get_objects()))
    finally:
        gc.enable()
    assert laid_out is not None
    left = {kind.__name__: after[kind] - before[kind] for kind in COMPOSED if after[kind] > before[kind]}
    assert not left
