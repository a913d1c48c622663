"""Plain characters: white space, no-break spaces, and scripts that cannot be set yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from report_builder.language.message import Message, hinted, say
from report_builder.language.word_lists import listed
from report_builder.language.writing import has_marks, has_scripts, script_of
from report_builder.patterns import late

# Every white space but the three that never break; a single blank needs no change.
_WHITE = r"[^\S\u00a0\u202f\u2007]"
_RUN = late(rf"{_WHITE}{{2,}}|(?! ){_WHITE}")

_SOUTH_EAST_ASIAN = say("content.script-south-east-asian")
_SCRIPTS: tuple[tuple[Message, str], ...] = (
    (say("content.script-hebrew"), "\u0590-\u05ff\ufb1d-\ufb4f"),
    (say("content.script-arabic"), "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    (say("content.script-leftward"), "\u0700-\u074f\u0780-\u086f\U00010800-\U00010fff\U0001e800-\U0001efff"),
    (say("content.script-indic"), "\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff\U00011000-\U00011fff"),
    (say("content.script-thai"), "\u0e00-\u0e7f"),
    (say("content.script-lao"), "\u0e80-\u0eff"),
    (say("content.script-tibetan"), "\u0f00-\u0fff"),
    (say("content.script-myanmar"), "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"),
    (say("content.script-jamo"), "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"),
    (say("content.script-khmer"), "\u1780-\u17ff\u19e0-\u19ff"),
    (say("content.script-mongolian"), "\u1800-\u18af"),
    (_SOUTH_EAST_ASIAN, "\u1700-\u177f\u1900-\u19df\u1a00-\u1aaf\u1b00-\u1c4f"),
    (_SOUTH_EAST_ASIAN, "\ua800-\ua8df\ua900-\ua95f\ua980-\ua9df\uaa00-\uaa5f\uaa80-\uaaff\uabc0-\uabff"),
    (say("content.script-hieroglyphic"), "\U00013000-\U0001345f"),
    (_SOUTH_EAST_ASIAN, "\U00016100-\U0001613f\U00016d40-\U00016d7f"),
)
_OWN = {
    "arabic": say("content.script-arabic"),
    "devanagari": say("content.script-devanagari"),
    "ethiopic": say("content.script-ethiopic"),
    "georgian": say("content.script-georgian"),
    "hebrew": say("content.script-hebrew"),
    "tamil": say("content.script-tamil"),
    "thai": say("content.script-thai"),
}
"""What the scripts are called that can be set where their fonts are installed."""
_RARE = late("[^\\x00-\u02ff]")


def normalise(text: str) -> str:
    """Bring text into Unicode's composed form (NFC), in which fonts are asked for glyphs."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Make every run of white space one blank; no-break spaces are kept, and so are the words between."""
    text = text.replace("\n", " ")
    # All white space but the blank counts as not printable; most text then has nothing to search for.
    return _RUN.sub(" ", text) if "  " in text or not text.isprintable() else text


def tie_title(text: str, language: str) -> str:
    """Tie a dash to the word before it and a small word to the word behind it: none is alone on a line."""
    return _title_blanks(language).sub(lambda found: f"{found[0][:-1]}\u00a0", text)


@lru_cache(maxsize=8)
def _title_blanks(language: str) -> re.Pattern[str]:
    """What ends with a blank that ties in a title: before a dash, or behind a small word."""
    words = "|".join(map(re.escape, listed("rule.title-words", language)))
    small = rf"|(?<![\w-])(?i:{words}) (?=\S)" if words else ""
    return re.compile(rf" (?=[–—](?:\s|$)){small}")


class Unset(Struct, frozen=True):
    """What cannot be set yet: where in the text it is, what it is, and what to write in its place.

    ``fact_hint`` is for a text of a YAML file, where no picture can stand.
    """

    at: int
    message: Message
    hint: Message
    fact_hint: Message


def unset_script(text: str) -> Unset | None:
    """Find the first character that needs shaping or runs from right to left; ``text`` is composed (NFC).

    So is a mark of another script, and an accent that stands on no letter.
    """
    return first_unset(text, unset_characters(_RARE.findall(text)))


def unset_characters(characters: Iterable[str]) -> frozenset[str]:
    """Those of ``characters`` that cannot be set, wherever they stand."""
    return frozenset(char for char in frozenset(characters) if _unset(char))


def first_unset(text: str, unset: frozenset[str]) -> Unset | None:
    """Tell the first character of ``text`` that is one of ``unset``."""
    places = (at for at, char in enumerate(text) if char in unset and not _stands_on_letter(text, at))
    at = next(places, -1) if unset else -1
    if at < 0:
        return None
    char = text[at]
    if own := script_of(char):
        from report_builder.installed import scripts_hint  # it asks much of Python's own library

        message = say("content.script-not-installed", script=_OWN[own.name])
        return Unset(at, message, scripts_hint(), scripts_hint())
    if script := _script(char):
        return Unset(at, *hinted("content.script", script=script), say("content.script-fact.hint"))
    message, hint = hinted("content.accent", code=f"U+{ord(char):04X}")
    return Unset(at, message, hint, hint)


def _stands_on_letter(text: str, at: int) -> bool:
    """Whether a character is an accent, of those that may stand on any letter, behind one or a sign."""
    if not at or not has_marks(text[at]):
        return False
    before = text[at - 1]
    return has_marks(before) or not (before.isspace() or script_of(before) or _script(before))


@lru_cache(maxsize=4096)
def _unset(char: str) -> bool:
    """True for letters of a script that cannot be set, and for marks that stand on the character before."""
    if script_of(char) and has_scripts():
        return False
    return _script(char) is not None or unicodedata.category(char) in ("Mn", "Me", "Mc")


def _script(char: str) -> Message | None:
    return next((name for name, pattern in _compiled_scripts() if pattern.match(char)), None)


@cache
def _compiled_scripts() -> tuple[tuple[Message, re.Pattern[str]], ...]:
    return tuple((name, re.compile(f"[{ranges}]")) for name, ranges in _SCRIPTS)
