"""Words of somebody else: what stands in quotes of any form, and the labels of links."""

from __future__ import annotations

from report_builder.content.pasted.prose import MASK
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
    rf"|{_SINGLE}|(?<!\w)´[^´]*´(?!\w)|[«“„][^«»“”„]*\Z|\]\[[^\[\]]*\]|\[[^\[\]]*\](?![({{])"
)
"""What opens and is not closed goes on in the next paragraph."""


def without_quoted(text: str) -> str:
    """Mask what is quoted in a text; offsets stay."""
    for sign in _SIGNS:
        if sign in text:
            return _QUOTED.sub(lambda match: MASK * len(match[0]), text)
    return text
