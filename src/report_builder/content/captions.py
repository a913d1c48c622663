"""The words that begin a caption, those of every language: what is pasted may be in any of them."""

from __future__ import annotations

import re

from report_builder.language.catalogue import rules

TABLE = "rule.caption-table"
"""The rule that has the words of tables; where there are several, blanks divide them."""
PICTURE = "rule.caption-picture"
"""The rule that has those of pictures."""


def caption_words(*keys: str) -> tuple[str, ...]:
    """Give the words of some such rules in every language, each once."""
    return tuple(dict.fromkeys(word for key in keys for words in rules(key) for word in words.split()))


def one_of_words(*keys: str) -> str:
    """Give a pattern for one of these words."""
    return f"(?:{'|'.join(map(re.escape, caption_words(*keys)))})"
