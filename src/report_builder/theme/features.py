"""Figures and small capitals that a font has beside its plain ones: features that exchange its glyphs."""

from __future__ import annotations

import struct

from report_builder.theme.font_tables import tables_of

FIGURES = {"font": (), "lining": ("lnum",), "oldstyle": ("onum",)}
"""What ``figures`` of a style asks a font for (OpenType 1.9, registered features)."""
FIGURE_WIDTHS = {"font": (), "proportional": ("pnum",), "tabular": ("tnum",)}
"""What ``figure_width`` asks for."""
CAPITALS = {"none": (), "small": ("smcp",), "all": ("smcp", "c2sc")}
"""What ``caps`` asks for: small letters as small capitals, or all of them."""


def asked_features(figures: str, figure_width: str, caps: str) -> tuple[str, ...]:
    """The tags of the features that a style asks its font for."""
    return (*FIGURES[figures], *FIGURE_WIDTHS[figure_width], *CAPITALS[caps])


def features_of(data: bytes) -> frozenset[str]:
    """The tags of features that exchange glyphs of a font (OpenType 1.9, "GSUB"); none if it is broken."""
    table = (tables_of(data) or {}).get("GSUB")
    if table is None:
        return frozenset()
    try:
        (start,) = struct.unpack_from(">H", table, 6)
        (count,) = struct.unpack_from(">H", table, start)
        tags = [struct.unpack_from(">4s", table, start + 2 + 6 * index)[0] for index in range(count)]
    except struct.error:
        return frozenset()
    return frozenset(tag.decode("latin-1") for tag in tags)
