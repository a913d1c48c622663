"""The theme's fonts for the web: only the characters that the site has, as WOFF2.

A subset is a changed version of a font, and the SIL Open Font License keeps some names for unchanged ones:
so the faces get names of their own. Copyright and licence stay in the files.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from unicodedata import is_normalized, normalize

from report_builder.publish.font_subsets import FAMILIES, Face
from report_builder.publish.theme_marks import features_on_screens
from report_builder.theme.model import Theme

_FEATURES = ("kern", "mark", "ccmp")
"""As on paper, but with marks set on letters; no forms of certain languages alone."""
_NAMES = {0, 13, 14}
"""Copyright, licence, and where the licence stands."""
_NEEDLESS = ("BASE", "STAT", "vhea", "vmtx")
"""Tables for lines that run downwards, for scripts side by side, and for the names of a family's members."""


def web_fonts(theme: Theme, letters: Mapping[Face, frozenset[str]]) -> dict[str, bytes]:
    """Give the faces that ``letters`` names, file name to bytes, each with its characters and no others.

    The same arguments give the same bytes.
    """
    files: dict[str, bytes] = {}
    for (family, face), wanted in letters.items():
        source = theme.files[getattr(theme.fonts[FAMILIES[family].source], face)]
        features = features_on_screens(theme, FAMILIES[family].source)
        files[file_name(family, face)] = _subset(source, wanted, f"{family} {face}", features)
    return files


def file_name(family: str, face: str) -> str:
    """Give the name of a face's file."""
    return f"{family}-{face.replace('_', '-')}.woff2"


@lru_cache(maxsize=32)
def _subset(data: bytes, wanted: frozenset[str], name: str, features: tuple[str, ...]) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(_with_characters(data, wanted, features)), recalcTimestamp=False)
    postscript = f"report-{name}".replace(" ", "-").replace("_", "-")
    for identifier, value in ((1, f"Report {name}"), (2, "Regular"), (4, f"Report {name}"), (6, postscript)):
        font["name"].setName(value, identifier, 3, 1, 0x409)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _with_characters(data: bytes, wanted: frozenset[str], features: tuple[str, ...]) -> bytes:
    """The font with these characters only. HarfBuzz takes a tenth of the time that fontTools would."""
    import uharfbuzz

    face, asked = uharfbuzz.Face(data), uharfbuzz.SubsetInput()
    asked.unicode_set.update(set(map(ord, wanted)))
    # A browser makes a letter that the font lacks of another and a mark.
    if made := [char for char in wanted if not is_normalized("NFD", char)]:
        known = face.unicodes
        lacking = "".join(char for char in made if ord(char) not in known)
        asked.unicode_set.update(set(map(ord, normalize("NFD", lacking))))
    asked.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    asked.layout_feature_tag_set.clear()
    asked.layout_feature_tag_set.update(_tags((*_FEATURES, *features)))
    asked.drop_table_tag_set.update(_tags(_NEEDLESS))
    asked.name_id_set.clear()
    asked.name_id_set.update(_NAMES)
    subset: bytes = uharfbuzz.subset(face, asked).blob.data
    return subset


def _tags(names: Iterable[str]) -> set[int]:
    """OpenType's names as HarfBuzz counts them."""
    return {int.from_bytes(name.encode("ascii"), "big") for name in names}
