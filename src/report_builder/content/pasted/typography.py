"""What is foreign to the typography of a passage's language: quotes, dashes, blanks, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from report_builder.content.pasted import dates, gaps, numerals, ranges, spacing, stops
from report_builder.content.pasted.cures import Cure, cures
from report_builder.content.pasted.dashes import DASHES, tell_dashes
from report_builder.content.pasted.glance import Glance
from report_builder.content.pasted.hanging import HANGING, TAIL, hanging, tails
from report_builder.content.pasted.prose import MASK, Prose, passages
from report_builder.content.pasted.quoted import without_quoted
from report_builder.content.pasted.quotes import QUOTES, tell_quotes
from report_builder.content.pasted.scan import has_one_of
from report_builder.content.pasted.shortened import DOCUMENT, documents
from report_builder.content.pasted.single_quotes import SINGLE
from report_builder.content.pasted.slipped import slipped_words
from report_builder.content.pasted.slips import Slip
from report_builder.content.pasted.tongue import other_language
from report_builder.content.pasted.typography_rules import TypographyRules, typography_rules
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.message import say
from report_builder.patterns import late

_QUOTES = (*sorted(QUOTES), *SINGLE)


def tell_foreign_signs(prose: Prose, language: str, diagnostics: Diagnostics) -> None:
    """RB-QUOTES and RB-DASH for a paragraph in ``language``."""
    if has_one_of(prose.text, DASHES):
        tell_dashes(prose, language, diagnostics)
    if has_one_of(prose.text, _QUOTES):
        for start, text, own in passages(prose.text, language):
            tell_quotes(prose, start, text, own, diagnostics)


def has_foreign_signs(seen: Glance) -> bool:
    """Whether :func:`tell_foreign_signs` may have to tell something of a text."""
    return has_one_of(seen.rest, DASHES) or has_one_of(seen.rest, _QUOTES)


class Kind(Struct, frozen=True):
    """A kind of slip: what finds it, behind a look that costs little and that most text does not pass.

    ``signs`` are those of which a text with such a slip has one, none where that says little; ``likely``
    matches in such a text. Slips of one ``sort`` are mended together in a sentence, or none of them. With
    ``among_words`` a slip may need a word of letters alone, so that it is looked for in the whole of a text.
    """

    signs: Sequence[str]
    likely: re.Pattern[str] | None
    find: Callable[[str, TypographyRules], Iterator[Slip]]
    sort: str = ""
    among_words: bool = False


def _documents(text: str, rules: TypographyRules) -> Iterator[Slip]:
    return documents(text, rules.language)


_FIGURES = tuple("0123456789")
_DAYS = Kind((), dates.CAPITALS_OF_DAYS, dates.small_letters, among_words=True)
_ABBREVIATIONS = Kind((), None, spacing.abbreviations, "abbreviation", among_words=True)
_KINDS = (
    Kind(("%", "‰", "°"), spacing.MEASURES, spacing.measures, "share", among_words=True),
    Kind(("  ",), spacing.DOUBLE, spacing.double_blanks, among_words=True),
    Kind((), spacing.SET_OFF, spacing.closing_signs),
    Kind((), stops.JOINED, stops.missing_blanks, "blank"),
    Kind((), gaps.GAPS, gaps.gaps, "blank"),
    Kind(("..", ",,"), stops.TWICE, stops.stops_twice),
    Kind(("( ", "(\u00a0", " )", "\u00a0)"), None, spacing.brackets),
    Kind(("...",), None, spacing.dots),
    Kind(("§",), spacing.SECTIONS, spacing.sections),
    Kind(("§",), spacing.SECTION_RANGES, spacing.section_ranges),
    Kind(("á",), spacing.EACH, spacing.each, among_words=True),
    Kind(("m2", "m3"), spacing.POWERS, spacing.powers, "unit"),
    Kind(_FIGURES, spacing.NUMBERED, spacing.numbered),
    Kind(_FIGURES, spacing.ORDINALS, spacing.ordinals),
    Kind(_FIGURES, spacing.ENDED, spacing.ordinal_endings),
    Kind((".",), DOCUMENT, _documents),
    Kind(("-",), HANGING, hanging),
    Kind(_FIGURES, TAIL, tails, "range", among_words=True),
    Kind(("x",), numerals.CROSSES, numerals.products, "product", among_words=True),
    Kind((":",), numerals.COLONS, numerals.times, "time"),
    Kind(_FIGURES, numerals.POINTS, numerals.points, "number"),
    Kind((",-", ",–", ",—", ".-", ".–", ".—"), None, numerals.money, "money"),
    Kind((",- ", ",– ", ".- ", ".– "), None, ranges.prices, "range"),
    Kind(_FIGURES, spacing.JOINED, spacing.joined_units, "unit"),
    Kind((), spacing.SCALED, spacing.scaled_money, "unit"),
    Kind(("kr.", "Kr."), spacing.STOPPED_MONEY, spacing.stopped_money),
    Kind(_FIGURES, numerals.HYPHENS, numerals.negatives, "minus"),
    Kind(("-",), numerals.BEFORE_MONEY, numerals.signed_money, "minus"),
    Kind((". ", ".\u00a0"), numerals.STOPPED_DATES, numerals.stopped_dates, among_words=True),
    Kind(_FIGURES, dates.DAYS_OF_MONTHS, dates.dates, "date", among_words=True),
    _DAYS,
    Kind(_FIGURES, dates.CAPITALS_OF_MONTHS, dates.small_letters, among_words=True),
    Kind(_FIGURES, ranges.NUMBERS, ranges.ranges, "range"),
    Kind(_FIGURES, ranges.DAYS_WITH_DASH, ranges.days, "range"),
    Kind(_FIGURES, ranges.MONTH_TO_DAY, ranges.dated_spans, "range", among_words=True),
    Kind(("-",), ranges.MEASURED_HYPHEN, ranges.measured, "range"),
    Kind(("-",), ranges.NAMES_WITH_HYPHEN, ranges.spans, "range", among_words=True),
    _ABBREVIATIONS,
)
_BESIDE = "(),;:!?|*_[]{}<>/«»“”„\"'‘’…–—=+\u00a0\u202f"
"""What may stand beside a word; a hyphen and a stop may be its own."""
_UNDERLINED = late(r"(?<![^\W_])_+(?=[^\s_])|(?<=[^\s_])_+(?![^\W_])")
"""The marks of emphasis that are letters to a pattern; inside a word they are the word's."""


def slips_in(text: str, among: Sequence[Kind] = _KINDS) -> Sequence[Kind]:
    """Those of the kinds of slips ``among`` which may be in a text; in most texts there are none."""
    return [kind for kind in among if _may_be_in(text, kind)]


def slips_seen(seen: Glance) -> Sequence[Kind]:
    """The kinds of slips that may be in a long text: the same as of ``slips_in``, in less time."""
    return [kind for kind in _KINDS if _may_be_seen(seen, kind)]


def _may_be_in(text: str, kind: Kind) -> bool:
    if kind is _ABBREVIATIONS:
        return _has_abbreviations(text, _apart(text).split())
    if kind.signs and not has_one_of(text, kind.signs):
        return False
    return kind.likely is None or kind.likely.search(text) is not None


def _may_be_seen(seen: Glance, kind: Kind) -> bool:
    if not kind.among_words:
        return _may_be_in(seen.rest, kind)
    if kind is _DAYS:
        return not seen.words.isdisjoint(dates.names_of_days()) or _may_be_in(seen.rest, kind)
    if kind is _ABBREVIATIONS:
        return _has_abbreviations(seen.text, [*seen.words, *_apart(seen.rest).split()])
    return _may_be_in(seen.text, kind)


def _apart(text: str) -> str:
    """A text without the signs beside its words."""
    for sign in _BESIDE:
        if sign in text:
            text = text.replace(sign, " ")
    return text


def _has_abbreviations(text: str, words: Iterable[str]) -> bool:
    """Whether a text may have an abbreviation that is written by mistake; ``words`` are its own."""
    slipped = slipped_words()
    found = [form for word in slipped.keys() & words for form in slipped[word]]
    text = _apart(text) if found else text
    return any(_stands_in(text, form) for form in found)


def _stands_in(text: str, form: str) -> bool:
    """Whether a form is in a text and no part of other words: "i e" is not in "i en"."""
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(form, at + 1)
    return False


def tell_typography(prose: Prose, language: str, among: Sequence[Kind], diagnostics: Diagnostics) -> None:
    """RB-TYPOGRAPHY of the kinds ``among`` for a paragraph in ``language``.

    Nothing is told of what stands in quotes: another wrote it so, and an author may not change it.
    """
    source = prose.text
    kinds = slips_in(source, among) if among else ()
    if not kinds or source.startswith((":::", "{allow=")):
        return
    for start, masked, own in passages(source, language):
        # Addresses have much that looks like a slip.
        likely = slips_in(masked, kinds)
        if not likely:
            continue
        text = without_quoted(masked, edges=True)
        if "_" in text:
            text = _UNDERLINED.sub(lambda match: "*" * len(match[0]), text)
        rules = typography_rules(own)
        slips = _slips(text, rules, likely)
        if slips and not other_language(masked, own):
            for cure in cures(text, slips, partial(_look_again, rules=rules), rules):
                _tell(prose, start, cure, own, diagnostics)


def _look_again(text: str, rules: TypographyRules) -> Sequence[Slip]:
    """The slips of a text that was mended, which may have other kinds than before."""
    return _slips(text, rules, slips_in(text))


def _slips(text: str, rules: TypographyRules, kinds: Sequence[Kind]) -> Sequence[Slip]:
    return sorted(slip for kind in kinds for slip in _of_sort(kind, text, rules))


def _of_sort(kind: Kind, text: str, rules: TypographyRules) -> Iterator[Slip]:
    found = kind.find(text, rules)
    return (replace(slip, sort=kind.sort) for slip in found) if kind.sort else found


def _tell(prose: Prose, start: int, cure: Cure, language: str, diagnostics: Diagnostics) -> None:
    """Tell one word or number, with its mending where it is certain."""
    right, found = cure.right.replace(MASK, "…"), cure.found.replace(MASK, "…")
    hint = say("content.typography-in-doubt.hint", text=right)
    if cure.changes:
        hint = say("sources.write", text=right)
    elif cure.beside:
        beside = " ".join(cure.beside.replace(MASK, "…").split())
        hint = say("content.typography-beside-doubt.hint", text=right, beside=beside)
        if beside in found:  # which of two that are alike
            at = prose.at(start + cure.beside_at)
            hint = say(
                "content.typography-beside-alike.hint",
                text=right,
                beside=beside,
                line=at.line,
                column=at.column,
            )
    diagnostics.warn(
        "RB-TYPOGRAPHY",
        prose.at(start + cure.at),
        say(cure.key, found=found, language=language),
        hint,
        tuple(_fix(prose, start, slip) for slip in cure.changes),
    )


def _fix(prose: Prose, start: int, slip: Slip) -> Fix:
    return prose.mend(start + slip.start, start + slip.end, slip.text)
