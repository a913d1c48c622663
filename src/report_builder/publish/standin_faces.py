"""What a browser sets until the fonts of the site are there: fonts that machines have, as wide and as high.

Lines then break where they will, and nothing on the page moves when the fonts come. How wide a font is, is
told by the letters of running text; how high, by its own numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from report_builder.publish.font_subsets import FAMILIES
from report_builder.theme.model import Theme

if TYPE_CHECKING:
    import uharfbuzz

TEXT: Mapping[str, int] = {
    " ": 174, "e": 136, "r": 80, "n": 63, "t": 59, "a": 45, "i": 42, "l": 39, "s": 37, "g": 36, "d": 36,
    "o": 34, "m": 30, "k": 23, "p": 23, "v": 21, "u": 17, ".": 15, "f": 14, "h": 12, "å": 12, "b": 10,
    "ø": 7, ",": 6, "j": 5, "y": 4, "D": 4, "H": 2, "E": 2, "S": 2, "T": 1, "c": 1, "æ": 1, "A": 1, "L": 1,
}  # fmt: skip
"""How often each letter stands in a thousand of running text."""
_OFTEN = 100
"""Pairs that stand less often in a million change no width that is seen."""


class _Known(NamedTuple):
    """A font under the names that machines have it by, those of fonts that are exactly as wide among them.

    ``width`` is the mean width of the letters of running text, as a share of the size of the type.
    """

    names: tuple[str, ...]
    width: float


class _StandIn(NamedTuple):
    """A family that many machines have: each face of it."""

    name: str
    faces: Mapping[str, _Known]


_ARIAL = _StandIn(
    "Arial",
    {
        "regular": _Known(("Arial", "ArialMT", "Liberation Sans", "Arimo"), 0.4402),
        "italic": _Known(
            ("Arial Italic", "Arial-ItalicMT", "Liberation Sans Italic", "Arimo Italic"), 0.4402
        ),
        "bold": _Known(("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold"), 0.473),
    },
)
_TIMES = _StandIn(
    "Times",
    {
        "regular": _Known(("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "Tinos"), 0.3985),
        "italic": _Known(
            ("Times New Roman Italic", "TimesNewRomanPS-ItalicMT", "Liberation Serif Italic", "Tinos Italic"),
            0.4007,
        ),
        "bold": _Known(
            ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold", "Tinos Bold"), 0.4266
        ),
        "bold_italic": _Known(
            ("Times New Roman Bold Italic", "TimesNewRomanPS-BoldItalicMT", "Liberation Serif Bold Italic"),
            0.4102,
        ),
    },
)
_ROBOTO = _StandIn(
    "Roboto",
    {
        "regular": _Known(("Roboto", "Roboto Regular"), 0.4371),
        "italic": _Known(("Roboto Italic",), 0.4248),
        "bold": _Known(("Roboto Bold",), 0.4455),
    },
)
_COURIER = _StandIn("Courier", {"regular": _Known(("Courier New", "CourierNewPSMT", "Liberation Mono"), 0.6)})
FOR: Mapping[str, tuple[_StandIn, ...]] = {
    "serif": (_TIMES, _ROBOTO),
    "sans": (_ARIAL, _ROBOTO),
    "light": (_ARIAL, _ROBOTO),
    "mono": (_COURIER,),
    "field": (),
}
"""What stands in for each family: on most machines the first, on Android Roboto."""


def families_with_stand_ins() -> dict[str, str]:
    """Give the value of each family in the style sheet: the report's own, and what stands in."""
    return {
        name: ", ".join(
            (f'"report {name}"', *(f'"{_named(name, each)}"' for each in FOR[name]), family.fallback)
        )
        for name, family in FAMILIES.items()
    }


def stand_ins(theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Give the family, the face and the declarations of every stand-in of the theme's fonts."""
    for name, family in FAMILIES.items():
        for each in FOR[name]:
            for face in family.faces:
                if face in each.faces:
                    font = theme.fonts[family.source]
                    own = _measured(theme.files[getattr(font, face)])
                    yield _named(name, each), face, _declared(each.faces[face], own, font.scale)


def _named(family: str, stand_in: _StandIn) -> str:
    return f"report {family} in {stand_in.name}"


class _Measured(NamedTuple):
    """A font of the theme: as in :class:`_Known`, and how far it reaches above and below the line.

    Browsers set it with its kerning, which makes running text a hundredth narrower than its letters are.
    """

    width: float
    above: float
    below: float
    gap: float


@lru_cache(maxsize=32)
def _measured(data: bytes) -> _Measured:
    import uharfbuzz

    face = uharfbuzz.Face(data)
    font = uharfbuzz.Font(face)
    found = font.get_font_extents("ltr")
    letters = {letter: font.get_nominal_glyph(ord(letter)) for letter in TEXT}
    known = {letter: glyph for letter, glyph in letters.items() if glyph is not None}
    whole = sum(TEXT[letter] for letter in known)
    run = sum(font.get_glyph_h_advance(glyph) * TEXT[letter] for letter, glyph in known.items())
    em = face.upem
    width = (run + _kerning(font, known) / whole) / whole / em if whole else 0.0
    return _Measured(width, found.ascender / em, -found.descender / em, found.line_gap / em)


def _kerning(font: uharfbuzz.Font, known: Mapping[str, int]) -> float:
    """How much wider pairs are than their letters, by how often both letters stand in running text."""
    import uharfbuzz

    wider = 0.0
    for first, second in product(known, repeat=2):
        weight = TEXT[first] * TEXT[second]
        if weight >= _OFTEN:
            pair = uharfbuzz.Buffer()
            pair.add_str(first + second)
            pair.guess_segment_properties()
            uharfbuzz.shape(font, pair)
            alone = font.get_glyph_h_advance(known[first]) + font.get_glyph_h_advance(known[second])
            wider += weight * (sum(each.x_advance for each in pair.glyph_positions) - alone)
    return wider


def _declared(known: _Known, own: _Measured, scale: float) -> str:
    """What lets a browser set the known font as wide and as high as the theme's own at its scale."""
    local = ", ".join(f'local("{name}")' for name in known.names)
    if not own.width:
        return f"src: {local};"
    share = own.width / known.width
    size = share * scale
    sizes = {
        "ascent-override": own.above / share,
        "descent-override": own.below / share,
        "line-gap-override": own.gap / share,
    }
    said = "; ".join(f"{name}: {_percent(share)}" for name, share in {"size-adjust": size, **sizes}.items())
    return f"src: {local}; {said};"


def _percent(share: float) -> str:
    return f"{share * 100:.4g}%"
