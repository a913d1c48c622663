"""What is foreign to the typography of a passage's language: quotes, dashes, blanks, numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from report_builder.content.pasted import numerals, ranges, spacing
from report_builder.content.pasted.prose import MASK, Prose, passages
from report_builder.content.pasted.quotes import QUOTES, tell_quotes
from report_builder.content.pasted.slips import Slip
from report_builder.content.pasted.tongue import other_language
from report_builder.content.pasted.typography_rules import TypographyRules, slipped_words, typography_rules
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.catalogue import rule
from report_builder.language.message import say
from report_builder.patterns import late

_DASH = late(
    r"(?<=[^\W\d_])[ \u00a0]+(-{1,3})[ \u00a0]+(?=[^\W\d_«“])"
    r"|(?<=\w)(?!(?<=\d)[ \u00a0]*—[ \u00a0]*\d)[ \u00a0]*(—)[ \u00a0]*(?=[\w«])"
)
_SUSPECT = (*QUOTES, "—")
_HYPHEN = late(r"[ \u00a0]-{1,3}[ \u00a0]")


def tell_foreign_signs(prose: Prose, language: str, diagnostics: Diagnostics) -> None:
    """RB-QUOTES and RB-DASH for a paragraph in ``language``."""
    suspect = any(sign in prose.text for sign in _SUSPECT)
    hyphen = "- " in prose.text or "-\u00a0" in prose.text
    if not suspect and not (hyphen and _HYPHEN.search(prose.text)):
        return
    for start, text, own in passages(prose.text, language):
        tell_quotes(prose, start, text, own, diagnostics)
        _tell_dashes(prose, start, text, own, diagnostics)


def _tell_dashes(prose: Prose, start: int, text: str, language: str, diagnostics: Diagnostics) -> None:
    foreign = rule("rule.foreign-dashes", language) or ""
    found = [dash for dash in _DASH.finditer(text) if (dash[1] or dash[2])[0] in foreign] if foreign else []
    other = other_language(text, language) if found else ""
    for dash in found:
        group = 1 if dash[1] else 2
        said = {"dash": dash[group], "language": language}
        message, hint = say("content.foreign-dash", **said), say("content.foreign-dash.hint")
        line, within = prose.locate(start + dash.start())
        fixes: tuple[Fix, ...] = (line.fix(within, within + len(dash[0]), " – "),)
        if other:
            message = say("content.foreign-dash-other", other=other, **said)
            hint, fixes = say("content.foreign-dash-other.hint", other=other), ()
        diagnostics.warn("RB-DASH", prose.at(start + dash.start(group)), message, hint, fixes)


class Kind(Struct, frozen=True):
    """A kind of slip: what finds it, behind a look that costs little and that most text does not pass.

    ``signs`` are those of which a text with such a slip has one, none where that says little; ``likely``
    matches in such a text.
    """

    signs: Sequence[str]
    likely: re.Pattern[str] | None
    find: Callable[[str, TypographyRules], Iterator[Slip]]


_FIGURES = tuple("0123456789")
_KINDS = (
    Kind(("%", "‰", "°"), spacing.MEASURES, spacing.measures),
    Kind(("  ",), spacing.DOUBLE, spacing.double_blanks),
    Kind((), spacing.SET_OFF, spacing.closing_signs),
    Kind(("( ", "(\u00a0", " )", "\u00a0)"), None, spacing.brackets),
    Kind(("...",), None, spacing.dots),
    Kind(("§",), spacing.SECTIONS, spacing.sections),
    Kind(("m2", "m3"), spacing.POWERS, spacing.powers),
    Kind(_FIGURES, spacing.NUMBERED, spacing.numbered),
    Kind((":",), numerals.COLONS, numerals.times),
    Kind(_FIGURES, numerals.POINTS, numerals.points),
    Kind((",-", ",–", ",—"), None, numerals.money),
    Kind(_FIGURES, numerals.HYPHENS, numerals.negatives),
    Kind(_FIGURES, ranges.NUMBERS, ranges.ranges),
    Kind(_FIGURES, ranges.DAYS, ranges.days),
    Kind(("-",), ranges.MONTHS_WITH_HYPHEN, ranges.months),
)
_ABBREVIATIONS = Kind((), None, spacing.abbreviations)
_QUOTED = late(r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|”[^”]*”|\"[^\"]*\"|\]\[[^\[\]]*\]|\[[^\[\]]*\](?![({])")
"""Words of somebody else, and labels of links, which stand elsewhere too."""


def slips_in(text: str, among: Sequence[Kind] = (*_KINDS, _ABBREVIATIONS)) -> Sequence[Kind]:
    """Those of the kinds of slips ``among`` which may be in a text; in most texts there are none."""
    return [kind for kind in among if _may_be_in(text, kind)]


def _may_be_in(text: str, kind: Kind) -> bool:
    if kind is _ABBREVIATIONS:
        return _has_abbreviations(text)
    if kind.signs and not _has_one_of(text, kind.signs):
        return False
    return kind.likely is None or kind.likely.search(text) is not None


def _has_one_of(text: str, signs: Sequence[str]) -> bool:
    for sign in signs:  # noqa: SIM110  asked of every paragraph, and a generator costs more than the search
        if sign in text:
            return True
    return False


def _has_abbreviations(text: str) -> bool:
    for sign in "(,;:)\u00a0\u202f":
        text = text.replace(sign, " ")
    slipped = slipped_words()
    return any(form in text for word in slipped.keys() & text.split() for form in slipped[word])


def tell_typography(prose: Prose, language: str, among: Sequence[Kind], diagnostics: Diagnostics) -> None:
    """RB-TYPOGRAPHY of the kinds ``among`` for a paragraph in ``language``.

    Nothing is told of what is quoted: another wrote it so, and an author may not change it.
    """
    source = prose.text
    kinds = slips_in(source, among) if among else ()
    if not kinds or ">" in prose.lines[0].prefix or source.startswith((":::", "{allow=")):
        return
    for start, masked, own in passages(source, language):
        text = _QUOTED.sub(_hidden, masked) if any(sign in masked for sign in ("[", *QUOTES)) else masked
        rules = typography_rules(own)
        slips = sorted(slip for kind in kinds for slip in kind.find(text, rules))
        if slips and not other_language(masked, own):
            for slip in slips:
                _tell(prose, start, slip, own, diagnostics)


def _hidden(match: re.Match[str]) -> str:
    return MASK * len(match[0])


def _tell(prose: Prose, start: int, slip: Slip, language: str, diagnostics: Diagnostics) -> None:
    """Tell one slip, with its mending where it is certain."""
    own = prose.text[start:]
    found, right = own[slice(*slip.shown)], slip.right(own)
    message = say(slip.key, found=found, language=language)
    line, within = prose.locate(start + slip.start)
    if slip.certain:
        hint = say("sources.write", text=right)
        fixes: tuple[Fix, ...] = (line.fix(within, within + slip.end - slip.start, slip.text),)
    else:
        hint, fixes = say("content.typography-in-doubt.hint", text=right), ()
    diagnostics.warn("RB-TYPOGRAPHY", prose.at(start + slip.start), message, hint, fixes)
