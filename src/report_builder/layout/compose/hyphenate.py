"""Where a word may be divided."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, TypeAlias

from report_builder.layout.compose.fonts import SOFT_HYPHEN

_LETTERS = re.compile(r"[^\W\d_]{6,}")
# Not between figures, as in 2014–2017 or 50/50, and not where a single letter would be left: e-post.
_AFTER_DASH = re.compile(r"(?<=[\w.)»”%][\w.)»”%])[-‐–—/](?=[(«“]?[^\W\d_]{2})")
_ADDRESS = re.compile(r"://|\w@\w|^www\.\w|\w\.\w+/\w")
_IN_ADDRESS = re.compile(r"(?<=[^/:]/)(?=[^/])|(?<=\w)(?=[-.@_?&=#~%+]\w)")
_DICTIONARIES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_LEAST_LEFT = 3
_LEAST_RIGHT = 4
_MISLEADING = (("topple", "d"), ("arbeidsar", "k"), ("anbefa", "l"), ("avde", "l"), ("depar", "t"))
"""Divisions that the patterns allow but that lead a reader astray: toppled-, arbeidsark-, avdeling-."""


class Opportunity(NamedTuple):
    """A place before character ``offset`` where a line may end, with a hyphen or without."""

    offset: int
    hyphen: bool


def opportunities(text: str, language: str) -> tuple[Opportunity, ...]:
    """All places inside ``text`` (no blanks) where a line may end; soft hyphens are not counted.

    Hyphenation follows the patterns of ``language`` and is left out where there are none; soft
    hyphens of the author replace them. After a hyphen, a dash or a slash no hyphen is added. In a web
    or e-mail address a hyphen could be read as a part of it, so there none is added at all.
    """
    bare = text.replace(SOFT_HYPHEN, "")
    if _ADDRESS.search(bare):
        inner = range(_LEAST_LEFT, len(bare) - _LEAST_RIGHT + 1)
        places = {match.end(): False for match in _IN_ADDRESS.finditer(bare) if match.end() in inner}
    else:
        places = {match.end(): False for match in _AFTER_DASH.finditer(bare)}
        offsets = _soft_hyphens(text) if len(bare) < len(text) else _by_patterns(text, language)
        for offset in offsets:
            places.setdefault(offset, True)
    return tuple(Opportunity(offset, places[offset]) for offset in sorted(places) if 0 < offset < len(bare))


def _soft_hyphens(text: str) -> list[int]:
    offsets: list[int] = []
    for part in text.split(SOFT_HYPHEN)[:-1]:
        offsets.append(len(part) + (offsets[-1] if offsets else 0))
    return offsets


def _by_patterns(text: str, language: str) -> list[int]:
    patterns = _patterns(language.partition("-")[0].lower())
    if patterns is None:
        return []
    offsets: list[int] = []
    for match in _LETTERS.finditer(text):
        word = match.group().lower()
        # Acronyms are not divided, nor words that change their length in lower case.
        if match.group().isupper() or len(word) != len(match.group()):
            continue
        last = len(word) - _LEAST_RIGHT
        astray = {word.find(left + right) + len(left) for left, right in _MISLEADING if left + right in word}
        offsets += [
            match.start() + at
            for at in patterns.positions(word)
            if _LEAST_LEFT <= at <= last and at not in astray
        ]
    return offsets


class Patterns:
    """The patterns of a language, applied after F. M. Liang, "Word Hy-phen-a-tion by Com-put-er" (1983).

    ``rows`` has the figures of each pattern and where they begin; ``reach`` the length of the longest
    pattern by its first four letters, so that few of those that cannot match are looked up.
    """

    def __init__(self, rows: dict[str, _Row]) -> None:
        self.rows = rows
        self._reach: dict[str, int] = {}
        for pattern in rows:
            start = pattern[:4]
            if len(pattern) > self._reach.get(start, 3):
                self._reach[start] = len(pattern)

    def positions(self, word: str) -> list[int]:
        """Where a word in lower case may be divided: before the letters with these indices."""
        pointed = f".{word}."
        length = len(pointed)
        rows, reach = self.rows, self._reach
        values = [0] * (length + 1)
        for start in range(length - 1):
            stop = min(start + reach.get(pointed[start : start + 4], 3), length)
            for end in range(start + 1, stop + 1):
                row = rows.get(pointed[start:end])
                if row is not None:
                    for at, value in enumerate(row[1], start + row[0]):
                        if value > values[at]:  # noqa: PLR1730  max() costs a call, a million times
                            values[at] = value
        return [at - 1 for at, value in enumerate(values) if value % 2]


@cache
def _patterns(language: str) -> Patterns | None:
    """Pyphen's patterns of a language, None where there are none.

    They are read and applied here, several times as fast as by Pyphen itself and into two thirds of
    the memory: thousands of patterns share a few hundred rows of figures.
    """
    if language not in _DICTIONARIES:
        return None
    # Imported only where words are divided.
    from pyphen import LANGUAGES, ignored

    path = LANGUAGES[_DICTIONARIES[language]]
    with path.open("rb") as file:
        encoding = file.readline().decode("ascii").strip()
    lines = [line.strip() for line in path.read_text(encoding).split("\n")[1:]]
    shape = {ord(char): "." for char in set("".join(lines)) if not char.isdigit()}
    shared: dict[str, _Row] = {}
    rows: dict[str, _Row] = {}
    for line in lines:
        if not line or line.startswith(ignored):
            continue
        figures = line.translate(shape)
        if figures not in shared:
            shared[figures] = _row(figures)
        rows[line.translate(_NO_FIGURES)] = shared[figures]
    return Patterns(rows)


_Row: TypeAlias = tuple[int, tuple[int, ...]]
_NO_FIGURES = str.maketrans("", "", "0123456789")


def _row(figures: str) -> _Row:
    """The figures of a pattern whose letters are dots, from the first to the last, and where they begin."""
    values = tuple(int(figure or 0) for figure in figures.split("."))
    there = [index for index, value in enumerate(values) if value] or [0]
    return there[0], values[there[0] : there[-1] + 1]
