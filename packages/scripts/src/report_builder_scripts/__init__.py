"""Fonts for scripts beyond Latin, Greek and Cyrillic, by the names of their files."""

from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"

FAMILIES = {
    "arabic": "NotoNaskhArabic",
    "nastaliq": "NotoNastaliqUrdu",
    "hebrew": "NotoSansHebrew",
    "devanagari": "NotoSansDevanagari",
    "tamil": "NotoSansTamil",
    "thai": "NotoSansThai",
    "georgian": "NotoSansGeorgian",
    "ethiopic": "NotoSansEthiopic",
}
"""How the files for each script begin; ``-Regular.ttf`` and ``-Bold.ttf`` go behind it."""
