"""The look of a book: a sheet that every reading program understands, and the fonts of the theme.

The fonts come along because drawings are measured in them; readers may choose others for the text. Copyright
and licence stay in each file.
"""

from __future__ import annotations

from collections.abc import Container

from markupsafe import Markup

from report_builder.model.report import Report
from report_builder.patterns import late
from report_builder.publish.font_subsets import site_letters
from report_builder.publish.fonts import web_fonts
from report_builder.publish.pages import compact, web_file
from report_builder.publish.theme_css import faces, named_values
from report_builder.theme.model import Theme

FONTS = "fonts"
_VALUE = late(r"var\(--([a-z-]+)(?:, #[0-9a-f]{6})?\)")
_FOR_FIELDS = "field"


def book_fonts(report: Report, theme: Theme) -> dict[str, bytes]:
    """Give the faces that the pages of ``report`` are set in, by their file names."""
    letters = site_letters(report, (), theme)
    return web_fonts(theme, {face: found for face, found in letters.items() if face[0] != _FOR_FIELDS})


def book_sheet(theme: Theme, fonts: Container[str]) -> bytes:
    """Give the style sheet, with the faces whose files are in ``fonts``."""
    own = with_values(Markup(compact(web_file("book.css")).decode()), theme)  # noqa: S704  a file of ours
    return "\n".join((*faces(fonts, f"{FONTS}/"), own)).encode()


def with_values(text: Markup, theme: Theme) -> Markup:
    """Write what is named after the theme as what it is: few reading programs know names of colours."""
    values = named_values(theme)
    return Markup(_VALUE.sub(lambda name: values[name[1]], text))  # noqa: S704  values are those of a theme
