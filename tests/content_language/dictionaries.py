"""Hunspell's dictionaries, read by spylls, and the report's own word list.

The dictionaries are not part of this repository: they come from Debian (hunspell-no, hunspell-en-gb), where
``make test`` installs them, or from a folder that DICPATH names, as for hunspell itself. Debian's plain lists
of words (wnorwegian, wbritish) say no more: the Norwegian one is made from the same source, spell-norwegian,
and lacks what the dictionary knows, how words are compounded.
"""

from __future__ import annotations

import os
import re
import warnings
from functools import cache
from pathlib import Path

import pytest
from spylls.hunspell import Dictionary

DICTIONARIES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
WORD_LIST = Path(__file__).parents[2] / "content/ordliste.txt"
PROGRAM_WORDS = Path(__file__).parent / "program_words.txt"
"""The words of the program that the dictionaries lack."""
DOCUMENT_WORDS = Path(__file__).parent / "document_words.txt"
"""The words of documents that neither the dictionaries nor the program have, by group of documents."""

_FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/Library/Spelling")
_WORD = re.compile(r"[^\W\d_]+(?:[-’][^\W\d_]+)*")


@cache
def dictionary(language: str) -> Dictionary:
    """Load a dictionary; where there is none the test is skipped, and with CI=true it fails."""
    name = DICTIONARIES[language]
    own = os.environ.get("DICPATH", "")
    for folder in (*filter(None, own.split(os.pathsep)), *_FOLDERS):
        if Path(folder, f"{name}.dic").is_file():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves closing to the interpreter
                return Dictionary.from_files(str(Path(folder, name)))
    reason = f"NO SPELLING WAS CHECKED: no dictionary {name} here; apt-get install hunspell-no hunspell-en-gb"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@cache
def word_list(path: Path = WORD_LIST) -> dict[str, frozenset[str]]:
    """Read a word list: one word in a line, below the ``[section]`` it belongs to; ``#`` begins a note.

    A section is a language, or a group of documents.
    """
    found: dict[str, set[str]] = {}
    section = ""
    for line in path.read_text("utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("["):
            section = entry.strip("[]")
            found[section] = set()
        elif entry:
            assert entry not in found[section], f"'{entry}' appears twice in {path.name}"
            found[section].add(entry)
    return {section: frozenset(words) for section, words in found.items()}


def words_of(text: str) -> list[str]:
    """Return the words of a text; a hyphen or an apostrophe inside belongs to its word."""
    return _WORD.findall(text.replace("\u00ad", ""))


def entry_for(word: str, section: str, path: Path = WORD_LIST) -> str | None:
    """Find the entry of the word list that allows ``word``: itself, or small where it begins a sentence."""
    entries = word_list(path)[section]
    small = word[:1].lower() + word[1:]
    return word if word in entries else small if small in entries else None


def is_known(word: str, language: str) -> bool:
    """Whether the word list or the dictionary has the word, or each part of it around hyphens."""
    if entry_for(word, language) or dictionary(language).lookup(word):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(is_known(part, language) for part in parts)
