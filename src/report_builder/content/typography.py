"""Plain characters: white space, no-break spaces, and scripts that cannot be set yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from report_builder.patterns import late

# Every white space but the three that never break; a single blank needs no change.
_WHITE = r"[^\S\u00a0\u202f\u2007]"
_RUN = late(rf"{_WHITE}{{2,}}|(?! ){_WHITE}")

_UNITS = (
    r"%|‰|°C|prosent|prosentpoeng|percent|per cent|kr|kroner|mill\.|mrd\.|millioner|milliarder"
    r"|million|billion|km|kg|cm|mm|km²|m²|ppm"
)
_AFTER_NUMBER = rf"(?:(?:{_UNITS})(?!\w)|\d{{3}}(?!\d))"
_MONTHS = (
    r"januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|January|February|March|May|June|July|August|October|December"
)
_DATE = rf"(?<=\d\. )(?=(?:{_MONTHS})\b)"
_GLUE_YEAR = late(rf"(?<=\d\.\u00a0)({_MONTHS}) (?=\d{{4}}\b)")
_GLUE_AT_START = late(rf" (?={_AFTER_NUMBER})")

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("Hebrew", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("Arabic", "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ("right-to-left", "\u0700-\u074f\u0780-\u086f\U00010800-\U00010fff\U0001e800-\U0001efff"),
    ("Indic", "\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff\U00011000-\U00011fff"),
    ("Thai", "\u0e00-\u0e7f"),
    ("Lao", "\u0e80-\u0eff"),
    ("Tibetan", "\u0f00-\u0fff"),
    ("Myanmar", "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"),
    ("Hangul Jamo", "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"),
    ("Khmer", "\u1780-\u17ff\u19e0-\u19ff"),
    ("Mongolian", "\u1800-\u18af"),
    ("South-East Asian", "\u1700-\u177f\u1900-\u19df\u1a00-\u1aaf\u1b00-\u1c4f"),
    ("South-East Asian", "\ua800-\ua8df\ua900-\ua95f\ua980-\ua9df\uaa00-\uaa5f\uaa80-\uaaff\uabc0-\uabff"),
    ("hieroglyphic", "\U00013000-\U0001345f"),
    ("South-East Asian", "\U00016100-\U0001613f\U00016d40-\U00016d7f"),
)
_RARE = late("[^\\x00-\u02ff]")


def normalise(text: str) -> str:
    """Bring text into Unicode's composed form (NFC), in which fonts are asked for glyphs."""
    return unicodedata.normalize("NFC", text)


def clean(text: str, counted: tuple[str, ...] = ()) -> str:
    """Make every run of white space one blank, and tie numbers to what they count.

    Units, months and thousands are tied in every report. ``counted`` are the words that the report itself
    keeps with a number of one to three figures, or their beginnings; a longer number may be a year.
    Words (cut at white space) stay what they were. No-break spaces are kept.
    """
    text = text.replace("\n", " ")
    # All white space but the blank counts as not printable; most text then has nothing to search for.
    if "  " in text or not text.isprintable():
        text = _RUN.sub(" ", text)
    tied = _glue(counted).sub("\u00a0", text)
    return _GLUE_YEAR.sub("\\1\u00a0", tied) if ".\u00a0" in tied else tied


@lru_cache(maxsize=8)
def _glue(counted: tuple[str, ...]) -> re.Pattern[str]:
    """The blanks that tie, where the report keeps the words ``counted`` with their numbers."""
    after = [rf"(?<=\d )(?={_AFTER_NUMBER})", _DATE]
    if counted:
        nouns = "|".join(map(re.escape, counted))
        after.insert(1, rf"(?:(?<=\b\d )|(?<=\b\d\d )|(?<=\b\d\d\d ))(?={nouns})")
    # What stands before the blank is asked first: most blanks stand behind a letter.
    return re.compile(rf" (?:(?<=[\d.] )(?:{'|'.join(after)})|(?=cent\b)(?<=\bper ))")


def glue_to_number(text: str) -> str:
    """Tie ``text``, which follows a digit that stands in a node of its own, to that number."""
    return _GLUE_AT_START.sub("\u00a0", text, count=1) if _GLUE_AT_START.match(text) else text


class Unset(NamedTuple):
    """What cannot be set yet: where in the text it is, what it is, and what to write in its place."""

    at: int
    message: str
    hint: str


_AS_PICTURE = (
    "write it in Latin, Greek or Cyrillic letters, or put it in as a picture with its words as the alt text"
)


def unset_script(text: str) -> Unset | None:
    """Find the first character that needs shaping or runs from right to left; ``text`` is composed (NFC).

    So is an accent on a letter that no single character has: it would stand beside its letter.
    """
    return first_unset(text, unset_characters(_RARE.findall(text)))


def unset_characters(characters: Iterable[str]) -> frozenset[str]:
    """Those of ``characters`` that cannot be set, wherever they stand."""
    return frozenset(char for char in frozenset(characters) if _unset(char))


def first_unset(text: str, unset: frozenset[str]) -> Unset | None:
    """Tell the first character of ``text`` that is one of ``unset``."""
    at = next((at for at, char in enumerate(text) if char in unset), -1) if unset else -1
    if at < 0:
        return None
    char = text[at]
    if script := _script(char):
        return Unset(at, f"text in {script} script is not supported yet", _AS_PICTURE)
    letter = text[max(0, at - 1) : at]
    message = f"the accent U+{ord(char):04X} behind '{letter}' is not supported yet"
    return Unset(at, message, "write a letter that has its accent, such as 'é', or leave it out")


@lru_cache(maxsize=4096)
def _unset(char: str) -> bool:
    """True for letters of a script that cannot be set, and for marks that stand on the character before."""
    return bool(_script(char)) or unicodedata.category(char) in ("Mn", "Me", "Mc")


def _script(char: str) -> str:
    return next((name for name, pattern in _compiled_scripts() if pattern.match(char)), "")


@cache
def _compiled_scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(f"[{ranges}]")) for name, ranges in _SCRIPTS)
