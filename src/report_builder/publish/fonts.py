"""The theme's fonts for the web: only the characters that the site has, as WOFF2.

A subset is a changed version of a font, and the SIL Open Font License keeps some names for unchanged ones:
so the faces get names of their own. Copyright and licence stay in the files.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from report_builder.theme.model import Theme

FAMILIES = {
    "serif": ("regular", "italic", "bold", "bold_italic"),
    "sans": ("regular", "italic", "bold"),
    "light": ("regular",),
    "mono": ("regular",),
}
"""Families of a theme, and the faces of each, that pages use."""

_ALWAYS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "æøåÆØÅäöÄÖéèêëóòôüÉÈÊËÓÒÔÜáčđŋšŧžÁČĐŊŠŦŽ«»“”‘’–—…·•§°×−©½→\u00a0\u00ad\u2011\u202f"
)
"""What readers may write into a field, and what templates have: nb, nn, North Sámi, English."""

_FEATURES = ["kern", "mark", "ccmp", "locl"]
_NAMES = (0, 13, 14)
"""Copyright, licence, and where the licence stands."""


def characters(values: Iterable[object]) -> frozenset[str]:
    """Give every character of the texts in ``values``, however deep they stand in dataclasses."""
    found = set(_ALWAYS)
    for text in _texts(values):
        found.update(text)
    return frozenset(found)


def _texts(node: object) -> Iterator[str]:
    waiting: list[Any] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
        elif isinstance(here, Mapping):
            waiting.extend(here.values())
        elif dataclasses.is_dataclass(here):
            waiting.extend(getattr(here, field.name) for field in dataclasses.fields(here))
        elif isinstance(here, (tuple, list)):
            waiting.extend(here)


def web_fonts(theme: Theme, wanted: frozenset[str]) -> dict[str, bytes]:
    """Give the faces that pages use, file name to bytes; the same arguments give the same bytes."""
    made: dict[str, bytes] = {}
    files: dict[str, bytes] = {}
    for family, faces in FAMILIES.items():
        for face in faces:
            source = getattr(theme.fonts[family], face)
            if source not in made:
                made[source] = _subset(theme.files[source], wanted, f"{family} {face}")
            files[file_name(family, face)] = made[source]
    return files


def file_name(family: str, face: str) -> str:
    """Give the name of a face's file."""
    return f"{family}-{face.replace('_', '-')}.woff2"


def _subset(data: bytes, wanted: frozenset[str], name: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.name_IDs = list(_NAMES)
    options.notdef_outline = True
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in wanted])
    subsetter.subset(font)
    postscript = f"report-{name}".replace(" ", "-").replace("_", "-")
    for identifier, value in ((1, f"Report {name}"), (2, "Regular"), (4, f"Report {name}"), (6, postscript)):
        font["name"].setName(value, identifier, 3, 1, 0x409)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
