"""Quotes and round brackets that open and are not closed: told, and never mended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from report_builder.content.pasted.prose import MASK, Prose, passages
from report_builder.diagnostics import Diagnostics
from report_builder.language.catalogue import rule
from report_builder.language.message import say
from report_builder.patterns import late

_REACH = 40
"""So many paragraphs on, what is opened may be closed."""
_TEXT = r"[^{0}\n]*(?:\n[^{0}\n]+)*"
_LIKELY = (
    ("(", late(rf"\({_TEXT.format('()')}(?:\(|\n\n|\Z)")),
    ("«", late(rf"«{_TEXT.format('«»')}(?:«|\n\n|\Z)")),
    ("“", late(rf"“{_TEXT.format('“”')}(?:“|\n\n|\Z)")),
)
_TARGET = late(r"\]\((?:[^()\n]|\([^()\n]*\))*\)")
_ADDRESS = late(r"(?:https?://|www\.)[^\s()`«»“”\"]*|[^\s()`«»“”\"]+@[^\s()`«»“”\"]+")
"""An address without the brackets around it."""
_FACE = late(r"[:;=][-o^']?\Z")
_INTERVAL = late(r"\([^()\[\]\n]{1,20}\]")
_MARK = late(r"(?<![\w(])\w{1,3}\Z")
_NO_WORDS = frozenset(("", "?", "*", "/"))
_SHOWN = late(r"\S+(?:\s\S+){0,2}")


class _Open(Struct, frozen=True):
    """What a paragraph opens and does not close, and how much it closes that it did not open."""

    opened: Sequence[int]
    closed: int


def may_be_unclosed(text: str) -> bool:
    """Whether something may be open where a paragraph of a text ends; an empty line divides them."""
    return any(sign in text and pattern.search(text) for sign, pattern in _LIKELY)


def tell_unclosed(prose: Sequence[tuple[Prose, str]], diagnostics: Diagnostics) -> None:
    """RB-QUOTES and RB-TYPOGRAPHY for what the paragraphs of a chapter open, each with its language.

    A quotation over several paragraphs begins each of them with its sign, and closes the last.
    """
    texts = [(next(passages(_without_targets(one.text), language))[1], language) for one, language in prose]
    brackets = [_open(text, "(", ")") for text, _ in texts]
    quotes = [rule("rule.quotes", language) or "" for _, language in texts]
    quoted = [_open(text, *pair) for (text, _), pair in zip(texts, quotes, strict=True) if _is_pair(pair)]
    if len(quoted) < len(texts):
        ends = iter(quoted)
        quoted = [next(ends) if _is_pair(pair) else _Open((), 0) for pair in quotes]
    for index, (one, _) in enumerate(prose):
        after = range(index + 1, min(index + _REACH, len(prose)))
        for at in brackets[index].opened if not any(brackets[other].closed for other in after) else ():
            shown = _SHOWN.match(one.text, at)
            message = say("content.unclosed-bracket", found=shown[0] if shown else "(")
            diagnostics.warn("RB-TYPOGRAPHY", one.at(at), message, say("content.unclosed-bracket.hint"))
        if quoted[index].opened and not any(quoted[other].closed for other in after):
            sign, close = quotes[index][0], quotes[index][1]
            following = texts[index + 1][0].lstrip() if after else ""
            if not following.startswith(sign):
                hint = say("content.unclosed-quote.hint", sign=sign, close=close)
                place = one.at(quoted[index].opened[-1])
                diagnostics.warn("RB-QUOTES", place, say("content.unclosed-quote", sign=sign), hint)


def _is_pair(quotes: str) -> bool:
    return len(quotes) == 2 and quotes[0] != quotes[1]


def _without_targets(text: str) -> str:
    """Mask the targets of links, and addresses up to a bracket, which may be that of the sentence."""
    if "](" in text:
        text = _TARGET.sub(_masked, text)
    return _ADDRESS.sub(_masked, text) if "@" in text or "://" in text or "www." in text else text


def _masked(match: re.Match[str]) -> str:
    return MASK * len(match[0])


def _open(text: str, sign: str, close: str) -> _Open:
    """What is open where a text ends; a face, an interval and the mark of an item are no brackets."""
    if sign not in text and close not in text:
        return _Open((), 0)
    opened: list[int] = []
    closed = 0
    for at, char in enumerate(text):
        if char == sign:
            before, behind = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
            if sign == "(":
                meant = not (_FACE.search(text, max(0, at - 2), at) or _INTERVAL.match(text, at))
                meant = meant and behind not in _NO_WORDS
            else:
                meant = bool(behind.strip()) and not before.isalnum()
            if meant:
                opened.append(at)
        elif char == close:
            if opened:
                opened.pop()
            elif close != ")" or not _MARK.search(text, max(0, at - 4), at):
                closed += 1
    return _Open(opened, closed)
