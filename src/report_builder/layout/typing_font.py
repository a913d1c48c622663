"""The font of what readers type into the form: a face of the theme with the characters of WinAnsiEncoding.

What is typed is not known when the file is made, so the whole of a small set is embedded (ISO 19005-2,
6.2.11.4); a program that fills in the form finds the characters by their codes.
"""

from __future__ import annotations

import uharfbuzz

from report_builder.layout.blocks.answers import COLOUR, STROKE
from report_builder.layout.blocks.setting import operator
from report_builder.layout.result import Typing
from report_builder.theme.model import Theme

_STYLE = "table"
"""The style whose family is that of what is typed."""
_FIRST = 32
_TAG = "TYPING"
"""Stands before the name of a subset (ISO 32000-1, 9.6.4)."""
_NEEDLESS = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx")
"""Tables that nothing asks for where characters are set one by one."""


def typing_of(theme: Theme) -> Typing:
    """Give the font in which a form of ``theme`` is filled in."""
    style = theme.styles[_STYLE]
    data = theme.files[theme.fonts[style.family].regular]
    face = uharfbuzz.Face(data)
    font = uharfbuzz.Font(face)
    scale = 1000 / face.upem
    codes = [bytes((code,)).decode("cp1252", "ignore") for code in range(_FIRST, 256)]
    glyphs = [font.get_nominal_glyph(ord(char)) if char else None for char in codes]
    widths = tuple(0 if glyph is None else round(font.get_glyph_h_advance(glyph) * scale) for glyph in glyphs)
    extents = font.get_font_extents("ltr")
    boxes = [font.get_glyph_extents(glyph) for glyph in glyphs if glyph is not None]
    inked = [box for box in boxes if box is not None and box.width]
    box = (
        min(round(one.x_bearing * scale) for one in inked),
        min(round((one.y_bearing + one.height) * scale) for one in inked),
        max(round((one.x_bearing + one.width) * scale) for one in inked),
        max(round(one.y_bearing * scale) for one in inked),
    )
    capital = font.get_glyph_extents(font.get_nominal_glyph(ord("H")))
    return Typing(
        f"{_TAG}+{style.family.capitalize()}",
        _subset(face, codes),
        widths,
        box,
        round(extents.ascender * scale),
        round(extents.descender * scale),
        round(capital.y_bearing * scale),
        operator(theme.palette["ink"]),
        operator(theme.palette[COLOUR], stroke=True),
        STROKE,
    )


def _subset(face: uharfbuzz.Face, chars: list[str]) -> bytes:
    asked = uharfbuzz.SubsetInput()
    asked.unicode_set.update({ord(char) for char in chars if char})
    asked.flags = uharfbuzz.SubsetFlags.NO_HINTING
    asked.layout_feature_tag_set.clear()
    asked.drop_table_tag_set.update({int.from_bytes(name.encode("ascii"), "big") for name in _NEEDLESS})
    asked.name_id_set.clear()
    subset: bytes = uharfbuzz.subset(face, asked).blob.data
    return subset
