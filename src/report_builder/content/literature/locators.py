"""What stands behind the key of a citation: a place in the source ("s. 12"), and words of the author."""

from __future__ import annotations

import re
from typing import NamedTuple

from report_builder.patterns import late

_WORDS = {
    "page": ("s.", "s", "side", "sidene", "sider", "p.", "pp.", "page", "pages"),
    "chapter": ("kap.", "kapittel", "kapitla", "kapitlene", "chap.", "chaps.", "chapter", "chapters", "ch."),
    "section": ("pkt.", "punkt", "del", "sec.", "secs.", "section", "sections", "§", "§§"),
    "paragraph": ("avsn.", "avsnitt", "para.", "paras.", "paragraph", "paragraphs"),
    "figure": ("fig.", "figur", "figurer", "figure", "figures"),
    "volume": ("bd.", "bind", "vol.", "vols.", "volume"),
    "note": ("note", "fotnote", "n."),
    "line": ("linje", "linjer", "l.", "line", "lines"),
    "issue": ("nr.", "no."),
}
_LABELS = {word: label for label, words in _WORDS.items() for word in words}
_NAMED = "|".join(re.escape(word) for word in sorted(_LABELS, key=len, reverse=True))
_NUMBER = r"(?:[A-Z]?\d+[a-z]?|[ivxlcdm]+)"
_JOINT = r"\s*(?:[-–—]|,\s*(?=\d)|&|og|and)\s*"
_NUMBERS = rf"{_NUMBER}(?:{_JOINT}{_NUMBER})*(?:\s*(?:ff?|flg)\.)?"
_LOCATOR = late(rf"\s*,?\s*(?:({_NAMED})\s*({_NUMBERS})|(\d[\d\s,–—-]*\d|\d+))(?![\w])", re.IGNORECASE)


class Locator(NamedTuple):
    """A place in a source: the kind by its name in CSL, the numbers, and what the author wrote behind them.

    ``written`` is the place as the author has it.
    """

    label: str
    numbers: str
    written: str
    rest: str


def locator_of(written: str) -> Locator:
    """Read what stands behind a key; a number without a word is that of a page."""
    match = _LOCATOR.match(written)
    if match is None:
        return Locator("", "", "", written)
    numbers = (match[2] or match[3]).strip()
    label = _LABELS[match[1].lower()] if match[1] else "page"
    return Locator(label, re.sub(r"\s*[–—-]\s*", "-", numbers), match[0].strip(" ,"), written[match.end() :])
