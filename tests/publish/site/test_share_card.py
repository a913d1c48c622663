"""The picture for sharing a report shows the idea of its cover: its words beside what is drawn."""

from __future__ import annotations

import re
import shutil
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from report_builder.diagnostics import Diagnostics
from report_builder.graphics.art import ART_KINDS
from report_builder.pipeline.production import load, make
from report_builder.pipeline.stages import Stages
from report_builder.publish.colours import hexadecimal
from report_builder.publish.cover import draw_cover
from report_builder.publish.describing.facts import CARD_SIZE
from report_builder.sources.files import SourceFiles
from report_builder.theme.model import SheetKind
from tests.layout.test_logo_places import make_one, themed
from tests.sample_reports import SAMPLES, make_folder

FACTS = re.sub("(?m)^theme:.*\n", "", (SAMPLES / "report.yaml").read_text("utf-8"))
WORDS = 660
"""Pixels: where the drawing begins."""


def card(theme: str, cover: str) -> tuple[Image.Image, str]:
    """The card of a report with this ``cover``, and the colour of its ground."""
    root = make_folder("# Kapittel\n\nTekst.\n", report=f"{FACTS}theme: {theme}\ncover:\n{cover}")
    diagnostics, stages = Diagnostics(), Stages(lambda: 0.0, lambda _: None)
    try:
        Image.effect_noise((600, 800), 90).convert("RGB").save(root / "assets" / "forside.png")
        loaded = load(SourceFiles(root), diagnostics, stages)
    finally:
        shutil.rmtree(root)
    assert loaded is not None
    made = make(*loaded, diagnostics, stages)
    assert made is not None
    ground = hexadecimal(loaded[1].sheets[SheetKind.COVER].ground)
    drawn = draw_cover(made.pdf, ground).card
    assert drawn == draw_cover(made.pdf, ground).card
    with Image.open(BytesIO(drawn)) as image:
        assert image.format == "PNG"
        return image.convert("RGB"), ground


def inked(image: Image.Image, ground: str, box: tuple[int, int, int, int]) -> float:
    """Which part of a box is not of the ground's colour."""
    part = image.crop(box)
    difference = ImageChops.difference(part, Image.new("RGB", part.size, ground)).convert("L")
    return sum(difference.point(lambda value: value > 40).histogram()[1:]) / (part.width * part.height)


@pytest.mark.parametrize("art", [kind for kind in ART_KINDS if kind != "none"])
def test_words_and_drawing_stand_beside_each_other(art: str) -> None:
    image, ground = card("konstruktiv", f"  art: {art}\n  seed: 3\n")
    broad, high = CARD_SIZE
    assert image.size == CARD_SIZE
    assert inked(image, ground, (0, 0, 40, high)) == 0
    assert inked(image, ground, (WORDS - 40, 0, WORDS - 1, high)) == 0
    assert 0.01 < inked(image, ground, (40, 0, WORDS - 40, high)) < 0.3
    assert 0.1 < inked(image, ground, (WORDS, 0, broad, high)) < 0.8
    assert inked(image, ground, (WORDS, high // 2, broad, high)) > 0.05


@pytest.mark.parametrize(
    ("theme", "cover"),
    [
        ("konstruktiv", "  art: none\n"),
        ("konstruktiv", "  image: {file: forside.png, decorative: true}\n"),
        ("noktern", "  art: rings\n"),
        ("noktern", "  art: none\n"),
    ],
)
def test_what_has_no_picture_of_its_own_shows_the_head_of_the_cover(theme: str, cover: str) -> None:
    image, ground = card(theme, cover)
    assert image.size == CARD_SIZE
    assert inked(image, ground, (80, 0, *CARD_SIZE)) > 0.005


@pytest.mark.parametrize("base", ["konstruktiv", "noktern"])
def test_a_logo_beside_the_words_is_shown_with_them(base: str) -> None:
    colour = (200, 30, 160)
    files = {name: text.replace("#fca311", "#c81ea0") for name, text in themed(base, "height: 30").items()}
    pdf, _ = make_one(files, "theme: eget\n")
    assert pdf is not None
    with Image.open(BytesIO(draw_cover(pdf, "#000000").card)) as picture:
        seen = picture.convert("RGB").crop((0, 0, WORDS, picture.height)).getcolors(1 << 20)
    assert seen is not None
    assert any(near(found, colour) for _, found in seen)


def near(found: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) < 24 for one, other in zip(found, colour, strict=True))
