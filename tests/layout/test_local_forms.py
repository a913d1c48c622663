"""Letters of other scripts have the forms of the language that they are in."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from report_builder.check import reading
from tests.sample_reports import build_folder, make_folder


def drawn(text: str, language: str) -> bytes:
    """The outlines of the letters of some words in a language."""
    pdf = build_folder(make_folder(f"# Språk\n\nOrd: [{text}]{{lang={language}}} slutt.\n")).pdf
    assert text in reading.text(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        shown = [font for page in document.pages for font in page.resources.get("/Font", {}).values()]
        (font,) = {font.objgen: font for font in shown if font["/Subtype"] == "/Type0"}.values()
        return bytes(font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].read_bytes())


@pytest.mark.parametrize(
    ("text", "language", "alike", "other"),
    [
        ("शल", "mr", "mr-IN", "hi"),
        ("झ", "ne", "ne-NP", "hi"),
        ("शक्ति", "sa", "sa", "hi"),
        ("۴۶۷", "ur", "ur-PK", "fa"),
        ("قلم", "ur", "ur", "sd"),
    ],
)
def test_a_font_is_asked_for_the_letters_of_the_language(
    text: str, language: str, alike: str, other: str
) -> None:
    assert drawn(text, language) == drawn(text, alike)
    assert drawn(text, language) != drawn(text, other)
