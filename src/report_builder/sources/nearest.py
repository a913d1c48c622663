"""The nearest known name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType

from report_builder.language.message import Message, in_turn, say

_LOOKED_AT = 2000
_COMPARED = 100
"""So many known names are compared letter by letter, the likelier first, however many there are."""
_LONGEST = 200
"""No longer name is compared: a comparison costs the lengths of both names."""


def did_you_mean(name: str, known: Iterable[str]) -> Message | None:
    """Return "did you mean 'x'?", or None when no known name is near."""
    near = nearest(name, known)
    return say("sources.did-you-mean", name=near) if near else None


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest; empty when none is near.

    What it costs does not grow with the known names beyond a bound, so many faults cost no more than each.
    """
    from difflib import get_close_matches  # late: only a faulty report needs it

    if len(name) > _LONGEST:
        return ""
    looked_at = [other for other in islice(known, _LOOKED_AT) if len(other) <= _LONGEST]
    folded = name.casefold()
    same = [other for other in looked_at if other.casefold() == folded]
    near = same or get_close_matches(name, _likeliest(folded, looked_at), 1)
    return near[0] if near else ""


def did_you_mean_or_all(
    name: str, known: Iterable[str], called: Mapping[str, str] = MappingProxyType({})
) -> Message:
    """Return "did you mean 'x'?", or all known names when none of them is near.

    ``called`` is what people call the known ones, where the names say too little: "nb" is bokmål.
    """
    known = tuple(known)
    meant = next((other for other, words in called.items() if words.casefold() == name.casefold()), None)
    near = say("sources.did-you-mean", name=meant) if meant else did_you_mean(name, known)
    named = [f"{other} ({called[other]})" if other in called else other for other in known]
    return near or say("sources.use-one-of", known=in_turn(named))


def _likeliest(folded: str, known: list[str]) -> list[str]:
    """The names to compare; of too many, first those that begin as ``folded`` does."""
    if len(known) <= _COMPARED:
        return known
    return sorted(known, key=lambda other: other.casefold()[:1] != folded[:1])[:_COMPARED]
