"""The words in the addresses of sites, in each language."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from msgspec.structs import asdict

from report_builder.language.address_words import UNSTATED, AddressWords, address_words
from report_builder.language.catalogue import languages

every = pytest.mark.parametrize("words", [UNSTATED, *map(address_words, languages())])

BESIDE = (
    {"edition", "newer", "latest"},
    {"thanks", "sorry", "latest", "feedback"},
    {"cover", "sharing"},
    {"whole", "search", "looks", "index"},
    {"findings", "report", "versions", "facts", "answer", "notice"},
)
"""Words that stand in the same place, those of every language among them."""


@every
def test_each_word_can_stand_in_an_address(words: AddressWords) -> None:
    for word in asdict(words).values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", word), word
        assert not re.fullmatch(r"v[0-9]+", word)


@every
def test_nothing_that_stands_in_one_place_is_called_the_same(words: AddressWords) -> None:
    said = asdict(words)
    assert set(said) - set().union(*BESIDE) == {"part"}
    for names in BESIDE:
        count = Counter(said.get(name, name) for name in names)
        assert max(count.values()) == 1, count


def test_what_was_released_before_words_were_stated_keeps_its_addresses() -> None:
    assert tuple(asdict(UNSTATED).values()) == (
        *("rapport", "alt", "nyeste", "takk", "beklager", "omslag", "deling", "utseende", "sok"),
        *("funn", "rapporten", "versjoner", "fakta", "svar", "notis", "del"),
    )


def test_an_english_site_has_no_norwegian_word_in_its_addresses() -> None:
    norwegian = {
        word
        for language in ("nb", "nn")
        for said in asdict(address_words(language)).values()
        for word in said.split("-")
    }
    english = {word for said in asdict(address_words("en")).values() for word in said.split("-")}
    assert not norwegian & english
