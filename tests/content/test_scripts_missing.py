"""What is said where text needs the extra ``scripts`` and it is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from report_builder.content import typography
from report_builder.installed import scripts_hint
from report_builder.language.catalogue import catalogue
from report_builder.layout import unset_text
from report_builder.pipeline.checking import check_content

CHAPTER = "content/chapters/drofting.md"
SHAPED = {
    "arabic": "السلام",
    "hebrew": "שלום",
    "devanagari": "नमस्ते",
    "tamil": "தமிழ்",
    "thai": "สวัสดี",
}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the program find no fonts for other scripts."""
    typography._unset.cache_clear()
    for module in (typography, unset_text):
        monkeypatch.setattr(module, "has_scripts", lambda: False)
    monkeypatch.setattr("report_builder.theme.script_fonts.has_scripts", lambda: False)
    yield
    typography._unset.cache_clear()


def told(root: Path, text: str) -> list[tuple[str, int, str, str]]:
    chapter = root / CHAPTER
    chapter.write_text(f"{chapter.read_text('utf-8')}\nHun sa {text}.\n", "utf-8")
    words = catalogue("en")
    return [
        (item.code, item.span.line, words.text(item.message), words.text(item.hint))
        for item in check_content(root)
        if item.span and item.hint and item.code in ("RB-SCRIPT", "RB-GLYPH")
    ]


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("script", SHAPED)
def test_the_message_names_the_script_and_the_command(script: str, good_report: Path) -> None:
    ((code, line, message, hint),) = told(good_report, SHAPED[script])
    assert (code, line) == ("RB-SCRIPT", 14)
    assert script in message.lower()
    assert "needs fonts that are not installed" in message
    assert "pip install" in hint
    assert "[scripts]" in hint
    assert "packages/scripts" in hint


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("word", ["ქართული", "አማርኛ"])
def test_letters_that_need_no_more_than_a_font_are_told_so_too(word: str, good_report: Path) -> None:
    ((code, _, _, hint),) = told(good_report, word)
    assert code == "RB-GLYPH"
    assert hint == catalogue("en").text(scripts_hint())


@pytest.mark.parametrize("word", SHAPED.values(), ids=SHAPED)
def test_with_them_it_is_set(word: str, good_report: Path) -> None:
    assert told(good_report, word) == []
