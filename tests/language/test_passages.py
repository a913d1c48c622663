"""Words of several languages in one text string of a PDF (ISO 32000-1, 7.9.2.2)."""

from __future__ import annotations

import pytest

from report_builder.finish.syntax import text
from report_builder.language.passages import Piece, marked, pieces_of, plain, unmarked, voice

GO = (Piece("Gå til ", "nb"), Piece("Summary", "en-GB"), Piece(", side 2", "nb"))


@pytest.mark.parametrize("language", ["nb", "nn", "en-GB", "sma"])
def test_the_marks_say_the_language_of_each_piece(language: str) -> None:
    written = marked(GO, language)
    assert pieces_of(written, language) == GO
    assert unmarked(written) == plain(GO)


def test_a_mark_is_written_as_the_standard_says() -> None:
    assert text(marked((Piece("Go", "en-GB"),), "nb")) == "<feff001b656e4742001b0047006f>"
    assert text(marked((Piece("Go", "en"),), "nb")) == "<feff001b656e001b0047006f>"


def test_what_is_in_one_language_has_no_marks() -> None:
    assert marked((Piece("Gå", "nb"),), "nb") == "Gå"


def test_no_language_is_left_that_cannot_be_named_again() -> None:
    pieces = (Piece("Gåetie ", "sma"), Piece("house", "en"), Piece(" jïh", "sma"))
    assert marked(pieces, "sma") == plain(pieces)
    assert pieces_of(marked(pieces[:2], "sma"), "sma") == pieces[:2]


@pytest.mark.parametrize(
    ("language", "otherwise", "spoken"),
    [
        ("en", "nb", "en"),
        ("en-GB", "nb", "en-GB"),
        ("de", "nb", "nb"),
        ("se", "nn", "nn"),
        ("nn", "en", "nn"),
    ],
)
def test_the_program_speaks_a_language_whose_words_it_has(language: str, otherwise: str, spoken: str) -> None:
    assert voice(language, otherwise).language == spoken
