"""How text is set where it stands: a text style, and what changes it."""

from __future__ import annotations

from msgspec import Struct

from report_builder.layout.compose.runs import Marking
from report_builder.theme.model import Colour


class Setting(Struct, frozen=True):
    """How the runs at hand are set: a text style, changed by the inline nodes around them.

    ``links`` is the colour of links on a ground on which the theme's own need not be readable.
    """

    family: str
    face: str
    size: float
    colour: Colour
    language: str
    hyphenate: bool
    tracking: float
    features: tuple[str, ...] = ()
    rise: float = 0.0
    underline: bool = False
    links: Colour | None = None
    marking: Marking | None = None


def operator(colour: Colour, stroke: bool = False) -> str:
    """The operator that sets ``colour`` for filling or for stroking."""
    name = "RG" if stroke else "rg"
    return f"{colour.red:.3g} {colour.green:.3g} {colour.blue:.3g} {name}"
