"""Tags of languages (BCP 47, RFC 5646), held against the registry of their parts."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from msgspec import Struct

_KEPT = Path(__file__).parent.parent / "data" / "language-subtags.txt"
_NORWEGIAN = "no"
_QUOTES = " \"'“”„‟«»‘’‚`"
_SEPARATORS = re.compile(r"[\s_.()/–—-]+")
WELL_FORMED = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""How a tag of a language is written."""


class Unregistered(Struct, frozen=True):
    """A part of a tag that the registry does not have, and the tag that may be meant, or nothing."""

    part: str
    meant: str


def unregistered(tag: str) -> Unregistered | None:
    """Tell the first part of a well-formed tag that is not registered in its place (RFC 5646, 2.2.9)."""
    written, *rest = tag.split("-")
    language = written.lower()
    if _registered(language, "language"):
        return _unregistered_behind(language, rest)
    instead = _instead("replaced", language) or _instead("country", language)
    return Unregistered(written, _sound("-".join([instead, *rest])) if instead else "")


def _unregistered_behind(language: str, rest: list[str]) -> Unregistered | None:
    """Look at what stands behind the language: each kind of part once, in the order of the standard."""
    kinds = ["extlang", "script", "region", "variant"]
    for at, part in enumerate(rest):
        if len(part) == 1:  # an extension, or private use: whoever defines it says what it has
            return None
        while kinds and not _registered(part.lower(), kinds[0]):
            del kinds[0]
        if not kinds:
            meant = _instead("region-meant", part.lower())
            parts = [language, *rest[:at], *([meant] if meant else []), *rest[at + 1 :]]
            return Unregistered(part, _sound("-".join(parts)))
        if kinds[0] != "variant":
            del kinds[0]
    return None


def _sound(tag: str) -> str:
    """Write a tag without the parts that are not registered behind a language that is."""
    found = unregistered(tag)
    return found.meant if found else canonical(tag)


def meant_by(written: str) -> str:
    """Give the tag that somebody means who wrote what is none: a name, or signs that do not belong there."""
    plain = unicodedata.normalize("NFC", written).strip(_QUOTES).casefold()
    parts = [part for part in _SEPARATORS.split(plain) if part]
    names = [code for part in parts if (code := _instead("named", part))]
    if names:  # "norsk bokmål": the name that says more
        named = next((code for code in names if code != _NORWEGIAN), _NORWEGIAN)
        tag = "-".join([named, *(part for part in parts if not _instead("named", part))])
        return _sound(tag) if WELL_FORMED.fullmatch(tag) else named
    tag = "-".join(parts)
    return _sound(tag) if " " not in plain and WELL_FORMED.fullmatch(tag) else ""


def named_alone(written: str) -> str:
    """Give the tag that a word alone names: a common tag, or what a language is called; empty for others."""
    if WELL_FORMED.fullmatch(written) and written.partition("-")[0] in COMMON:
        return written
    plain = written.casefold()
    tag = _NORWEGIAN if plain == _NORWEGIAN else _instead("named", plain)
    # Most that is written in Norwegian is bokmål.
    return "nb" if tag == _NORWEGIAN else tag


def is_macro_norwegian(tag: str) -> bool:
    """True for a tag that says Norwegian and not which: no screen reader and no hyphenation can follow it."""
    return tag.lower().split("-")[0] in (_NORWEGIAN, "nor")


def canonical(tag: str) -> str:
    """Write a tag as the standard does (RFC 5646, 2.1.1 and 4.5): nb, sr-Latn, en-GB; se for sme."""
    language, *rest = tag.lower().split("-")
    if language not in COMMON:
        language = _instead("replaced", language) or language
    single = False
    for index, part in enumerate(rest):
        single = single or len(part) == 1
        if not single and len(part) == 2:
            rest[index] = part.upper()
        elif not single and len(part) == 4 and part[0].isalpha():
            rest[index] = part.capitalize()
    return "-".join([language, *rest])


COMMON = frozenset({"nb", "nn", "en", "se", "sv", "da", "de", "fr", "fi", "la"})
"""Languages that need no look into the list."""


@cache
def _lines() -> dict[str, str]:
    """The registered parts of each kind, with a blank on both sides of each: too many to take apart."""
    text = _KEPT.read_text("utf-8")
    rows = [line.partition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {kind: f" {parts} " for kind, _, parts in rows}


def _registered(part: str, kind: str) -> bool:
    """Whether ``part``, in small letters, is registered as that kind, itself or in a range: qaa..qtz."""
    parts = _lines()[kind]
    if f" {part} " in parts:
        return True
    ranges = [code.split("..") for code in parts.split() if ".." in code]
    return any(len(first) == len(part) and first <= part <= last for first, last in ranges)


def _instead(kind: str, part: str) -> str:
    """What is written instead of ``part``; empty where nothing is."""
    return _lines()[kind].partition(f" {part}=")[2].partition(" ")[0]
