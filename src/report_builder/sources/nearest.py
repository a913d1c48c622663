"""The nearest known name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

_LOOKED_AT = 2000
_COMPARED = 100
"""So many known names are compared letter by letter, the likelier first, however many there are."""
_LONGEST = 200
"""No longer name is compared: a comparison costs the lengths of both names."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?", or an empty string when no known name is near.

    What it costs does not grow with the known names beyond a bound, so many faults cost no more than each.
    """
    from difflib import get_close_matches  # late: only a faulty report needs it

    if len(name) > _LONGEST:
        return ""
    looked_at = [other for other in islice(known, _LOOKED_AT) if len(other) <= _LONGEST]
    folded = name.casefold()
    same = [other for other in looked_at if other.casefold() == folded]
    near = same or get_close_matches(name, _likeliest(folded, looked_at), 1)
    return f"did you mean '{near[0]}'?" if near else ""


def _likeliest(folded: str, known: list[str]) -> list[str]:
    """The names to compare; of too many, first those that begin as ``folded`` does."""
    if len(known) <= _COMPARED:
        return known
    return sorted(known, key=lambda other: other.casefold()[:1] != folded[:1])[:_COMPARED]
