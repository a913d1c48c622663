# ruff: noqa: INP001 - a script that stands beside its images, not part of a package
"""Draws the report's one image. Run it with ``python assets/bilder/lag_bilder.py``; needs Pillow only.

The same script gives the same pixels each time, for positions are computed. Everything is drawn at three
times its size and scaled down, so that lines come out smooth, and then reduced to a few shades of one dark
colour, which suits every theme and keeps the file small.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent

INK = "#16202A"
WHITE = "#FFFFFF"

SCALE = 3
OUTPUT = 8 / 9
SHADES = 4
WEIGHT = 6

Point = tuple[float, float]


class Sheet:
    """A white drawing surface, 1800 units wide; the finished image has ``OUTPUT`` pixels for each unit."""

    def __init__(self, width: int, height: int) -> None:
        self._size = (round(width * OUTPUT), round(height * OUTPUT))
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), WHITE)
        self._draw = ImageDraw.Draw(self._image)

    def line(self, points: Iterable[Point]) -> None:
        """Draw a line through ``points``."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill=INK, width=round(WEIGHT * SCALE), joint="curve")

    def disc(self, centre: Point, radius: float) -> None:
        """Draw a disc."""
        x, y = centre[0] * SCALE, centre[1] * SCALE
        r = radius * SCALE
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=INK)

    def save(self, name: str) -> None:
        """Scale the sheet down, reduce its colours and write it beside this script."""
        small = self._image.resize(self._size, Image.Resampling.LANCZOS)
        few = small.quantize(palette=palette(), dither=Image.Dither.NONE).convert("RGB")
        (HERE / name).write_bytes(png(few))


def palette() -> Image.Image:
    """Return the dark colour and its shades towards white, as smooth edges need them."""
    values: list[int] = []
    for step in range(SHADES):
        part = step / (SHADES - 1)
        values += [round(a + (b - a) * part) for a, b in zip(rgb(INK), rgb(WHITE), strict=True)]
    image = Image.new("P", (1, 1))
    image.putpalette(values)
    return image


def rgb(colour: str) -> tuple[int, int, int]:
    """Split ``#RRGGBB`` into its three parts."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def png(image: Image.Image) -> bytes:
    """Encode 8-bit RGB without row filters: with so few colours that is a third of Pillow's size."""
    width, height = image.size
    pixels = image.tobytes()
    rows = b"".join(b"\0" + pixels[y * width * 3 : (y + 1) * width * 3] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def span(start: float, stop: float, step: float = 4) -> list[float]:
    """Return the numbers from ``start`` to ``stop``, both included."""
    count = max(1, round((stop - start) / step))
    return [start + (stop - start) * i / count for i in range(count + 1)]


def disturbance(x: float, y: float, at: Point, reach: float) -> float:
    """Return how far a line at height ``y`` gives way to something that stands at ``at``."""
    near = math.exp(-(((x - at[0]) / reach) ** 2))
    away = y - at[1]
    side = math.copysign(1, away)
    return side * 52 * near * math.exp(-abs(away) / 110)


def settle(x: float, middle: float, softness: float) -> float:
    """Rises from 0 to 1 around ``middle``."""
    return 1 / (1 + math.exp(-(x - middle) / softness))


def draw_lines() -> None:
    """Draw the decoration: calm lines that meet an obstacle and settle again."""
    sheet = Sheet(1800, 330)
    for i in range(12):
        y = 66 + 22 * i
        points = [
            (x, y + disturbance(x, y, (520, 190), 190) - 36 * settle(x, 640, 80)) for x in span(0, 1800)
        ]
        sheet.line(points)
    sheet.disc((520, 184), 22)
    sheet.save("linjer.png")


if __name__ == "__main__":
    draw_lines()
