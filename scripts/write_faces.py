"""Write the contact sheet of docs/husstil.md: every kind of generated art from six seeds, as on a cover."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from report_builder.graphics.art import Art, draw_art
from report_builder.graphics.scene import Rect, Scene
from report_builder.layout.paint.scene import paint_scene
from report_builder.theme import load_theme
from report_builder.theme.model import Colour

SHEET = Path(__file__).resolve().parent.parent / "docs" / "bilder" / "ansikter.png"
KINDS = tuple(kind for kind in Art if kind is not Art.NONE)
SEEDS = dict.fromkeys(KINDS, (1, 2, 3, 4, 5, 6)) | {
    Art.LINE_FIELD: (1, *range(1_000_001, 1_000_006)),
}
COLUMNS = 6
WIDTH, HEIGHT, LINES, STAGE = 595.28, 512.0, 26, 0.38
"""The art of a cover in A4, as the theme konstruktiv has it."""
TILE, GAP = 190, 10
"""Pixels: how wide a drawing is, and how far apart they are."""


def page(scenes: list[Scene], palette: Mapping[str, Colour]) -> bytes:
    """Give a PDF with a page for each scene, on the ground of a cover."""
    out = BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT), invariant=True)
    ground = Scene(WIDTH, HEIGHT, (Rect(0, 0, WIDTH, HEIGHT, fill="ink"),))
    for scene in scenes:
        paint_scene(canvas, ground, 0, HEIGHT, palette)
        paint_scene(canvas, scene, 0, HEIGHT, palette)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def sheet(palette: Mapping[str, Colour]) -> Image.Image:
    """Give the contact sheet: a row for each kind, a column for each seed."""
    scenes = [
        draw_art(kind, WIDTH, HEIGHT, STAGE, seed, colour="paper", lines=LINES)
        for kind in KINDS
        for seed in SEEDS[kind]
    ]
    tiles = [one.render(scale=TILE / WIDTH).to_pil() for one in pypdfium2.PdfDocument(page(scenes, palette))]
    across, down = tiles[0].width + GAP, tiles[0].height + GAP
    whole = Image.new("RGB", (COLUMNS * across - GAP, len(KINDS) * down - GAP), "white")
    for at, tile in enumerate(tiles):
        whole.paste(tile, (at % COLUMNS * across, at // COLUMNS * down))
    return whole.quantize(palette=shades(palette), dither=Image.Dither.NONE)


def shades(palette: Mapping[str, Colour]) -> Image.Image:
    """Give the colours of the sheet: those of the cover, and what lies between them at edges."""
    ink, paper, signal = (
        [round(255 * part) for part in (one.red, one.green, one.blue)]
        for one in (palette["ink"], palette["paper"], palette["signal"])
    )
    mixed: list[int] = []
    for one, other, count in ((ink, paper, 9), (ink, signal, 5), (signal, paper, 2)):
        for step in range(count):
            share = step / (count - 1)
            mixed += (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    image = Image.new("P", (1, 1))
    image.putpalette(mixed)
    return image


def main() -> None:
    """Write the sheet."""
    theme = load_theme("konstruktiv").value
    assert theme is not None, "a built-in theme is sound"  # noqa: S101  for mypy
    sheet(theme.palette).save(SHEET, optimize=True)
    print(f"wrote {SHEET.name}: {len(KINDS)} kinds from {COLUMNS} seeds")


if __name__ == "__main__":
    main()
