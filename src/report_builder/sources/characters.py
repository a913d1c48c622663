"""What each character means that is not seen, or that no text may have.

Text is pasted from everywhere, with characters in it that are not seen and do harm: they are taken for
letters, break the standards of the finished file, or hide one word in another. Each is dropped, kept or
exchanged by what it means (The Unicode Standard, chapter 23), and told at its place.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from report_builder.language.message import Message, Value, say
from report_builder.language.signs import joins_signs
from report_builder.language.writing import script_of

SOFT_HYPHEN = "\u00ad"
NO_BREAK_SPACE = "\u00a0"
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


class Meaning(Struct, frozen=True):
    """What becomes of a character: ``text`` takes its place, None where it stays what it is.

    ``about`` says why, as the end of a sentence. ``code`` is that of the error which it is, empty where it
    does no harm; ``hint`` says how to mend that, and ``text`` then is what was meant, empty where nobody
    can tell.
    """

    text: str | None
    about: Message
    code: str = ""
    hint: Message | None = None


_JOINING = say("sources.char-joins")
_DIRECTION = say("sources.char-turns")
_FORM = say("sources.char-chooses")
_MATHS = say("sources.char-calculates")
_NOTHING = say("sources.char-shows-nothing")
_NO_TEXT = say("sources.char-no-text")
_DELETE = say("sources.delete-it")

_DROPPED: tuple[tuple[int, int, Message], ...] = (
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
    (0x206A, 0x206F, say("sources.char-out-of-use")),
    (0x3164, 0x3164, _JOINING),
    (0xFE00, 0xFE0F, _FORM),
    (0xFEFF, 0xFEFF, say("sources.char-byte-order")),
    (0xFFA0, 0xFFA0, _JOINING),
    (0xFFF0, 0xFFF8, _NOTHING),
    (0xFFF9, 0xFFF9, say("sources.char-explained")),
    (0x1BCA0, 0x1BCA3, _JOINING),
    (0x1D173, 0x1D17A, say("sources.char-music")),
    (0xE0000, 0xE007F, say("sources.char-tag")),
    (0xE0080, 0xE00FF, _NOTHING),
    (0xE0100, 0xE01EF, _FORM),
    (0xE01F0, 0xE0FFF, _NOTHING),
)
"""Unicode's Default_Ignorable_Code_Point, without those that say where lines may end."""

_BLANK = say("sources.char-blank")
_OTHERS: dict[str, Meaning] = {
    # Word's own control characters reach plain text.
    "\x1e": Meaning("\u2011", say("sources.char-firm-hyphen")),
    "\x1f": Meaning(SOFT_HYPHEN, say("sources.char-soft-hyphen")),
    MAY_BREAK: Meaning(None, say("sources.char-may-break")),
    NO_BREAK: Meaning(None, say("sources.char-no-break")),
    "\ufffa": Meaning(" (", say("sources.char-explanation")),
    "\ufffb": Meaning(")", say("sources.char-explanation-end")),
    "\ufffc": Meaning("", say("sources.char-object"), "RB-ENCODING", say("sources.char-object.hint")),
    "\ufffd": Meaning("", say("sources.char-lost"), "RB-ENCODING", say("sources.char-lost.hint")),
}
_LINE_ENDS = "\t\n\r\v\f\x85\u2028\u2029"
"""Controls and separators that mean a blank or the end of a line; what reads lines handles them."""
_JOINERS = "\u200c\u200d"
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
    if reason := next((why for first, last, why in _DROPPED if first <= code <= last), None):
        return Meaning("", reason)
    category = unicodedata.category(char)
    if category == "Cc":
        return _control(char)
    if category == "Co":
        return _private(code)
    if category == "Cs" or is_noncharacter(code):
        return Meaning("", _NO_TEXT, "RB-ENCODING", _DELETE)
    return None


def is_joining(text: str, at: int) -> bool:
    """Tell whether a character says how the letter of a script before it joins, or a sign: there it stays."""
    if text[at] in _JOINERS and at > 0 and script_of(text[at - 1]) is not None:
        return True
    return joins_signs(text, at)


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
            hint = say("sources.char-windows-1252.hint", character=meant)
            return Meaning(meant, _NO_TEXT, "RB-ENCODING", hint)
    return Meaning("", _NO_TEXT, "RB-ENCODING", _DELETE)


def _private(code: int) -> Meaning:
    is_symbol = 0xF000 <= code <= 0xF0FF
    hint = say("sources.char-symbol.hint") if is_symbol else say("sources.char-private.hint")
    return Meaning("", say("sources.char-private"), "RB-GLYPH", hint)


_NAMES = {
    "\x1e": say("sources.name-of-1e"),
    "\x1f": say("sources.name-of-1f"),
    SOFT_HYPHEN: say("sources.name-of-ad"),
    "\u2002": say("sources.name-of-2002"),
    "\u2003": say("sources.name-of-2003"),
    "\u2009": say("sources.name-of-2009"),
    "\u200a": say("sources.name-of-200a"),
    MAY_BREAK: say("sources.name-of-200b"),
    "\u200c": say("sources.name-of-200c"),
    "\u200d": say("sources.name-of-200d"),
    "\u200e": say("sources.name-of-200e"),
    "\u200f": say("sources.name-of-200f"),
    NO_BREAK: say("sources.name-of-2060"),
    "\ufe0f": say("sources.name-of-fe0f"),
    "\ufeff": say("sources.name-of-feff"),
    "\ufffc": say("sources.name-of-fffc"),
    "\ufffd": say("sources.name-of-fffd"),
}
"""What people meet; all others go by their name in Unicode, which is English."""


def named(char: str) -> Value:
    """A character as it is told to somebody who cannot see it: ``U+200B (zero width space)``."""
    code = f"U+{ord(char):04X}"
    if known := _NAMES.get(char):
        return say("sources.character", code=code, name=known)
    if unicodedata.category(char) == "Cc":
        return say("sources.character", code=code, name=say("sources.name-of-control"))
    name = unicodedata.name(char, "").lower()
    return say("sources.character-in-unicode", code=code, name=name) if name else code


def pattern_of(characters: set[str]) -> re.Pattern[str]:
    """A pattern that matches one of ``characters``."""
    return re.compile("[" + "".join(map(re.escape, sorted(characters))) + "]")
