"""Write the font of formulas: what they can be made of, from the STIX Two Math of https://stixfonts.org.

    python scripts/write_math_font.py STIXTwoMath-Regular.ttf

Kept are the signs and letters that the notation knows, with the larger forms that the MATH table has of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from report_builder.content.formulas.signs import ACCENTS, FENCES, TYPED
from report_builder.model.formulas import Variant
from report_builder.model.math_letters import shaped

TARGET = (
    Path(__file__).resolve().parent.parent / "src" / "report_builder" / "data" / "fonts" / "STIXTwoMath.ttf"
)
LATIN = range(0x20, 0x250)
GREEK = range(0x391, 0x3F7)
EXTRA = "∕⁄ı̸̄̅̂̃̇̈⃗ȷ‐‑–—‘’‚“”„†‡•…‰′″‹›€−\u202f"


def characters() -> set[int]:
    """Every character that a formula may have."""
    letters = [chr(code) for code in (*LATIN, *GREEK)]
    found = {ord(shaped(letter, variant)) for letter in letters for variant in Variant}
    typed = (*TYPED, *FENCES.values(), *(mark for mark, *_ in ACCENTS.values()))
    typed += tuple(sign.text for sign in TYPED.values())
    return found | {ord(char) for text in (*typed, *letters, EXTRA) for char in text}


def main(source: str) -> None:
    """Write the font."""
    font = TTFont(source)
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["ssty"]
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GPOS", "DSIG", "gasp"]
    options.glyph_names = False
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=characters())
    chosen.subset(font)
    font["post"].formatType = 3.0
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(TARGET)


if __name__ == "__main__":
    main(sys.argv[1])
