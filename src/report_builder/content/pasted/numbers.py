"""Numbers that were typed before the words of a heading, in a report that numbers its headings itself."""

from __future__ import annotations

from msgspec import Struct

from report_builder.model.roman import roman
from report_builder.patterns import late

_ARABIC = late(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?[ \t\u00a0]+")
_ROMAN = late(r"([IVX]{1,5})(\.?)[ \t\u00a0]+")
_WORDS = frozenset({"I", "V", "X", "VI"})
"""Roman numbers that are words or letters too."""
_ROMAN_VALUES = {roman(number).upper(): str(number) for number in range(1, 40)}


class Typed(Struct, frozen=True):
    """A number as it was ``written``, its ``value`` in digits, and its ``length`` in the words."""

    written: str
    value: str
    length: int

    @property
    def level(self) -> int:
        """The level of the heading that has such a number: a chapter's is 1."""
        return self.value.count(".") + 1


def typed_number(words: str, printed: str) -> Typed | None:
    """Find the number that was typed before ``words``; ``printed`` is the one that the report prints there.

    "10 år med eksempler", "2025 i tall" and "I Norge" begin with words, not with a number of the heading.
    """
    if match := _ARABIC.match(words):
        value = match[1]
        rest = words[match.end() :].lstrip("*_«“\"'")
        sure = rest[:1].isupper() or ("." in value and value == printed)
        return Typed(value, value, match.end()) if sure else None
    match = _ROMAN.match(words)
    if match is None or not (value := roman_value(match[1])):
        return None
    rest = words[match.end() :].lstrip("*_«“\"'")
    if match[1] in _WORDS and not match[2] and (value != printed or (match[1] == "I" and not rest.isupper())):
        return None
    return Typed(match[1], value, match.end()) if rest[:1].isupper() else None


def roman_value(written: str) -> str:
    """Return a Roman number up to XXXIX as digits; empty where it is none."""
    return _ROMAN_VALUES.get(written, "")


class Numbering:
    """Counts the headings of one chapter as the report does."""

    def __init__(self, chapter: str) -> None:
        self._opened: list[list[int]] = [[1, 0]]
        self._numbers = [chapter]

    def next(self, level: int, *, numbered: bool = True) -> str:
        """Return the number that the next heading gets; empty for one that has none."""
        while len(self._opened) > 1 and self._opened[-1][0] >= level:
            self._opened.pop()
            self._numbers.pop()
        above = self._numbers[-1]
        number = ""
        if above and numbered:
            self._opened[-1][1] += 1
            number = f"{above}.{self._opened[-1][1]}"
        self._opened.append([level, 0])
        self._numbers.append(number)
        return number
