"""How languages are written: scripts that are set with fonts of their own, and what runs from right to left.

The names of scripts are those of the theme's key ``scripts``; ``code`` is that of ISO 15924.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from unicodedata import bidirectional

from msgspec import Struct


class Script(Struct, frozen=True):
    """A script: its name, its code, whether it runs ``leftward``, and the characters that only it has.

    ``pure`` scripts need nothing but a font: each letter stands by itself.
    """

    name: str
    code: str
    ranges: str
    leftward: bool = False
    pure: bool = False


SCRIPTS = (
    Script("hebrew", "Hebr", "\u0590-\u05ff\ufb1d-\ufb4f", leftward=True),
    Script(
        "arabic",
        "Arab",
        "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc",
        leftward=True,
    ),
    Script("devanagari", "Deva", "\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff"),
    Script("tamil", "Taml", "\u0b80-\u0bff"),
    Script("thai", "Thai", "\u0e00-\u0e7f"),
    Script("georgian", "Geor", "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f", pure=True),
    Script("ethiopic", "Ethi", "\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f", pure=True),
)
"""What the program can set beside Latin, Greek and Cyrillic letters."""

NASTALIQ = Script("nastaliq", "Aran", "", leftward=True)
"""The hand of Arabic letters that some languages are read in: words hang down leftward, in tall lines."""
_HANGING_LANGUAGES = frozenset({"ur", "lah", "pnb", "skr", "ks"})

NAMES = tuple(script.name for script in SCRIPTS)

_ANY = re.compile("[" + "".join(script.ranges for script in SCRIPTS) + "]")
_MARK = "[\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_LEFTWARD_LANGUAGES = frozenset(
    {
        *("ar", "arc", "arz", "ckb", "dv", "fa", "glk", "he", "lah", "lrc", "mzn", "nqo", "pnb", "prs", "ps"),
        *("sd", "skr", "syr", "ug", "ur", "yi"),
    }
)
_OF_OTHERS = {"he": "Hebr", "yi": "Hebr", "arc": "Syrc", "syr": "Syrc", "dv": "Thaa", "nqo": "Nkoo"}
"""The scripts of those of them that are not written in Arabic letters."""
_LEFTWARD_SCRIPTS = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
)


@lru_cache(maxsize=4096)
def script_of(char: str) -> Script | None:
    """The script that alone has a character; None for those of others, and for what many have."""
    return next((script for script in SCRIPTS if re.match(f"[{script.ranges}]", char)), None)


def has_script(text: str) -> bool:
    """Tell whether a text has a character of such a script; most have not."""
    return not text.isascii() and _ANY.search(text) is not None


@lru_cache(maxsize=256)
def is_leftward(language: str) -> bool:
    """Tell whether a language (a BCP 47 tag) is written from right to left."""
    first, written = _parts(language)
    return written in _LEFTWARD_SCRIPTS if written else first in _LEFTWARD_LANGUAGES


@lru_cache(maxsize=256)
def is_hanging(language: str) -> bool:
    """Tell whether a language is read in :data:`NASTALIQ`."""
    first, written = _parts(language)
    return written == NASTALIQ.code or (not written and first in _HANGING_LANGUAGES)


@lru_cache(maxsize=256)
def leftward_script(language: str) -> Script | None:
    """Give the script from right to left that a language is written in; None for a script that is not set."""
    first, written = _parts(language)
    code = written.replace(NASTALIQ.code, "Arab") or _OF_OTHERS.get(
        first, "Arab" if first in _LEFTWARD_LANGUAGES else ""
    )
    return next((script for script in SCRIPTS if script.leftward and script.code == code), None)


def _parts(language: str) -> tuple[str, str]:
    """The language of a tag by itself, and its script (ISO 15924) where the tag says it."""
    first, *rest = language.split("-")
    written = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    return first.lower(), written.title()


def has_marks(text: str) -> bool:
    """Tell whether a text has marks that stand on the letter before them, in any of our scripts."""
    return not text.isascii() and _marks().search(text) is not None


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(_MARK)


@cache
def _marked() -> re.Pattern[str]:
    """A letter with its marks; no other two characters of a text are seen as one."""
    return re.compile(f".?{_MARK}+", re.DOTALL)


def in_marked(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in turn: each letter that has marks with these, and what is between such."""
    done = 0
    for found in _marked().finditer(text):
        if done < found.start():
            yield text[done : found.start()], False
        yield found[0], True
        done = found.end()
    if done < len(text):
        yield text[done:], False


def needs_order(text: str) -> bool:
    """Tell whether a text has letters that run from right to left."""
    return has_script(text) and _leftward().search(text) is not None


def begins_leftward(text: str) -> bool:
    """Tell whether a text by itself runs from right to left: as its first letter does (UAX #9, P2 and P3)."""
    if not needs_order(text):
        return False
    letters = (kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL"))
    return next(letters, "L") != "L"


@cache
def _leftward() -> re.Pattern[str]:
    """The characters of scripts that run from right to left; few texts have any of another script."""
    return re.compile("[" + "".join(script.ranges for script in SCRIPTS if script.leftward) + "]")


@cache
def has_scripts() -> bool:
    """Tell whether text in all scripts can be set: fonts are there, and what orders and divides it."""
    return all(map(find_spec, ("report_builder_scripts", "bidi", "newmm_tokenizer")))
