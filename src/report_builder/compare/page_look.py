"""The report's own look for the page: colours, the line field, and the characters that it needs."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import NamedTuple

from report_builder.graphics.art import Art, draw_art
from report_builder.graphics.scene import Curve, Move, Path, Segment
from report_builder.theme.model import Theme

ART = (1200.0, 240.0)
"""Width and height of the line field at the head of the page."""

_FACES = (
    ("serif", "regular", 400),
    ("sans", "regular", 400),
    ("sans", "bold", 600),
    ("light", "regular", 300),
)
_LICENCE = (0, 13, 14)
"""Name entries that stay: copyright, licence, where the licence stands. A subset may not keep the name of
the whole font, by the SIL Open Font License."""


class Face(NamedTuple):
    """A face for the style sheet; ``uri`` is a data URI."""

    family: str
    weight: int
    uri: str


def colours(theme: Theme) -> dict[str, str]:
    """The palette as custom properties of the style sheet: "tint-strong" to "#d3dfdf"."""
    return {
        name.replace("_", "-"): "#"
        + "".join(f"{round(part * 255):02x}" for part in (colour.red, colour.green, colour.blue))
        for name, colour in sorted(theme.palette.items())
    }


def faces(theme: Theme, text: str) -> Iterator[Face]:
    """The theme's faces with the characters of ``text`` only."""
    import uharfbuzz

    for family, face, weight in _FACES:
        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.update(set(map(ord, text)))
        wanted.name_id_set.clear()
        wanted.name_id_set.update(_LICENCE)
        source = uharfbuzz.Face(theme.files[getattr(theme.fonts[family], face)])
        data = uharfbuzz.subset(source, wanted).blob.data
        yield Face(family, weight, f"data:font/ttf;base64,{base64.b64encode(data).decode('ascii')}")


def art() -> list[tuple[str, str]]:
    """The line field, the sign of the reports: outlines for SVG, each with the name of its colour."""
    scene = draw_art(Art.LINE_FIELD, *ART, 0.38, 7, colour="paper", lines=14)
    return [
        (shape.fill or "paper", "".join(_command(segment) for segment in shape.segments))
        for shape in scene.shapes
        if isinstance(shape, Path)
    ]


def _command(segment: Segment) -> str:
    letter = "M" if isinstance(segment, Move) else "C" if isinstance(segment, Curve) else "L"
    return letter + " ".join(f"{value:.1f}" for value in segment)
