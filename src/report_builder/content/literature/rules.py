"""The inline rule of citations: ``[@key, s. 12]``, ``@key`` and ``@key [s. 12]``, as Pandoc writes them."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from report_builder.patterns import late

_NEAR = 200
"""How many characters away the parentheses around a citation may be."""
KNOWS = "literature"
"""The key of the environment that tells whether the report has literature."""

_KEY = r"(?:\{[^{}\s]+\}|\w(?:[\w:.#$%&+?<>~/-]*\w)?)"
CITED = late(rf"(?:^|(?<=[\s;(\[«„\"'/–—-]))(-?)@({_KEY})")
_GROUP = late(rf"\[(?:[^\[\]@]*[\s(«\"'])?-?@{_KEY}[^\[\]]*\](?![({{\[])")
# Who hides an address of e-mail writes "ola[@]example.org".
_KEYLESS = late(r"(?<!\w)\[-?@(?:\s*[,;][^\[\]]*)?\](?![({\[]|\s*[\w-]+\.\w)")
_ALONE = late(rf"\[-?@{_KEY}(?:,[^\[\]@]*)?(?:;\s*-?@{_KEY}(?:,[^\[\]@]*)?)*\](?![({{\[])")
_IN_TEXT = late(rf"@({_KEY})(?:[ \n]\[([^\[\]@^\n][^\[\]@\n]*)\](?![({{\[]))?")
_LEAD_IN = late(
    r"(?:(?:se|sjå|jf|jfr|cf|see|sml|også|òg|also)\.?\s+|f\.\s?eks\.\s+|e\.g\.\s+)*", re.IGNORECASE
)
_PLACE = late(r"\s+\[([^\[\]]*)\]")
_MORE = late(rf"\s*(?:[,;]|\b(?:og|and)\b|&)\s*(?:og\s|and\s)?(?=-?@{_KEY})")
_BEFORE = late(r"[\w.@/:-]$")


def citation(state: StateInline, silent: bool) -> bool:
    """A citation. Without literature only what is nothing else is one, so that it can be told."""
    start = state.pos
    sign = state.src[start]
    knows = state.env.get(KNOWS)
    if sign == "[":
        pattern = _GROUP if knows else _ALONE
        if knows and state.src.startswith(("@", "-@"), start + 1) and _KEYLESS.match(state.src, start):
            pattern = _KEYLESS
    elif sign == "@" and knows and not _BEFORE.search(state.src, max(start - 1, 0), start):
        pattern = _IN_TEXT
    else:
        return False
    match = pattern.match(state.src, start, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match.group()
        if sign == "@":
            token.meta["in_brackets"] = _in_brackets(state.src, start, match.end())
    state.pos = match.end()
    return True


def _in_brackets(text: str, start: int, end: int) -> str:
    """The citation that ``(@key, s. 3)`` means; empty where the words between the parentheses are others."""
    opening = text.rfind("(", max(start - _NEAR, 0), start)
    closing = text.find(")", end, end + _NEAR)
    if opening < 0 or closing < 0 or not _LEAD_IN.fullmatch(text, opening + 1, start):
        return ""
    behind = _MORE.sub("; ", text[end:closing])
    if behind and not behind.startswith((",", ";")):
        return ""
    return "[" + _PLACE.sub(r", \1", text[opening + 1 : end] + behind) + "]"


def key_of(written: str) -> str:
    """A key without the braces that may stand around it."""
    return written.strip("{}")


def in_text(written: str) -> re.Match[str] | None:
    """The key and the words behind it, where a citation is part of a sentence."""
    return _IN_TEXT.fullmatch(written)
