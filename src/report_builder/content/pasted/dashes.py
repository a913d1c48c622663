"""Hyphens and dashes between words that a language writes otherwise: RB-DASH.

A hyphen between blanks is a dash, the sign of a range or a minus. What it is, its neighbours say; where they
do not, it is told and left. The hyphens of one sentence are mended together or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

from report_builder.content.pasted.prose import MASK, Prose, passages
from report_builder.content.pasted.quoted import without_quoted
from report_builder.content.pasted.slips import (
    CLOSING,
    NUMBER_ENDS,
    OPENING,
    is_marker,
    sentence,
    word_before,
    word_behind,
)
from report_builder.content.pasted.tongue import other_language
from report_builder.content.pasted.typography_rules import TypographyRules, typography_rules
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.catalogue import rule
from report_builder.language.message import Message, hinted
from report_builder.patterns import late

DASHES = ("- ", "—", "-\u00a0", "-\n")
"""What a text with a foreign dash has one of."""
_HYPHEN = late(r"[ \u00a0]-{1,3}(?:[ \u00a0]|\n)")
_DASH = late(
    r"(?<=[^\s|(\[{–—-])[ \u00a0]+(-{1,3})(?:[ \u00a0]+(?=[^\s|,;:!?.)\]}–—-])|(?=\n))"
    r"|(?<=[^\s|(\[{–—-])(?!(?<=\d)[ \u00a0]*—[ \u00a0]*\d)[ \u00a0]*(—)[ \u00a0]*(?=[^\s|,;:!?.)\]}–—-])"
)
_ARITHMETIC = late(r"[ \u00a0][=+*/<>×·÷±−][ \u00a0]")
_FILE = late(r"\w\.(?:docx?|xlsx?|pptx?|pdf|odt|ods|csv|txt|md|zip|png|jpe?g)\b")
_OPERAND = late(r"\d*[^\W\d_]\d*|\d+(?:[.,]\d+)?")
_NAME = late(r"[A-ZÀ-ÖØ-Þ][^\W\d_A-Z]*(?:-[A-ZÀ-ÖØ-Þ]?[^\W\d_A-Z]+)*")
_YEAR = late(r"(?:1[5-9]|20)\d\d(?![\w.,]\d|\w)")
_ORDINAL_BEFORE = late(r"(?<![\w.,:/§-])(\d{1,2})\.\Z")
_ORDINAL = late(r"(\d{1,2})\.(?!\d)")
_PRICE = late(r"[$€£]\d")
_FIGURES = frozenset("0123456789")


class _Sense(Enum):
    """What a sign between two words is: ``PAIRED`` is a dash where the sentence has another one.

    A ``SPAN``, between two months, is told elsewhere, and so is what ``OTHERS`` are, between two numbers,
    where no other hyphen of the sentence may be a dash.
    """

    DASH = auto()
    PAIRED = auto()
    DOUBT = auto()
    SPAN = auto()
    OTHERS = auto()


class _Found(Struct, frozen=True):
    """A sign that may be a foreign dash, where the blanks around it stand, and what it is."""

    start: int
    end: int
    at: int
    dash: str
    sense: _Sense


def tell_dashes(prose: Prose, language: str, diagnostics: Diagnostics) -> None:
    """RB-DASH for a paragraph in ``language``."""
    text = prose.text
    if "—" not in text and not _HYPHEN.search(text):
        return
    for start, masked, own in passages(text, language):
        foreign = rule("rule.foreign-dashes", own) or ""
        found = list(_found(without_quoted(masked), foreign, typography_rules(own))) if foreign else []
        other = other_language(masked, own) if found else ""
        for one in found:
            if _is_told_here(one, found, masked):
                _tell(prose, start, one, _is_sure(one, found, masked), own, other, diagnostics)


def _tell(
    prose: Prose, start: int, one: _Found, sure: bool, language: str, other: str, diagnostics: Diagnostics
) -> None:
    fixes: tuple[Fix, ...] = ()
    said: tuple[Message, Message]
    if other:
        said = hinted("content.foreign-dash-other", dash=one.dash, language=language, other=other)
    elif not sure:
        said = hinted("content.dash-in-doubt", dash=one.dash)
    else:
        said = hinted("content.foreign-dash", dash=one.dash, language=language)
        line, within = prose.locate(start + one.start)
        at_end = prose.text[start + one.end : start + one.end + 1] == "\n"
        fixes = (line.fix(within, within + one.end - one.start, " –" if at_end else " – "),)
    diagnostics.warn("RB-DASH", prose.at(start + one.at), *said, fixes)


def _found(text: str, foreign: str, rules: TypographyRules) -> Iterator[_Found]:
    for match in _DASH.finditer(text):
        group = 1 if match[1] else 2
        if match[group][0] not in foreign or is_marker(text, match.start()):
            continue
        sense = _Sense.DASH if group == 2 else _sense(text, match, rules)
        yield _Found(match.start(), match.end(), match.start(group), match[group], sense)


def _sense(text: str, match: re.Match[str], rules: TypographyRules) -> _Sense:
    """What a hyphen between blanks is, by the words beside it."""
    behind_at = match.end() + (text[match.end() : match.end() + 1] == "\n")
    before, behind = text[match.start() - 1], text[behind_at : behind_at + 1]
    if before == behind == MASK:
        return _Sense.DOUBT
    if before in _FIGURES and _PRICE.match(text, behind_at):
        return _Sense.DOUBT
    if behind in _FIGURES:
        return _before_number(text, match.start(), behind_at, rules)
    left, right = _bare(word_before(text, match.start())), _bare(word_behind(text, behind_at))
    if len(left) == 1 and left.islower() and left not in rules.small_words:
        return _Sense.DOUBT  # a compound that is torn apart: e - post
    if rules.is_span(left, right):
        return _Sense.SPAN
    if all(_OPERAND.fullmatch(side) and side not in rules.small_words for side in (left, right)):
        return _Sense.DOUBT
    return _Sense.DOUBT if _are_ends(text, match.start(), left, right, rules) else _Sense.DASH


def _before_number(text: str, at: int, behind: int, rules: TypographyRules) -> _Sense:
    """What a hyphen before a number is: two numbers are the ends of a range, which others tell."""
    date = rules.dated.match(text, behind)
    first, last = _ORDINAL_BEFORE.search(text[:at]), _ORDINAL.match(text, behind)
    if date and first and last and int(first[1]) < int(last[1]):
        return _Sense.OTHERS
    if text[at - 1] in NUMBER_ENDS:
        return _Sense.DASH if date and text[at - 1] in _FIGURES and _is_year(text, at) else _Sense.OTHERS
    if date or _YEAR.match(text, behind):
        return _Sense.DASH
    number = re.match(r"[\d.,]*\d", text[behind:])
    cold = number is not None and rules.is_degrees(word_behind(text, behind + number.end()))
    left = _bare(word_before(text, at))
    return _Sense.DOUBT if cold or _OPERAND.fullmatch(left) else _Sense.PAIRED


def _is_year(text: str, at: int) -> bool:
    return _YEAR.fullmatch(_bare(word_before(text, at))) is not None


def _are_ends(text: str, at: int, left: str, right: str, rules: TypographyRules) -> bool:
    """Whether it may be from the one to the other: two names, two small numbers, two shortened days."""
    if rules.are_small_numbers(left, right) or rules.are_shortened(left, right):
        return True
    if not (_NAME.fullmatch(left) and _NAME.fullmatch(right)):
        return False
    # The letter of "Vedlegg A - Budsjett" is no name.
    return bool(left[1:]) or not rules.is_named(word_before(text, text.rfind(left, 0, at)))


def _bare(word: str) -> str:
    return word.strip(OPENING + CLOSING + ".")


def _is_told_here(one: _Found, found: list[_Found], text: str) -> bool:
    if one.sense is _Sense.OTHERS:
        first, last = sentence(text, one.at)
        return any(first <= other.at < last and _may_be_pause(other) for other in found)
    return one.sense is not _Sense.SPAN


def _may_be_pause(one: _Found) -> bool:
    return one.dash != "—" and one.sense not in (_Sense.SPAN, _Sense.OTHERS)


def _is_sure(one: _Found, found: list[_Found], text: str) -> bool:
    """Whether what a sign means is certain, and what the others of its sentence mean."""
    first, last = sentence(text, one.at)
    if one.dash != "—" and (_ARITHMETIC.search(text, first, last) or _FILE.search(text, first, last)):
        return False
    near = {other.sense for other in found if first <= other.at < last}
    if one.dash != "—" and _Sense.OTHERS in near:
        return False
    return _Sense.DASH in near and near.isdisjoint((_Sense.DOUBT, _Sense.SPAN))
