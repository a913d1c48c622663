"""The ground of a chapter opener that ends at a height: any colour above the text."""

from __future__ import annotations

import random
from pathlib import Path

import pypdfium2
import pytest

from report_builder.check.page_contrast import faint_words
from report_builder.finish import BuildStamp, finish
from report_builder.theme.model import COLOUR_NAMES
from tests.layout.test_accents import laid_out, report, themed
from tests.theme.test_extends import FILE, load, write
from tests.verify_support import failures

BANDS = {"konstruktiv": (200, 244), "noktern": (100, 160)}
GROUNDS = random.Random(4).sample(COLOUR_NAMES, 3)  # noqa: S311  a sample, no secret


@pytest.mark.parametrize("base", BANDS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_above_the_text_it_may_have_any_colour(tmp_path: Path, base: str, ground: str) -> None:
    band, text = BANDS[base]
    opener = (
        f"sheets: {{opener: {{ground: {ground}, band: {band}, text: {text}, art: contours, height: 90}}}}\n"
    )
    theme = themed(tmp_path, base, opener)
    made = laid_out(theme)
    colour = theme.palette[ground]
    with pypdfium2.PdfDocument(made.pdf) as document:
        page = document[made.page_labels[1].first]
        picture = page.render(scale=1).to_pil().convert("RGB")
        inside, below = (picture.getpixel((3, band + step)) for step in (-3, 3))
    assert inside == tuple(round(255 * part) for part in (colour.red, colour.green, colour.blue))
    assert below == (255, 255, 255)
    pdf = finish(made, report().publication, BuildStamp("test", "0"))
    assert list(faint_words(pdf)) == []
    assert failures(pdf) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sheets: {opener: {ground: ink, band: 300, text: 244}}", "'ink' on 'ink'"),
        ("sheets: {opener: {ground: ink, band: 90}}\npage: {folio: 60, head: 30}", "'ink' on 'ink'"),
        ("sheets: {cover: {band: 300}}", "RB-VALUE"),
        ("sheets: {back: {band: 10mm}}", "RB-VALUE"),
        ("sheets: {opener: {band: -3}}", "RB-VALUE 'band' cannot be -3"),
    ],
)
def test_what_cannot_be_is_told_at_its_line(tmp_path: Path, text: str, says: str) -> None:
    write(tmp_path, eget=f"extends: konstruktiv\n\n{text}\n")
    theme, told = load(tmp_path)
    assert theme is None
    assert any(one.startswith(f"{FILE}:3:") and says in one for one in told), told
