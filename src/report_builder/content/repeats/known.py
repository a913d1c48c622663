"""The findings of a report by their values, those of now and those of versions before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import sqrt
from typing import NamedTuple

from report_builder.content.repeats.amounts import Amount, scaled
from report_builder.content.repeats.stems import near, stem, stems, words_of
from report_builder.model.findings import Finding
from report_builder.patterns import late

_SAME_UNITS = {"kr": "kron", "nok": "kron", "kron": "kron", "euro": "euro", "eur": "euro"}
_MEASURES = frozenset(
    [
        "kr",
        "nok",
        "kron",
        "euro",
        "eur",
        "år",
        "dag",
        "tim",
        "time",
        "uk",
        "vek",
        "månad",
        "måned",
        "minutt",
        "sekund",
        "km",
        "met",
        "meter",
        "kilo",
        "kg",
        "ton",
        "sid",
        "prosentpo",
        "poeng",
        "grad",
        "grader",
        "year",
        "day",
        "hour",
        "week",
        "month",
        "minut",
        "mil",
        "kilomet",
        "pag",
        "percentag",
    ]
)
"""Stems that say that something else is counted where a finding has no such unit."""
_SHARE = late(r"%|prosent|andel|\bdel\b|\bpst\b|per cent|percent|share|proportion", re.IGNORECASE)

_AFTER = late(r"\s+([^\W\d_][\w-]*)(?:\.(?=\s+[a-zæøå]))?")
"""A word behind a number, with the point of an abbreviation, not that of a sentence."""
_BEFORE = late(r"(?<!\w)([^\W\d_]+)\.?\s*$")
_DASH = late(r",[-–—](?!\w)")
_FURTHEST_BEFORE = 40


class Former(NamedTuple):
    """A finding as a version had it."""

    version: int
    finding: Finding


class Known(NamedTuple):
    """One value of a finding, and the stems by which it is known; ``version`` is 0 for the present one."""

    finding: Finding
    version: int
    value: Decimal
    unit: str
    weights: Mapping[str, float]
    own: frozenset[str]

    @property
    def figures(self) -> int:
        """How many figures the value has that say something: two in 65 and in 6,500."""
        return len(self.value.normalize().as_tuple().digits)

    @property
    def counts_things(self) -> bool:
        """Whether the unit is a noun that is counted, which tells more than a measure does."""
        return bool(self.unit) and not {_unit_stem(word) for word in words_of(self.unit)} & _MEASURES

    def fits(self, amount: Amount, near_words: str, *, bare: bool) -> bool:
        """Tell whether ``amount`` counts what the finding does; a ``bare`` cell may leave it to its heads."""
        if (amount.negative and self.value >= 0) or (amount.negative is False and self.value < 0):
            return False
        after = [_unit_stem(word) for word in amount.after]
        before = [_unit_stem(word) for word in amount.before]
        if self.finding.unit == "%":
            return amount.percent or (
                bare
                and not after
                and not before
                and (not amount.year)
                and _SHARE.search(near_words) is not None
            )
        if amount.percent:
            return False
        if self.unit:
            wanted = [_unit_stem(word) for word in words_of(self.unit)]
            heads = [_unit_stem(word) for word in words_of(near_words)] if bare else []
            return all(_is_among(word, [*after, *before[:1], *heads]) for word in wanted)
        if amount.year or (after and after[0] in _MEASURES and after[0] not in self.weights):
            return False
        heads = [stem(word) for word in words_of(near_words)] if bare and not after else []
        counted = [*after[:3], *([] if after and after[0] in self.own else before[:3]), *heads]
        return any(_is_among(word, counted) for word in self.own)


def _unit_stem(word: str) -> str:
    cut = stem(word)
    return _SAME_UNITS.get(cut, _SAME_UNITS.get(word, cut))


def typed_unit(text: str, start: int, stop: int, unit: str) -> tuple[int, int]:
    """Where the number from ``start`` to ``stop`` stands in ``text`` with ``unit``: kr 5, kr 5,-, 5 kroner.

    Both are where they were if no such word is right beside the number.
    """
    wanted = [_unit_stem(word) for word in words_of(unit)]
    at = stop
    for word in wanted:
        after = _AFTER.match(text, at)
        if after is None or _unit_stem(after[1].lower()) != word:
            break
        at = after.end()
    else:
        return start, at
    near_start = max(0, start - _FURTHEST_BEFORE)
    before = _BEFORE.search(text[near_start:start])
    if before and [_unit_stem(before[1].lower())] == wanted:
        dash = _DASH.match(text, stop)
        return near_start + before.start(), dash.end() if dash else stop
    return start, stop


def _is_among(word: str, others: Iterable[str]) -> bool:
    return near(word, frozenset(others)) > 0


def index_of(
    findings: Mapping[str, Finding], formers: Mapping[str, Iterable[Former]]
) -> dict[Decimal, list[Known]]:
    """Every value of every finding, without its sign; ``formers`` are those of earlier versions by id."""
    frequent = Counter(
        word for finding in findings.values() for word in stems(f"{finding.statement} {finding.question}")
    )
    index: dict[Decimal, list[Known]] = {}
    for name, finding in findings.items():
        told = {finding.value}
        _add(index, finding, finding, 0, frequent)
        for former in formers.get(name, ()):
            if former.finding.value not in told and former.finding.unit == finding.unit:
                told.add(former.finding.value)
                _add(index, finding, former.finding, former.version, frequent)
    return index


def _add(
    index: dict[Decimal, list[Known]], finding: Finding, source: Finding, version: int, frequent: Counter[str]
) -> None:
    factor, unit = scaled(source.unit)
    value = source.value * factor
    unit = "" if unit == "%" else unit
    own = stems(finding.statement)
    counted = frozenset(map(stem, words_of(unit)))
    words = (own | stems(finding.question)) - counted or own
    weights = {word: 1 / sqrt(frequent[word] or 1) for word in sorted(words)}
    index.setdefault(abs(value).normalize(), []).append(Known(finding, version, value, unit, weights, own))
