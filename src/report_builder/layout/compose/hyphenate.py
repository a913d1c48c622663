"""Where a word may be divided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from report_builder.language.catalogue import rule
from report_builder.patterns import late
from report_builder.sources.characters import LINE_HINTS, MAY_BREAK, NO_BREAK, SOFT_HYPHEN, bare, has_hints

_WORD = late(r"([^\W\d_]+)[.,:;?!]?")
_LETTERS = late(r"[^\W\d_]+")
# Not between figures, as in 2014–2017 or 50/50, and not where a single letter would be left: e-post.
_AFTER_DASH = late(r"(?<=[\w.)»”%][\w.)»”%])[-‐–—/](?=[(«“]?[^\W\d_]{2})")
_ADDRESS = late(r"://|\w@\w|^www\.\w|\w\.\w+/\w")
_IN_ADDRESS = late(r"(?<=[^/:]/)(?=[^/])|(?<=\w)(?=[-.@_?&=#~%+]\w)")
_LEAST_LEFT = 3
_LEAST_RIGHT = 4


Opportunity: TypeAlias = tuple[int, bool]
"""A place where a line may end: before the character with this index, with a hyphen or without."""


class Hyphenator:
    """Divides words by the patterns of their language, which are read when the first word asks for them.

    A document has one of its own, so that the patterns do not outlive its layout. ``divisions`` are those of
    the report: words and parts of words in lower case, each with the only places in it where it may be
    divided, before the letters with these indices. Where two of them meet, the longer one decides.
    """

    def __init__(self, divisions: Mapping[str, Sequence[int]] = MappingProxyType({})) -> None:
        self._divisions = sorted(divisions.items(), key=lambda item: (len(item[0]), item[0]))
        self._patterns: dict[str, Patterns | None] = {}

    def opportunities(self, text: str, language: str) -> list[Opportunity]:
        """All places inside ``text`` (no blanks) where a line may end; soft hyphens are not counted.

        Hyphenation follows the patterns of ``language`` and is left out where there are none; soft
        hyphens of the author replace them, and what else the author says of line ends overrules both.
        After a hyphen, a dash or a slash no hyphen is added. In a web or e-mail address a hyphen could be
        read as a part of it, so there none is added at all.
        """
        if word := _WORD.fullmatch(text):
            return [(offset, True) for offset in self._by_patterns(word[1], language)]
        seen = bare(text)
        said = _said(text) if len(seen) < len(text) else {}
        if is_address(seen):
            inner = range(_LEAST_LEFT, len(seen) - _LEAST_RIGHT + 1)
            places = {match.end(): False for match in _IN_ADDRESS.finditer(seen) if match.end() in inner}
        else:
            places = {match.end(): False for match in _AFTER_DASH.finditer(seen)}
            soft = [offset for offset, hint in said.items() if hint == SOFT_HYPHEN]
            for offset in soft or self._inside(seen, language):
                places.setdefault(offset, True)
        for offset, hint in said.items():
            if hint == MAY_BREAK:
                places[offset] = False
            elif hint == NO_BREAK:
                places.pop(offset, None)
        return [(offset, places[offset]) for offset in sorted(places) if 0 < offset < len(seen)]

    def _inside(self, text: str, language: str) -> list[int]:
        """The places inside each of the words that ``text`` is made of."""
        return [
            match.start() + at
            for match in _LETTERS.finditer(text)
            for at in self._by_patterns(match.group(), language)
        ]

    def _by_patterns(self, letters: str, language: str) -> list[int]:
        """The places inside a word."""
        word = letters.lower()
        # Acronyms are not divided, nor words that change their length in lower case.
        if len(letters) < _LEAST_LEFT + _LEAST_RIGHT or letters.isupper() or len(word) != len(letters):
            return []
        if language not in self._patterns:
            self._patterns[language] = read_patterns(language)
        patterns = self._patterns[language]
        if patterns is None:
            return []
        places = patterns.positions(word, _LEAST_RIGHT)
        for part, own in self._divisions:
            if part in word:
                places = _divided(word, places, part, own)
        last = len(word) - _LEAST_RIGHT
        return [at for at in places if _LEAST_LEFT <= at <= last]


def _divided(word: str, places: Iterable[int], part: str, own: Iterable[int]) -> list[int]:
    """``places`` with ``own``, counted from its start, instead of those inside each ``part`` of ``word``."""
    found = set(places)
    start = word.find(part)
    while start >= 0:
        found.difference_update(range(start + 1, start + len(part)))
        found.update(start + at for at in own)
        start = word.find(part, start + len(part))
    return sorted(found)


def words_in(text: str) -> list[str]:
    """The words between the blanks of ``text``, without the marks for line ends at their ends."""
    words = text.split(" ")
    return [word.strip(LINE_HINTS) for word in words] if has_hints(text) else words


def is_address(text: str) -> bool:
    """Tell whether a word is a web or e-mail address."""
    return _ADDRESS.search(text) is not None


def _said(text: str) -> dict[int, str]:
    """What the author says of line ends, by the offset of the character behind it; the strongest wins."""
    said: dict[int, str] = {}
    offset = 0
    for char in text:
        if char in LINE_HINTS:
            said[offset] = max(said.get(offset, ""), char)
        else:
            offset += 1
    return said


_PLANE = 64
"""The bits of one plane of a row, so the length of the longest word that is divided, with its ends."""
# The figures of a pattern are a row of thermometers: plane n has a bit where the figure is n or more. The
# higher of two figures at each place, which is what counts where patterns overlap, is then a bitwise or of
# their rows; and a figure is odd where an odd number of planes has a bit.


class Patterns:
    """The patterns of a language, applied after F. M. Liang, "Word Hy-phen-a-tion by Com-put-er" (1983).

    They are kept as text, sorted, those with the same first three letters together; as objects of their own
    they would take ten times the memory, and most are never asked for. A line is a pattern, a blank and its
    figures, with a point for each letter.

    At each letter of a word the row of the next five is looked up, merged from all patterns that begin
    there and go no further; and only where longer ones begin with these five, the longest that matches.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """Take up ``lines``, in any order."""
        self._texts = {
            group[1].partition(" ")[0]: f"\n{group[0]}\n"
            for group in _GROUP.finditer("\n".join(sorted(lines)))
        }
        self._merged: dict[str, int] = {}
        self._longer: dict[str, tuple[str, ...]] = {}
        # The rows of those five letters with which no longer pattern begins: most of them.
        self._known: dict[str, int] = {}
        self._rows: dict[str, int] = {}

    def all(self) -> dict[str, int]:
        """Every pattern with its figures, as a row."""
        lines = (line.split(" ") for text in self._texts.values() for line in text.strip("\n").split("\n"))
        return {pattern: self._row(figures) for pattern, figures in lines}

    def positions(self, word: str, right: int = 1) -> list[int]:
        """Where a word in lower case may be divided: before the letters with these indices.

        At least ``right`` letters stand after each of them. Words of more than ``_PLANE`` letters, with
        their ends, are left whole.
        """
        pointed = f".{word}."
        length = len(pointed)
        if length > _PLANE:
            return []
        known = self._known
        planes = 0
        for at in range(length - right):
            row = known.get(pointed[at : at + _START])
            if row is None:
                row = self._at(pointed, at)
            if row:  # half of them say nothing
                planes |= row << at
        odd = 0
        while planes:
            odd ^= planes
            planes >>= _PLANE
        odd &= (1 << length - right) - 1
        places = []
        while odd:
            lowest = odd & -odd
            places.append(lowest.bit_length() - 2)
            odd ^= lowest
        return places

    def _at(self, pointed: str, at: int) -> int:
        """The merged row of the letters at ``at``, and of the longest pattern that begins with them."""
        letters = pointed[at : at + _START]
        longer = self._longer.get(letters)
        if longer is None:
            longer = self._longer[letters] = self._longer_than(letters)
        for pattern in longer:
            if pointed.startswith(pattern, at):
                return self._merge(pattern)
        row = self._merge(letters)
        if not longer:
            self._known[letters] = row
            del self._longer[letters]
        return row

    def _longer_than(self, letters: str) -> tuple[str, ...]:
        """The patterns that begin with ``letters`` and go further, the longest first."""
        text = self._texts.get(letters[:_TOGETHER], "")
        begin = text.find(f"\n{letters}") if len(letters) == _START else -1
        if begin < 0:
            return ()
        end = text.index("\n", text.rindex(f"\n{letters}") + 1)
        patterns = [line.partition(" ")[0] for line in text[begin + 1 : end].split("\n")]
        return tuple(sorted([pattern for pattern in patterns if pattern != letters], key=len, reverse=True))

    def _merge(self, letters: str) -> int:
        """The highest figures of the patterns that are ``letters`` or a beginning of them."""
        row = self._merged.get(letters)
        if row is None:
            row = self._merge(letters[:-1]) if letters else 0
            text = self._texts.get(letters[:_TOGETHER], "")
            found = text.find(f"\n{letters} ")
            if found >= 0:
                row |= self._row(text[found + len(letters) + 2 : text.index("\n", found + 1)])
            self._merged[letters] = row
        return row

    def _row(self, figures: str) -> int:
        """The row of ``figures``; thousands of patterns share a few hundred of them."""
        row = self._rows.get(figures)
        if row is None:
            row = 0
            for place, figure in enumerate(figures.split(".")):
                for plane in range(int(figure or 0)):
                    row |= 1 << plane * _PLANE + place
            self._rows[figures] = row
        return row


_TOGETHER = 3
_START = 5
_GROUP = late(rf"(.{{{_TOGETHER}}}).*(?:\n\1.*)*")


def read_patterns(language: str) -> Patterns | None:
    """Pyphen's patterns of a language (a BCP 47 tag), None where its catalogue names none.

    They are read and applied here, several times as fast as by Pyphen itself and into less memory.
    Pyphen is only looked up, not imported: it would list all its languages first.
    """
    dictionary = rule("rule.hyphenation", language)
    if dictionary is None:
        return None
    pyphen = find_spec("pyphen")
    assert pyphen is not None
    assert pyphen.origin is not None
    data = Path(pyphen.origin).with_name("dictionaries").joinpath(dictionary).read_bytes()
    name, _, content = data.partition(b"\n")
    encoding = name.decode("ascii").strip()
    # Lines that are no patterns match no word: settings are in capitals, comments begin with a sign.
    letters = content.translate(None, _FIGURES + _BLANKS).decode(encoding)
    # One byte for each character, whatever it is.
    figures = content.decode(encoding).encode("ascii", "replace").translate(_POINTS, _BLANKS).decode("ascii")
    return Patterns(map(" ".join, zip(letters.split("\n"), figures.split("\n"), strict=True)))


_FIGURES = b"0123456789"
_BLANKS = b" \t\r"
_POINTS = bytes(code if code in _FIGURES + b"\n" else ord(".") for code in range(256))
