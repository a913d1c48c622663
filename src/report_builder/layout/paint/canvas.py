"""A ReportLab canvas that writes nothing but what it is told to."""

from __future__ import annotations

import zlib
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from report_builder.theme.geometry import PageGeometry


class _NoFace:
    """The face of the font that is none."""

    name = "report-builder-none"


class _NoFont:
    """Stands in for the initial font: ReportLab would list Helvetica, which is not embedded."""

    # ReportLab's names.
    fontName = "report-builder-none"  # noqa: N815
    face = _NoFace()
    _dynamicFont = 1  # noqa: N815
    _multiByte = 0  # noqa: N815


def open_canvas(geometry: PageGeometry) -> tuple[Canvas, BytesIO]:
    """A canvas for pages of this geometry, and the buffer that ``save`` fills.

    Settings that ReportLab takes from files in the home folder are given here: the same input must
    give the same bytes on every machine.
    """
    rl_config.useA85 = 0
    pdfmetrics.registerFont(_NoFont())
    buffer = BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(geometry.width, geometry.height),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=_NoFont.fontName,
    )
    return canvas, buffer


def end_page(canvas: Canvas, *, turned: bool = False) -> None:
    """End the page at work, which readers see ``turned`` clockwise by a quarter.

    By itself ReportLab keeps what is on it as text, until all pages are written.
    """
    if turned:  # ReportLab changes the sides of what is turned; the sheet is to stay upright
        width, height = canvas._pagesize
        canvas.setPageSize((height, width))
        canvas.setPageRotation(90)
        canvas.showPage()
        canvas.setPageSize((width, height))
        canvas.setPageRotation(0)
    else:
        canvas.showPage()
    page = canvas._doc.Pages.pages[-1]
    compressed = PDFDictionary({"Filter": PDFArray([PDFName("FlateDecode")])})
    page.Contents = PDFStream(compressed, zlib.compress(page.stream.encode("ascii")))
    page.stream = None
