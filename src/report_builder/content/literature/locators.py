"""What stands behind the key of a citation: a place in the source ("s. 12"), and words of the author."""

from __future__ import annotations

import re
from typing import NamedTuple

from report_builder.content.literature.marks import MARKS
from report_builder.patterns import late

_WORDS = {
    "page": ("s.", "s", "side", "sidene", "sider", "p.", "pp.", "page", "pages"),
    "chapter": ("kap.", "kapittel", "kapitla", "kapitlene", "chap.", "chaps.", "chapter", "chapters", "ch."),
    "section": (
        *("§", "§§", "paragraf", "paragrafen", "paragrafene", "pkt.", "punkt"),
        *("sec.", "secs.", "sect.", "section", "sections"),
    ),
    "part": ("del", "pt.", "part", "parts"),
    "paragraph": ("avsn.", "avsnitt", "para.", "paras.", "paragraph", "paragraphs"),
    "figure": ("fig.", "figur", "figurer", "figure", "figures"),
    "volume": ("bd.", "bind", "vol.", "vols.", "volume"),
    "note": ("note", "fotnote", "n."),
    "line": ("linje", "linjer", "l.", "line", "lines"),
    "issue": ("nr.", "no."),
}
_TERMS = {
    **dict.fromkeys(("§", "paragraf", "paragrafen"), "§"),
    **dict.fromkeys(("§§", "paragrafene"), "§§"),
    **{
        word: word
        for word in ("punkt", "pkt.", "avsnitt", "avsn.", "del", "note", "fotnote", "linje", "linjer")
    },
    **dict.fromkeys(("sec.", "secs.", "sect.", "section", "sections"), "punkt"),
    **dict.fromkeys(("para.", "paras.", "paragraph", "paragraphs"), "avsnitt"),
    **dict.fromkeys(("pt.", "part", "parts"), "del"),
    **dict.fromkeys(("n.",), "note"),
    **dict.fromkeys(("l.", "line", "lines"), "linje"),
}
"""What these places are called in Norwegian. CSL's locales call points and parts "pargr.", and notes "n."."""
_SECTION_SIGN = "§"
_LABELS = {word: label for label, words in _WORDS.items() for word in words}
_NAMED = "|".join(re.escape(word) for word in sorted(_LABELS, key=len, reverse=True))
_NUMBER = r"(?:[A-Z]?\d+(?:\.\d+)*[a-z]?|[ivxlcdm]+)"
_JOINT = r"\s*(?:[-–—]|,\s*(?=\d)|&|og|and)\s*"
_NUMBERS = rf"{_NUMBER}(?:{_JOINT}{_NUMBER})*(?:\s*(?:ff?|flg)\.)?"
_JOINED = late(r"(?<=\w)\s*[–—-]\s*(?=\w)")
_WITHIN = late(r"(?<=\w)-(?=\d)")
_NAME_OF_SECTION = r"\d+[a-z]?-\d+(?:\s?[a-z]\b)?"
_NAMES_OF_SECTIONS = late(
    rf"{_NAME_OF_SECTION}(?:\s*(?:,|–|—|&|\b(?:og|and|eller|or|til|to)\b)\s*{_NAME_OF_SECTION})+(?!\w|-\d)"
)
"""Several sections whose names have a hyphen each."""
_LOCATOR = late(rf"\s*,?\s*(?:({_NAMED})\s*({_NUMBERS})|(\d[\d\s,–—-]*\d|\d+))(?![\w])", re.IGNORECASE)


class Locator(NamedTuple):
    """A place in a source: the kind by its name in CSL, the numbers, and what the author wrote behind them.

    ``written`` is the place as the author has it, and ``term`` the word or sign of its kind where the style
    has no good one: a sign stays in each language, a word in Norwegian.
    """

    label: str
    numbers: str
    written: str
    rest: str
    term: str = ""


def locator_of(written: str) -> Locator:
    """Read what stands behind a key; a number without a word is that of a page."""
    match = _LOCATOR.match(written)
    if match is None:
        return Locator("", "", "", written)
    numbers = (match[2] or match[3]).strip()
    word = (match[1] or "").lower()
    label, term = _LABELS.get(word, "page"), _TERMS.get(word, "")
    place, rest = match[0].strip(" ,"), written[match.end() :]
    # "§ 3-1" is the name of one section, "§§ 3-4" are several, and "§§ 3-1 og 3-4" are two such names.
    if term == _SECTION_SIGN * 2 and _NAMES_OF_SECTIONS.match(numbers + rest):
        numbers = _JOINED.sub("-", _WITHIN.sub(MARKS.HYPHEN, numbers))
        place = _WITHIN.sub(MARKS.HYPHEN, place)
        return Locator(label, numbers, _JOINED.sub("–", place).replace(MARKS.HYPHEN, "-"), rest, term)
    if term == _SECTION_SIGN:
        return Locator(label, numbers.replace("-", MARKS.HYPHEN), place, rest, term)
    numbers = _JOINED.sub("-", numbers)
    return Locator(label, numbers, _JOINED.sub("–", place), rest, term)


def term_in(term: str, language: str) -> str:
    """The word or sign of a kind of place in ``language``; empty where the style's own is good."""
    return term if language != "en" or term.startswith(_SECTION_SIGN) else ""
