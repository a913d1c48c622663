"""Ties: the blanks at which no line ends, such as the one between a number and its unit, by language.

Which words tie is said by the ``rule.`` keys of each language. A language without such rules has the ties
that are the same everywhere: units, and the figures of one number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum

from msgspec import Struct

from report_builder.content.tie_rules import (
    CAPITALS,
    CLOSING,
    NEVER_FIRST,
    SHORTENED,
    TieRules,
    bare,
    tie_rules,
)
from report_builder.patterns import late

_TIE = "\u00a0"
_MINUS = "\u2212"
_MOST = 20
"""A chain of several ties that has more characters keeps only its strong ones: columns can be narrow."""

_LONGEST = 40
"""So many characters beside a blank are looked at: no word that ties is longer."""

_OPENING = "([{«“‘\"'"
_WORD = late(r"[^ \u00a0\n]*")
_NUMBER = late(r"[+\u2212±–-]?\d")
_CODE = late(rf"[{CAPITALS}]{{1,3}}-?\d")
_START = late(rf"[+0-9{CAPITALS}]\w*")
_FRACTIONS = "½¼¾"
_FIGURES = frozenset(f"0123456789{_FRACTIONS}")
_SMALL = late(rf"(?:(?<!\d)\d{{1,3}}|[{_FRACTIONS}])$")
_ORDINAL = late(r"(?<!\d)\d{1,4}\.$")
_SUFFIXED = late(r"\d(?:st|nd|rd|th)$")
_YEAR = late(r"[12]\d{3}$")
_GROUP = late(r"\d{3}(?!\d)")
_BROKEN = late(r"[1-9]/\d{1,2}")
"""A fraction behind a whole number: 5 1/2."""
_DAY = late(r"\d{4}-\d\d-\d\d(?!\d)")
_CITED = 6
"""So many letters a shortened word has at most before the sign of a section: jf., cf., offl."""
_PARTS = late(r"[ \u00a0\n]")
_BEFORE_SIGN = late(rf"\u00a0(?=[{NEVER_FIRST}])")
_INITIALS = late(r"(?:[^\W\d_]\.-?)+$")


class _Strength(IntEnum):
    """How much a tie matters: in a long chain the faint ones give way first, and then the weak ones."""

    FAINT = 1
    WEAK = 2
    STRONG = 3


class _Blank(Struct):
    """A blank of a text at ``at``, and the words beside it; brackets and quotes that open are left out.

    ``bare`` is the word at the right without the signs that close behind it.
    """

    text: str
    at: int
    left: str
    right: str
    bare: str

    @property
    def earlier(self) -> str:
        """The word before the one at the left; empty at the start of a line."""
        start = self.at - len(_ending_at(self.text, self.at)) - 1
        return _ending_at(self.text, start).lstrip(_OPENING) if start > 0 and self.text[start] != "\n" else ""

    @property
    def later(self) -> str:
        """The word behind the one at the right."""
        return _beginning_at(self.text, self.at + len(self.right) + 2)


def _blank(text: str, at: int) -> _Blank:
    right = _beginning_at(text, at + 1)
    return _Blank(text, at, _ending_at(text, at).lstrip(_OPENING), right, bare(right))


def _ending_at(text: str, stop: int) -> str:
    before = text[max(0, stop - _LONGEST) : stop]
    return before[max(before.rfind(" "), before.rfind(_TIE), before.rfind("\n")) + 1 :]


def _beginning_at(text: str, start: int) -> str:
    found = _WORD.match(text, start, start + _LONGEST)
    return found[0] if found else ""


def tie(text: str, language: str, counted: tuple[str, ...] = ()) -> str:
    """Tie what belongs together in ``text``, which is in ``language`` (a BCP 47 tag); the length stays.

    ``counted`` are the words that the report itself keeps with a number of one to three figures, or their
    beginnings; a longer number may be a year.
    """
    rules = tie_rules(language, counted)
    places = rules.may_tie(text)
    if not places:
        return text
    ties = {at: strength for at in places if (strength := _strength(rules, _blank(text, at)))}
    ties.update(_inside_shapes(rules, text))
    if not ties:
        return text
    signs = list(text)
    for at in _holding(text, ties):
        signs[at] = _TIE
    return "".join(signs)


def loose_before_signs(text: str) -> str:
    """Give a text of metadata: a blank before a dash or ``&`` is the one that people search with."""
    return _BEFORE_SIGN.sub(" ", text) if _TIE in text else text


def _strength(rules: TieRules, blank: _Blank) -> _Strength | None:
    """How strong a blank ties; None where a line may end at it."""
    if not blank.left or not blank.right:
        return None
    beside_number = blank.left[-1] in _FIGURES or blank.right[0] in _FIGURES
    kinds = _KINDS_BESIDE_NUMBER if beside_number else _KINDS
    for kind in kinds:
        if found := kind(rules, blank):
            return found
    return None


def _has(words: frozenset[str], word: str) -> bool:
    """Whether ``word``, or what it is inside a sentence, is one of ``words``."""
    return word in words or word[:1].lower() + word[1:] in words


def _by_length(word: str) -> _Strength:
    """Signs and shortened words are nothing without their number; a whole word is."""
    return _Strength.STRONG if len(word) <= 4 or word.endswith(".") else _Strength.WEAK


def _behind_number(rules: TieRules, blank: _Blank) -> _Strength | None:
    """A number with the next group of its figures, its unit, or the noun that it counts."""
    if blank.left[-1] not in _FIGURES:
        return None
    small = _SMALL.search(blank.left)
    if small and (_GROUP.match(blank.right) or blank.right[0] in _FRACTIONS or _BROKEN.fullmatch(blank.bare)):
        return _Strength.STRONG
    if blank.right[0].isdigit():
        return None
    unit = rules.unit(blank.right)
    if not unit and f"{blank.right} {bare(blank.later)}" in rules.units:
        return _Strength.STRONG
    # "1.1 A" and "2019 A" begin headings and sentences.
    if unit and not (len(unit) == 1 and unit.isupper() and (not small or "." in blank.left)):
        return _by_length(unit)
    noun = blank.bare in rules.counted or blank.right.startswith(rules.beginnings)
    return _Strength.WEAK if small and noun else None


def _numbered(rules: TieRules, blank: _Blank) -> _Strength | None:
    """A word, sign or shortened word with the number that it names: nr. 5, side 12, § 3-1, kr 50."""
    if _CODE.match(blank.right) and _has(rules.documents, blank.left):  # Rundskriv G-5
        return _by_length(blank.left)
    if not (_NUMBER.match(blank.right) or blank.bare in rules.romans):
        return None
    if _has(rules.before, blank.left):
        # A capital before a number is a road (E 6), unless it is named itself: vitamin E 6 ganger.
        lettered = blank.left.isalpha() and len(blank.left) == 1 and _has(rules.before_letter, blank.earlier)
        return None if lettered else _by_length(blank.left)
    if _has(rules.series, blank.left.rpartition("-")[2]) and "-" in blank.left:  # Difi-rapport 2019:7
        return _Strength.STRONG
    if blank.left[-1] == ":" and _has(rules.documents, blank.earlier):  # NOU 2019: 5
        return _Strength.STRONG
    return None


def _one_more(rules: TieRules, blank: _Blank) -> _Strength | None:
    """The last of several numbers that one word stands before, with what joins it: §§ 3, 5 og 7."""
    if blank.left not in rules.connectors or not blank.right[0].isdigit() or not blank.earlier[-1:].isdigit():
        return None
    words = _PARTS.split(blank.text[max(0, blank.at - _LONGEST) : blank.at])[:-1]
    while words and words[-1][:1].isdigit():
        words.pop()
    return _Strength.WEAK if words and _has(rules.before, words[-1].lstrip(_OPENING)) else None


def _named_by_order(rules: TieRules, blank: _Blank) -> _Strength | None:
    """A name with its Roman numeral or its ordinal: Harald V, Haakon 7., and whoever is a king; Basel III."""
    ordinal = _ORDINAL.match(blank.right) and bare(blank.later) not in rules.ordinal_nouns
    if not (ordinal or blank.bare.partition("-")[0] in rules.romans):
        return None
    titled = blank.left[:1].isupper() and blank.left.isalpha() and _has(rules.titles, blank.earlier)
    return _Strength.STRONG if titled or blank.left in rules.named_by_roman else None


def _never_first(_: TieRules, blank: _Blank) -> _Strength | None:
    """What ends a line and begins none: a dash or a sign between two blanks, and an ellipsis."""
    minus = blank.right == _MINUS and blank.left[-1] in _FIGURES
    alone = minus or (blank.right[0] in NEVER_FIRST and not blank.right[1:].strip(CLOSING + "."))
    return _Strength.STRONG if alone else None


def _lettered(rules: TieRules, blank: _Blank) -> _Strength | None:
    """What a letter names: bokstav a, vedlegg B, § 3 a, Prop. 1 S."""
    if blank.left[-1].isdigit():
        document = blank.bare in rules.document_letters and _has(rules.documents, blank.earlier)
        part = blank.bare in rules.letters and _has(rules.before, blank.earlier)
        return _Strength.STRONG if document or part else None
    lettered = blank.bare in rules.letters and _has(rules.before_letter, blank.left)
    return _Strength.STRONG if lettered else None


def _ordinal(rules: TieRules, blank: _Blank) -> _Strength | None:
    """An ordinal with its noun: 2. plass, 19th century."""
    if blank.bare not in rules.ordinal_nouns:
        return None
    return _Strength.WEAK if _ORDINAL.search(blank.left) or _SUFFIXED.search(blank.left) else None


def _money(rules: TieRules, blank: _Blank) -> _Strength | None:
    """Money behind a word for a large number: 3,5 mrd. kr, 5 millioner kroner."""
    if blank.left not in rules.large or blank.bare not in rules.money or not blank.earlier[-1:].isdigit():
        return None
    return _Strength.STRONG if blank.left in rules.scales else _Strength.FAINT


def _law(rules: TieRules, blank: _Blank) -> _Strength | None:
    """What is shortened before the sign of a section, and a law before its date: jf. § 3, Grl § 112."""
    if blank.right[0] != "§" and not _DAY.match(blank.right):
        return None
    cited = blank.right[0] == "§" and blank.left[-1] == "." and len(blank.left) <= _CITED
    return _by_length(blank.left) if cited or _has(rules.laws, bare(blank.left)) else None


def _month(rules: TieRules, blank: _Blank) -> _Strength | None:
    """A month with its year, or a birth or death with its: mai 2024, f. 1970."""
    named = blank.left.rstrip(".") in rules.months or blank.left in rules.months | rules.lifetimes
    return _Strength.WEAK if named and _YEAR.match(blank.bare) else None


def _place(rules: TieRules, blank: _Blank) -> _Strength | None:
    """A postal code with its place; one that could be a year only where an address begins with it."""
    if not (rules.postal_code.match(blank.left) and blank.right[0].isupper() and len(blank.bare) > 1):
        return None
    begins = not blank.earlier or blank.earlier[-1] == ","
    return _Strength.STRONG if begins or not _YEAR.match(blank.left) else None


def _name(rules: TieRules, blank: _Blank) -> _Strength | None:
    """Initials or a title with the name behind them."""
    if not blank.right[0].isupper():
        return None
    if _has(rules.titles, blank.left):
        return _Strength.WEAK
    if not _INITIALS.match(blank.left) or not blank.left.isupper():
        return None
    # The letter may name something, and end a sentence: "Se vedlegg B. Her står …"
    named = blank.earlier[-1:].isdigit() or _has(rules.before_letter, blank.earlier)
    return None if named else _Strength.STRONG


def _pair(rules: TieRules, blank: _Blank) -> _Strength | None:
    """Neighbours inside what several words name together: Meld. St., per cent."""
    found = (blank.left, blank.right) in rules.pairs or (blank.left, blank.bare) in rules.pairs
    return _Strength.STRONG if found else None


def _shortened(_: TieRules, blank: _Blank) -> _Strength | None:
    """The parts of what is shortened with a blank between them: f. eks., bl. a., e. g."""
    return _Strength.STRONG if SHORTENED.match(f"{blank.left} {blank.right}") else None


_KINDS: tuple[Callable[[TieRules, _Blank], _Strength | None], ...] = (
    _never_first,
    _named_by_order,
    _name,
    _numbered,
    _lettered,
    _ordinal,
    _money,
    _pair,
    _law,
    _shortened,
)
_KINDS_BESIDE_NUMBER = (
    _behind_number,
    _numbered,
    _lettered,
    _place,
    _one_more,
    _named_by_order,
    _never_first,
    _month,
    _law,
)


def _inside_shapes(rules: TieRules, text: str) -> Iterator[tuple[int, _Strength]]:
    """The blanks inside the numbers and dates of a text."""
    stop = 0
    for start in _START.finditer(text):
        if start.start() >= stop and (match := rules.shapes.match(text, start.start())):
            stop = match.end()
            yield from _inside(match[0], match.start())


def _inside(written: str, start: int) -> Iterator[tuple[int, _Strength]]:
    """The blanks inside a number or a date that begins at ``start``: its year may stand alone."""
    for at, sign in enumerate(written):
        if sign == " ":
            year = len(written) - at == 5 and any(map(str.isalpha, written))
            yield start + at, _Strength.WEAK if year else _Strength.STRONG


def _holding(text: str, ties: Mapping[int, _Strength]) -> Iterator[int]:
    """Those of ``ties`` that hold: in a chain that is too long for a narrow column the strong ones."""
    faint = [at for at, strength in ties.items() if strength is _Strength.FAINT]
    if faint:
        dropped = {at for at in faint if _first_loose(text, ties, at) - _last_loose(text, ties, at) > _MOST}
        ties = {at: strength for at, strength in ties.items() if at not in dropped}
    stop = -1
    for at in sorted(ties):
        if at > stop:  # it begins a chain
            start = max(_last_loose(text, ties, at), 0)
            stop = _first_loose(text, ties, at)
            several = sum(text[place] == _TIE or place in ties for place in range(start, stop)) > 1
            long = several and stop - start > _MOST
        if not long or ties[at] is _Strength.STRONG:
            yield at


def _last_loose(text: str, ties: Mapping[int, _Strength], at: int) -> int:
    """Where the chain begins that has a tie at ``at``."""
    while at and (at in ties or text[at] not in " \n"):
        at -= 1
    return at + 1 if text[at] in " \n" else at


def _first_loose(text: str, ties: Mapping[int, _Strength], at: int) -> int:
    """Where the chain ends that has a tie at ``at``."""
    while at < len(text) and (at in ties or text[at] not in " \n"):
        at += 1
    return at
