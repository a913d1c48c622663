"""Plain characters: white space, no-break spaces, and scripts that cannot be set yet."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Every white space but the three that never break; a single blank needs no change.
_WHITE = r"[^\S\u00a0\u202f\u2007]"
_RUN = re.compile(rf"{_WHITE}{{2,}}|(?! ){_WHITE}")

_UNITS = (
    r"%|‰|°C|prosent|prosentpoeng|percent|per cent|kr|kroner|mill\.|mrd\.|millioner|milliarder"
    r"|million|billion|km|kg|cm|mm|km²|m²|ppm"
)
_AFTER_NUMBER = rf"(?:(?:{_UNITS})(?!\w)|\d{{3}}(?!\d))"
_MONTHS = (
    r"januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|January|February|March|May|June|July|August|October|December"
)
_NOUNS = (
    r"departement|direktorat|etat|virksomhet|toppleder|leder|gruppe|toppledergruppe|ledergruppe|deltaker|person"
    r"|år|måned|uke|dag|time|minutt|ministr|directorate|leader|group|year|month|week|day|hour|minute"
)
# A number of one to three figures (no year) and the noun that it counts, a date, "per cent".
_COUNTED = rf"(?:(?<=\b\d )|(?<=\b\d\d )|(?<=\b\d\d\d ))(?={_NOUNS})"
_DATE = rf"(?<=\d\. )(?=(?:{_MONTHS})\b)"
# What stands before the blank is asked first: most blanks stand behind a letter.
_GLUE = re.compile(
    rf" (?:(?<=[\d.] )(?:(?<=\d )(?={_AFTER_NUMBER})|{_COUNTED}|{_DATE})|(?=cent\b)(?<=\bper ))"
)
_GLUE_YEAR = re.compile(rf"(?<=\d\.\u00a0)({_MONTHS}) (?=\d{{4}}\b)")
_GLUE_AT_START = re.compile(rf" (?={_AFTER_NUMBER})")

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("Hebrew", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("Arabic", "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ("right-to-left", "\u0700-\u074f\u0780-\u086f\u200f\u202b\u202e\u2067"),
    ("right-to-left", "\U00010800-\U00010fff\U0001e800-\U0001efff"),
    ("Indic", "\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff\U00011000-\U00011fff"),
    ("Thai", "\u0e00-\u0e7f"),
    ("Lao", "\u0e80-\u0eff"),
    ("Tibetan", "\u0f00-\u0fff"),
    ("Myanmar", "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"),
    ("Hangul Jamo", "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"),
    ("Khmer", "\u1780-\u17ff\u19e0-\u19ff"),
    ("Mongolian", "\u1800-\u18af"),
    ("South-East Asian", "\u1700-\u177f\u1900-\u19df\u1a00-\u1aaf\u1b00-\u1c4f"),
    ("South-East Asian", "\ua800-\ua8df\ua900-\ua95f\ua980-\ua9df\uaa00-\uaa5f\uaa80-\uabff"),
)
_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f"
_UNSET = re.compile("[" + "".join(ranges for _, ranges in _SCRIPTS) + _ACCENTS + "]")


def normalise(text: str) -> str:
    """Bring text into Unicode's composed form (NFC), in which fonts are asked for glyphs."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Make every run of white space one blank, and tie numbers to what they count.

    Words (cut at white space) stay what they were. No-break spaces are kept.
    """
    tied = _GLUE.sub("\u00a0", _RUN.sub(" ", text))
    return _GLUE_YEAR.sub("\\1\u00a0", tied) if "." in tied else tied


def glue_to_number(text: str) -> str:
    """Tie ``text``, which follows a digit that stands in a node of its own, to that number."""
    return _GLUE_AT_START.sub("\u00a0", text, count=1) if _GLUE_AT_START.match(text) else text


class Unset(NamedTuple):
    """What cannot be set yet: where in the text it is, what it is, and what to write in its place."""

    at: int
    message: str
    hint: str


def unset_script(text: str) -> Unset | None:
    """Find the first character that needs shaping or runs from right to left; ``text`` is composed (NFC).

    So is an accent on a letter that no single character has: it would stand beside its letter.
    """
    match = _UNSET.search(text)
    if match is None:
        return None
    for name, ranges in _SCRIPTS:
        if re.match(f"[{ranges}]", match.group()):
            hint = "write it in Latin, Greek or Cyrillic letters"
            return Unset(match.start(), f"text in {name} script is not supported yet", hint)
    letter = text[max(0, match.start() - 1) : match.start()]
    message = f"the accent U+{ord(match.group()):04X} behind '{letter}' is not supported yet"
    return Unset(match.start(), message, "write a letter that has its accent, such as 'é', or leave it out")
