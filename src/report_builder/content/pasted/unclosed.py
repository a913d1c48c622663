"""Quotes and round brackets that open and are not closed: told, and never mended."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from report_builder.content.pasted.prose import MASK, Prose, mask_of, passages
from report_builder.content.pasted.scan import HEADING
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
    ("»", late(rf"(?:\A|\n\n|»){_TEXT.format('«»')}»")),
    ("”", late(rf"(?:\A|\n\n|”){_TEXT.format('“”')}”")),
)
_TARGET = late(r"\]\((?:[^()\n]|\([^()\n]*\))*\)")
_ADDRESS = late(r"(?:https?://|www\.)[^\s()`«»“”\"]*|[^\s()`«»“”\"]+@[^\s()`«»“”\"]+")
"""An address without the brackets around it."""
_FACE = late(r"[:;=][-o^']?\Z")
_INTERVAL = late(r"\([^()\[\]\n]{1,20}\]")
_OTHERS = {"«": frozenset('"“”„'), "“": frozenset('"„«»')}
"""The quotes of other forms, by the one that opens: beside them, which of them go together is not certain."""
_MARK = late(r"(?<![\w(])\w{1,3}\Z")
_NO_WORDS = frozenset(("", "?", "*", "/"))
_SHOWN = late(r"\S+(?:\s\S+){0,2}")


_BEFORE_OPENING = frozenset("([{<–—-/|*_«“„\"‘'")
_SPACED = late(r"[«“][ \u00a0][^«»“”\n]*[»”]")
_ITEM = late(r"(?:[-*+•]|\d{1,9}[.)])\s")


class _Open(Struct, frozen=True):
    """What a paragraph opens and does not close, and how much it closes that it did not open.

    ``stray`` are those that it closes and that can open nothing.
    """

    opened: Sequence[int]
    closed: int
    stray: Sequence[int] = ()


def may_be_unclosed(text: str) -> bool:
    """Whether something may be open where a paragraph of a text ends, or closed that is not open.

    An empty line divides paragraphs.
    """
    return any(sign in text and pattern.search(text) for sign, pattern in _LIKELY)


def tell_unclosed(prose: Sequence[tuple[Prose, str]], diagnostics: Diagnostics) -> None:
    """RB-QUOTES and RB-TYPOGRAPHY for what the paragraphs of a chapter open, each with its language.

    A quotation over several paragraphs begins each of them with its sign, and closes the last. It ends with
    its section.
    """
    texts = [(next(passages(_without_targets(one.text), language))[1], language) for one, language in prose]
    brackets = [_open(text, "(", ")") for text, _ in texts]
    quotes = [rule("rule.quotes", language) or "" for _, language in texts]
    quoted = [_open(text, *pair) for (text, _), pair in zip(texts, quotes, strict=True) if _is_pair(pair)]
    if len(quoted) < len(texts):
        ends = iter(quoted)
        quoted = [next(ends) if _is_pair(pair) else _Open((), 0) for pair in quotes]
    _tell_stray(prose, quoted, quotes, diagnostics)
    for index, (one, _) in enumerate(prose):
        after = range(index + 1, min(index + _REACH, len(prose)))
        for at in brackets[index].opened if not any(brackets[other].closed for other in after) else ():
            shown = _SHOWN.match(one.text, at)
            message = say("content.unclosed-bracket", found=shown[0] if shown else "(")
            diagnostics.warn("RB-TYPOGRAPHY", one.at(at), message, say("content.unclosed-bracket.hint"))
        if quoted[index].opened and not _is_closed(
            [(texts[at][0], quoted[at]) for at in after], quotes[index][0]
        ):
            sign, close = quotes[index][0], quotes[index][1]
            following = texts[index + 1][0].lstrip() if after else ""
            if not following.startswith(sign):
                hint = say("content.unclosed-quote.hint", sign=sign, close=close)
                place = one.at(quoted[index].opened[-1])
                diagnostics.warn("RB-QUOTES", place, say("content.unclosed-quote", sign=sign), hint)


def _is_closed(after: Sequence[tuple[str, _Open]], sign: str) -> bool:
    """Whether one of the paragraphs ``after`` a quotation that ``sign`` opens closes it.

    None does behind a heading, or behind a paragraph that does not go on with the sign.
    """
    for text, quoted in after:
        if HEADING.match(text):
            return False
        if quoted.closed:
            return True
        if not text.lstrip().startswith(sign) and not _ITEM.match(text.lstrip()):
            return False
    return False


def _tell_stray(
    prose: Sequence[tuple[Prose, str]],
    quoted: Sequence[_Open],
    quotes: Sequence[str],
    diagnostics: Diagnostics,
) -> None:
    """Tell the quotes that close what nothing in their section opens."""
    is_open = False
    for (one, _), own, pair in zip(prose, quoted, quotes, strict=True):
        is_open = is_open and not HEADING.match(one.text)
        if own.stray and not is_open and _OTHERS[pair[0]].isdisjoint(one.text):
            message = say("content.unopened-quote", sign=pair[1])
            hint = say("content.unopened-quote.hint", sign=pair[1], open=pair[0])
            diagnostics.warn("RB-QUOTES", one.at(own.stray[0]), message, hint)
        is_open = bool(own.opened) or (is_open and not own.closed)


def _is_pair(quotes: str) -> bool:
    return len(quotes) == 2 and quotes[0] != quotes[1]


def _without_targets(text: str) -> str:
    """Mask the targets of links, and addresses up to a bracket, which may be that of the sentence."""
    if "](" in text:
        text = _TARGET.sub(mask_of, text)
    return _ADDRESS.sub(mask_of, text) if "@" in text or "://" in text or "www." in text else text


def _open(text: str, sign: str, close: str) -> _Open:
    """What is open where a text ends; a face, an interval and the mark of an item are no brackets."""
    if sign not in text and close not in text:
        return _Open((), 0)
    if sign != "(":
        return _open_quotes(text, sign, close)
    opened: list[int] = []
    closed = 0
    for at, char in enumerate(text):
        if char == sign:
            meant = not (_FACE.search(text, max(0, at - 2), at) or _INTERVAL.match(text, at))
            if meant and text[at + 1 : at + 2] not in _NO_WORDS:
                opened.append(at)
        elif char == close:
            if opened:
                opened.pop()
            elif not _MARK.search(text, max(0, at - 4), at):
                closed += 1
    return _Open(opened, closed)


def _open_quotes(text: str, sign: str, close: str) -> _Open:
    """What quotes leave open where a text ends, and which of them close what is not open.

    One that opens behind a word closes, and one that closes before a word opens: others tell of those.
    """
    opened: list[int] = []
    stray: list[int] = []
    closed = turned = 0
    for at, char in enumerate(_SPACED.sub(mask_of, text)):
        if char not in (sign, close):
            continue
        before, behind = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        begins = not before.strip() or before in _BEFORE_OPENING
        if char == sign:
            if opened and not begins:
                opened.pop()
            elif behind.strip() and not before.isalnum():
                opened.append(at)
        elif opened:
            opened.pop()
        else:
            closed += 1
            if begins:
                turned += bool(behind.strip())
            elif turned:
                turned -= 1
            elif not before.isdigit() and before != MASK:
                stray.append(at)
    return _Open(opened, closed, stray)
