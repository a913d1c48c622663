# ruff: noqa: INP001 - a script that stands beside its images, not part of a package
"""Draws the report's images. Run it with ``python assets/bilder/lag_bilder.py``; needs Pillow only.

The same script gives the same pixels each time: positions are computed, and the one panel that looks
random is a sum of waves with fixed numbers. Everything is drawn at three times its size and scaled
down, so that hairlines come out smooth, and then reduced to a few shades of the report's own colours,
so that the files stay small.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[1] / "src" / "report_builder" / "data" / "fonts"

INK = "#12263A"
SIGNAL = "#B23A1E"
SAND = "#F1EDE6"
WHITE = "#FFFFFF"

SCALE = 3
OUTPUT = 8 / 9
SHADES = 4
HAIRLINE = 3.0
TURN = 2 * math.pi

Point = tuple[float, float]


class Sheet:
    """A white drawing surface, 1800 units wide; the finished image has ``OUTPUT`` pixels for each unit."""

    def __init__(self, width: int, height: int) -> None:
        self._size = (round(width * OUTPUT), round(height * OUTPUT))
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), WHITE)
        self._draw = ImageDraw.Draw(self._image)

    def line(self, points: Iterable[Point], colour: str = INK, width: float = HAIRLINE) -> None:
        """Draw a line through ``points``."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * SCALE), joint="curve")

    def circle(self, centre: Point, radius: float, fill: str, outline: str | None = None) -> None:
        """Draw a disc, with a hairline around it where ``outline`` is given."""
        x, y = centre[0] * SCALE, centre[1] * SCALE
        r = radius * SCALE
        box = (x - r, y - r, x + r, y + r)
        self._draw.ellipse(box, fill=fill, outline=outline, width=round(HAIRLINE * SCALE))

    def arrow_head(self, tip: Point, angle: float, length: float = 34, colour: str = SIGNAL) -> None:
        """Draw a slim solid head that points along ``angle`` (radians, clockwise from the right)."""
        corners = [tip]
        for side in (-1, 1):
            turn = angle + math.pi + side * 0.36
            corners.append((tip[0] + length * math.cos(turn), tip[1] + length * math.sin(turn)))
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in corners], fill=colour)

    def text(self, at: Point, words: str, size: int, *, bold: bool = False, colour: str = INK) -> None:
        """Set ``words`` on one line, centred on ``at[0]`` with the base line at ``at[1]``."""
        position = (at[0] * SCALE, at[1] * SCALE)
        self._draw.text(position, words, font=font(size * SCALE, bold), fill=colour, anchor="ms")

    def save(self, name: str) -> None:
        """Scale the sheet down, reduce its colours and write it beside this script."""
        small = self._image.resize(self._size, Image.Resampling.LANCZOS)
        few = small.quantize(palette=palette(), dither=Image.Dither.NONE).convert("RGB")
        (HERE / name).write_bytes(png(few))


def palette() -> Image.Image:
    """Return the colours above and their shades towards white (and sand), as smooth edges need them."""
    values: list[int] = []
    for colour, ground in ((INK, WHITE), (SIGNAL, WHITE), (INK, SAND), (SIGNAL, SAND)):
        ink, paper = rgb(colour), rgb(ground)
        for step in range(SHADES):
            part = step / (SHADES - 1)
            values += [round(a + (b - a) * part) for a, b in zip(ink, paper, strict=True)]
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


def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """Load Source Sans 3 from the builder's own fonts, whatever the naming of the files."""
    weight = "SemiBold" if bold else "Regular"
    path = min(FONTS.glob(f"SourceSans3*{weight}.ttf"))
    return ImageFont.truetype(str(path), size)


def span(start: float, stop: float, step: float = 4) -> list[float]:
    """Return the numbers from ``start`` to ``stop``, both included."""
    count = max(1, round((stop - start) / step))
    return [start + (stop - start) * i / count for i in range(count + 1)]


def draw_cohorts() -> None:
    """Draw three cohorts; in each, four groups are tied to a common arena."""
    sheet = Sheet(1800, 740)
    for index, name in enumerate(("Kull A", "Kull B", "Kull C")):
        centre = (300 + 600 * index, 246.0)
        sheet.circle(centre, 210, SAND)
        for group in range(4):
            angle = math.radians(225 + 90 * group)
            across = (-math.sin(angle), math.cos(angle))
            hub = (centre[0] + 210 * math.cos(angle), centre[1] + 210 * math.sin(angle))
            for strand in range(-3, 4):
                wide, narrow = strand * 11, strand * 7
                sheet.line(
                    (
                        (hub[0] + across[0] * wide, hub[1] + across[1] * wide),
                        (centre[0] + across[0] * narrow, centre[1] + across[1] * narrow),
                    ),
                    width=2,
                )
            sheet.circle(hub, 62, WHITE, INK)
            sheet.text((hub[0], hub[1] + 17), str(group + 1), 48)
        sheet.circle(centre, 98, SIGNAL)
        sheet.text((centre[0], centre[1] - 8), "Felles", 46, bold=True, colour=WHITE)
        sheet.text((centre[0], centre[1] + 40), "arena", 46, bold=True, colour=WHITE)
        sheet.text((centre[0], 556), name, 52, bold=True)
    sheet.line(((60, 648), (1740, 648)), width=2)
    for x in (60, 1740):
        sheet.line(((x, 634), (x, 662)), width=2)
    sheet.text((900, 714), "Ett år", 46)
    sheet.save("kull.png")


def draw_states() -> None:
    """Draw calm, constructive unrest, unrest without direction: the same lines in three states."""
    sheet = Sheet(1800, 760)
    rows = [80 + 26 * i for i in range(20)]

    def calm(_x: float, y: float) -> float:
        return y

    def constructive(x: float, y: float) -> float:
        return y + disturbance(x, y, (190, 327), 96) - 44 * settle(x, 250, 42)

    def aimless(x: float, y: float) -> float:
        row = (y - 80) / 26
        waves = settle(x, 150, 34) * (
            34 * math.sin(x / 47 + 1.9 * row)
            + 24 * math.sin(x / 29 + 4.1 * row * row)
            + 12 * math.sin(x / 13 + 2.7 * row)
        )
        return y + waves

    panels: tuple[tuple[str, Callable[[float, float], float]], ...] = (
        ("Ro", calm),
        ("Konstruktiv uro", constructive),
        ("Uro uten retning", aimless),
    )
    for index, (name, shape) in enumerate(panels):
        left = 40 + 600 * index
        for y in rows:
            sheet.line(((left + x, shape(x, y)) for x in span(0, 520)), width=2.5)
        if shape is constructive:
            sheet.circle((left + 190, 318), 30, SIGNAL)
        sheet.text((left + 260, 724), name, 52, bold=True)
    sheet.save("uro.png")


def disturbance(x: float, y: float, at: Point, reach: float) -> float:
    """Return how far a line at height ``y`` gives way to something that stands at ``at``."""
    near = math.exp(-(((x - at[0]) / reach) ** 2))
    away = y - at[1]
    side = math.copysign(1, away)
    return side * 52 * near * math.exp(-abs(away) / 110)


def settle(x: float, middle: float, softness: float) -> float:
    """Rises from 0 to 1 around ``middle``."""
    return 1 / (1 + math.exp(-(x - middle) / softness))


def draw_loop() -> None:
    """Draw a lying figure of eight between the own group and the common arena."""
    sheet = Sheet(1800, 860)
    centre = (900.0, 430.0)
    for strand in range(5):
        if strand != 2:
            size, height = 832 - 13.5 * strand, 1.28 - 0.0825 * strand
            sheet.line((loop(centre, size, height, t) for t in span(0, TURN, 0.01)), width=2.5)
    # The middle strand carries the movement: out along one diagonal, home along the other.
    sheet.line((loop(centre, 805, 1.115, t) for t in span(0, TURN, 0.01)), SIGNAL, 6)
    for part in (0.12, 0.36, 0.62, 0.86):
        tip, tail = loop(centre, 805, 1.115, TURN * (part - 0.012)), loop(centre, 805, 1.115, TURN * part)
        sheet.arrow_head(tip, math.atan2(tip[1] - tail[1], tip[0] - tail[0]), 54)
    for x, name, words in (
        (410, "Egen ledergruppe", "prøve, øve, endre"),
        (1390, "Felles arena", "dele, spørre, speile"),
    ):
        sheet.text((x, 424), name, 58, bold=True)
        sheet.text((x, 490), words, 48)
    sheet.text((900, 196), "erfaringer ut →", 48, colour=SIGNAL)
    sheet.text((900, 700), "← ideer hjem", 48, colour=SIGNAL)
    sheet.save("sloyfe.png")


def loop(centre: Point, size: float, height: float, t: float) -> Point:
    """Return a point of Bernoulli's lemniscate, stretched upwards by ``height``."""
    below = 1 + math.sin(t) ** 2
    across = size * math.cos(t) / below
    up = size * math.sin(t) * math.cos(t) / below * height
    return centre[0] + across, centre[1] + up


def draw_lines() -> None:
    """Draw the decoration: calm lines that meet an obstacle and settle again."""
    sheet = Sheet(1800, 330)
    for i in range(12):
        y = 66 + 22 * i
        points = [
            (x, y + disturbance(x, y, (520, 190), 190) - 36 * settle(x, 640, 80)) for x in span(0, 1800)
        ]
        sheet.line(points, width=2.5)
    sheet.circle((520, 184), 22, SIGNAL)
    sheet.save("linjer.png")


def main() -> None:
    """Write every image."""
    draw_cohorts()
    draw_states()
    draw_loop()
    draw_lines()


if __name__ == "__main__":
    main()
