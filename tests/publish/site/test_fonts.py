"""The faces of the site: the letters stand as far apart as in the theme's own fonts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import product

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from report_builder.publish.fonts import web_fonts
from tests.publish.edition.support import theme_of

SOME = frozenset("ABDFKLPTVWYabdefgjkoprtuvwyæøå.,:-–«»’/ 0147")
FACES = [
    ("serif", "regular"),
    ("serif", "bold_italic"),
    ("sans", "bold"),
    ("light", "regular"),
    ("mono", "regular"),
]


def distances(font: bytes, letters: Iterator[str]) -> Mapping[tuple[str, str], int]:
    """How far the letter after each pair begins, in the units of the font, as HarfBuzz tells it."""
    shaper = uharfbuzz.Font(uharfbuzz.Face(font))
    found = {}
    for first, second in product(sorted(letters), repeat=2):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(first + second)
        buffer.guess_segment_properties()
        uharfbuzz.shape(
            shaper, buffer, {"kern": True, "liga": False, "locl": False, "calt": False, "clig": False}
        )
        found[first, second] = sum(position.x_advance for position in buffer.glyph_positions)
    return found


def plain(woff: bytes) -> bytes:
    """The font inside a WOFF2 file."""
    font, out = TTFont(BytesIO(woff)), BytesIO()
    font.flavor = None
    font.save(out)
    return out.getvalue()


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", ["report", "report-noktern"])
def test_letters_stand_as_far_apart_as_in_the_theme_s_font(name: str, face: tuple[str, str]) -> None:
    theme = theme_of(name)
    own = theme.files[getattr(theme.fonts[face[0]], face[1])]
    (made,) = web_fonts(theme, {face: SOME}).values()
    wanted = distances(own, iter(SOME))
    assert distances(plain(made), iter(SOME)) == wanted
    kerned = [
        pair
        for pair in wanted
        if wanted[pair] != wanted[pair[0], " "] + wanted[" ", pair[1]] - wanted[" ", " "]
    ]
    assert (len(kerned) > 100) == (face[0] != "mono")


def test_a_font_says_whose_it_is_and_on_what_terms() -> None:
    theme = theme_of("report")
    for family, face in FACES:
        (made,) = web_fonts(theme, {(family, face): frozenset("ab")}).values()
        names = {name.nameID: str(name) for name in TTFont(BytesIO(made))["name"].names}
        assert "SIL Open Font License" in names[13]
        assert names[0]
        assert names[1] == f"Report {family} {face}"
