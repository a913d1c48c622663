"""Marks and sentences: typographic quotes and dashes, single blanks, sentences that can be read in one go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_builder.language.passages import Piece
from tests.content_language.passages import Passage, passages

CHAPTERS = sorted((Path(__file__).parents[2] / "content/chapters").rglob("*.md"))

LONGEST = 30
"""Words in a sentence, at most; a longer one is two."""

AVERAGE = 12
"""Words in a sentence of running text, on average, at most."""

_MARKS = {
    "a straight quote": re.compile(r"[\"']"),
    "a hyphen as a dash": re.compile(r"(?<=\s)-{1,3}(?=\s)|\w--+\w"),
    "three points for an ellipsis": re.compile(r"\.\.\."),
    "a blank before a mark": re.compile(r"\s[,;:?!.](?=\s|$)"),
    "two marks": re.compile(r",,|\.\.(?!\.)|;;|\?\?|!!"),
    "a blank inside quotes": re.compile(r"«\s|\s»|“\s|\s”"),
    "a hyphen in a range": re.compile(r"\d-\d"),
}
_QUOTES = {"nb": "«»", "nn": "«»", "en": "“”"}
_SENTENCE_END = re.compile(r"(?<=[.!?:…])[»”]?\s+(?=[«“]?[^\W\d_a-zæøå]|[«“])")


def sentences(text: str) -> list[str]:
    """Cut a passage at its full stops; what a colon leads to, with a capital, is a sentence of its own."""
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def faults(passage: Passage) -> list[str]:
    """Tell what is wrong with the marks of a passage."""
    found = [name for name, pattern in _MARKS.items() if pattern.search(passage.text)]
    depth = 0
    for mark in passage.text:
        depth += {"«": 1, "»": -1}.get(mark, 0)
        if depth not in (0, 1):
            found.append("guillemets that do not match")
            depth = 0
    if depth:
        found.append("a guillemet that is not closed")
    for piece in passage.pieces:
        foreign = set("«»“”„") - set(_QUOTES.get(piece.language, ""))
        if piece.language in _QUOTES and foreign & set(piece.text):
            found.append(f"quotes of another language in {piece.language}")
    found += [f"{n} words: {s[:40]}…" for s in sentences(passage.text) if (n := len(s.split())) > LONGEST]
    return found


def test_the_marks_and_sentences_of_every_passage() -> None:
    assert len(passages()) > 400
    assert [f"{passage.place}: {fault}" for passage in passages() for fault in faults(passage)] == []


def test_sentences_are_short_on_average() -> None:
    lengths = [
        len(s.split()) for p in passages() for s in sentences(p.text) if s.rstrip().endswith((".", "?"))
    ]
    assert len(lengths) > 500
    assert sum(lengths) / len(lengths) <= AVERAGE


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.name)
def test_no_double_blank_no_tab_no_blank_at_a_line_end(path: Path) -> None:
    text = path.read_text("utf-8")
    lines = text.splitlines()
    # Indentation and the cells of a table are no running text.
    assert [n for n, line in enumerate(lines, 1) if not line.startswith("|") and "  " in line.lstrip()] == []
    assert [n for n, line in enumerate(lines, 1) if "\t" in line or line != line.rstrip()] == []
    assert text.endswith("\n")


@pytest.mark.parametrize(
    "wrong",
    [
        'Han sa "ja".',
        "Det er programmet's ord.",
        "En pause - midt i setningen.",
        "En pause -- midt i setningen.",
        "Og så videre ...",
        "Et blank , foran.",
        "Et « sitat ».",
        "Et «sitat.",
        "Et »sitat«.",
        "Et “sitat”.",
        "I årene 2014-2017.",
        " ".join(["ord"] * (LONGEST + 1)) + ".",
    ],
)
def test_a_planted_fault_is_caught(wrong: str) -> None:
    assert faults(Passage("her", (Piece(wrong, "nb"),))) != []


def test_english_has_quotes_of_its_own() -> None:
    assert faults(Passage("here", (Piece("A “word”.", "en"),))) == []
    assert faults(Passage("here", (Piece("A «word».", "en"),))) != []


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = "Dette kom 4. desember 2019. «Så kom det mer.» Spør: Er det nok? Ja …"
    assert [len(s.split()) for s in sentences(text)] == [5, 4, 1, 3, 2]
