"""The kinds of generated art: one family, of which each report shows one member.

All are windows of a panorama (:mod:`report_builder.graphics.movement`), are drawn in one colour with a voice
in another, and take the same arguments. They are decoration: no shape has a part.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from importlib import import_module

from report_builder.graphics.movement import Band, Voices, Window, begin
from report_builder.graphics.scene import Path, Scene

MOST_SEED = 9_999_999
"""The largest seed of generated art; the least is 0."""
VOICE = "signal"
"""The colour of the voice where nothing else is said."""


class Art(Enum):
    """What is drawn on a sheet; the values are what themes and reports call it."""

    LINE_FIELD = "line-field"
    CONTOURS = "contours"
    STRANDS = "strands"
    SQUARES = "squares"
    RINGS = "rings"
    SIGNS = "signs"
    NONE = "none"


ART_KINDS = tuple(kind.value for kind in Art)
"""What themes and reports call that which can be drawn on a sheet."""


def draw_art(
    art: Art,
    width: float,
    height: float,
    stage: float,
    seed: int,
    *,
    colour: str = "ink",
    voice: str = VOICE,
    lines: int = 24,
    windows: float = 1.0,
    into: Band | None = None,
) -> Scene:
    """Draw the window of the panorama that belongs to ``stage``, from 0 (calm) to 1 (the new order).

    ``width`` and ``height`` are in points. ``colour`` names the colour of the chorus, ``voice`` that of the
    voice; ``lines`` and ``windows`` are those of a :class:`Window`. Where there is a band for the lines of a
    field to lead ``into``, the window before that is drawn, which ends where the one of ``stage`` begins.
    There is no ground. The same arguments give the same scene.
    """
    if art is Art.NONE:
        return Scene(width * windows, height, ())
    start = begin(stage) - (0.0 if into is None else 1.0)
    parts = _drawer(art)(Window(width, height, start, seed, lines, windows, into))
    shapes = Path(tuple(parts.chorus), fill=colour), Path(tuple(parts.voice), fill=voice)
    return Scene(width * windows, height, shapes)


@cache
def _drawer(art: Art) -> Callable[[Window], Voices]:
    """Give what draws a kind; its module is loaded where a report shows it."""
    name = art.value.replace("-", "_")
    module = import_module(f"report_builder.graphics.{name}")
    drawer: Callable[[Window], Voices] = getattr(module, f"draw_{name}")
    return drawer
