"""The inline rule of citations: ``[@key, s. 12]``, ``@key`` and ``@key [s. 12]``, as Pandoc writes them."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from report_builder.patterns import late

KNOWS = "literature"
"""The key of the environment that tells whether the report has literature."""

_KEY = r"(?:\{[^{}\s]+\}|\w(?:[\w:.#$%&+?<>~/-]*\w)?)"
CITED = late(rf"(?:^|(?<=[\s;(\[«„\"'/–—-]))(-?)@({_KEY})")
_GROUP = late(rf"\[(?:[^\[\]@\n]*[\s(«\"'])?-?@{_KEY}[^\[\]]*\](?![({{\[])")
_ALONE = late(rf"\[-?@{_KEY}(?:,[^\[\]@]*)?(?:;\s*-?@{_KEY}(?:,[^\[\]@]*)?)*\](?![({{\[])")
_IN_TEXT = late(rf"@({_KEY})(?:[ \n]\[([^\[\]@^\n][^\[\]@\n]*)\](?![({{\[]))?")
_BEFORE = late(r"[\w.@/:-]$")


def citation(state: StateInline, silent: bool) -> bool:
    """A citation. Without literature only what is nothing else is one, so that it can be told."""
    start = state.pos
    sign = state.src[start]
    if sign == "[":
        pattern = _GROUP if state.env.get(KNOWS) else _ALONE
    elif sign == "@" and state.env.get(KNOWS) and not _BEFORE.search(state.src, max(start - 1, 0), start):
        pattern = _IN_TEXT
    else:
        return False
    match = pattern.match(state.src, start, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match.group()
    state.pos = match.end()
    return True


def key_of(written: str) -> str:
    """A key without the braces that may stand around it."""
    return written.strip("{}")


def in_text(written: str) -> re.Match[str] | None:
    """The key and the words behind it, where a citation is part of a sentence."""
    return _IN_TEXT.fullmatch(written)
