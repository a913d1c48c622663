"""Pictures of all kinds: images and drawings, as they are placed on pages, and as pixels."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeAlias

from report_builder.content.images import DRAWN, drawing_of
from report_builder.layout.drawing_form import PreparedDrawing
from report_builder.layout.images import PreparedImage, prepare_image, upright_pixels
from report_builder.model.image_files import Image
from report_builder.theme.model import Colour

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels
    from reportlab.pdfgen.canvas import Canvas

Picture: TypeAlias = PreparedImage | PreparedDrawing
_DRAWN_PIXELS = 2400
"""The longer side of a drawing where only its pixels can be used."""


def prepare_picture(image: Image, width_pt: float, ppi: int, ground: Colour | None = None) -> Picture:
    """Prepare an image as :func:`prepare_image` does, or a drawing, which goes into the file as it is."""
    if image.format == DRAWN:
        return PreparedDrawing(drawing_of(image), image.data)
    return prepare_image(image, width_pt, ppi, ground)


def draw_prepared(canvas: Canvas, prepared: Picture, x: float, y: float, width: float, height: float) -> None:
    """Paint ``prepared`` with its lower left corner at x, y (points); embed it only the first time.

    Nothing but the picture is painted: marked content around it is the caller's.
    """
    document = canvas._doc  # noqa: SLF001  ReportLab's own images go the same way, but expand palettes
    registered = document.getXObjectName(prepared.name)
    if registered not in document.idToObject:
        document.Reference(prepared.add_to(document), registered)
        document.addForm(prepared.name, document.idToObject[registered])
    canvas._currentPageHasImages = 1  # noqa: SLF001
    canvas._code.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /{registered} Do Q")  # noqa: SLF001
    canvas._formsinuse.append(prepared.name)  # noqa: SLF001


def pixels_on_white(image: Image) -> Pixels:
    """Give the pixels of an image as they are looked at; those of a drawing are of the form in the PDF."""
    if image.format != DRAWN:
        return upright_pixels(image)
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    longest = max(image.width, image.height)
    size = image.width * _DRAWN_PIXELS / longest, image.height * _DRAWN_PIXELS / longest
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    draw_prepared(canvas, PreparedDrawing(drawing_of(image), image.data), 0.0, 0.0, *size)
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(buffer.getvalue()) as document:
        pixels: Pixels = document[0].render(scale=1, may_draw_forms=False).to_pil().convert("RGB")
    return pixels
