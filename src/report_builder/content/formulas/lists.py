"""Commas between digits in a formula: ``1,96`` is one number, and ``[0,1]`` has two."""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.content.formulas.notation import Notation
from report_builder.patterns import late

_SIGNS = frozenset(("-", "−", "+", "\\pm"))
_OPENING = frozenset(("(", "[", "]", "\\{", "\\lbrace", "\\lbrack", "\\langle"))
_CLOSING = frozenset((")", "]", "[", "\\}", "\\rbrace", "\\rbrack", "\\rangle", "\\right"))
_NUMERIC = late(r"\d+(?:[.,]\d+)*|[-−+^/{}]")
_GROUPED = late(r"[1-9]\d{0,2}(?:,\d{3}){2,}")
_LIST = late(r"(?:0|[1-9]\d*)(?:\.\d+)?(?:,(?:0|[1-9]\d*)(?:\.\d+)?)+")
"""What may be a list: no decimals begin with a zero in one, as those of 0,05 do."""


def parted(pieces: Sequence[Notation]) -> list[Notation]:
    """The pieces with lists of numbers as numbers and commas."""
    found: list[Notation] = []
    for at, piece in enumerate(pieces):
        text = piece.text
        if "," not in text or not _LIST.fullmatch(text) or not _is_list(pieces, at):
            found.append(piece)
            continue
        place = piece.at
        for number in text.split(","):
            if place > piece.at:
                found.append(Notation(",", place - 1))
            found.append(Notation(number, place))
            place += len(number) + 1
    return found


def _is_list(pieces: Sequence[Notation], at: int) -> bool:
    """Whether the digits and commas at ``at`` fill brackets, or have too many commas for one number."""
    text = pieces[at].text
    first = at - 1 if at and pieces[at - 1].text in _SIGNS else at
    opening = pieces[first - 1].text if first else ""
    last = at + 1
    # Parentheses hold sums of decimals; an interval may end with a fraction or a power.
    while opening not in ("", "(") and _NUMERIC.fullmatch(pieces[last].text):
        last += 1
    if opening in _OPENING and pieces[last].text in _CLOSING:
        return True
    return text.count(",") > 1 and not _GROUPED.fullmatch(text)
