"""Every kind of generated art: the same everywhere, small, within its edges, and one like no other."""

from __future__ import annotations

import hashlib
import random
from functools import cache
from io import BytesIO
from itertools import product

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.pdfgen.canvas import Canvas

from report_builder.graphics.art import ART_KINDS, Art, draw_art
from report_builder.graphics.movement import TRAVEL
from report_builder.graphics.scene import Path, Scene
from report_builder.layout.paint.scene import paint_scene
from report_builder.publish.svg import paint_svg
from report_builder.theme.model import Colour

KINDS = tuple(kind for kind in Art if kind is not Art.NONE)
OWN = tuple(kind for kind in KINDS if kind is not Art.LINE_FIELD)
MOST = 60_000
"""Bytes, as the content of a page and as SVG."""
# Width, height and lines: of a hero of the site; of a cover, an opener, a plate, an A5 cover, a slide.
HERO = (900.0, 288.0, 26)
FORMS = (
    (595.28, 512.0, 26),
    (595.28, 200.0, 14),
    (595.28, 841.89, 24),
    (419.53, 360.0, 26),
    (960.0, 330.0, 26),
    HERO,
)
STAGES = (0.0, 0.2, 0.38, 0.5, 0.8, 1.0)
SEEDS = (0, 1, 2, 7, 2019, 999_999)
PALETTE = {
    "paper": Colour("paper", 1, 1, 1),
    "ink": Colour("ink", 0, 0, 0),
    "signal": Colour("signal", 0.8, 0, 0),
}


def cases() -> list[tuple[Art, tuple[float, float, int], float, int]]:
    return list(product(KINDS, FORMS, STAGES, SEEDS))


def sample(count: int) -> list[tuple[Art, tuple[float, float, int], float, int]]:
    """Cases of each kind, chosen once and for all."""
    chance = random.Random(16)  # noqa: S311  a sample, no secret
    return [
        case for kind in KINDS for case in chance.sample([one for one in cases() if one[0] is kind], count)
    ]


def content(scene: Scene, x: float = 0.0, top: float = 0.0) -> str:
    canvas = Canvas(BytesIO())
    paint_scene(canvas, scene, x, top, PALETTE)
    return "\n".join(canvas._code)


def holds(kind: Art, form: tuple[float, float, int], stage: float, seed: int) -> None:
    width, height, lines = form
    scene = draw_art(kind, width, height, stage, seed, lines=lines)
    if form != HERO:  # it is on no page
        assert len(content(scene)) <= MOST
    assert len(paint_svg(scene, {}, alt=None)) <= MOST
    assert all(isinstance(shape, Path) and shape.part is None for shape in scene.shapes)
    assert {shape.fill for shape in scene.shapes if isinstance(shape, Path)} == {"ink", "signal"}
    heights = [
        value
        for shape in scene.shapes
        if isinstance(shape, Path)
        for segment in shape.segments
        for value in segment[1::2]
    ]
    if kind is not Art.RINGS:  # a ring goes on out of sight
        assert min(heights) >= 0
        below = 2 if kind is Art.CONTOURS else 0  # what leaves at the foot goes its way out of sight
        assert max(heights) <= height + below + 0.05


@pytest.mark.parametrize("case", sample(6), ids=str)
def test_it_is_small_and_stays_within_its_edges(
    case: tuple[Art, tuple[float, float, int], float, int],
) -> None:
    holds(*case)


@pytest.mark.whole
def test_all_of_it_is_small_and_stays_within_its_edges() -> None:
    for case in cases():
        holds(*case)


def test_kinds_and_seeds_differ() -> None:
    drawn = [
        content(draw_art(kind, 595.28, 512.0, 0.38, seed, lines=26))
        for kind in KINDS
        for seed in range(1, 25)
    ]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_of_many_look_alike(kind: Art) -> None:
    looks = [picture(kind, 0.38, seed) for seed in range(1, 7)]
    for at, one in enumerate(looks):
        for other in looks[:at]:
            assert difference(one, other) > 8


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_arguments_give_the_same_drawing(kind: Art) -> None:
    one = draw_art(kind, 595.28, 512.0, 0.4, 3, lines=26)
    assert one == draw_art(kind, 595.28, 512.0, 0.4, 3, lines=26)
    assert draw_art(kind, 595.28, 200.0, -3, 1) == draw_art(kind, 595.28, 200.0, 0, 1)
    assert draw_art(kind, 595.28, 200.0, 7, 1) == draw_art(kind, 595.28, 200.0, 1, 1)


@pytest.mark.parametrize("kind", OWN)
def test_places_are_tenths_of_a_point(kind: Art) -> None:
    for shape in draw_art(kind, 595.28, 512.0, 0.6, 1).shapes:
        assert isinstance(shape, Path)
        assert all(round(value, 1) == value for segment in shape.segments for value in segment)


@pytest.mark.parametrize("kind", KINDS)
def test_what_lies_right_of_a_window_is_what_later_stages_show(kind: Art) -> None:
    width, height = 400.0, 200.0
    wide = draw_art(kind, width, height, 0.2, 7, lines=14, windows=1 + TRAVEL * 0.5)
    assert wide.width == width * (1 + TRAVEL * 0.5)
    seen = render(wide).crop((round(TRAVEL * 0.5 * width), 0, round(wide.width), round(height)))
    assert difference(seen, render(draw_art(kind, width, height, 0.7, 7, lines=14))) < 6


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_painted_beside_it(kind: Art) -> None:
    scene = draw_art(kind, 300.0, 200.0, 0.5, 5, lines=14)
    page = render(scene, x=50.0, top=350.0, size=(400.0, 400.0))
    page.paste((255, 255, 255), (50, 50, 350, 250))
    assert page.getcolors() == [(400 * 400, (255, 255, 255))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_voice_takes_the_colour_that_it_is_given(kind: Art) -> None:
    shapes = draw_art(kind, 400.0, 200.0, 0.5, 1, colour="paper", voice="tint").shapes
    assert {shape.fill for shape in shapes if isinstance(shape, Path)} == {"paper", "tint"}


def test_none_is_nothing() -> None:
    assert draw_art(Art.NONE, 400.0, 200.0, 0.5, 1) == Scene(400.0, 200.0, ())
    assert len(ART_KINDS) == 7


LOOKED_AT = {
    Art.LINE_FIELD: "b413a06f46c5a811",
    Art.CONTOURS: "26ffca659a93cd62",
    Art.STRANDS: "5d8cf4743e15948c",
    Art.SQUARES: "84983920113c538a",
    Art.RINGS: "ab8c51ad6bd3bc4a",
    Art.SIGNS: "c46b4864507601fd",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_drawings_are_those_that_were_looked_at(kind: Art) -> None:
    """A change of any line must be seen by a person: render, look, then write down the new sum."""
    scene = draw_art(kind, 595.28, 512.0, 0.38, 1, colour="paper", lines=26)
    assert hashlib.sha256(repr(scene).encode()).hexdigest()[:16] == LOOKED_AT[kind]


def render(
    scene: Scene, x: float = 0.0, top: float | None = None, size: tuple[float, float] | None = None
) -> Image.Image:
    width, height = size or (scene.width, scene.height)
    out = BytesIO()
    canvas = Canvas(out, (width, height))
    paint_scene(canvas, scene, x, height if top is None else top, PALETTE)
    canvas.showPage()
    canvas.save()
    image: Image.Image = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=1).to_pil()
    return image.convert("RGB")


@cache
def picture(kind: Art, stage: float, seed: int) -> Image.Image:
    return render(draw_art(kind, 300.0, 258.0, stage, seed, lines=26))


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, of 255."""
    size = min(one.width, other.width), min(one.height, other.height)
    parts = (image.crop((0, 0, *size)).convert("L") for image in (one, other))
    return ImageStat.Stat(ImageChops.difference(*parts)).mean[0]
