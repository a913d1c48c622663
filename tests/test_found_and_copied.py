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
from tests.pdf_readers import READERS, Reading, copied, poppler
from tests.sample_reports import NAMES, Sample, build_folder, make_folder, sample
from tests.test_rich_reports import REPORTS, rich

_DIVIDED = re.compile(rf"\w+{SOFT_HYPHEN}\w+")
_NUMBER = re.compile(r"\d+(?:[.,:\u00a0]\d+)*(?:\u00a0%)?")
_HEADING = re.compile(r"H\d|Title")
_VALUE = re.compile(r"[+−]?\d[\d.,\u00a0 \u202f]*%?(?:[ \u00a0]\D{1,30}(?:\d{4})?)?")
_LABEL = re.compile(r"[^\W\d]+ \d+(?:\.\d+)*")
_ADDRESS = re.compile(r"https?://\S+")
_LONE_SIGN = re.compile(r"[^\w\s]")
_RAISED, _ADDRESS_BREAK, _FRAMED, _FORMULA = "\ue000", "\ue001", "\ue002", "\ue003"
_WITHOUT_MARKS = str.maketrans("", "", SOFT_HYPHEN + _RAISED + _FRAMED + _FORMULA)

DRAWN = "drawn"
ENTRY = "BibEntry"
LEFT_APART = {"poppler": frozenset(("TOCI", DRAWN))}
"""What a reader copies in pieces: entries of contents without their page numbers, the words of a drawing."""

SET_LARGE = frozenset(("poppler", "pdfjs"))
"""Readers that part the value of a card, which is set large, from the words behind it."""

HANGING = frozenset(("mupdf",))
"""Readers that take the lines of an entry, of which the first stands further out, for blocks of their own."""

PICTURED = frozenset(("poppler",))
"""Readers that take a picture in a line for a gap between two columns, where they look for columns."""

TOLD = frozenset(("poppler", "mupdf"))
"""Readers that copy what a drawing says by its ActualText; others leave it out."""

RAISED = frozenset(("pdfium",))
"""Readers that take a raised number behind a sign that is painted by itself for a line of its own."""

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


_FORMULAS = r"""# Formler {#formler}

Spredningen er $\sigma = \sqrt{\frac{1}{N} \sum_{i=1}^N (x_i - \mu)^2}$, og
forskjellen er sikker når $p < 0{,}05$.

$$x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}$$
"""


class Painted(NamedTuple):
    """What a block has on one page; ``text`` has a soft hyphen where a word is divided.

    The ``role`` is ENTRY for one of a list of sources, DRAWN for words of a drawing. What is ``pictured``
    has a picture in a line. Marks stand before a raised number, for a formula, and around a key in its frame.
    """

    role: str
    page: int
    text: str
    pictured: bool = False

    @property
    def said(self) -> str:
        return copied(self.text.translate(_WITHOUT_MARKS))

    def seen_by(self, reader: str) -> re.Pattern[str]:
        """What is to be in the copy of a reader."""
        hanging = reader in HANGING and self.role == ENTRY
        blank = {SOFT_HYPHEN: " ?" if hanging else "", _RAISED: " ?" if reader in RAISED else ""}
        # An address that goes on in the next line is whole again where it is typed into a browser.
        text = copied(self.text if reader in TOLD else self.text.replace(_FORMULA, ""))
        text = _ADDRESS.sub(lambda found: _ADDRESS_BREAK.join(found[0]), text)
        # What stands off its neighbours is taken for a word by itself.
        blank |= {_ADDRESS_BREAK: " ?", _FRAMED: " ?", _FORMULA: " ?.+? ?"}
        return re.compile("".join(blank.get(sign, re.escape(sign)) for sign in text))


@cache
def blocks(name: str) -> tuple[Painted, ...]:
    """Every block of a sample, by the page."""
    found = []
    for top in read_structure(built(name).pdf):
        for node, drawn in _blocks(top):
            if node.standard not in INLINE:
                texts: dict[int, str] = {}
                before = ""
                for passage in _in_line(node):
                    raised = _LONE_SIGN.fullmatch(before) and passage.text.isdecimal()
                    before = passage.text
                    texts[passage.page] = texts.get(passage.page, "") + (_RAISED if raised else "") + before
                entry = any(isinstance(kid, Node) and kid.standard == ENTRY for kid in node.kids)
                role = DRAWN if drawn else ENTRY if entry else node.standard
                pictured = any(kid.standard == "Figure" for kid in node.walk())
                found += [Painted(role, number, text, pictured) for number, text in texts.items()]
    return tuple(found)


def _blocks(node: Node, *, drawn: bool = False) -> Iterator[tuple[Node, bool]]:
    """An element and all below it, and whether they are the words of a drawing: a list beside its figure."""
    yield node, drawn
    kids = [kid for kid in node.kids if isinstance(kid, Node)]
    beside = node.standard == "Div" and any(kid.standard == "Figure" for kid in kids)
    for kid in kids:
        yield from _blocks(kid, drawn=drawn or (beside and kid.standard == "L"))


def _in_line(node: Node) -> Iterator[Passage]:
    for kid in node.kids:
        if isinstance(kid, Passage):
            framed = "BorderStyle" in node.attributes
            yield kid._replace(text=f"{_FRAMED}{kid.text}{_FRAMED}") if framed else kid
        elif isinstance(kid, Node) and kid.standard == "Formula":
            yield next(iter(kid.passages))._replace(text=_FORMULA)
        elif isinstance(kid, Node) and kid.standard in INLINE:
            yield from _in_line(kid)


def divided_words(name: str, *, hanging: bool = True) -> set[str]:
    """Words that are divided; without those of entries, of which the first line is ``hanging``."""
    texts = [one.text for one in blocks(name) if hanging or one.role != ENTRY]
    return {word.replace(SOFT_HYPHEN, "") for text in texts for word in _DIVIDED.findall(text)}


@cache
def phrases(name: str, reader: str) -> tuple[str, ...]:
    """What is looked for: divided words, headings, the labels of figures and tables, and all numbers."""
    found = divided_words(name, hanging=reader not in HANGING)
    for one in blocks(name):
        if _HEADING.fullmatch(one.role) and not (one.pictured and reader in PICTURED):
            found.add(one.said)
        if one.role == "Caption" and (label := _LABEL.match(one.said)):
            found.add(label[0])
        found |= {copied(number) for number in _NUMBER.findall(one.text)}
    return tuple(sorted(found))


@cache
def reading(reader: str, name: str) -> Reading:
    return READERS[reader](built(name).pdf, phrases(name, reader))


@cache
def as_written(name: str) -> Reading:
    return poppler(built(name).pdf, as_written=True)


def in_pieces(reader: str, name: str) -> list[Painted]:
    """The blocks that are not copied as they are written."""
    apart = LEFT_APART.get(reader, frozenset())
    found = [one for one in blocks(name) if one.role not in apart and not _is_whole(one, reader, name)]
    return [one for one in found if reader not in SET_LARGE or not _VALUE.fullmatch(one.said)]


def _is_whole(one: Painted, reader: str, name: str) -> bool:
    by_columns = not (one.pictured and reader in PICTURED)
    pages = reading(reader, name).pages if by_columns else as_written(name).pages
    return bool(one.seen_by(reader).search(pages[one.page]))


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


@pytest.mark.parametrize("reader", sorted(TOLD))
def test_formulas_are_copied_on_one_line_among_their_words(reader: str) -> None:
    content = make_folder(_FORMULAS)
    pdf = build_folder(content).pdf
    (text,) = {copied(page) for page in READERS[reader](pdf, ()).pages if "Spredningen" in page}
    for said in (
        "Spredningen er σ = √(1/N ∑ᵢ₌₁^N(xᵢ − μ)²), og",
        "når p < 0,05.",
        "x = (−b ± √(b² − 4ac))/(2a)",
    ):
        assert said in text
