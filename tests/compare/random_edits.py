"""Reports in two editions with random edits, and the numbers that a comparison has to list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeAlias

from report_builder.compare import Comparison, Side
from report_builder.compare.comparing import compare_readings
from report_builder.compare.model import Kind, Spot
from report_builder.compare.reading import Block, Reading
from report_builder.compare.word_diff import tokens

_WORDS = (
    "kommunen fylket staten etaten virksomheten ledelsen ansatte innbyggere elever pasienter brukere "
    "leverandører bygninger veier broer tak skoler sykehjem barnehager tjenester systemer nettsteder "
    "skjemaer avtaler innkjøp budsjettet regnskapet tilskuddet utgiftene inntektene målet tiltaket "
    "ordningen reformen loven forskriften vurderer mener svarer oppgir bruker mottar sender bygger river "
    "flytter måler teller sparer taper vinner lærer raskt sakte ofte sjelden aldri alltid nesten omtrent "
    "særlig dårlig godt bedre verre høyere lavere mer mindre digitale gamle nye store små viktige "
    "vanskelige enkle felles lokale regionale nasjonale årlige faste midlertidige arbeidet samarbeidet "
    "opplæringen kompetansen kapasiteten kvaliteten sikkerheten personvernet klimaet energien høsten "
    "våren sommeren vinteren kysten innlandet nord sør øst vest byen bygda sentrum grensen havet fjellet"
)
WORDS = _WORDS.split()
_SMALL = "i på med for av til og som det har er en ved om etter mellom uten under over fra"
SMALL = _SMALL.split()
UNITS = ("prosent", "prosentpoeng", "kroner", "millioner kroner", "milliarder kroner", "årsverk", "km", "")
SAME_UNIT = {"prosent": "%", "kroner": "kr", "km": "kilometer", "millioner kroner": "mill. kroner"}


@dataclass(frozen=True)
class Number:
    """A number in thousandths, with its unit and the way in which it is written."""

    name: int
    value: int
    unit: str
    grouped: str = "\u00a0"
    zero: bool = False
    short: bool = False

    @property
    def number(self) -> str:
        whole, rest = divmod(self.value, 1000)
        said = f"{whole:,}".replace(",", self.grouped) if whole >= 10_000 else str(whole)
        decimals = f"{rest:03d}".rstrip("0")
        return said + (f",{decimals}{'0' if self.zero else ''}" if decimals else "")

    @property
    def unit_written(self) -> str:
        return SAME_UNIT.get(self.unit, self.unit) if self.short else self.unit

    @property
    def text(self) -> str:
        return f"{self.number} {self.unit_written}".strip()

    @property
    def shown(self) -> str:
        """As ``text``, with the blank before a per cent sign that a comparison has."""
        return self.text.replace(" %", "\u00a0%")


Sentence: TypeAlias = tuple["str | Number", ...]
Paragraph: TypeAlias = tuple[Sentence, ...]


@dataclass
class Draft:
    """A report that is being edited. ``done`` are the edits, for whoever reads a failure."""

    paragraphs: list[Paragraph]
    done: list[str] = field(default_factory=list)

    def numbers(self) -> dict[int, Number]:
        words = (word for paragraph in self.paragraphs for sentence in paragraph for word in sentence)
        return {word.name: word for word in words if isinstance(word, Number)}

    def side(self) -> Reading:
        blocks = []
        for at, paragraph in enumerate(self.paragraphs):
            said = " ".join(
                " ".join(word if isinstance(word, str) else word.text for word in sentence) + "."
                for sentence in paragraph
            )
            spot = Spot(((at // 8, (at,)),), str(at // 8 + 1))
            blocks.append(Block(Kind.PARAGRAPH, f"Kapittel {at // 20}", spot, tuple(tokens(said)), "nb"))
        pages = tuple(str(page + 1) for page in range(len(blocks) // 8 + 1))
        return Reading(tuple(blocks), (), {}, "nb", pages)


class Editing:
    """Writes a report and edits it, by chance but the same for the same seed."""

    def __init__(self, seed: int, size: int = 30) -> None:
        self.chance = Random(seed)  # noqa: S311 - repeatable, not secret
        self._named = 0
        self.before = Draft([self._paragraph() for _ in range(size)])
        self.after = Draft(list(self.before.paragraphs))

    def _number(self) -> Number:
        self._named += 1
        value = self.chance.choice((self.chance.randint(2, 99), self.chance.randint(100, 9_999_999))) * 1000
        if value < 1_000_000 and self.chance.random() < 0.4:
            value += self.chance.choice((100, 250, 500, 700))
        return Number(self._named, value, self.chance.choice(UNITS))

    def _sentence(self) -> Sentence:
        words: list[str | Number] = []
        for _ in range(self.chance.randint(5, 9)):
            words += [self.chance.choice(WORDS), self.chance.choice(SMALL)]
        words.append(self.chance.choice(WORDS))
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            beside_words = [
                at
                for at in range(2, len(words))
                if isinstance(words[at - 1], str) and isinstance(words[at], str)
            ]
            words.insert(self.chance.choice(beside_words), self._number())
        return tuple(words)

    def _paragraph(self) -> Paragraph:
        return tuple(self._sentence() for _ in range(self.chance.randint(1, 4)))

    def edit(self, count: int) -> None:
        """Make ``count`` edits, each of a place of its own or of one that was edited before."""
        places = (self._move, self._split, self._merge, self._add, self._remove)
        words = (self._reword, self._renumber, self._renumber, self._rewrite, self._reunit)
        for _ in range(count):
            way = self.chance.choice((*places, *words))
            way()
            self.after.done.append(way.__name__)

    def _any(self) -> int:
        return self.chance.randrange(len(self.after.paragraphs))

    def _move(self) -> None:
        paragraph = self.after.paragraphs.pop(self._any())
        self.after.paragraphs.insert(self._any(), paragraph)

    def _split(self) -> None:
        at = self._any()
        paragraph = self.after.paragraphs[at]
        if len(paragraph) > 1:
            cut = self.chance.randrange(1, len(paragraph))
            self.after.paragraphs[at : at + 1] = [paragraph[:cut], paragraph[cut:]]

    def _merge(self) -> None:
        at = self._any()
        if at + 1 < len(self.after.paragraphs):
            self.after.paragraphs[at : at + 2] = [self.after.paragraphs[at] + self.after.paragraphs[at + 1]]

    def _add(self) -> None:
        self.after.paragraphs.insert(self._any(), self._paragraph())

    def _remove(self) -> None:
        self.after.paragraphs.pop(self._any())

    def _reword(self) -> None:
        at = self._any()
        paragraph = list(self.after.paragraphs[at])
        which = self.chance.randrange(len(paragraph))
        words = list(paragraph[which])
        places = [place for place, word in enumerate(words) if isinstance(word, str)]
        for place in self.chance.sample(places, 2):
            words[place] = self.chance.choice(WORDS)
        paragraph[which] = tuple(words)
        self.after.paragraphs[at] = tuple(paragraph)

    def _renumber(self) -> None:
        self._exchange(lambda number: replace(number, value=self._number().value))

    def _reunit(self) -> None:
        other = {"prosent": "prosentpoeng", "millioner kroner": "milliarder kroner", "kroner": "euro"}
        self._exchange(lambda number: replace(number, unit=other.get(number.unit, number.unit)))

    def _rewrite(self) -> None:
        self._exchange(lambda number: replace(number, grouped=".", zero=True, short=True))

    def _exchange(self, change: Callable[[Number], Number]) -> None:
        found = self.after.numbers()
        if not found:
            return
        chosen = self.chance.choice(sorted(found))
        self.after.paragraphs = [
            tuple(
                tuple(
                    change(word) if isinstance(word, Number) and word.name == chosen else word
                    for word in sentence
                )
                for sentence in paragraph
            )
            for paragraph in self.after.paragraphs
        ]

    def expected(self) -> set[tuple[str, str]]:
        """The numbers that are in both editions and are not the same."""
        old, new = self.before.numbers(), self.after.numbers()
        return {
            _told(old[name], new[name])
            for name in old.keys() & new.keys()
            if (old[name].value, old[name].unit) != (new[name].value, new[name].unit)
        }

    def compared(self) -> Comparison:
        return compare_readings(
            Side("v1", b"", {}), Side("v2", b"", {}), self.before.side(), self.after.side()
        )


def _told(old: Number, new: Number) -> tuple[str, str]:
    whole = old.unit_written != new.unit_written or old.number == new.number
    return (old.shown, new.shown) if whole else (_bare(old), _bare(new))


def _bare(number: Number) -> str:
    return number.shown if number.unit_written == "%" else number.number
