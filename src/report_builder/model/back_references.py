"""The places that something leads back to: their ids, and the letters that tell them apart."""

from __future__ import annotations

from string import ascii_lowercase


def reference_id(note: str, place: int) -> str:
    """The id of what refers to the footnote or the source ``note`` as the ``place``-th, from 1."""
    return f"{note}.ref{place if place > 1 else ''}"


def letters(place: int) -> str:
    """``place`` in letters: a to z, then aa, ab and on."""
    written = ""
    while place:
        place, letter = divmod(place - 1, len(ascii_lowercase))
        written = ascii_lowercase[letter] + written
    return written
