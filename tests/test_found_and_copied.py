"""What people find in a finished file with their readers, and what they get when they copy from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from report_builder.check.reading import Node, Passage, read_structure
from report_builder.check.tags import INLINE
from report_builder.sources.characters import SOFT_HYPHEN
from tests.pdf_readers import READERS, Reading, copied
from tests.sample_reports import NAMES, Sample, build_folder, make_folder, sample
from tests.test_rich_reports import REPORTS, rich

_DIVIDED = re.compile(rf"\w+{SOFT_HYPHEN}\w+")
_NUMBER = re.compile(r"\d+(?:[.,:\u00a0]\d+)*(?:\u00a0%)?")
_HEADING = re.compile(r"H\d|Title")
_VALUE = re.compile(r"[+−]?\d[\d.,\u00a0 \u202f]*%?(?:[ \u00a0]\D{1,30}(?:\d{4})?)?")
_LABEL = re.compile(r"[^\W\d]+ \d+(?:\.\d+)*")

LEFT_APART = {
    "poppler": frozenset(("TOCI", "Figure")),
    "pdfium": frozenset(("Figure",)),
    "pdfjs": frozenset(("Figure",)),
}
"""What a reader copies in pieces: entries of contents without their page numbers, the words of a drawing."""

SET_LARGE = frozenset(("poppler", "pdfjs"))
"""Readers that part the value of a card, which is set large, from the words behind it."""

DIVIDED = "divided"
_WORDS = (
    "forvaltningsutvikling toppledergruppens virksomhetsledelsen samordningsansvaret medarbeidersamtalene"
)
_SENTENCE = f"{_WORDS} stod på dagsordenen, og Difi-rapport 2019:7 fra 2019 sa det samme om {_WORDS}."
_CHAPTER = f"""\
# Ord som deles {{#ord}}

{" ".join(f"I {year} kom {_SENTENCE}" for year in range(2001, 2010))}

::: side-note
Margen er smal, så {_SENTENCE}
:::

::: {{.fact-box title="Fakta om {_WORDS}"}}
- Ett punkt om {_SENTENCE}
- Et annet punkt om {_SENTENCE}
:::

> Sitert er {_SENTENCE}

En note.[^n]

[^n]: Noten sier at {_SENTENCE}

Tabell: Ord og tall {{#tab-ord}}

| Tema | Antall | Andel |
|:--|--:|--:|
| Møter | 12 | 40 % |
| Samtaler | 1 250 | 60 % |
"""
"""A sample of many words that are divided, in columns of every width."""


@cache
def built(name: str) -> Sample:
    """A sample, the rich report of a language, or that of divided words."""
    if name in REPORTS:
        return rich(name)
    return build_folder(make_folder(_CHAPTER)) if name == DIVIDED else sample(name)


class Painted(NamedTuple):
    """What a block has on one page; ``text`` has a soft hyphen where a word is divided."""

    role: str
    page: int
    text: str

    @property
    def said(self) -> str:
        return copied(self.text.replace(SOFT_HYPHEN, ""))


@cache
def blocks(name: str) -> tuple[Painted, ...]:
    """Every block of a sample, by the page."""
    found = []
    for top in read_structure(built(name).pdf):
        for node in top.walk():
            if node.standard not in INLINE:
                texts: dict[int, str] = {}
                for passage in _in_line(node):
                    texts[passage.page] = texts.get(passage.page, "") + passage.text
                found += [Painted(node.standard, number, text) for number, text in texts.items()]
    return tuple(found)


def _in_line(node: Node) -> Iterator[Passage]:
    for kid in node.kids:
        if isinstance(kid, Passage):
            yield kid
        elif isinstance(kid, Node) and kid.standard in INLINE:
            yield from _in_line(kid)


def divided_words(name: str) -> set[str]:
    return {word.replace(SOFT_HYPHEN, "") for one in blocks(name) for word in _DIVIDED.findall(one.text)}


@cache
def phrases(name: str) -> tuple[str, ...]:
    """What a reader looks for: divided words, headings, the labels of figures and tables, and all numbers."""
    found = divided_words(name)
    for one in blocks(name):
        if _HEADING.fullmatch(one.role):
            found.add(one.said)
        if one.role == "Caption" and (label := _LABEL.match(one.said)):
            found.add(label[0])
        found |= {copied(number) for number in _NUMBER.findall(one.text)}
    return tuple(sorted(found))


@cache
def reading(reader: str, name: str) -> Reading:
    return READERS[reader](built(name).pdf, phrases(name))


def in_pieces(reader: str, name: str) -> list[Painted]:
    """The blocks that are not copied as they are written."""
    pages = reading(reader, name).pages
    apart = LEFT_APART.get(reader, frozenset())
    found = [one for one in blocks(name) if one.role not in apart and one.said not in pages[one.page]]
    return [one for one in found if reader not in SET_LARGE or not _VALUE.fullmatch(one.said)]


ORDINARY = (DIVIDED, "tables")
OF_SCRIPTS = "skrifter"
"""What readers copy of other scripts is asked in tests/layout/test_scripts.py."""
OTHERS = ("report", "guide", *REPORTS, *(name for name in NAMES if name not in (*ORDINARY, OF_SCRIPTS)))
EVERY = (*ORDINARY, *(pytest.param(name, marks=pytest.mark.whole) for name in OTHERS))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", EVERY)
def test_words_headings_labels_and_numbers_are_found(reader: str, name: str) -> None:
    assert not reading(reader, name).lost


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", EVERY)
def test_every_block_is_copied_whole(reader: str, name: str) -> None:
    assert not in_pieces(reader, name)


def test_there_are_divided_words_to_find() -> None:
    assert len(divided_words(DIVIDED)) >= 4


def rows(name: str) -> Iterator[Painted]:
    """Every row of a table, its cells one after the other."""
    for top in read_structure(built(name).pdf):
        for row in top.walk():
            passages = list(row.passages)
            if row.standard == "TR" and passages and not any(kid.standard == "Note" for kid in row.walk()):
                cells = [kid for kid in row.kids if isinstance(kid, Node)]
                # A head over several rows stands at the foot of them, beside cells of the last.
                if not any(cell.standard == "TH" and "RowSpan" in cell.attributes for cell in cells):
                    yield Painted("TR", passages[0].page, " ".join(cell.text for cell in cells))


COPIED = [
    (reader, name)
    for reader in READERS
    for name in (*ORDINARY, "spans")
    # Poppler takes wide gaps between cells for those between columns of text.
    if (reader, name) != ("poppler", "spans")
]


@pytest.mark.parametrize(("reader", "name"), COPIED)
def test_a_copied_row_has_its_cells_in_order(reader: str, name: str) -> None:
    pages = reading(reader, name).pages
    assert not [row for row in rows(name) if row.said not in pages[row.page]]
