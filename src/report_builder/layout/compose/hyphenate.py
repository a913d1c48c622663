"""Where a word may be divided."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, TypeAlias

from report_builder.layout.compose.fonts import SOFT_HYPHEN

_WORD = re.compile(r"[^\W\d_]+[.,:;?!]?")
_LETTERS = re.compile(r"[^\W\d_]{6,}")
# Not between figures, as in 2014–2017 or 50/50, and not where a single letter would be left: e-post.
_AFTER_DASH = re.compile(r"(?<=[\w.)»”%][\w.)»”%])[-‐–—/](?=[(«“]?[^\W\d_]{2})")
_ADDRESS = re.compile(r"://|\w@\w|^www\.\w|\w\.\w+/\w")
_IN_ADDRESS = re.compile(r"(?<=[^/:]/)(?=[^/])|(?<=\w)(?=[-.@_?&=#~%+]\w)")
_DICTIONARIES = {"nb": "hyph_nb_NO.dic", "nn": "hyph_nn_NO.dic", "en": "hyph_en_GB.dic"}
_LEAST_LEFT = 3
_LEAST_RIGHT = 4
_MISLEADING = (("toppled", 6), ("arbeidsark", 9), ("anbefal", 6), ("avdel", 4), ("depart", 5))
"""Divisions that the patterns allow but that lead a reader astray: toppled-, arbeidsark-, avdeling-."""


class Opportunity(NamedTuple):
    """A place before character ``offset`` where a line may end, with a hyphen or without."""

    offset: int
    hyphen: bool


class Hyphenator:
    """Divides words by the patterns of their language, which are read when the first word asks for them.

    A document has one of its own, so that the patterns do not outlive its layout.
    """

    def __init__(self) -> None:
        self._patterns: dict[str, Patterns | None] = {}

    def opportunities(self, text: str, language: str) -> tuple[Opportunity, ...]:
        """All places inside ``text`` (no blanks) where a line may end; soft hyphens are not counted.

        Hyphenation follows the patterns of ``language`` and is left out where there are none; soft
        hyphens of the author replace them. After a hyphen, a dash or a slash no hyphen is added. In a web
        or e-mail address a hyphen could be read as a part of it, so there none is added at all.
        """
        if _WORD.fullmatch(text):
            return tuple([Opportunity(offset, True) for offset in self._by_patterns(text, language)])
        bare = text.replace(SOFT_HYPHEN, "")
        if _ADDRESS.search(bare):
            inner = range(_LEAST_LEFT, len(bare) - _LEAST_RIGHT + 1)
            places = {match.end(): False for match in _IN_ADDRESS.finditer(bare) if match.end() in inner}
        else:
            places = {match.end(): False for match in _AFTER_DASH.finditer(bare)}
            offsets = _soft_hyphens(text) if len(bare) < len(text) else self._by_patterns(text, language)
            for offset in offsets:
                places.setdefault(offset, True)
        return tuple(
            Opportunity(offset, places[offset]) for offset in sorted(places) if 0 < offset < len(bare)
        )

    def _by_patterns(self, text: str, language: str) -> list[int]:
        if language not in self._patterns:
            self._patterns[language] = read_patterns(language.partition("-")[0].lower())
        patterns = self._patterns[language]
        if patterns is None:
            return []
        offsets: list[int] = []
        for match in _LETTERS.finditer(text):
            word = match.group().lower()
            # Acronyms are not divided, nor words that change their length in lower case.
            if match.group().isupper() or len(word) != len(match.group()):
                continue
            astray = {word.find(letters) + at for letters, at in _MISLEADING if letters in word}
            offsets += [
                match.start() + at
                for at in patterns.positions(word, _LEAST_RIGHT)
                if at >= _LEAST_LEFT and at not in astray
            ]
        return offsets


def _soft_hyphens(text: str) -> list[int]:
    offsets: list[int] = []
    for part in text.split(SOFT_HYPHEN)[:-1]:
        offsets.append(len(part) + (offsets[-1] if offsets else 0))
    return offsets


_PLANE = 64
"""The bits of one plane of a row, so the length of the longest word that is divided, with its ends."""
_Rows: TypeAlias = dict[str, int]
"""Patterns with their figures, each a row of thermometers: plane n has a bit where the figure is n or more.

The higher of two figures at each place, which is what counts where patterns overlap, is then a bitwise or
of their rows; and a figure is odd where an odd number of planes has a bit.
"""


class Patterns:
    """The patterns of a language, applied after F. M. Liang, "Word Hy-phen-a-tion by Com-put-er" (1983).

    They are kept as text, a few of the same beginning together, and read when a word has this beginning:
    as objects of their own, all of them would take ten times the memory.

    At each letter of a word only the longest pattern that begins there is looked for: its row is merged
    with those of the shorter ones, which are its beginnings, when it is first met.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._rows: dict[str, _Rows] = {}
        self._starts: _Rows = {}
        self._longer: dict[str, tuple[int, _Rows]] = {}
        self._merged: _Rows = {}
        self._shared: dict[str, int] = {}

    def add(self, patterns: Iterable[str], figures: Iterable[str]) -> None:
        """Take up patterns; ``figures`` has those of each, with a point for each of its letters."""
        texts = self._texts
        for pattern, row in zip(patterns, figures, strict=True):
            beginning = pattern[:_TOGETHER]
            texts[beginning] = f"{texts.get(beginning, '')}{pattern} {row} "

    def all(self) -> _Rows:
        """Every pattern with its figures."""
        for beginning in list(self._texts):
            self._begun(beginning)
        return {pattern: row for rows in self._rows.values() for pattern, row in rows.items()}

    def positions(self, word: str, right: int = 1) -> list[int]:
        """Where a word in lower case may be divided: before the letters with these indices.

        At least ``right`` letters stand after each of them. Words of more than ``_PLANE`` letters, with
        their ends, are left whole.
        """
        pointed = f".{word}."
        length = len(pointed)
        if length > _PLANE:
            return []
        starts, longer, merged = self._starts, self._longer, self._merged
        planes = 0
        for at in range(length - right):
            letters = pointed[at : at + _START]
            row = starts.get(letters)
            if row is None:
                row = self._start(letters)
            if letters in longer:
                reach, rows = longer[letters]
                for end in range(min(at + reach, length), at + _START, -1):
                    pattern = pointed[at:end]
                    if pattern in rows:
                        row = merged.get(pattern) or self._merge(pattern)
                        break
            planes |= row << at
        odd = 0
        while planes:
            odd ^= planes
            planes >>= _PLANE
        places = bin(odd & (1 << length - right) - 1)[:1:-1]
        return [place - 1 for place, bit in enumerate(places) if bit == "1"]

    def _begun(self, letters: str) -> _Rows:
        """The patterns that begin with the first of ``letters``, or that are these."""
        beginning = letters[:_TOGETHER]
        rows = self._rows.get(beginning)
        if rows is None:
            parts = self._texts.pop(beginning, "").split()
            rows = dict(zip(parts[::2], map(self._row, parts[1::2]), strict=True))
            self._rows[beginning] = rows
        return rows

    def _start(self, letters: str) -> int:
        """The merged row of what begins with ``letters``; notes whether longer patterns do, and how long."""
        rows = self._begun(letters)
        reach = max([len(pattern) for pattern in rows if pattern.startswith(letters)], default=0)
        if reach > _START:
            self._longer[letters] = reach, rows
        row = self._starts[letters] = self._longest(letters)
        return row

    def _longest(self, letters: str) -> int:
        """The merged figures of the longest pattern that ``letters`` begin with."""
        for end in range(len(letters), 0, -1):
            if letters[:end] in self._begun(letters[:end]):
                return self._merge(letters[:end])
        return 0

    def _merge(self, pattern: str) -> int:
        """The figures of a pattern and of all that are beginnings of it, the highest at each place."""
        row = self._merged.get(pattern)
        if row is None:
            row = self._merged[pattern] = self._begun(pattern)[pattern] | self._longest(pattern[:-1])
        return row

    def _row(self, figures: str) -> int:
        """The row of ``figures``; thousands of patterns share a few hundred of them."""
        row = self._shared.get(figures)
        if row is None:
            row = 0
            for place, figure in enumerate(figures.split(".")):
                for plane in range(int(figure or 0)):
                    row |= 1 << plane * _PLANE + place
            self._shared[figures] = row
        return row


_TOGETHER = 3
"""Patterns with so many first letters in common are kept together; shorter ones stand alone."""
_START = 5
"""So many letters are looked up at once. More are looked for only where longer patterns begin with them."""


def read_patterns(language: str) -> Patterns | None:
    """Pyphen's patterns of a language, None where there are none.

    They are read and applied here, several times as fast as by Pyphen itself and into less memory.
    Pyphen is only looked up, not imported: it would list all its languages first.
    """
    if language not in _DICTIONARIES:
        return None
    pyphen = find_spec("pyphen")
    assert pyphen is not None
    assert pyphen.origin is not None
    path = Path(pyphen.origin).with_name("dictionaries") / _DICTIONARIES[language]
    patterns = Patterns()
    with path.open("rb") as file:
        encoding = file.readline().decode("ascii").strip()
        # Lines that are no patterns match no word: settings are in capitals, comments begin with a sign.
        while part := b"".join(file.readlines(_PART)):
            letters = part.translate(None, _FIGURES + _BLANKS).decode(encoding)
            # One byte for each character, whatever it is.
            characters = part.decode(encoding).encode("ascii", "replace")
            figures = characters.translate(_POINTS, _BLANKS).decode("ascii")
            patterns.add(letters.splitlines(), figures.splitlines())
    return patterns


_PART = 1 << 15
"""How many bytes of a file are read at once."""
_FIGURES = b"0123456789"
_BLANKS = b" \t\r"
_POINTS = bytes(code if code in _FIGURES + b"\n" else ord(".") for code in range(256))
