"""Seeded text that looks like Norwegian to a line breaker: word lengths, compounds, how often words recur.

A small vocabulary would flatter any cache, so content words are drawn from tens of thousands of compounds
and inflections by Zipf's law, as in real prose.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

_SMALL = (
    "og i å det er som på av for til med har at en ikke de vi den om et fra kan seg være blir var men skal "
    "må når også dette eller hvordan mer ved alle noe ut opp over under mellom etter før både gjennom mot "
    "hverandre sammen samtidig derfor slik der her hva hvem egen andre flere mange noen disse sine oss våre"
).split()
_STEMS = (
    "leder gruppe arbeid stat tjeneste utvikling mål tid tillit kunnskap ansvar beslutning virksomhet sektor "
    "direktorat departement samfunn oppdrag erfaring læring møte sak program råd strategi retning omstilling "
    "bruker styring evne kultur åpenhet klima samarbeid forvaltning endring budsjett plan prosess mandat "
    "rapport forslag tiltak ressurs enhet nettverk praksis analyse grunnlag vurdering kvalitet risiko "
    "verdi språk forståelse utfordring mulighet helhet felleskap medarbeider dialog prioritering evaluering "
    "spørsmål"
).split()
_ENDINGS = ("", "", "en", "er", "ene", "s", "ens")
_VERBS = (
    "styrker bidrar utfordrer avklarer prioriterer utvikler gjennomfører vurderer drøfter beskriver ønsker "
    "opplever erfarer forventer samordner forbedrer etablerer følger deltar lytter spør svarer bygger endrer"
).split()

Kind = Literal["chapter", "section", "paragraph"]
Style = Literal["plain", "emphasis", "strong", "link"]


@dataclass(frozen=True)
class Run:
    """Some words in one style."""

    style: Style
    text: str


@dataclass(frozen=True)
class Piece:
    """A heading or a paragraph."""

    kind: Kind
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Give the words without their styles."""
        return " ".join(run.text for run in self.runs)


class _Vocabulary:
    def __init__(self, generator: random.Random) -> None:
        self._generator = generator
        singles = [stem + ending for stem in _STEMS for ending in _ENDINGS]
        compounds = [
            f"{first}{'s' if len(first) > 4 else ''}{second}{ending}"
            for first in _STEMS
            for second in _STEMS
            for ending in _ENDINGS[2:]
        ]
        generator.shuffle(compounds)
        self._content = [*_VERBS, *singles, *compounds]
        self._small_weights = list(accumulate(1 / rank for rank in range(1, len(_SMALL) + 1)))
        self._last = ""
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(1, len(self._content) + 1)))

    def words(self, count: int) -> list[str]:
        small = self._generator.choices(_SMALL, cum_weights=self._small_weights, k=count)
        content = self._generator.choices(self._content, cum_weights=self._weights, k=count)
        chosen = []
        for little, great in zip(small, content, strict=True):
            word, other = (little, great) if self._generator.random() < 0.52 else (great, little)
            # No prose has a word twice, which would be told.
            self._last = other if word == self._last else word
            chosen.append(self._last)
        return chosen


def pieces(paragraphs: int, seed: int = 2019) -> Iterator[Piece]:
    """Chapters of twenty-four paragraphs, a section heading before every fourth."""
    generator = random.Random(seed)
    vocabulary = _Vocabulary(generator)
    for number in range(paragraphs):
        if number % 24 == 0:
            yield Piece("chapter", (Run("plain", _heading(vocabulary, generator)),))
        elif number % 4 == 0:
            yield Piece("section", (Run("plain", _heading(vocabulary, generator)),))
        yield Piece("paragraph", tuple(_runs(vocabulary, generator, number)))


def _heading(vocabulary: _Vocabulary, generator: random.Random) -> str:
    return " ".join(vocabulary.words(generator.randint(3, 7))).capitalize()


def _runs(vocabulary: _Vocabulary, generator: random.Random, number: int) -> Iterator[Run]:
    """Sentences; in every third paragraph some words are emphasised, in every sixth there is a link."""
    for sentence in range(generator.randint(3, 7)):
        words = vocabulary.words(generator.randint(8, 22))
        words[0] = words[0].capitalize()
        middle = len(words) // 2
        style: Style = "plain"
        if sentence == 1:
            style = "link" if number % 6 == 1 else "strong" if number % 6 == 3 else "plain"
            style = "emphasis" if number % 3 == 2 else style
        if style == "plain":
            yield Run("plain", " ".join(words) + ".")
        else:
            yield Run("plain", " ".join(words[:middle]))
            yield Run(style, " ".join(words[middle : middle + 2]))
            yield Run("plain", " ".join(words[middle + 2 :]) + ".")
