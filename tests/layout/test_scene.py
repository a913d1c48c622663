from __future__ import annotations

from pathlib import Path as FilePath

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from report_builder.graphics.art import Art, draw_art
from report_builder.graphics.number import number
from report_builder.graphics.scene import Curve, Label, Line, Move, Path, Rect, Scene, To
from report_builder.layout.paint.scene import paint_labels, paint_scene
from report_builder.theme.model import Colour

PALETTE = {
    "ink": Colour("ink", 0.0, 0.0, 0.5),
    "paper": Colour("paper", 1.0, 1.0, 1.0),
    "signal": Colour("signal", 1.0, 0.25, 0.0),
}
SHAPES = Scene(
    100,
    60,
    (
        Rect(0, 0, 50, 60, fill="ink", part="drawing"),
        Label("73 %", 55, 20, "chart_value", part="row:0:value"),
        Path((Move(50, 0), To(100, 0), Curve(100, 20, 100, 40, 100, 60)), fill="signal"),
        Line(0, 30, 50, 30, "paper", 4),
        Rect(10, 45, 20, 10, stroke="paper", stroke_width=2),
        Label("Mer", 5, 50, "chart_label", anchor="end", part="row:0:label"),
    ),
)


@pytest.fixture
def canvas(tmp_path: FilePath) -> Canvas:
    return Canvas(str(tmp_path / "x.pdf"), pagesize=(200, 200), invariant=1, pageCompression=0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.001, "0"),
        (0.5, ".5"),
        (-0.25, "-.25"),
        (100, "100"),
        (10.10, "10.1"),
        (1.006, "1.01"),
        (20.0, "20"),
    ],
)
def test_numbers_are_as_short_as_pdf_allows(value: float, text: str) -> None:
    assert number(value) == text


def test_the_scene_stands_where_it_was_put(canvas: Canvas, tmp_path: FilePath) -> None:
    paint_scene(canvas, SHAPES, 40, 180, PALETTE)
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    page = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()

    def at(x: int, y: int) -> object:
        return page.getpixel((40 + x, 20 + y))

    assert at(20, 10) == (0, 0, 128)
    assert at(20, 30) == (255, 255, 255)
    assert at(90, 10) == (255, 64, 0)
    assert at(60, 50) == (255, 255, 255)
    assert at(10, 50) == (255, 255, 255)
    assert at(20, 50) == (0, 0, 128)
    assert page.getpixel((30, 30)) == (255, 255, 255)


def test_shapes_are_one_group_without_text(canvas: Canvas) -> None:
    before = len(canvas._code)
    paint_scene(canvas, SHAPES, 0, 100, PALETTE)
    (code,) = canvas._code[before:]
    operators = code.split()
    assert operators[0] == "q"
    assert operators[-1] == "Q"
    assert operators.count("q") == operators.count("Q") == 1
    assert not {"BT", "Tj", "BDC"} & set(operators)


def test_colours_and_widths_are_written_only_when_they_change(canvas: Canvas) -> None:
    lines = tuple(Line(0, y, 10, y, "ink", 0.5) for y in range(20))
    paint_scene(canvas, Scene(10, 20, lines), 0, 100, PALETTE)
    operators = canvas._code[-1].split()
    assert operators.count("RG") == operators.count("w") == 1
    assert operators.count("S") == 20


def test_labels_are_handed_over_in_order_with_their_place_on_the_page(canvas: Canvas) -> None:
    handed: list[tuple[str, float, float]] = []
    paint_scene(
        canvas, SHAPES, 40, 180, PALETTE, label_painter=lambda label, x, y: handed.append((label.text, x, y))
    )
    assert handed == [("73 %", 95, 160), ("Mer", 45, 130)]
    alone: list[tuple[str, float, float]] = []
    paint_labels(SHAPES, 40, 180, lambda label, x, y: alone.append((label.text, x, y)))
    assert alone == handed


def test_the_cover_costs_little(canvas: Canvas) -> None:
    paint_scene(
        canvas, draw_art(Art.LINE_FIELD, 595.28, 841.89, 0.6, 1, colour="paper", lines=32), 0, 841.89, PALETTE
    )
    assert len(canvas._code[-1]) <= 25_000
    paint_scene(canvas, draw_art(Art.LINE_FIELD, 595.28, 200, 0.6, 1, lines=14), 0, 841.89, PALETTE)
    assert len(canvas._code[-1]) <= 8_200
