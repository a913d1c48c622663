"""The order of the alphabet, in the languages of Norway."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path
from typing import Literal, TypeAlias

import pytest

from report_builder.language.sorting import sort_key

# The index of CLDR (main/se.xml), with the letters of Skolt Sámi where its collation has them.
NORTHERN_SAMI = [*"aábcčʒǯdđefgǧǥhijkǩlmnŋopqrsštŧuvwxyzžøæåäö"]
NORWEGIAN = [*"abcdefghijklmnopqrstuvwxyzæøå"]
ALPHABETS = {"se": NORTHERN_SAMI, **dict.fromkeys(("nb", "nn", "smj", "sma", "fkv"), NORWEGIAN)}


Form: TypeAlias = Literal["NFC", "NFD"]


@pytest.mark.parametrize("language", ALPHABETS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("big", [False, True], ids=["small", "capitals"])
def test_words_stand_in_the_order_of_the_alphabet(language: str, form: Form, big: bool) -> None:
    alphabet = ALPHABETS[language]
    # Each letter alone, before another, and behind one: no letter is taken for two.
    words = [first + rest for first in alphabet for rest in ("", "b", "z")]
    words += [f"b{letter}" for letter in alphabet]
    expected = sorted(words, key=lambda word: [alphabet.index(letter) for letter in word])
    written = [unicodedata.normalize(form, word.upper() if big else word) for word in expected]
    mixed = random.Random(1).sample(written, len(written))  # noqa: S311  an order, no secret
    assert sorted(mixed, key=lambda word: sort_key(word, language)) == written


@pytest.mark.parametrize("language", ["smj", "sma", "fkv", "nb", "en"])
def test_letters_that_the_alphabet_lacks_stand_by_those_they_are_like(language: str) -> None:
    assert sorted(
        ["o", "nz", "ŋ", "n", "áb", "ac", "dz", "đa", "e"], key=lambda word: sort_key(word, language)
    ) == [*("áb", "ac", "dz", "đa", "e", "n", "nz", "ŋ", "o")]


def test_an_order_is_the_same_as_that_of_the_system_where_it_has_one() -> None:
    rules = Path("/usr/share/i18n/locales/se_NO")
    if not rules.is_file():
        pytest.skip("no locale of Northern Sámi here")
    text = rules.read_text("utf-8")
    for before, letter in (("b", "á"), ("d", "č"), ("e", "đ"), ("o", "ŋ"), ("t", "š"), ("u", "ŧ")):
        assert f"&[before 1]{before}<{letter}" in text
        assert sort_key(chr(ord(before) - 1) + "z", "se") < sort_key(letter, "se") < sort_key(before, "se")
