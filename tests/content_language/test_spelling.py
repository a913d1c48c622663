"""Every word of the report is in its language's dictionary or in the report's own word list."""

from __future__ import annotations

import pytest

from report_builder.language.catalogue import catalogue, languages
from tests.content_language.dictionaries import (
    DICTIONARIES,
    PROGRAM_WORDS,
    dictionary,
    entry_for,
    is_known,
    word_list,
    words_of,
)
from tests.content_language.passages import passages
from tests.norwegian import own_words


def written(language: str) -> dict[str, str]:
    """Return every word of a language with the first place where it stands."""
    found: dict[str, str] = {}
    for passage in passages():
        for piece in passage.pieces:
            if piece.language == language:
                for word in words_of(piece.text):
                    found.setdefault(word, passage.place)
    return found


@pytest.mark.parametrize(("language", "least"), [("nb", 1500), ("nn", 100), ("en", 100)])
def test_every_word_is_known(language: str, least: int) -> None:
    words = written(language)
    assert len(words) >= least
    unknown = [f"{place}: {word}" for word, place in words.items() if not is_known(word, language)]
    assert unknown == [], f"mend the word, or add it to content/ordliste.txt below [{language}]"


def test_no_language_goes_unchecked() -> None:
    assert {piece.language for passage in passages() for piece in passage.pieces} == set(DICTIONARIES)


@pytest.mark.parametrize("language", DICTIONARIES)
def test_every_entry_of_the_word_list_is_used(language: str) -> None:
    used = {entry_for(word, language) for word in written(language)}
    # A word with a hyphen may be known by its parts.
    used |= {entry_for(part, language) for word in written(language) for part in word.split("-")}
    assert sorted(word_list()[language] - used) == []


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("nb", "leddergruppe"),
        ("nb", "dagsordnen"),
        ("nb", "toppleiar"),
        ("nb", "ledergruppe-møtte-xq"),
        ("nn", "toppleder"),
        ("en", "leadershipp"),
    ],
)
def test_a_planted_mistake_is_caught(language: str, wrong: str) -> None:
    assert not is_known(wrong, language)


def test_a_missing_dictionary_is_said_aloud_and_fails_under_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.content_language.dictionaries._FOLDERS", ())
    monkeypatch.delenv("DICPATH", raising=False)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="NO SPELLING WAS CHECKED"):
        dictionary.__wrapped__("nb")
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="NO SPELLING WAS CHECKED"):
        dictionary.__wrapped__("nb")


def said_by_the_program(language: str) -> dict[str, str]:
    """Return every word of a catalogue, but for what is quoted and its rules, with a key that has it."""
    every = catalogue(language).under("")
    said = {key: text for key, text in every.items() if key and not key.startswith("rule.")}
    return {word: key for key, text in said.items() for word in own_words(text) if len(word) > 1}


@pytest.mark.parametrize("language", DICTIONARIES)
def test_every_word_of_the_program_is_in_its_dictionary(language: str) -> None:
    words = said_by_the_program(language)
    assert len(words) >= 1500
    unknown = [
        f"{key}: {word}"
        for word, key in words.items()
        if not entry_for(word, language, PROGRAM_WORDS) and not dictionary(language).lookup(word)
    ]
    assert unknown == [], f"mend the word, or add it to {PROGRAM_WORDS.name} below [{language}]"


@pytest.mark.parametrize("language", DICTIONARIES)
def test_every_word_of_the_programs_own_list_is_used(language: str) -> None:
    used = {entry_for(word, language, PROGRAM_WORDS) for word in said_by_the_program(language)}
    assert sorted(word_list(PROGRAM_WORDS)[language] - used) == []


def test_no_language_of_the_program_goes_unchecked() -> None:
    assert set(languages()) == set(DICTIONARIES)
