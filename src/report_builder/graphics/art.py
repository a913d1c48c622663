"""The kinds of generated art: one family, of which each report shows one member.

All are windows of a panorama (:mod:`report_builder.graphics.movement`), are drawn in one colour with a voice
in another, and take the same arguments. They are decoration: no shape has a part.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from importlib import import_module

from msgspec.structs import replace

from report_builder.graphics.scene import Path, Scene

MOST_SEED = 9_999_999
"""The largest seed of generated art; the least is 0."""
VOICE = "signal"
"""The colour of the voice, which is the one that all kinds of art draw it in."""


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
) -> Scene:
    """Draw the window of the panorama that belongs to ``stage``, from 0 (calm) to 1 (the new order).

    ``width`` and ``height`` are in points. ``colour`` names the colour of all but the voice; ``lines`` says
    how many lines would fill the height, from which each kind takes its own measure. ``windows`` is how much
    of the panorama is drawn from there on, in widths: what lies right of the window is what later stages
    show. There is no ground. The same arguments give the same scene.
    """
    if art is Art.NONE:
        return Scene(width * windows, height, ())
    scene = _drawer(art)(width, height, stage, seed, colour=colour, lines=lines, windows=windows)
    return voiced(scene, voice)


def voiced(scene: Scene, voice: str) -> Scene:
    """Give the drawing with the voice in the colour of this name."""
    if voice == VOICE:
        return scene
    shapes = (
        replace(shape, fill=voice) if isinstance(shape, Path) and shape.fill == VOICE else shape
        for shape in scene.shapes
    )
    return replace(scene, shapes=tuple(shapes))


@cache
def _drawer(art: Art) -> Callable[..., Scene]:
    """Give what draws a kind; its module is loaded where a report shows it."""
    name = art.value.replace("-", "_")
    drawer: Callable[..., Scene] = getattr(import_module(f"report_builder.graphics.{name}"), f"draw_{name}")
    return drawer
