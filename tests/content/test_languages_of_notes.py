"""The words of a note are in the language of the mark that leads there, wherever they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.projects import load

WORDS = {
    "ru": "Это короткая русская сноска к тексту.",
    "el": "Αυτή είναι μια σύντομη σημείωση.",
    "en": "This is what the others have said of it, and that is what we have to show them here.",
    "nb": "Dette er det de andre har sagt om det, og det er det vi har å vise dem her nå.",
    "ar": "هذه حاشية عربية قصيرة.",
}
OWN = "Dette er en norsk setning som ikke er lang."
MARKED = {
    "passage": "::: passage {lang=LANG}\nTEXT[^a]\n:::",
    "section": "## Ord {lang=LANG}\n\nTEXT[^a]\n\n## Norsk\n\nDette er norsk.",
    "span": "Her er [ord[^a]]{lang=LANG} og mer.",
    "box": '::: fact-box {title="Ord" lang=LANG}\nTEXT[^a]\n:::',
    "later too": "::: passage {lang=LANG}\nTEXT[^a]\n:::\n\nOg her[^a] igjen.",
    "a note": "::: passage {lang=LANG}\nTEXT[^b]\n:::\n\n[^b]: TEXT[^a]",
}
NOTES = {
    "at the end": "[^a]: TEXT",
    "of two paragraphs": "[^a]: TEXT\n\n    TEXT\n\nOg her er det norsk igjen.",
    "with a list": "[^a]: TEXT\n\n    - TEXT\n    - TEXT",
}


def missing(root: Path, text: str) -> list[int]:
    """The lines of which it is told that their language is missing."""
    told = load(root, f"# K\n\n{OWN}\n\n{text}\n").diagnostics
    return [item.span.line for item in told if item.code == "RB-LANG-MISSING" and item.span]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("mark", MARKED)
@pytest.mark.parametrize("language", WORDS)
def test_a_note_is_in_the_language_of_its_mark(language: str, mark: str, note: str, tmp_path: Path) -> None:
    text = f"{MARKED[mark]}\n\n{NOTES[note]}".replace("TEXT", WORDS[language]).replace("LANG", language)
    assert missing(tmp_path, text) == []


@pytest.mark.parametrize("language", [language for language in WORDS if language != "nb"])
def test_one_whose_mark_is_among_norwegian_words_is_told(language: str, tmp_path: Path) -> None:
    words = WORDS[language]
    passage = f"::: passage {{lang={language}}}\n{words}\n"
    assert missing(tmp_path, f"{passage}:::\n\nNorske ord[^a].\n\n[^a]: {words}") == [11]
    assert missing(tmp_path, f"Norske ord.[^a]\n\n{passage}\n[^a]: {words}\n:::") == [10]
