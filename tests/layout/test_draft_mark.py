"""The draft mark is read on every page, whatever colour the page has: it stands on a plate of its own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

import pypdfium2
import pytest
from msgspec.structs import replace

from report_builder.content.load import load_report
from report_builder.layout.lay_out import lay_out
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.model import COLOUR_NAMES, Colour, Sheet, SheetKind
from tests.sample_reports import make_folder

MARK = "Utkast"


def around(page: pypdfium2.PdfPage) -> list[tuple[int, ...]]:
    """The colours at the middle of each side of the mark, a point from its letters."""
    text = page.get_textpage()
    found = text.search(MARK).get_next()
    assert found is not None
    first, count = found
    boxes = [text.get_charbox(first + at) for at in range(count)]
    left, right = boxes[0][0] - 1, boxes[-1][2] + 1
    lower, upper = min(box[1] for box in boxes) - 1, max(box[3] for box in boxes) + 1
    picture = page.render(scale=4).to_pil().convert("RGB")
    height = page.get_height()
    places = (
        (left, (lower + upper) / 2),
        (right, (lower + upper) / 2),
        ((left + right) / 2, lower),
        ((left + right) / 2, upper),
    )
    return [picture.getpixel((int(4 * x), int(4 * (height - y)))) for x, y in places]


@pytest.mark.parametrize("ground", COLOUR_NAMES)
def test_the_mark_stands_on_paper_on_every_kind_of_page(ground: str) -> None:
    theme = load_theme("konstruktiv").value
    assert theme is not None
    sheets: Mapping[SheetKind, Sheet] = {
        kind: replace(sheet, ground=theme.palette[ground]) for kind, sheet in theme.sheets.items()
    }
    folder = make_folder("# Kapittel\n\nTekst.\n")
    try:
        report = load_report(SourceFiles(folder)).value
        assert report is not None
        outcome = lay_out(report, replace(theme, sheets=sheets), draft=True)
    finally:
        shutil.rmtree(folder)
    assert outcome.value is not None
    paper = theme.palette[theme.draft.ground]
    with pypdfium2.PdfDocument(outcome.value.pdf) as document:
        assert len(document) >= len(SheetKind)
        for page in document:
            assert set(around(page)) == {_pixel(paper)}


def _pixel(colour: Colour) -> tuple[int, ...]:
    return tuple(round(255 * part) for part in (colour.red, colour.green, colour.blue))
