"""Emoji and other signs by their names, in words: for those who get no picture of them.

The names are the short names of CLDR, kept in ``data/signs``; most reports never ask for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from unicodedata import category

_KEPT = Path(__file__).parent.parent / "data" / "signs" / "names.tsv"
_COLUMNS = {"nb": 1, "no": 1, "nn": 2, "en": 3}
_IN_NORWEGIAN = frozenset(("se", "smj", "sma", "fkv"))
_BEFORE_SIGNS = "\u2190"
_KEYCAP = "\u20e3"
_CATEGORIES = frozenset(("So", "Sk", "Cn"))
_AS_PICTURE = "\ufe0f"
_JOINER = "\u200d"
_TONES = "\U0001f3fb-\U0001f3ff"
_TONE = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"


def is_sign(char: str) -> bool:
    """Tell whether a character is a symbol that may have a name: no letter, and none of mathematics."""
    # What Unicode has got since this Python was made has no category yet.
    return char == _KEYCAP or (char >= _BEFORE_SIGNS and category(char) in _CATEGORIES)


def signs_among(characters: Iterable[str]) -> frozenset[str]:
    """Those of some characters that are such symbols."""
    return frozenset(filter(is_sign, characters))


def joins_signs(text: str, at: int) -> bool:
    """Tell whether the character at ``at`` makes one sign of those beside it."""
    if at == 0 or text[at] != _JOINER:
        return False
    before = text[at - 2 : at - 1] if text[at - 1] == _AS_PICTURE and at > 1 else text[at - 1]
    behind = text[at + 1 : at + 2]
    return bool(before and behind) and (is_sign(before) or before in _TONE) and is_sign(behind)


def draws_sign(text: str, at: int) -> bool:
    """Tell whether the character at ``at`` has the sign before it drawn as a picture."""
    if at == 0 or text[at] != _AS_PICTURE:
        return False
    return is_sign(text[at - 1]) or text[at + 1 : at + 2] == _KEYCAP


def parted(text: str, language: str) -> Iterator[tuple[str, str]]:
    """The parts of a text in turn: each sign with its name in a language, what is between with none."""
    done = 0
    for found in _pattern().finditer(text):
        name = name_of(found[0], language)
        if name:
            if done < found.start():
                yield text[done : found.start()], ""
            yield found[0], name
            done = found.end()
    if done < len(text):
        yield text[done:], ""


def said_in(language: str, own: str) -> str:
    """The language in which signs have their names in a passage: its own, else that of the report."""
    return next((one for one in (language, own) if _first(one) in _COLUMNS), _column(own))


def _first(language: str) -> str:
    return language.partition("-")[0]


def _column(language: str) -> str:
    first = _first(language)
    return first if first in _COLUMNS else "nb" if first in _IN_NORWEGIAN else "en"


def name_of(sign: str, language: str) -> str:
    """What a sign, of one character or several, is called in a language; empty where nothing is known.

    Sámi and Kven have those in bokmål, other languages without names English ones.
    """
    column = _COLUMNS[_column(language)]
    names = _names(column)
    plain = sign.replace(_AS_PICTURE, "")
    if plain in names:
        return names[plain]
    tones = re.findall(f"[{_TONES}]", plain)
    alone = re.sub(f"[{_TONES}]", "", plain)
    parts = [alone] if alone in names else [part for part in alone.split(_JOINER) if part in names]
    # A flag that is none is left to be told as what it is.
    said = [", ".join(names[part] for part in parts), *(names[tone] for tone in dict.fromkeys(tones))]
    return ": ".join(said) if parts else ""


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    lines = _KEPT.read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines[1:])


@cache
def _names(column: int) -> Mapping[str, str]:
    """The names in a column, and in bokmål where nynorsk has no other."""
    return {row[0]: row[column] or row[1] for row in _rows()}


@cache
def _pattern() -> re.Pattern[str]:
    """One sign: a flag, a key cap, or symbols that are joined into one, each with its tone of skin."""
    symbols = "".join(map(re.escape, sorted(row[0] for row in _rows() if len(row[0]) == 1)))
    one = f"[{symbols}]{_AS_PICTURE}?[{_TONES}]?"
    return re.compile(f"{_FLAG}|[0-9#*]{_AS_PICTURE}?{_KEYCAP}|{one}(?:{_JOINER}{one})*")
