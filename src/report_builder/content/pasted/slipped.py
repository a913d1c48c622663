"""Abbreviations as they are written by mistake, by the words that a text with one has."""

from __future__ import annotations

from functools import cache

from report_builder.content.pasted.typography_rules import typography_rules
from report_builder.language.catalogue import languages

_LETTER_WORDS = frozenset("iaå")


@cache
def slipped_words() -> dict[str, tuple[str, ...]]:
    """Abbreviations as they are written by mistake in any language, by a word that a text with one has."""
    found: dict[str, list[str]] = {}
    for rules in map(typography_rules, languages()):
        short = rules.before_numbers | rules.before_units
        for form in (*rules.slipped, *(form[:-1] for form in short)):
            words = form.split(" ")
            word = max(words, key=_telling) if len(words) > 1 else form
            found.setdefault(word, []).append(form)
            begun = word[0].upper() + word[1:] if word == words[0] else word
            found.setdefault(begun, []).append(form[0].upper() + form[1:])
    return {word: tuple(forms) for word, forms in found.items()}


def _telling(word: str) -> tuple[int, bool]:
    """How rare a word is: the longer the rarer, and few letters are words."""
    return len(word), word.lower() not in _LETTER_WORDS
