"""Files that give themselves one and the same name, as copies and instances of one font do."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from report_builder.check.reading import text
from tests.sample_reports import ROOT, build_folder, make_folder
from tests.theme.font_copies import SOUND
from tests.verify_support import assert_complies

WORDS = "# Kapittel\n\nVanlig, *kursiv*, **halvfet**, ***begge*** og `kode`: «ja».\n"


def one_font_in_every_place(root: Path) -> None:
    """Give the report a theme of its own in which each font is another file with the same bytes."""
    folder = root / "assets/themes/eget"
    folder.mkdir(parents=True)
    theme = (ROOT / "src/report_builder/data/themes/noktern/theme.yaml").read_text("utf-8")
    for number, name in enumerate(sorted(set(re.findall(r"[\w-]+\.ttf", theme)))):
        theme = re.sub(rf"\b{re.escape(name)}", f"{number}.ttf", theme)
        (folder / f"{number}.ttf").write_bytes(SOUND)
    (folder / "theme.yaml").write_text(theme, "utf-8")
    facts = root / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8") + "theme: eget\n", "utf-8")


def test_every_one_is_set_and_has_a_name_of_its_own() -> None:
    root = make_folder(WORDS)
    one_font_in_every_place(root)
    pdf = build_folder(root).pdf
    assert "Vanlig, kursiv, halvfet, begge og kode: «ja»." in text(pdf)
    pages: Any = PdfReader(BytesIO(pdf)).pages
    fonts = [
        font.get_object()["/BaseFont"] for page in pages for font in page["/Resources"]["/Font"].values()
    ]
    assert len(set(fonts)) >= 4, fonts
    assert_complies(pdf)
