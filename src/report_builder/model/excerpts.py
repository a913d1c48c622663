"""The beginning of a text that is too long for the place where it is shown."""

from __future__ import annotations

from report_builder.patterns import late

_SENTENCE_END = late(r"(?<=[^\W\d_]{2})[.!?…][»”\"')]*(?= [«“\"(]*([^\W\d_]))")
"""An end of a sentence where a capital follows, not of a number or of an abbreviation with one letter."""

_ENOUGH = 0.35
"""A cut at the end of a sentence leaves at least this share of what there is room for."""


def cut(text: str, longest: int) -> str:
    """Cut a text to ``longest`` characters at the end of a sentence, or else of a word.

    An ellipsis tells where it is cut inside a sentence.
    """
    if len(text) <= longest:
        return text
    ends = [
        found.end() for found in _SENTENCE_END.finditer(text) if found.end() <= longest and found[1].isupper()
    ]
    if ends and ends[-1] >= longest * _ENOUGH:
        return text[: ends[-1]]
    head = text[: longest - 1]
    at = head.rfind(" ")
    return f"{head[: at if at > 0 else None].rstrip(' ,;:–-')} …"
