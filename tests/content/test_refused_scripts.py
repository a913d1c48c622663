"""What is said to do about text that cannot be set: each piece of advice is tried."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from report_builder.content.typography import unset_script
from report_builder.diagnostics import Diagnostic
from report_builder.language.catalogue import catalogue
from report_builder.pipeline.checking import check_content
from tests.sample_reports import ROOT, build_folder

REFUSED = {
    "bengali": "নমস্কার",
    "gujarati": "નમસ્તે",
    "syriac": "ܫܠܡܐ",
    "lao": "ສະບາຍດີ",
    "tibetan": "བཀྲ",
    "burmese": "မြန်မာ",
    "khmer": "ខ្មែរ",
    "mongolian": "ᠮᠣᠩᠭᠣᠯ",
}
"""Words in scripts that need shaping, or run from right to left."""
LACKED = {"cherokee": "ᎣᏏᏲ", "chinese": "领导小组", "japanese": "指導グループ", "runes": "ᚠᚢᚦ"}
"""Words that need no more than a font."""
CHAPTER = "content/chapters/drofting.md"
FONTS = ROOT / "src/report_builder/data/fonts"
FOLDER = "assets/themes/eget"


def with_text(root: Path, text: str) -> Path:
    chapter = root / CHAPTER
    chapter.write_text(f"{chapter.read_text('utf-8')}\n{text}\n", "utf-8")
    return root


def told(root: Path, code: str) -> list[Diagnostic]:
    return [item for item in check_content(root) if item.code == code]


def hint(item: Diagnostic) -> str:
    assert item.hint is not None
    return catalogue("en").text(item.hint)


def picture(root: Path, alt: str, language: str = "") -> str:
    shutil.copy(ROOT / "docs/bilder/forhandsvisning.png", root / "assets/tekst.png")
    said = f"{{lang={language}}}" if language else ""
    return f'![{alt}](tekst.png "Sammendraget"){said}'


def in_letters(_root: Path) -> str:
    return "Hun sa [as-salaam]{lang=ar-Latn}, [καλημέρα]{lang=el} og [привет]{lang=ru}."


def as_picture(root: Path) -> str:
    return picture(root, "Sammendraget på arabisk, som også står i et eget dokument")


def in_a_document(_root: Path) -> str:
    return "[Sammendraget på arabisk (PDF)](https://www.example.no/sammendrag-ar.pdf)"


@pytest.mark.parametrize("word", REFUSED.values(), ids=REFUSED)
def test_each_script_that_cannot_be_set_is_told_with_what_can_be_done(word: str, good_report: Path) -> None:
    (item,) = told(with_text(good_report, f"Hun sa {word}."), "RB-SCRIPT")
    for advice in ("Latin, Greek or Cyrillic letters", "as a picture", "document of its own and link"):
        assert advice in hint(item)
    assert "a font in the theme does not help" in hint(item)


@pytest.mark.parametrize("mended", [in_letters, as_picture, in_a_document])
def test_what_is_advised_for_a_script_builds(mended: Callable[[Path], str], good_report: Path) -> None:
    build_folder(with_text(good_report, mended(good_report)))


@pytest.mark.parametrize("word", REFUSED.values(), ids=REFUSED)
def test_the_words_themselves_can_be_no_alternative_text(word: str, good_report: Path) -> None:
    """So no hint says that they can."""
    assert unset_script(word)
    assert told(with_text(good_report, picture(good_report, word, "bn")), "RB-SCRIPT")


def with_font(root: Path, words: str) -> None:
    """Give the report a theme whose fallback has the characters of ``words``."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    for path in FONTS.glob("*.ttf"):
        shutil.copy(path, folder)
    font = TTFont(FONTS / "SourceSans3-Regular.ttf")
    for table in font["cmap"].tables:
        table.cmap |= {ord(char): "A" for char in words}
    for record in font["name"].names:
        record.string = record.toUnicode().replace("Source Sans 3", "Andre").replace("SourceSans3", "Andre")
    font.save(folder / "Andre.ttf")
    text = (ROOT / "src/report_builder/data/themes/konstruktiv/theme.yaml").read_text("utf-8")
    faces = "".join(f"    {face}: Andre.ttf\n" for face in ("regular", "italic", "bold", "bold_italic"))
    text = text.replace("fonts:\n", f"fonts:\n  andre:\n{faces}", 1).replace(
        "fallback: sans", "fallback: andre"
    )
    (folder / "theme.yaml").write_text(text, "utf-8")
    report = root / "content/report.yaml"
    own = re.sub(r"(?m)^theme: .*\n", "", report.read_text("utf-8"))
    report.write_text(f"{own}theme: eget\n", "utf-8")


@pytest.mark.parametrize("word", LACKED.values(), ids=LACKED)
def test_what_is_advised_for_characters_that_no_font_has_builds(word: str, good_report: Path) -> None:
    bare = good_report.parent / "bare"
    shutil.copytree(good_report, bare)
    found = told(with_text(bare, f"Hun sa {word}."), "RB-GLYPH")
    assert found
    for item in found:
        assert "'fallback'" in hint(item)
        assert "as a picture with its words" in hint(item)
    drawn = good_report.parent / "drawn"
    shutil.copytree(good_report, drawn)
    build_folder(with_text(drawn, picture(drawn, word, "zh")))
    with_font(good_report, word)
    build_folder(with_text(good_report, f"Hun sa {word}."))


@pytest.mark.parametrize("word", [REFUSED["bengali"], LACKED["chinese"], "⌬"])
def test_no_picture_is_advised_where_none_can_stand(word: str, good_report: Path) -> None:
    report = good_report / "content/report.yaml"
    text = re.sub(r"(?m)^subtitle: .*$", f"subtitle: Om {word}", report.read_text("utf-8"))
    report.write_text(text, "utf-8")
    (item,) = (item for item in check_content(good_report) if item.code in ("RB-SCRIPT", "RB-GLYPH"))
    assert "picture" not in hint(item)


def test_a_fact_in_a_script_of_the_fallback_builds(good_report: Path) -> None:
    word = LACKED["chinese"]
    report = good_report / "content/report.yaml"
    text = re.sub(r"(?m)^subtitle: .*$", f"subtitle: Om {word}", report.read_text("utf-8"))
    report.write_text(text, "utf-8")
    with_font(good_report, word)
    build_folder(good_report)
