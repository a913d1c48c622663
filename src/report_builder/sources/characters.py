"""What each character means that nobody can see, or that no text may have.

Text is pasted from everywhere, with characters in it that are not seen and do harm: they are taken for
letters, break the standards of the finished file, or hide one word in another. Each is dropped, kept or
exchanged by what it means (The Unicode Standard, chapter 23), and told at its place.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

SOFT_HYPHEN = "\u00ad"
MAY_BREAK = "\u200b"
"""Zero width space: a line may end here, without a hyphen."""
NO_BREAK = "\u2060"
"""Word joiner: no line ends here."""


LINE_HINTS = SOFT_HYPHEN + MAY_BREAK + NO_BREAK
"""What only says where a line may end, and has no sign of its own."""

_HINTS = str.maketrans("", "", LINE_HINTS)


def bare(text: str) -> str:
    """``text`` without what only says where a line may end: for all that is no line on a page."""
    return text.translate(_HINTS) if has_hints(text) else text


def has_hints(text: str) -> bool:
    """Tell whether a text says anything of where its lines may end; few do."""
    # Asked of every word: three looks are faster than one search.
    return not text.isascii() and (SOFT_HYPHEN in text or MAY_BREAK in text or NO_BREAK in text)


class Meaning(NamedTuple):
    """What becomes of a character: ``text`` takes its place, None where it stays what it is.

    ``about`` says why, as the end of a sentence. ``code`` is that of the error which it is, empty where it
    does no harm; ``hint`` says how to mend that, and ``text`` then is what was meant, empty where nobody
    can tell.
    """

    text: str | None
    about: str
    code: str = ""
    hint: str = ""


_JOINING = "it joins or divides letters of other scripts"
_DIRECTION = "it turns the direction of text, which is set in the order it is written in"
_FORM = "it chooses between two looks of a character, and there is one here"
_MATHS = "it is an operator for programs that calculate"
_NOTHING = "nothing is shown for it"

_DROPPED: tuple[tuple[int, int, str], ...] = (
    (0x034F, 0x034F, _JOINING),
    (0x061C, 0x061C, _DIRECTION),
    (0x115F, 0x1160, _JOINING),
    (0x17B4, 0x17B5, _JOINING),
    (0x180B, 0x180F, _JOINING),
    (0x200C, 0x200D, _JOINING),
    (0x200E, 0x200F, _DIRECTION),
    (0x202A, 0x202E, _DIRECTION),
    (0x2061, 0x2064, _MATHS),
    (0x2065, 0x2065, _NOTHING),
    (0x2066, 0x2069, _DIRECTION),
    (0x206A, 0x206F, "it is out of use"),
    (0x3164, 0x3164, _JOINING),
    (0xFE00, 0xFE0F, _FORM),
    (0xFEFF, 0xFEFF, "it marks the beginning of a file, and means nothing inside one"),
    (0xFFA0, 0xFFA0, _JOINING),
    (0xFFF0, 0xFFF8, _NOTHING),
    (0xFFF9, 0xFFF9, "it begins words that have an explanation"),
    (0x1BCA0, 0x1BCA3, _JOINING),
    (0x1D173, 0x1D17A, "it groups musical notes"),
    (0xE0000, 0xE007F, "it is a tag for programs"),
    (0xE0080, 0xE00FF, _NOTHING),
    (0xE0100, 0xE01EF, _FORM),
    (0xE01F0, 0xE0FFF, _NOTHING),
)
"""Unicode's Default_Ignorable_Code_Point, without those that say where lines may end."""

_BLANK = "it is read as an ordinary blank"
_OTHERS: dict[str, Meaning] = {
    # Word's own control characters reach plain text.
    "\x1e": Meaning("\u2011", "it is a word processor's hyphen that does not break, and is read as one"),
    "\x1f": Meaning(SOFT_HYPHEN, "it is a word processor's soft hyphen, and is read as one"),
    MAY_BREAK: Meaning(None, "a line may end there"),
    NO_BREAK: Meaning(None, "no line ends there"),
    "\ufffa": Meaning(" (", "it begins an explanation, which is put in parentheses"),
    "\ufffb": Meaning(")", "it ends an explanation, which is put in parentheses"),
    "\ufffc": Meaning(
        "",
        "it stands for a picture or a table that was not copied along",
        "RB-ENCODING",
        "delete it, and put in what stood there",
    ),
    "\ufffd": Meaning(
        "",
        "it stands for a character that was lost when the text was copied or saved",
        "RB-ENCODING",
        "write the character that belongs there",
    ),
}
_LINE_ENDS = "\t\n\r\v\f\x85\u2028\u2029"
"""Controls and separators that mean a blank or the end of a line; who reads lines knows them."""
_WIDE_BLANKS = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""Blanks that may end a line. U+00A0, U+2007 and U+202F do not, and stay what they are."""


@lru_cache(maxsize=4096)
def meaning_of(char: str) -> Meaning | None:
    """What becomes of a character; None for every character that is seen, and for usual blanks."""
    if " " <= char <= "~" or char in _LINE_ENDS or char == SOFT_HYPHEN:
        return None
    if found := _OTHERS.get(char):
        return found
    if char in _WIDE_BLANKS:
        return Meaning(" ", _BLANK)
    code = ord(char)
    if reason := next((why for first, last, why in _DROPPED if first <= code <= last), ""):
        return Meaning("", reason)
    category = unicodedata.category(char)
    if category == "Cc":
        return _control(char)
    if category == "Co":
        return _private(code)
    if category == "Cs" or is_noncharacter(code):
        return Meaning("", "it belongs in no text", "RB-ENCODING", "delete it")
    return None


def is_noncharacter(code: int) -> bool:
    """True for code points that are for a program's inside (The Unicode Standard, 23.7)."""
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def can_be_shown(char: str) -> bool:
    """True unless a font must not be asked for the character, whatever it has in that place.

    The others have no meaning of their own to a reader (PDF/A-2a, 6.2.11.7.3), must not stand in the text
    layer (6.2.11.7.2), or are drawn as nothing.
    """
    return char not in _LINE_ENDS and meaning_of(char) is None


def _control(char: str) -> Meaning:
    """A control character; those from 80 to 9F are mostly letters of Windows-1252 that were misread."""
    if char >= "\x80":
        meant = bytes([ord(char)]).decode("cp1252", "ignore")
        if meant:
            hint = f"write '{meant}', which has this byte in Windows-1252"
            return Meaning(meant, "it belongs in no text", "RB-ENCODING", hint)
    return Meaning("", "it belongs in no text", "RB-ENCODING", "delete it")


def _private(code: int) -> Meaning:
    about = "it is a private character, which means nothing without the font that it was written in"
    if 0xF000 <= code <= 0xF0FF:
        hint = "write the sign that it showed in Symbol or Wingdings, or '- ' for a bullet"
        return Meaning("", about, "RB-GLYPH", hint)
    return Meaning("", about, "RB-GLYPH", "write what it showed, or put that in as a picture")


_CONTROL_NAMES = {"\x1e": "record separator", "\x1f": "unit separator"}


def named(char: str) -> str:
    """A character as it is told to somebody who cannot see it: ``U+200B (zero width space)``."""
    name = unicodedata.name(char, "").lower() or _CONTROL_NAMES.get(char, "")
    if not name and unicodedata.category(char) == "Cc":
        name = "control character"
    return f"U+{ord(char):04X}" + (f" ({name})" if name else "")


def pattern_of(characters: set[str]) -> re.Pattern[str]:
    """A pattern that matches one of ``characters``."""
    return re.compile("[" + "".join(map(re.escape, sorted(characters))) + "]")
