"""The theme's fonts for the web: only the characters that the site has, as WOFF2.

A subset is a changed version of a font, and the SIL Open Font License keeps some names for unchanged ones:
so the faces get names of their own. Copyright and licence stay in the files.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from report_builder.model.report import Report
from report_builder.theme.model import Theme

FAMILIES = {
    "serif": ("regular", "italic", "bold", "bold_italic"),
    "sans": ("regular", "italic", "bold"),
    "light": ("regular",),
    "mono": ("regular",),
}
"""Families of a theme, and the faces of each, that pages use."""

_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "æøåÆØÅé«»–…·•\u00a0"
"""What templates have, and most of what readers write into a field."""

_FEATURES = ["kern", "mark", "ccmp", "locl"]
_NAMES = (0, 13, 14)
"""Copyright, licence, and where the licence stands."""


def characters(values: Iterable[object]) -> frozenset[str]:
    """Give every character of the texts in ``values``, however deep they stand, and those of templates."""
    return frozenset(_ALWAYS).union(*_texts(list(values)))


def large_characters(reports: Iterable[Report]) -> frozenset[str]:
    """Give every character of what is set large: titles, numbers of chapters, values of findings."""
    found = set("0123456789 .,–\u00a0")
    for report in reports:
        found.update(report.publication.title)
        for finding in report.findings.values():
            found.update(finding.display)
    return frozenset(found)


def _texts(node: object) -> Iterator[str]:
    waiting: list[Any] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
        elif isinstance(here, Mapping):
            waiting.extend(here.values())
        elif isinstance(here, Struct):
            waiting.extend(getattr(here, name) for name in here.__struct_fields__)
        elif isinstance(here, (tuple, list)):
            waiting.extend(here)


def web_fonts(theme: Theme, wanted: frozenset[str], large: frozenset[str] | None = None) -> dict[str, bytes]:
    """Give the faces that pages use, file name to bytes; the same arguments give the same bytes.

    ``wanted`` are the characters of the site, ``large`` those of titles and numerals, which the light family
    is for; None for all.
    """
    files: dict[str, bytes] = {}
    for family, faces in FAMILIES.items():
        characters = large if large and family == "light" else wanted
        for face in faces:
            source = theme.files[getattr(theme.fonts[family], face)]
            files[file_name(family, face)] = _subset(source, characters, f"{family} {face}")
    return files


def file_name(family: str, face: str) -> str:
    """Give the name of a face's file."""
    return f"{family}-{face.replace('_', '-')}.woff2"


@lru_cache(maxsize=32)
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
    subsetter.populate(unicodes=sorted(map(ord, wanted)))
    subsetter.subset(font)
    postscript = f"report-{name}".replace(" ", "-").replace("_", "-")
    for identifier, value in ((1, f"Report {name}"), (2, "Regular"), (4, f"Report {name}"), (6, postscript)):
        font["name"].setName(value, identifier, 3, 1, 0x409)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
