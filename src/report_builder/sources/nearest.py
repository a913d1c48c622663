"""The nearest known name to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?", or an empty string when no known name is near."""
    from difflib import get_close_matches  # late: only a faulty report needs it

    known = list(known)
    same = [other for other in known if other.casefold() == name.casefold()]
    near = same or get_close_matches(name, known, 1)
    return f"did you mean '{near[0]}'?" if near else ""
