"""What typography asks of one language: the words and forms that its rules have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from report_builder.content.pasted.shortened import slipped_forms
from report_builder.content.pasted.slips import BLANK
from report_builder.content.tie_rules import TieRules, bare, one_of, tie_rules
from report_builder.language.catalogue import rule
from report_builder.language.small_words import small_words
from report_builder.language.word_lists import MONTHS, every_word, listed

_NAMED = (
    "rule.place-nouns",
    "rule.figure-nouns",
    "rule.table-nouns",
    "rule.numbered-documents",
    "rule.reference-parts",
    "rule.named-by-number",
    "rule.coded-numbers",
)
"""The rules that say what stands before a number that is a name: none of its signs says anything else."""

_BEFORE_AMOUNT = frozenset(("kr", "kr.", "NOK", "EUR", "USD", "€", "$", "£"))
"""Words for money that stand before their number."""
DEGREES = ("%", "‰", "°")
NEVER = re.compile("(?!)")


class TypographyRules(Struct, frozen=True, dict=True):
    """The rules of ``language`` (ISO 639-1); what the language lacks is empty, and is not looked for."""

    language: str

    @cached_property
    def ties(self) -> TieRules:
        """What the language says of numbers and the words beside them."""
        return tie_rules(self.language, ())

    @cached_property
    def leads(self) -> frozenset[str]:
        """What stands before two numbers that are the ends of a range."""
        return frozenset(listed("rule.range-leads", self.language))

    @cached_property
    def clock(self) -> frozenset[str]:
        """What stands before a time of the day."""
        return frozenset(listed("rule.clock-words", self.language))

    @cached_property
    def named(self) -> frozenset[str]:
        """What stands before a number that is a name; of several words the last."""
        return self.ties.words(*_NAMED) - self.leads | self.ties.documents

    @cached_property
    def numbered_things(self) -> frozenset[str]:
        """What stands before a number that is as likely a name as not: rom 3-14, Windows 95-98."""
        return self.ties.words("rule.numbered-things", "rule.programs")

    @cached_property
    def blank_before(self) -> dict[str, bool]:
        """The signs behind a number, and whether a blank stands before them."""
        forms = {
            "%": rule("rule.percent", self.language),
            "‰": rule("rule.percent", self.language),
            "°C": rule("rule.degrees", self.language),
        }
        return {sign: form.removeprefix("{number}")[:1].isspace() for sign, form in forms.items() if form}

    @cached_property
    def decimal(self) -> str:
        """The sign before the decimals of a number."""
        return rule("rule.decimal", self.language) or ""

    @cached_property
    def group(self) -> str:
        """What stands between the thousands of a number."""
        return rule("rule.group", self.language) or ""

    @cached_property
    def group_from(self) -> int:
        """The least number whose thousands are divided."""
        return int(rule("rule.group-from", self.language) or 0)

    @cached_property
    def times(self) -> tuple[str, ...]:
        """The signs that may stand between hours and minutes, the first of them by choice."""
        forms = listed("rule.times", self.language)
        return tuple(form.removeprefix("{hour}").removesuffix("{minute}") for form in forms)

    @cached_property
    def between_times(self) -> re.Pattern[str]:
        """What may stand between two times of the day that are told together."""
        words = [*listed("rule.connectors", self.language), *listed("rule.between-numbers", self.language)]
        joined, clock = one_of(words), one_of(self.clock)
        return re.compile(rf"{BLANK}?[-–—]{BLANK}?|,{BLANK}|,?{BLANK}{joined}{BLANK}(?:{clock}{BLANK})?")

    @cached_property
    def next_of_several(self) -> re.Pattern[str]:
        """What stands between a number and the next one that has the same unit."""
        words = [*listed("rule.connectors", self.language), *listed("rule.between-numbers", self.language)]
        between = rf"{BLANK}?[,;]{BLANK}|{BLANK}[-–]{BLANK}|{BLANK}?–|,?{BLANK}{one_of(words)}{BLANK}"
        return re.compile(rf"(?:{between})(?=[-−+]?\d)")

    @cached_property
    def from_to(self) -> str:
        """The word between the ends of a range."""
        return next(iter(listed("rule.connectors", self.language)), "")

    @cached_property
    def range_dash(self) -> str:
        """The dash of a range, without blanks; empty where the language says nothing of it."""
        return (rule("rule.range", self.language) or "").removeprefix("{from}").removesuffix("{to}")

    @cached_property
    def ordinal_stop(self) -> bool:
        """Whether an ordinal is a number with a stop, as the day of a date is."""
        return "{day}." in (rule("rule.date", self.language) or "")

    @cached_property
    def _in_turn(self) -> tuple[frozenset[str], ...]:
        """Names that follow each other: the months, and the days of the week."""
        return self.ties.words(*MONTHS), self.ties.words("rule.weekdays")

    def is_span(self, first: str, last: str) -> bool:
        """Whether two words are months, or days of the week, and so the ends of a range."""
        return any(_is_one_of(first, names) and _is_one_of(last, names) for names in self._in_turn)

    @cached_property
    def ordinal_endings(self) -> tuple[str, ...]:
        """The endings of ordinals: of most, then of those that end in one, two and three."""
        return tuple(listed("rule.ordinal-endings", self.language))

    @cached_property
    def small_numbers(self) -> frozenset[str]:
        """The small numbers as words."""
        return frozenset(listed("rule.small-numbers", self.language))

    def are_small_numbers(self, first: str, last: str) -> bool:
        """Whether two words are small numbers."""
        return _is_one_of(first, self.small_numbers) and _is_one_of(last, self.small_numbers)

    @cached_property
    def _shortened(self) -> tuple[frozenset[str], ...]:
        """Months and days of the week without their last letters, and without a stop."""
        keys = ("rule.month-abbreviations", "rule.weekday-abbreviations")
        return tuple(frozenset(word.rstrip(".") for word in listed(key, self.language)) for key in keys)

    def are_shortened(self, first: str, last: str) -> bool:
        """Whether two words, without their stops, are months or days of the week, and one is shortened."""
        return any(
            _is_one_of(first, short | whole)
            and _is_one_of(last, short | whole)
            and (_is_one_of(first, short) or _is_one_of(last, short))
            for short, whole in zip(self._shortened, self._in_turn, strict=True)
        )

    @cached_property
    def dated(self) -> re.Pattern[str]:
        """A day with its month."""
        month = one_of(self.ties.words(*MONTHS, "rule.month-abbreviations"))
        return re.compile(
            rf"\d{{1,2}}(?:\.{BLANK}?|{BLANK}){month}(?!\w)|\d{{1,2}}\.\d{{1,2}}\.(?:\d\d)?\d\d(?!\w)"
        )

    @cached_property
    def stopped_date(self) -> re.Pattern[str]:
        """A day with a stop, which the language does not write, before its month: 17. May."""
        if self.ordinal_stop:
            return NEVER
        month = one_of(self.ties.words(*MONTHS))
        return re.compile(rf"(?<![\w.,:/§-])(?:[12]?\d|3[01])(\.)(?={BLANK}{month}(?!\w))")

    @cached_property
    def signed_money(self) -> re.Pattern[str]:
        """A hyphen before the word for money that stands before its number: -kr 300."""
        money = one_of(word for word in self.ties.money if word in _BEFORE_AMOUNT)
        return re.compile(rf"(?<![^\s(\[|*_])-(?={money}{BLANK}?\d)")

    @cached_property
    def section_blank(self) -> bool:
        """Whether a blank stands behind the sign of a section."""
        return (rule("rule.section-sign", self.language) or "")[1:2].isspace()

    @cached_property
    def ellipsis(self) -> str:
        """The sign for three dots."""
        return rule("rule.ellipsis", self.language) or ""

    @cached_property
    def closing_signs(self) -> str:
        """The signs that stand right behind a word."""
        return "".join((rule("rule.closing-signs", self.language) or "").split())

    @cached_property
    def whole_money(self) -> str:
        """The word for money that ",-" behind a number stands for."""
        return rule("rule.whole-money", self.language) or ""

    @cached_property
    def each(self) -> str:
        """The word before the price of each."""
        return rule("rule.each", self.language) or ""

    @cached_property
    def before_numbers(self) -> frozenset[str]:
        """Abbreviations that are looked for before a number only, since they are words without their stop."""
        return frozenset(listed("rule.abbreviations-of-numbers", self.language))

    @cached_property
    def also_words(self) -> frozenset[str]:
        """Those of them that are words too before a number with a unit: a fig 2 cm wide."""
        return frozenset(listed("rule.abbreviations-also-words", self.language))

    @cached_property
    def before_units(self) -> frozenset[str]:
        """Abbreviations that are looked for before a unit or what is counted only: pr. dag."""
        return frozenset(listed("rule.abbreviations-of-units", self.language))

    @cached_property
    def slipped(self) -> dict[str, str]:
        """Abbreviations as they are written by mistake, in small letters, with their right form."""
        return slipped_forms(self.language)

    @cached_property
    def abbreviations(self) -> re.Pattern[str]:
        """An abbreviation as it is written by mistake."""
        number = "|".join(sorted(re.escape(form[:-1]) for form in self.before_numbers))
        every = "|".join(sorted(map(re.escape, self.slipped), key=_longest_first))
        if not every:
            return NEVER
        numbered = rf"|(?:{number})(?={BLANK}\d)" if number else ""
        counted = "|".join(sorted(re.escape(form[:-1]) for form in self.before_units))
        numbered += rf"|(?:{counted})(?={BLANK}[^\W\d_])" if counted else ""
        return re.compile(rf"(?<![\w./@-])(?i:{every}{numbered})(?![\w/@…-])(?!(?<!\.)\.)")

    @cached_property
    def stopped_money(self) -> re.Pattern[str]:
        """The word for whole money with a stop that it does not have, before a number: kr. 1000."""
        if not self.whole_money.islower():
            return NEVER
        return re.compile(rf"(?<![\w./-])(?i:{self.whole_money})(\.){BLANK}(?=\d)")

    @cached_property
    def scale_without_blank(self) -> re.Pattern[str]:
        """The stop of a word for a large number right before its money: 5 mill.kr."""
        scales = one_of(word[:-1] for word in self.ties.large if word.endswith("."))
        return re.compile(rf"(?<=[\d \u00a0]){scales}(\.){one_of(self.ties.money)}(?![\w/@-])")

    @cached_property
    def without_blank(self) -> re.Pattern[str]:
        """The stop of an abbreviation right before a number."""
        known = {*self.slipped.values(), *self.before_numbers, *self.ties.before}
        words = one_of(form[:-1] for form in known if form.endswith(".") and form.count(".") == 1)
        clock = one_of(self.clock)
        return re.compile(rf"(?<![\w./-])(?:(?i:{words})(\.)(?=\d|{clock}(?!\w))|[^\W\d_]+(\.)(?=§))")

    @cached_property
    def ordinals_without_blank(self) -> re.Pattern[str]:
        """An ordinal right before its word."""
        return re.compile(rf"(?<![\w.,:/§-])\d{{1,3}}(\.){one_of(self.ties.ordinal_nouns)}(?![\w-]|\.\w)")

    def whole(self, word: str) -> str:
        """An abbreviation with its stop, where ``word`` lacks it; any other word as it is."""
        small = word[:1].lower() + word[1:]
        right = self.slipped.get(small) or self.slipped.get(small.rstrip("."))
        if right:
            return right
        return f"{small}." if f"{small}." in self.before_numbers | self.before_units else small

    @cached_property
    def _stopped(self) -> frozenset[str]:
        """Whatever ends with a stop that is no sentence's, in small letters."""
        known = self.before_numbers | self.before_units | self.ties.before | self.ties.titles
        known |= {*self.slipped.values()}
        return frozenset(word.lower() for word in known if word[-1] == ".")

    def is_abbreviation(self, word: str) -> bool:
        """Whether the stop of ``word`` is that of an abbreviation, or of a title: bl.a., Dr."""
        return word.lower() in self._stopped

    def is_named(self, before: str) -> bool:
        """Whether a number behind the word ``before`` is a name."""
        return before.startswith("§") or self._has(self.named, before)

    def is_lead(self, before: str) -> bool:
        """Whether the word ``before`` two numbers makes them the ends of a range."""
        return self._has(self.leads, before) or self.is_currency(before)

    def may_name(self, before: str, numbers: Sequence[str]) -> bool:
        """Whether two ``numbers`` behind the word ``before``, of which nothing is counted, may be names."""
        called = frozenset(listed("rule.called-numbers", self.language))
        return called.issuperset(numbers) or self._has(self.numbered_things, before)

    def is_clock(self, before: str) -> bool:
        """Whether a number behind the word ``before`` is a time of the day."""
        return self._has(self.clock, before)

    def is_unit(self, behind: str) -> bool:
        """Whether ``behind`` a number is its unit; letters that name something too are none."""
        whole = self.whole(behind)
        unit = self.ties.unit(whole) if whole else ""
        return bool(unit) and (len(unit) > 1 or unit in DEGREES or unit in "mglt€$£")

    @cached_property
    def first_of_units(self) -> frozenset[str]:
        """The first words of units that have two: per cent."""
        return frozenset(word.partition(" ")[0] for word in self.ties.units if " " in word)

    def is_counted(self, behind: str) -> bool:
        """Whether ``behind`` a number is its unit, or what it counts."""
        return self.is_unit(behind) or bare(behind) in self.ties.counted

    def is_degrees(self, behind: str) -> bool:
        """Whether ``behind`` a number says that it is a temperature."""
        return behind.startswith("°") or bare(behind) in _degree_words()

    def is_scale(self, behind: str) -> bool:
        """Whether ``behind`` a number is a word for a large number: mill., tusen."""
        return self._has(self.ties.large, behind)

    def is_large(self, behind: str) -> bool:
        """Whether ``behind`` a number is a word for a number so large that it has decimals: mill."""
        return self.is_scale(behind) and bare(behind) not in self.small_numbers

    def is_measured(self, behind: str) -> bool:
        """Whether what is ``behind`` a number says that it may be below zero: degrees, per cent, money.

        A word for a large number says it too, since a sum has it: mill.
        """
        words = self.ties.words("rule.percent-words", "rule.unit-percentage-point")
        share = behind.startswith(DEGREES) or bare(behind) in words
        return share or self.is_degrees(behind) or self.is_currency(behind) or self.is_large(behind)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Small words of the language, which no formula has."""
        return small_words(self.language)

    @cached_property
    def joining_words(self) -> frozenset[str]:
        """What stands between words that have a part in common: jord- og skogbruk."""
        keys = ("rule.connectors", "rule.between-numbers")
        return self.ties.words(*keys) | frozenset(listed("rule.joining-words", self.language))

    @cached_property
    def ending_nouns(self) -> frozenset[str]:
        """What stands before a part of a word that is spoken of: endelsen -het."""
        return frozenset(listed("rule.ending-nouns", self.language))

    @cached_property
    def other_money(self) -> frozenset[str]:
        """Words for money that is not what ",-" stands for."""
        own = {self.whole_money, f"{self.whole_money}.", "kr", "kr.", "NOK"}
        return self.ties.money - self.ties.words("rule.unit-krone") - own

    def is_currency(self, word: str) -> bool:
        """Whether ``word`` beside a number says that it is money."""
        return self._has(self.ties.money, word)

    def is_money(self, behind: str) -> bool:
        """Whether ``behind`` a number is money, or what it counts: it has no decimals of three figures."""
        return bare(behind) in self.ties.counted or self.is_currency(behind)

    def _has(self, words: frozenset[str], word: str) -> bool:
        return word in words or self.whole(word) in words or bare(word) in words


def _is_one_of(word: str, names: frozenset[str]) -> bool:
    """Whether a word is one of ``names``, with a capital where a sentence begins."""
    return word in names or word[:1].lower() + word[1:] in names


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


@cache
def _degree_words() -> frozenset[str]:
    """The words for degrees in any language: neighbours write each other's."""
    return frozenset(every_word("rule.unit-degree"))


@lru_cache(maxsize=64)
def typography_rules(language: str) -> TypographyRules:
    """Give the rules of a language for typography, made once."""
    return TypographyRules(language)
