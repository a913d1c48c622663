"""Words of somebody else: what stands in quotes of any form, and the labels of links."""

from __future__ import annotations

import re

from report_builder.content.pasted.prose import MASK, mask_of
from report_builder.content.pasted.quotes import QUOTES
from report_builder.patterns import late

_SIGNS = (*sorted(QUOTES), "[", "'", "‘", "’", "‚", "‹", "´")
# A mark of one stroke is an apostrophe inside a word, and behind an s where another one follows that closes.
_SINGLE = (
    r"(?<!\w)['‘’‚](?=\S)(?:[^'‘’]|['’](?=\w)|(?<=[sxzSXZ])['’](?=[^'‘’]*[^\s'‘’]['’](?!\w)))*"
    r"(?<=\S)['‘’](?!\w)"
)
_QUOTED = late(
    r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|“[^“”]*”|„[^„“”]*[“”]|”[^”]*”|\"[^\"]*\"|»[^«»]*«|›[^‹›]*‹|‹[^‹›]*›"
    rf"|{_SINGLE}|(?<!\w)´[^´]*´(?!\w)|(?<![\w,]),,(?=[^\s,'])(?:[^']|'(?=\w))*''|[«“„][^«»“”„]*\Z|\]\[[^\[\]]*\]|\[[^\[\]]*\](?![({{])"
)
"""What opens and is not closed goes on in the next paragraph."""


_NOTE = "[^"
_ENDS = frozenset('»”“"]')


def without_quoted(text: str, *, edges: bool = False) -> str:
    """Mask what is quoted in a text; offsets stay.

    With ``edges`` the sign that closes a quotation is left, and so is what begins the mark of a note.
    """
    for sign in _SIGNS:
        if sign in text:
            return _QUOTED.sub(_with_edges if edges else mask_of, text)
    return text


def _with_edges(match: re.Match[str]) -> str:
    """A quotation of which the last sign stays, so that a stop behind it has a neighbour."""
    words = match[0]
    first = _NOTE if words.startswith(_NOTE) else ""
    last = words[-1] if words[-1] in _ENDS and (first or words[-1] != "]") else ""
    return f"{first}{MASK * (len(words) - len(first) - len(last))}{last}"
