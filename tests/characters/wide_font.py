"""A theme whose one font claims to have every character, as a font of an author's may do."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from report_builder.theme import builtin

FONT = "Wide.ttf"


def wide_theme(folder: Path, characters: Iterable[str]) -> Path:
    """Write a theme with such a font into ``folder``: letters that it has already keep their glyphs."""
    font = TTFont(io.BytesIO(builtin.font("SourceSans3-Regular.ttf")))
    glyphs = font.getBestCmap()
    glyphs |= {ord(char): glyphs[ord("o")] for char in characters if ord(char) not in glyphs}
    # The soft hyphen and the byte order mark have a glyph in many fonts.
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.format = 3, 10, 0, 12
    table.reserved = table.length = 0
    table.nGroups = 0
    table.cmap = glyphs
    font["cmap"] = newTable("cmap")
    font["cmap"].tableVersion, font["cmap"].tables = 0, [table]
    folder.mkdir(parents=True)
    font.save(folder / FONT)
    text = builtin.theme_text("konstruktiv")
    (folder / "theme.yaml").write_text(re.sub(r"[\w-]+\.ttf", FONT, text), encoding="utf-8")
    return folder
