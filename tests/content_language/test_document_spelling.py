"""Every word of our documents is in a dictionary or in a word list."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.content_language.dictionaries import (
    DOCUMENT_WORDS,
    PROGRAM_WORDS,
    dictionary,
    entry_for,
    word_list,
    words_of,
)
from tests.content_language.document_text import GROUPS, files_of, text_of
from tests.content_language.passages import ROOT


@cache
def is_known(word: str, language: str, group: str) -> bool:
    """Whether somebody knows the word, or each part of it around hyphens; capitals alone are a name."""
    listed = entry_for(word, group, DOCUMENT_WORDS) or entry_for(word, language, PROGRAM_WORDS)
    if listed or len(word) == 1 or word.isupper() or entry_for(word, language):
        return True
    if dictionary(language).lookup(word):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(is_known(part, language, group) for part in parts)


def unknown_words(text: str, group: str) -> list[str]:
    """Give the words of a text that nobody knows; an English document may quote Norwegian."""
    language, _ = GROUPS[group]
    read_as = dict.fromkeys((language, "nb"))
    found = [[word for word in words_of(text) if not is_known(word, one, group)] for one in read_as]
    return min(found, key=len)


@cache
def words_in(group: str) -> frozenset[str]:
    """Every word of the documents of a group."""
    return frozenset(word for path in files_of(group) for text in text_of(path) for word in words_of(text))


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_of_the_documents_is_known(group: str) -> None:
    assert len(words_in(group)) > 100
    unknown = {
        f"{path.relative_to(ROOT)}: {word}"
        for path in files_of(group)
        for text in text_of(path)
        for word in unknown_words(text, group)
    }
    assert sorted(unknown) == [], f"mend the word, or add it to {DOCUMENT_WORDS.name} below [{group}]"


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_listed_for_documents_is_needed(group: str) -> None:
    words = words_in(group)
    words |= {part for word in words for part in word.split("-")}
    used = {entry_for(word, group, DOCUMENT_WORDS) for word in words}
    assert sorted(word_list(DOCUMENT_WORDS)[group] - used) == []


def test_no_document_goes_unread() -> None:
    read = {path for group in GROUPS for path in files_of(group)}
    every = {*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")}
    assert sorted(every - read) == []


@pytest.mark.parametrize(
    ("group", "wrong"),
    [
        ("guides", "Rapproten ligger i mappen."),
        ("guides", "The report is in the folder."),
        ("documents", "The raport is in the folder."),
        ("project", "Rapproten er ute, og noe må rettes."),
    ],
)
def test_a_planted_mistake_is_caught(group: str, wrong: str) -> None:
    assert unknown_words(wrong, group) != []


def test_code_addresses_and_attributes_are_no_words(tmp_path: Path) -> None:
    page = tmp_path / "side.md"
    page.write_text(
        "# Sted {#xqa .xqb}\n\nSe `xqc` [her](https://xqd.no/xqe), i xqf/xqg.md og https://xqh.no.\n\n"
        '```text\nxqi\n```\n\n::: {.fact-box title="Til mandag"}\nGod dag.\n:::\n',
        "utf-8",
    )
    words = {word for text in text_of(page) for word in words_of(text)}
    assert words == {"Sted", "Se", "her", "i", "og", "Til", "mandag", "God", "dag"}
