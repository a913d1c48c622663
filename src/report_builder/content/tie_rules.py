"""What ties two words of a text in one language: the words and forms that its rules have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import pairwise

from msgspec import Struct

from report_builder.language.catalogue import rule
from report_builder.language.units import UNITS
from report_builder.language.word_lists import MONTHS, listed
from report_builder.patterns import late

_BEFORE = (
    "rule.before-number",
    "rule.numbered-documents",
    "rule.place-nouns",
    "rule.figure-nouns",
    "rule.table-nouns",
    "rule.reference-parts",
    "rule.named-by-number",
    "rule.numbered-parts",
    "rule.programs",
)
"""The rules that say what stands before its number."""

_SCALES = ("rule.thousand", "rule.million", "rule.milliard", "rule.million-millions")
_AFTER = ("rule.units", "rule.percent-words", "rule.after-number", *_SCALES)
_MONEY = frozenset(("kr", "€", "$", "£"))
_SPANS = frozenset(("h", "d", "uke", "måned", "år"))
"""The units that may stand behind a year that they do not count: "i 2019 år for år"."""

_SYMBOLS = (
    r"[TGMkhcmµμn]?(?:Wh|W|Hz|Pa|V|J|eV)|[kcmµμn]?m[²³23]?|[kmµμ]?g|[hdcmµμ]?l|[mµμn]?s|[TGMk]?(?:B|bit)"
    r"|°[CF]|daa|ha|t|h|min|d|K|m?A|k?N|mol|cd|lm|lx|dB|Bq|mSv|VA|hk|bar|ppm|ppb|[€$£]"
    r"|NOK|SEK|DKK|EUR|USD|GBP|CHF|ISK|JPY"
)
_SYMBOL = late(rf"(?:{_SYMBOLS})(?:/[^\W\d_]+[²³]?)?")
"""Units that every language writes so, with their prefixes, and with what they are measured by."""

CAPITALS = "A-Z\u00c0-\u00d6\u00d8-\u00de"
"""The capitals of the languages that a report can be written in, as a class of a pattern has them."""

NEVER_FIRST = "–—…=×+&/·<>≤≥≈→"
"""Signs that begin no line where they stand alone, between two blanks: dashes, and what joins or compares."""

_SMALL = r"[^\W\d_A-ZÆØÅ]"
SHORTENED = late(rf"(?:{_SMALL}\. {_SMALL}{{1,4}}|{_SMALL}{{2}}\. {_SMALL})\.(?!\w)")
"""Two parts of what is shortened, with a blank between; one of them is one letter."""

_SHORT = 3  # letters; shorter words for money are "kr" and signs, which stand behind other words too

_BEFORE_AMOUNT = frozenset((*"=×±≈~<>≤≥−", "§", "§§"))
"""Signs that belong to the number behind them in every language, though a blank is between."""

BLANK = "[ \u00a0]"
_BEHIND = late(rf"[0-9½¼¾.] (?:(?<=[^.] )|(?<=[0-9]\. )|(?=[^{CAPITALS}]))")
"""Blanks that may tie for what stands before them: a number, or a full stop that ends no sentence."""

_SUFFIX = late(r"[dht] (?<=[0-9](?:st|nd|rd|th) )")
_SIGNS = {"0": r"\d", "A": f"[{CAPITALS}]", " ": BLANK}
_DATE = {"{day}": r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?", "{year}": r"\d{4}(?!\d)"}


class TieRules(Struct, frozen=True, dict=True):
    """The rules of ``language`` (a BCP 47 tag) for ties; what the language lacks is empty.

    ``beginnings`` are words, or their beginnings, that the report itself keeps with a small number.
    """

    language: str
    beginnings: tuple[str, ...]

    def words(self, *keys: str) -> frozenset[str]:
        """The words that the language has under ``keys``."""
        return frozenset(word for key in keys for word in listed(key, self.language))

    @cached_property
    def before(self) -> frozenset[str]:
        """What stands before its number; of several words the last."""
        return _BEFORE_AMOUNT.union(word.rpartition(" ")[2] for word in self.words(*_BEFORE))

    @cached_property
    def documents(self) -> frozenset[str]:
        """What begins the name of a document of a parliament or a government; of several words the last."""
        return frozenset(word.rpartition(" ")[2] for word in self.words("rule.numbered-documents"))

    @cached_property
    def series(self) -> frozenset[str]:
        """What ends the name of a series behind a hyphen, as in Difi-rapport."""
        return self.words("rule.series-nouns")

    @cached_property
    def document_letters(self) -> frozenset[str]:
        """What may stand behind the number of a document."""
        return self.words("rule.document-letters")

    @cached_property
    def before_letter(self) -> frozenset[str]:
        """What stands before a letter that names it."""
        return self.words("rule.before-letter")

    @cached_property
    def letters(self) -> frozenset[str]:
        """Letters that name something, and are no words."""
        return self.words("rule.naming-letters")

    @cached_property
    def romans(self) -> frozenset[str]:
        """Roman numerals that are no words."""
        return self.words("rule.roman-numerals")

    @cached_property
    def named_by_roman(self) -> frozenset[str]:
        """Names that have a Roman numeral behind them: of kings, and of what is called by its place."""
        return self.words("rule.named-by-roman")

    @cached_property
    def connectors(self) -> frozenset[str]:
        """Words between two numbers that one word stands before: §§ 3 og 4."""
        return self.words("rule.connectors")

    @cached_property
    def units(self) -> frozenset[str]:
        """What is counted or measured, behind a number of any length."""
        measures = {key for unit, (_, key) in UNITS.items() if unit not in _SPANS}
        return self.words(*_AFTER, *measures)

    @cached_property
    def counted(self) -> frozenset[str]:
        """The nouns that stay with a number of one to three figures; a longer one may be a year."""
        spans = {key for unit, (_, key) in UNITS.items() if unit in _SPANS}
        return self.words("rule.counted-nouns", *spans)

    @cached_property
    def scales(self) -> frozenset[str]:
        """Shortened words for large numbers, to which the unit belongs: mill., mrd."""
        return frozenset(word for word in self.words(*_SCALES) if word.endswith(".") or len(word) <= 3)

    @cached_property
    def large(self) -> frozenset[str]:
        """Words for large numbers."""
        return self.words(*_SCALES)

    @cached_property
    def money(self) -> frozenset[str]:
        """Words for money."""
        return self.words(*(UNITS[unit][1] for unit in _MONEY)) | {"kr", "kr.", "NOK", "EUR", "USD", *_MONEY}

    @cached_property
    def laws(self) -> frozenset[str]:
        """What stands before the sign of a section, or the date that names a law or a regulation."""
        return self.words("rule.laws")

    @cached_property
    def lifetimes(self) -> frozenset[str]:
        """What is shortened before the year of a birth or a death."""
        return self.words("rule.lifetimes")

    @cached_property
    def months(self) -> frozenset[str]:
        """The months, and what they are shortened to."""
        return self.words(*MONTHS, "rule.month-abbreviations")

    @cached_property
    def ordinal_nouns(self) -> frozenset[str]:
        """What stands behind an ordinal."""
        return self.words("rule.ordinal-nouns", "rule.more-ordinal-nouns", *MONTHS)

    @cached_property
    def titles(self) -> frozenset[str]:
        """What stands before the name of a person."""
        return self.words("rule.name-titles")

    @cached_property
    def postal_code(self) -> re.Pattern[str]:
        """A whole word that is a postal code which stands before its place; none matches where none does."""
        forms = [_pattern(shape) for shape in listed("rule.postal-codes", self.language)]
        return re.compile(f"(?:{'|'.join(forms)})$" if forms else "(?!)")

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbours inside what several words name together: Meld. St., per cent."""
        several = [word.split(" ") for word in self.words(*_BEFORE, *_AFTER) if " " in word]
        return frozenset(pair for words in several for pair in pairwise(words))

    def may_tie(self, text: str) -> list[int]:
        """The blanks that may tie; most stand between two words of small letters, or two sentences."""
        found = {match.end() - 1 for pattern in (_BEHIND, _SUFFIX) for match in pattern.finditer(text)}
        return sorted(found.union(match.start() for match in self._before.finditer(text)))

    @cached_property
    def _before(self) -> re.Pattern[str]:
        """The blanks that may tie for what stands behind them; what is looked for first is what is rare."""
        # Of what stands before a number these have a letter behind them too.
        words = (self.before | self.before_letter | self.titles) - self.words("rule.programs")
        shortened = one_of(
            {f" {form}"[-3:] for word in words if word.endswith(".") for form in (word, word.capitalize())}
        )
        ends = {word[-2:] for word in words if word[-2:].isalpha() and word[1:]}
        whole = "".join(f"[{_class_of(end[at] for end in ends)}{CAPITALS}]" for at in (0, 1))
        behind = rf"(?:(?<={whole} .)|(?<=[{CAPITALS}]\. .)|(?<={shortened} .))"
        letters = _class_of(letter for letter in self.letters if len(letter) == 1) or "0"
        money = (word for word in self.money if word.isalpha() and word.islower() and len(word) > _SHORT)
        seconds = sorted({second for _, second in self.pairs}.union(money))
        # Each begins with a sign or a class of signs: with those the others are passed by at once.
        signs = _class_of(f"{NEVER_FIRST}+\u2212±-§")
        kinds = ["[0-9]", rf"[{signs}](?:[0-9]|(?![^{_class_of(' .' + CLOSING)}]))"]
        capital = rf"(?<=[{CAPITALS}])|(?!\w)"
        kinds += [rf"[{CAPITALS}{letters}](?:(?:{capital}){behind}|(?<=\w [IVX])[IVX]*(?!\w))"]
        kinds += [re.escape(second) + r"(?!\w)" for second in seconds]
        return re.compile(f" (?:{'|'.join(kinds)})")

    @cached_property
    def shapes(self) -> re.Pattern[str]:
        """Numbers with blanks inside, as the language writes them: 22 45 10 00; and dates."""
        numbers = "|".join(_pattern(shape) for shape in listed("rule.number-shapes", self.language)) or "(?!)"
        months = one_of(self.words(*MONTHS, "rule.month-abbreviations"))
        fill = {**_DATE, "{month}": rf"(?<!\w){months}(?!\w)"}
        forms = [
            form for part in (rule("rule.dates", self.language) or "").split("|") if (form := part.strip())
        ]
        dates = [
            re.sub(r"\{\w+\}| ", lambda found: fill.get(found[0], BLANK), form.replace(".", r"\."))
            for form in _with_ends(forms)
        ]
        number = rf"(?<![\w,.+])(?:\+\d{{1,3}}{BLANK})?(?:{numbers})(?!\w|{BLANK}?\d)"
        return re.compile("|".join([number, *dates]))

    def unit(self, right: str) -> str:
        """The unit that ``right``, the word behind a number, begins with; empty where it has none."""
        if right[0] in "%‰°":
            return right[0]
        for word in (right.rstrip(CLOSING), bare(right)):
            if word in self.units or _SYMBOL.fullmatch(word) or word.partition("/")[0] in self.units:
                return word
        return ""


def one_of(words: Iterable[str]) -> str:
    """A pattern for one of ``words``, and for nothing where there is none."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), reverse=True)) or '(?!)'})"


def _class_of(signs: Iterable[str]) -> str:
    """The inside of a class of a pattern that has ``signs``."""
    return "".join(sorted(map(re.escape, set(signs))))


def _with_ends(forms: list[str]) -> list[str]:
    """Forms of dates, each of which may have the end that a longer one adds: a pattern has each once."""
    whole = [form for form in forms if not any(form != other and other.startswith(form) for other in forms)]
    shorter = {
        form: next((other for other in forms if other != form and form.startswith(other)), form)
        for form in whole
    }
    return [form if short == form else f"{short}(?:{form[len(short) :]})?" for form, short in shorter.items()]


def _pattern(shape: str) -> str:
    """A form of number as a pattern: 0 is any figure, A any capital."""
    return "".join(_SIGNS.get(sign) or re.escape(sign) for sign in shape)


CLOSING = ",;:!?)]}»”’\"'…"
"""What may stand right behind a word and is no part of it; a full stop may be."""


def bare(word: str) -> str:
    """A word without the signs that close a sentence or a bracket behind it."""
    return word.rstrip(CLOSING + ".")


@lru_cache(maxsize=64)
def tie_rules(language: str, beginnings: tuple[str, ...]) -> TieRules:
    """Give the rules of a language for ties, made once."""
    return TieRules(language, beginnings)
