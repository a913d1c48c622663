"""Write the names of emoji and other signs, from the annotations of CLDR.

    npm install cldr-annotations-full cldr-annotations-derived-full
    python scripts/write_sign_names.py node_modules

Kept are the short names of signs that are no letters, in bokmål, in nynorsk where that has another, and in
English. What differs in the tone of the skin alone is left out: its name is put together.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "report_builder" / "data" / "signs" / "names.tsv"
PACKAGES = (
    ("cldr-annotations-full", "annotations"),
    ("cldr-annotations-derived-full", "annotationsDerived"),
)
TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
KEYCAP = "\u20e3"
FIRST = 0x2000
HEAD = "# sign, bokmål, nynorsk where it differs, English: short names of CLDR {version}\n"


def names(folder: Path, language: str) -> dict[str, str]:
    """Give the short name of each sign in a language."""
    found: dict[str, str] = {}
    for package, kind in PACKAGES:
        path = folder / package / kind / language / "annotations.json"
        signs = json.loads(path.read_text("utf-8"))[kind]["annotations"]
        found |= {sign: said["tts"][0] for sign, said in signs.items() if "tts" in said}
    return found


def is_kept(sign: str) -> bool:
    """Tell whether a sign is an emoji or a symbol, by itself and not in a tone of skin."""
    if len(sign) > 1 and TONES.intersection(sign):
        return False
    symbols = (ord(char) > FIRST and unicodedata.category(char) in ("So", "Sk", "Cn") for char in sign)
    return KEYCAP in sign or any(symbols)


def main(folder: Path) -> None:
    """Write the file."""
    version = json.loads((folder / PACKAGES[0][0] / "package.json").read_text("utf-8"))["version"]
    bokmal, nynorsk, english = (names(folder, language) for language in ("no", "nn", "en"))
    lines = [HEAD.format(version=version)]
    for sign in sorted(filter(is_kept, bokmal.keys() & english.keys())):
        own = nynorsk.get(sign, "")
        lines.append(
            "\t".join((sign, bokmal[sign], own if own != bokmal[sign] else "", english[sign])) + "\n"
        )
    TARGET.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
