"""Quotes that are foreign to the language of a passage; only what pairs in one way is mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from report_builder.content.pasted.prose import Prose
from report_builder.content.pasted.single_quotes import SINGLE, tell_low_quotes, tell_single_quotes
from report_builder.content.pasted.tongue import other_language
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.catalogue import rule
from report_builder.language.message import hinted, say
from report_builder.patterns import late

QUOTES = frozenset('“”„‟«»"')
"""Signs that are quotes of some language."""

_FAMILIES = ("«»", "“”„‟", '"')
_NUMBER = late(r"[\d.,]*\d\Z")
_YEAR = 4  # digits of a year; no inches have as many
_BEFORE_OPENING = frozenset("([{<–—-/|*_«“„\"‘'’")


class _Mark(Struct, frozen=True, order=True):
    """A quote, and what it can be by what stands around it; inches stand behind a short number."""

    at: int
    sign: str
    opens: bool
    closes: bool
    inch: bool


class _Home(Struct, frozen=True):
    """The quotes of a language, ``inner`` those within others: an opening and a closing one each."""

    language: str
    outer: str
    inner: str


class _Pair(Struct, frozen=True, order=True):
    start: int
    end: int
    signs: str


class _Family(Struct, frozen=True):
    """The pairs among the quotes of one form; ``astray`` is the first quote where they do not pair."""

    pairs: Sequence[_Pair]
    astray: _Mark | None


def tell_quotes(prose: Prose, start: int, text: str, language: str, diagnostics: Diagnostics) -> None:
    """RB-QUOTES for a passage of ``prose`` in ``language``, whose masked ``text`` begins at ``start``."""
    if not any(sign in text for sign in (*QUOTES, *SINGLE)):
        return
    outer, inner = rule("rule.quotes", language), rule("rule.inner-quotes", language)
    if outer is None or inner is None:
        return
    home = _Home(language, outer, inner)
    for cell in re.finditer(r"[^|]+", text):  # no quotation reaches from one cell into the next
        begin = start + cell.start()
        marks = list(_marks(cell[0], begin, outer))
        around = _tell_cell(prose, text, marks, home, diagnostics) if marks else ()
        if ",," in cell[0] and not other_language(text, home.language):
            tell_low_quotes(prose, begin, cell[0], (language, outer), diagnostics, alone=not marks)
        if any(sign in cell[0] for sign in SINGLE) and not other_language(text, home.language):
            tell_single_quotes(prose, begin, cell[0], around, (language, outer, inner), diagnostics)


def _tell_cell(
    prose: Prose, text: str, marks: Sequence[_Mark], home: _Home, diagnostics: Diagnostics
) -> Sequence[tuple[int, int]]:
    """Tell the quotes of a cell; give where those stand that have none around them, if all are clear."""
    families = {signs: _paired([mark for mark in marks if mark.sign in signs]) for signs in _FAMILIES}
    pairs = sorted(pair for family in families.values() for pair in family.pairs)
    within = _within(pairs)
    unclear = within is None or any(family.astray for family in families.values())
    other = "" if unclear else other_language(text, home.language)
    told = False
    for pair in pairs:
        if pair.signs == home.outer:
            if not unclear and not other:
                _tell_blanks(prose, pair, diagnostics)
            continue
        told = True
        is_inner = within is not None and pair in within
        form = home.inner if is_inner else home.outer
        own = [] if is_inner else [one for one in pairs if _is_alike(one, pair, home)]
        said = {"signs": _around(pair.signs), "language": home.language}
        written = _around(form, _around(home.inner)) if own else _around(form)
        message, hint = say("content.foreign-quotes", **said), say("sources.write", text=written)
        fixes = (*_fixes(prose, pair, form), *(fix for one in own for fix in _fixes(prose, one, home.inner)))
        if unclear or other:
            message = say("content.foreign-quotes-other", other=other, **said)
            hint, fixes = say("content.foreign-quotes-other.hint", quotes=_around(form)), ()
        if unclear:
            message = say("content.foreign-quotes-unclear", **said)
        diagnostics.warn("RB-QUOTES", prose.at(pair.start), message, hint, fixes)
    astray = [
        family.astray
        for signs, family in families.items()
        if family.astray is not None and home.outer[0] not in signs
    ]
    if astray and not told:
        first = min(astray)
        diagnostics.warn(
            "RB-QUOTES",
            prose.at(first.at),
            *hinted("content.lone-quote", sign=first.sign, quotes=_around(home.outer)),
        )
    # In quotes within quotes there are no others.
    if within is None or within or unclear:
        return ()
    return [(pair.start, pair.end) for pair in pairs]


def _tell_blanks(prose: Prose, pair: _Pair, diagnostics: Diagnostics) -> None:
    """Tell the blanks between the quotes of a language and what stands in them."""
    words = prose.text[pair.start + 1 : pair.end]
    lead, tail = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    if not words.strip() or not (lead or tail):
        return
    places = [(pair.start + 1, pair.start + 1 + lead), (pair.end - tail, pair.end)]
    fixes = tuple(prose.mend(first, last, "") for first, last in places if first < last)
    message, hint = say("content.quote-blanks", signs=_around(pair.signs)), _around(pair.signs)
    diagnostics.warn("RB-QUOTES", prose.at(pair.start), message, say("sources.write", text=hint), fixes)


def _is_alike(inner: _Pair, outer: _Pair, home: _Home) -> bool:
    """Whether a pair within ``outer`` would be no other than that one as soon as that is mended."""
    return outer.start < inner.start < outer.end and inner.signs == home.outer


def _fixes(prose: Prose, pair: _Pair, form: str) -> tuple[Fix, Fix]:
    return prose.fix(pair.start, form[0]), prose.fix(pair.end, form[1])


def _around(quotes: str, words: str = "") -> str:
    """Show a pair of quotes as they stand around something, which has the ``words``."""
    return f"{quotes[0]}…{words}{'…' if words else ''}{quotes[1]}"


def _marks(text: str, start: int, outer: str) -> Iterator[_Mark]:
    """Give the quotes of a text; those of the language itself, ``outer``, may have blanks inside."""
    own = outer if outer[0] != outer[1] else ""
    for at, sign in enumerate(text):
        if sign not in QUOTES or text[at - 1 : at] == "\\":
            continue
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        opens = bool(after.strip() or (sign in own[:1] and after)) and (
            not before.strip() or before in _BEFORE_OPENING
        )
        closes = bool(before.strip()) and before not in "([{<" and sign != "„"
        closes = closes or (sign in own[1:] and not after.isalnum())
        number = _NUMBER.search(text[max(0, at - 12) : at])
        digits = sum(char.isdigit() for char in number[0]) if number else 0
        inch = sign not in "«»" and (0 < digits < _YEAR or (not digits and before.isnumeric()))
        if sign == '"' and not (opens or closes):
            continue  # alone between blanks it stands for what is above it
        yield _Mark(start + at, sign, opens, closes, inch)


def _paired(marks: Sequence[_Mark]) -> _Family:
    """Pair quotes that open and close in turn; behind a short number one is taken for inches."""
    pairs: list[_Pair] = []
    opened: _Mark | None = None
    for mark in marks:
        if mark.inch:
            if opened:  # it may close as well
                return _Family(pairs, opened)
        elif opened is None:
            if not mark.opens:
                return _Family(pairs, mark)
            opened = mark
        elif mark.closes and mark.at > opened.at + 1:
            pairs.append(_Pair(opened.at, mark.at, opened.sign + mark.sign))
            opened = None
        else:
            return _Family(pairs, opened)
    return _Family(pairs, opened)


def _within(pairs: Sequence[_Pair]) -> set[_Pair] | None:
    """Give the pairs that stand in others; None where two cross. ``pairs`` are sorted."""
    within: set[_Pair] = set()
    ends: list[int] = []
    for pair in pairs:
        while ends and ends[-1] < pair.start:
            ends.pop()
        if ends and ends[-1] < pair.end:
            return None
        if ends:
            within.add(pair)
        ends.append(pair.end)
    return within
