"""Hyphens and dashes between words that a language writes otherwise: RB-DASH.

A hyphen between blanks is a dash, the sign of a range or a minus. What it is, its neighbours say; where they
do not, it is told and left. The hyphens of one sentence are mended together or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from itertools import pairwise

from msgspec import Struct

from report_builder.content.pasted import ranges, spacing
from report_builder.content.pasted.ends import are_dates, bare_word, begins_with_year, may_be_ends
from report_builder.content.pasted.hanging import may_share, opens_part
from report_builder.content.pasted.prose import MASK, Prose, passages
from report_builder.content.pasted.quoted import without_quoted
from report_builder.content.pasted.slips import (
    NUMBER_ENDS,
    is_marker,
    sentence,
    word_before,
    word_behind,
)
from report_builder.content.pasted.tongue import other_language
from report_builder.content.pasted.torn import torn_word
from report_builder.content.pasted.typography_rules import TypographyRules, typography_rules
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.catalogue import rule
from report_builder.language.message import Message, hinted, say
from report_builder.patterns import late

DASHES = ("- ", "—", " -", "-\u00a0", "-\n")
"""What a text with a foreign dash has one of."""
_HYPHEN = late(r"[ \u00a0]-{1,3}(?:[ \u00a0]|\n)")
_SET_OFF = late(r"[ \u00a0][–—-]{1,3}(?:[ \u00a0]|\n)")
_HALF = late(
    r"(?<=[^\W\d_]{2})(?:[ \u00a0]-|-[ \u00a0])(?=[^\W\d_]{2})|(?<=[\w.!?][»”])-[ \u00a0](?=[^\W\d_]{2})"
)
_DASH = late(
    r"(?:(?<=[^\s|(\[{–—-])|(?<=\d[.,][–—-]))[ \u00a0]+(-{1,3})(?:[ \u00a0]+(?=[^\s|,;:!?.)\]}–—-])|(?=\n))"
    r"|(?<=[^\s|(\[{–—-])(?!(?<=\d)[ \u00a0]*—[ \u00a0]*\d)[ \u00a0]*(—)[ \u00a0]*(?=[^\s|,;:!?.)\]}–—-])"
)
_CLOSED = frozenset(f"»”{MASK}")
_ARITHMETIC = late(r"[ \u00a0][=+*/<>×·÷±−][ \u00a0]")
_FILE = late(r"\w\.(?:docx?|xlsx?|pptx?|pdf|odt|ods|csv|txt|md|zip|png|jpe?g)\b")
_OPERAND = late(r"\d*[^\W\d_]\d*|\d+(?:[.,]\d+)?")
_ORDINAL_BEFORE = late(r"(?<![\w.,:/§-])(\d{1,2})\.\Z")
_LONGEST = 4
_ORDINAL = late(r"(\d{1,2})\.(?!\d)")
_PRICED = frozenset("-–—")
_PRICE = late(r"[$€£]\d")
_FIGURES = frozenset("0123456789")


class _Sense(Enum):
    """What a sign between two words is: ``PAIRED`` is a dash where the sentence has another one.

    One between ``DATES`` is a dash, and no pause.
    A ``SPAN``, between two months, two prices or two sections, is told elsewhere, and so is what ``OTHERS``
    are, between two numbers, where no other hyphen of the sentence may be a dash. What is ``SETTLED`` is
    mended elsewhere, and can be nothing else.
    """

    DASH = auto()
    DATES = auto()
    PAIRED = auto()
    DOUBT = auto()
    SPAN = auto()
    OTHERS = auto()
    SETTLED = auto()


_ELSEWHERE = (_Sense.SPAN, _Sense.SETTLED)
_FINDERS = (ranges.differences, ranges.days, ranges.prices, spacing.sections, spacing.section_ranges)
"""What finds hyphens between blanks and numbers whose neighbours say what they are."""


class _Found(Struct, frozen=True):
    """A sign that may be a foreign dash, where the blanks around it stand, and what it is."""

    start: int
    end: int
    at: int
    dash: str
    sense: _Sense
    word: str = ""
    """The one word that it may be in, without the blanks around its hyphen."""


def tell_dashes(prose: Prose, language: str, diagnostics: Diagnostics) -> None:
    """RB-DASH for a paragraph in ``language``."""
    text = prose.text
    half = _HALF.search(text) is not None
    if "—" not in text and not half and not _HYPHEN.search(text):
        return
    for start, masked, own in passages(text, language):
        if half:
            _tell_half(prose, start, masked, own, diagnostics)
        foreign = rule("rule.foreign-dashes", own) or ""
        found = list(_found(without_quoted(masked), foreign, typography_rules(own))) if foreign else []
        other = other_language(masked, own) if found else ""
        beside: dict[tuple[int, int], list[_Found]] = {}
        for one in found:
            beside.setdefault(sentence(masked, one.at), []).append(one)
        for place, near in beside.items():
            for one in near:
                if _is_told_here(one, near):
                    sure = _is_sure(one, near, masked, place)
                    _tell(prose, start, one, sure, own, other, diagnostics)


def _tell_half(prose: Prose, start: int, masked: str, language: str, diagnostics: Diagnostics) -> None:
    """Tell a hyphen with a blank on one side; which of both is meant, only the author knows."""
    rules = typography_rules(language)
    text = without_quoted(masked)
    every = [match for match in _HALF.finditer(masked) if MASK not in text[match.start() : match.end()]]
    pairs = {match for pair in pairwise(every) if _are_dashes(masked, pair, rules) for match in pair}
    found = [match for match in every if match in pairs or not _is_half_word(text, match, rules)]
    if not found or not rule("rule.foreign-dashes", language) or other_language(masked, language):
        return
    for match in found:
        at = match.start() + (match[0][0] != "-")
        if match in pairs:
            said = hinted("content.foreign-dash", dash="-", language=language)
            fix = prose.mend(start + match.start(), start + match.end(), " – ")
            diagnostics.warn("RB-DASH", prose.at(start + at), *said, (fix,))
        elif word := _shared(text, match, rules):
            said = say("content.half-dash"), say("content.torn-word.hint", text=word)
            diagnostics.warn("RB-DASH", prose.at(start + at), *said)
        else:
            diagnostics.warn("RB-DASH", prose.at(start + at), *hinted("content.half-dash"))


def _are_dashes(text: str, pair: tuple[re.Match[str], re.Match[str]], rules: TypographyRules) -> bool:
    """Whether two hyphens are those around a part of a sentence: Hun -som kom- gikk.

    The first stands before a small word, which is the ending of none, and the second behind a word that
    shares no part with the next.
    """
    first, last = pair
    place = sentence(text, first.start())
    if first[0][0] == "-" or last[0][0] != "-" or place != sentence(text, last.start()):
        return False
    if any(not _is_between_ends(text, sign, rules) for sign in _SET_OFF.finditer(text, *place)):
        return False  # those of a sentence are mended together
    before, opener = word_before(text, first.start()), bare_word(word_behind(text, first.end()))
    if before.lower() in rules.ending_nouns or not opens_part(opener, rules):
        return False
    behind = word_behind(text, last.end())
    return bare_word(behind).lower() not in rules.joining_words and not behind.endswith("-")


def _is_between_ends(text: str, sign: re.Match[str], rules: TypographyRules) -> bool:
    """Whether a sign stands between two numbers, days or months, and is from the one to the other."""
    if text[sign.end() : sign.end() + 1] in _FIGURES:
        return text[sign.start() - 1] in NUMBER_ENDS or text[sign.start() - 1] in _PRICED
    left, right = word_before(text, sign.start()), word_behind(text, sign.end())
    return rules.is_span(bare_word(left), bare_word(right))


def _shared(text: str, match: re.Match[str], rules: TypographyRules) -> str:
    """The words on both sides of a hyphen that may belong to the first: for -og etterarbeid."""
    if match[0][0] == "-":
        return ""
    left, right = word_before(text, match.start()), bare_word(word_behind(text, match.end()))
    word = bare_word(word_behind(text, match.end() + len(right)))
    return f"{left}- {right} {word}" if may_share(left, right, word, rules) else ""


def _is_half_word(text: str, match: re.Match[str], rules: TypographyRules) -> bool:
    """Whether a hyphen ends or begins what is no whole word: jord- og skogbruk, endelsen -het."""
    before, behind = word_before(text, match.start()), bare_word(word_behind(text, match.end()))
    joined = rules.small_words | rules.joining_words
    if _shared(text, match, rules):
        return False
    if match[0][0] != "-":  # "-kr 300" is below zero
        return before.lower() in joined | rules.ending_nouns or rules.is_currency(behind)
    if text[match.start() - 1] in _CLOSED:
        joined = rules.joining_words
    return behind.lower() in joined or word_behind(text, match.end()).endswith("-")


def _tell(
    prose: Prose, start: int, one: _Found, sure: bool, language: str, other: str, diagnostics: Diagnostics
) -> None:
    fixes: tuple[Fix, ...] = ()
    said: tuple[Message, Message]
    if other:
        said = hinted("content.foreign-dash-other", dash=one.dash, language=language, other=other)
    elif one.word:
        said = hinted("content.torn-word", dash=one.dash, text=one.word)
    elif not sure:
        key = "content.long-dash-in-doubt" if one.dash == "—" else "content.dash-in-doubt"
        said = say(key, dash=one.dash), say("content.dash-in-doubt.hint")
    else:
        said = hinted("content.foreign-dash", dash=one.dash, language=language)
        at_end = prose.text[start + one.end : start + one.end + 1] == "\n"
        fixes = (prose.mend(start + one.start, start + one.end, " –" if at_end else " – "),)
    diagnostics.warn("RB-DASH", prose.at(start + one.at), *said, fixes)


def _found(text: str, foreign: str, rules: TypographyRules) -> Iterator[_Found]:
    spans: dict[int, _Sense] | None = None
    for match in _DASH.finditer(text):
        group = 1 if match[1] else 2
        if match[group][0] not in foreign or is_marker(text, match.start()):
            continue
        if spans is None:
            spans = _spans(text, rules)
        sense = _long_sense(text, match, rules) if group == 2 else _sense(text, match, spans, rules)
        word = ""
        if sense in (_Sense.DASH, _Sense.DOUBT) and match[group] == "-":
            word = torn_word(text, match.start(), match.end(), rules)
            sense = _Sense.DOUBT if word else sense
        yield _Found(match.start(), match.end(), match.start(group), match[group], sense, word)


def _spans(text: str, rules: TypographyRules) -> dict[int, _Sense]:
    """What the hyphens between numbers are whose neighbours say it, by where the blanks before them stand."""
    found = (slip for find in _FINDERS for slip in find(text, rules))
    return {slip.start: _Sense.SETTLED if slip.certain else _Sense.SPAN for slip in found}


def _sense(text: str, match: re.Match[str], spans: Mapping[int, _Sense], rules: TypographyRules) -> _Sense:
    """What a hyphen between blanks is, by the words beside it."""
    behind_at = match.end() + (text[match.end() : match.end() + 1] == "\n")
    before, behind = text[match.start() - 1], text[behind_at : behind_at + 1]
    if before == behind == MASK:
        return _Sense.DOUBT
    if before in _FIGURES and _PRICE.match(text, behind_at):
        return _Sense.DOUBT
    if behind in _FIGURES:
        return spans.get(match.start()) or _before_number(text, match.start(), behind_at, rules)
    left, right = bare_word(word_before(text, match.start())), bare_word(word_behind(text, behind_at))
    if len(left) == 1 and left.islower() and left not in rules.small_words:
        return _Sense.DOUBT  # a compound that is torn apart: e - post
    if rules.is_span(left, right):
        return _Sense.SPAN
    if all(_OPERAND.fullmatch(side) and side not in rules.small_words for side in (left, right)):
        return _Sense.DOUBT
    return _Sense.DOUBT if may_be_ends(text, match.start(), behind_at, rules) else _Sense.DASH


def _long_sense(text: str, match: re.Match[str], rules: TypographyRules) -> _Sense:
    """What a long dash is; between two names, or two months, it may be from the one to the other."""
    left, right = bare_word(word_before(text, match.start())), bare_word(word_behind(text, match.end()))
    ends = rules.is_span(left, right) or may_be_ends(text, match.start(), match.end(), rules)
    return _Sense.DOUBT if ends else _Sense.DASH


def _before_number(text: str, at: int, behind: int, rules: TypographyRules) -> _Sense:
    """What a hyphen before a number is: two numbers are the ends of a range, which others tell."""
    if are_dates(text, at, behind, rules):
        return _Sense.DATES
    if text[at - 1] in NUMBER_ENDS or text[at - 1] in _PRICED:
        return _Sense.OTHERS
    date = rules.dated.match(text, behind)
    first, last = _ORDINAL_BEFORE.search(text, max(0, at - _LONGEST), at), _ORDINAL.match(text, behind)
    if date and first and last and int(first[1]) >= int(last[1]):
        return _Sense.DOUBT
    if date or begins_with_year(text, behind):
        return _Sense.DASH
    number = re.match(r"[\d.,]*\d", text[behind:])
    cold = number is not None and rules.is_degrees(word_behind(text, behind + number.end()))
    left = bare_word(word_before(text, at))
    return _Sense.DOUBT if cold or _OPERAND.fullmatch(left) else _Sense.PAIRED


def _is_told_here(one: _Found, near: list[_Found]) -> bool:
    """Whether a sign is told as a dash; ``near`` are those of its sentence."""
    if one.sense is _Sense.OTHERS:
        return any(map(_may_be_pause, near))
    return one.sense not in _ELSEWHERE


def _may_be_pause(one: _Found) -> bool:
    return one.dash != "—" and one.sense not in (*_ELSEWHERE, _Sense.OTHERS, _Sense.DATES)


def _is_sure(one: _Found, found: list[_Found], text: str, place: tuple[int, int]) -> bool:
    """Whether what a sign means is certain, and what the others of its sentence mean; ``place`` is that."""
    first, last = place
    if one.dash != "—" and (_ARITHMETIC.search(text, first, last) or _FILE.search(text, first, last)):
        return False
    alike = (other for other in found if (one.dash, other.dash).count("—") != 1)
    near = {other.sense for other in alike}
    if _Sense.DOUBT in near or near.isdisjoint((_Sense.DASH, _Sense.DATES)):
        return False
    pause = not near.isdisjoint((_Sense.DASH, _Sense.PAIRED))
    return one.dash == "—" or not pause or near.isdisjoint((_Sense.OTHERS, _Sense.SPAN))
