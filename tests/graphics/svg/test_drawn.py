"""Drawings in SVG as they come out: in the PDF and on the site they look as in a browser."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageChops, ImageStat

from report_builder.content.images import examine
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.graphics.svg.drawing import Drawing
from report_builder.graphics.svg.paths import bounds, path
from report_builder.graphics.svg.reading import read_svg
from report_builder.graphics.svg.writing import write_svg
from report_builder.layout.pictures import pixels_on_white
from tests.web_support import SITE, page, picture_of

DRAWN = sorted((Path(__file__).parent / "drawn").glob("*.svg"))
WIDTH = 400
ALLOWED = 0.02
"""So much of a drawing may be another shade: edges, which each program smooths in its own way."""


def drawing_of(data: bytes) -> Drawing:
    diagnostics = Diagnostics()
    drawing = read_svg("a.svg", data, diagnostics)
    assert drawing is not None, diagnostics.items
    return drawing


def in_a_browser(files: Sequence[bytes], size: tuple[int, int]) -> list[Image.Image]:
    """What a browser shows of each file."""
    width, height = size
    look = f"display:block;width:{width}px;height:{height}px"
    shown = "".join(f'<img src="{at}.svg" style="{look}">' for at, _ in enumerate(files))
    served = {f"/{at}.svg": data for at, data in enumerate(files)}
    served["/index.html"] = f'<body style="margin:0">{shown}'.encode()
    with page(width, height * len(files), files=served) as opened:
        opened.goto(f"{SITE}/")
        whole = Image.open(io.BytesIO(picture_of(opened))).convert("RGB")
    return [whole.crop((0, at * height, width, (at + 1) * height)) for at, _ in enumerate(files)]


def shown_by_pdf(data: bytes) -> Image.Image:
    """The drawing as PDFium shows the form that goes into files."""
    image = examine("a.svg", data, Diagnostics(), SourceSpan("k.md"))
    assert image is not None
    pixels = pixels_on_white(image)
    return pixels.resize((WIDTH, round(WIDTH * pixels.height / pixels.width)), Image.Resampling.BOX)


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of the pixels that are plainly others."""
    apart = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value > 64 else 0)
    share: float = ImageStat.Stat(apart).mean[0] / 255
    return share


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: file.stem)
def test_a_drawing_looks_as_in_a_browser(file: Path) -> None:
    data = file.read_bytes()
    drawing = drawing_of(data)
    in_pdf = shown_by_pdf(data)
    meant, on_site = in_a_browser((data, write_svg(drawing)), in_pdf.size)
    assert meant.getcolors(2) is None, "the browser shows something"
    assert differing(meant, in_pdf) <= ALLOWED
    assert differing(meant, on_site) <= ALLOWED


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: file.stem)
def test_what_is_written_is_read_as_the_same(file: Path) -> None:
    written = write_svg(drawing_of(file.read_bytes()))
    assert write_svg(drawing_of(file.read_bytes())) == written
    # A place may be rounded a second time, where a matrix stays.
    again = write_svg(drawing_of(written))
    assert len(again) == pytest.approx(len(written), rel=0.02)
    for banned in (b"<text", b"<style", b"style=", b"class=", b"href", b"<!--", b"metadata", b"inkscape"):
        assert banned not in written


@pytest.mark.parametrize(
    "data",
    [
        "M10 10h40v40h-40z m10 10v20h20v-20z",
        "M60,10C80-10,100,70,120,10S160,40,180,20",
        "M10 80q20-30 40 0t40 0T130 80",
        "M100 120A30 20 0 0 1 60 130 20 20 0 1 1 190 110",
        "M0 0a25 15 30 1 1 40 5.5 25 15 30 0 0-3-3",
        "m1e1-2-3.5.5l-1-1 5,5",
        "M0 0L5 5ZL9 0",
        "M5 5c1 0 2 1 3 3s4 5 5 5",
    ],
)
def test_path_data_is_read_as_font_tools_reads_it(data: str) -> None:
    pen = BoundsPen(None)
    parse_path(data, pen)
    read = path(data)
    assert read
    assert bounds(read) == pytest.approx(pen.bounds, abs=1e-3)


def test_text_that_is_set_in_another_font_is_told() -> None:
    diagnostics = Diagnostics()
    data = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20">'
        '<text y="9" font-family="Arial, sans-serif">A</text><text y="9" font-family="serif">B</text>'
        '<text y="19" font-family="Arial">C</text></svg>'
    )
    assert read_svg("a.svg", data.encode(), diagnostics) is not None
    (item,) = diagnostics.items
    assert (item.code, item.severity) == ("RB-IMAGE-CONVERTED", 1)
