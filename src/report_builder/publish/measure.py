"""How wide a text is in the theme's fonts, for drawings whose text a browser will set."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from report_builder.graphics.scene import Measure
from report_builder.sources.characters import bare
from report_builder.theme.model import FontFamily, Theme


def measure_of(theme: Theme) -> Measure:
    """Give what tells the width of a text in points.

    Kerning is left out, as the style sheet leaves it out in drawings, so that what was measured is what is
    seen. A character that neither the style's own font nor the fallback has counts as an em.
    """
    faces: dict[str, _Face] = {}

    def face(family: FontFamily, name: str) -> _Face:
        file = getattr(family, name)
        if file not in faces:
            faces[file] = _Face(theme.files[file])
        return faces[file]

    @cache  # a text is measured again for each width that is tried
    def measure(text: str, style: str, /) -> float:
        looks = theme.styles[style]
        own = face(theme.fonts[looks.family], looks.face)
        fallbacks = tuple(face(theme.fonts[family], looks.face) for family in theme.fallback)
        seen = bare(text)
        return sum(width(char, (own, *fallbacks)) for char in seen) * looks.size + looks.tracking * len(seen)

    def width(char: str, faces: tuple[_Face, ...]) -> float:
        found = (face.width(char) for face in faces)
        return next((one for one in found if one is not None), 1.0)

    return measure


class _Face:
    """The advance widths of one font file, in shares of the type size."""

    def __init__(self, data: bytes) -> None:
        from fontTools.ttLib import TTFont

        font: Any = TTFont(BytesIO(data), lazy=True)
        self._glyphs: dict[int, str] = font.getBestCmap()
        self._advances: dict[str, tuple[int, int]] = font["hmtx"].metrics
        self._em: int = font["head"].unitsPerEm

    def width(self, char: str) -> float | None:
        """The width of ``char``, None where the font lacks it."""
        glyph = self._glyphs.get(ord(char))
        return None if glyph is None else self._advances[glyph][0] / self._em
