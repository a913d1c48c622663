"""Tags of languages (BCP 47, RFC 5646), held against the registry of their parts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from msgspec import Struct

_KEPT = "language-subtags.txt"
_NORWEGIAN = "no"


class Unregistered(Struct, frozen=True):
    """A part of a tag that the registry does not have, and the tag that may be meant, or nothing."""

    part: str
    meant: str


def unregistered(tag: str) -> Unregistered | None:
    """Tell the first part of a well-formed tag that is not registered in its place (RFC 5646, 2.2.9)."""
    written, *rest = tag.split("-")
    parts, language = _subtags(), written.lower()
    if language in parts["language"]:
        return _unregistered_behind(rest, parts)
    instead = _instead("replaced").get(language) or _instead("country").get(language)
    return Unregistered(written, canonical("-".join([instead, *rest])) if instead else "")


def _unregistered_behind(rest: list[str], parts: dict[str, frozenset[str]]) -> Unregistered | None:
    """Look at what stands behind the language: each kind of part once, in the order of the standard."""
    kinds = ["extlang", "script", "region", "variant"]
    for part in rest:
        if len(part) == 1:  # an extension, or private use: whoever defines it says what it has
            return None
        while kinds and part.lower() not in parts[kinds[0]]:
            del kinds[0]
        if not kinds:
            return Unregistered(part, "")
        if kinds[0] != "variant":
            del kinds[0]
    return None


def is_macro_norwegian(tag: str) -> bool:
    """True for a tag that says Norwegian and not which: no screen reader and no hyphenation can follow it."""
    return tag.lower().split("-")[0] in (_NORWEGIAN, "nor")


def canonical(tag: str) -> str:
    """Write a tag as the standard does (RFC 5646, 2.1.1 and 4.5): nb, sr-Latn, en-GB; se for sme."""
    language, *rest = tag.lower().split("-")
    if language not in COMMON:
        language = _instead("replaced").get(language, language)
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
def _lines() -> dict[str, list[str]]:
    text = files("report_builder").joinpath("data", _KEPT).read_text("ascii")
    rows = [line.split(" ") for line in text.splitlines() if not line.startswith("#")]
    return {kind: found for kind, *found in rows}


@cache
def _subtags() -> dict[str, frozenset[str]]:
    """The registered parts of each kind; of a range all codes."""
    return {
        kind: frozenset(code for part in parts for code in _codes(part))
        for kind, parts in _lines().items()
        if "=" not in parts[0]
    }


def _codes(part: str) -> list[str]:
    """Give the code, or those of a range: "qaa..qtz"."""
    first, _, last = part.partition("..")
    if not last:
        return [part]
    return [first[0] + rest for rest in _between(first[1:], last[1:])]


def _between(first: str, last: str) -> list[str]:
    """Give all letters from "aa" to "tz", in their order."""
    found = [""]
    for _ in first:
        found = [text + letter for text in found for letter in "abcdefghijklmnopqrstuvwxyz"]
    return [text for text in found if first <= text <= last]


@cache
def _instead(kind: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in _lines()[kind])
