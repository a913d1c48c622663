"""Rules that are lists of words, divided by commas: what begins a caption, what counts as a unit, months."""

from __future__ import annotations

import re

from report_builder.language.catalogue import rule, rules

MONTHS = (
    "rule.january",
    "rule.february",
    "rule.march",
    "rule.april",
    "rule.may",
    "rule.june",
    "rule.july",
    "rule.august",
    "rule.september",
    "rule.october",
    "rule.november",
    "rule.december",
)
"""The rules that name the months, in their order."""


def listed(key: str, language: str) -> tuple[str, ...]:
    """Give the words that a language has under ``key``; none where it has none."""
    return _divided(rule(key, language) or "")


def every_word(*keys: str) -> tuple[str, ...]:
    """Give the words that any language has under any of ``keys``, each once."""
    return tuple(dict.fromkeys(word for key in keys for text in rules(key) for word in _divided(text)))


def any_word(*keys: str) -> str:
    """Give a pattern for one of the words that any language has: texts are pasted, and quote each other."""
    return f"(?:{'|'.join(map(re.escape, every_word(*keys)))})"


def _divided(text: str) -> tuple[str, ...]:
    return tuple(word for part in text.split(",") if (word := part.strip()))
