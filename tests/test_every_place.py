"""Every kind of block in every container, every kind of inline in every line: taken whole, or refused there.

What is taken stands in the file and in the edition in the order of the source, meets the rules, can be
compared and is read aloud in words.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import get_args

import pytest

from report_builder.check import check_pdf
from report_builder.check.reading import Annotation, read_structure, text
from report_builder.check.reading import Node as Tag
from report_builder.compare.reading import read
from report_builder.content.load import load_report
from report_builder.diagnostics import Severity
from report_builder.language.catalogue import catalogue, languages
from report_builder.layout.blocks.registry import BLOCK_FUNCTIONS as ROWS
from report_builder.model import blocks, inlines
from report_builder.model.blocks import Block, Cell
from report_builder.model.content_model import Holds
from report_builder.model.index import IndexEntry
from report_builder.model.inlines import Inline
from report_builder.model.literature import Source
from report_builder.model.walking import Node, placed
from report_builder.model.walking import texts as texts_of
from report_builder.preview.speech import read_aloud
from report_builder.publish.addresses import WHOLE
from report_builder.publish.edition import edition_pages
from report_builder.publish.markup.blocks import BLOCK_FUNCTIONS as MARKUP
from report_builder.publish.markup.html import CONTENT
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests import kinds
from tests.expected_text import expected_on_screen, expected_words
from tests.kinds import Passage, blocks_everywhere, inlines_everywhere
from tests.publish.edition.reading import parse
from tests.publish.edition.support import AROUND, style_sheet
from tests.sample_reports import LITERATURE, SAMPLES, Sample, build_folder, make_folder
from tests.verify_support import assert_complies

LEADING = (inlines.Link, inlines.Reference, inlines.PageNumber, inlines.NoteReference)
"""What is a link, of which none stands in another."""
SAMPLE = 64
ABBREVIATIONS = "abbreviations:\n  - short: ORD\n    long: Ordet som er forkortet\n"
"""How many passages the ordinary run takes."""
_LETTERS = re.compile(r"[^\W\d_]+")


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (ROWS, "ROWS of a module of layout/blocks"),
        (MARKUP, "BLOCK_FUNCTIONS of publish/markup/blocks.py"),
        (kinds.BLOCKS, "BLOCKS of tests/kinds.py"),
    ],
    ids=["rows", "markup", "sources"],
)
def test_every_kind_of_block_has_its_way(table: dict[type[Block], object], place: str) -> None:
    differing = sorted(kind.__name__ for kind in set(table) ^ set(get_args(Block)))
    assert not differing, f"{place} and the union Block do not have the same kinds: {', '.join(differing)}"


def test_every_kind_of_inline_and_every_place_has_a_source() -> None:
    parts = [(node, part) for node in get_args(Node) for part in node.content.parts]
    holding = {node for node, part in parts if part.holds in (Holds.BLOCKS, Holds.ASIDE)}
    holding.remove(Cell)  # paragraphs and lists alone
    lines = {(node, part.field) for node, part in parts if part.holds is Holds.INLINES}
    lines.remove((Source, "children"))  # a style writes it
    lines -= {(IndexEntry, "term"), (IndexEntry, "see")}  # the program gathers them
    differing = [kind.__name__ for kind in set(kinds.INLINES) ^ set(get_args(Inline))]
    differing += [node.__name__ for node in set(kinds.CONTAINERS) ^ holding]
    differing += [f"{node.__name__}.{field}" for node, field in set(kinds.LINES) ^ lines]
    assert not differing, f"tests/kinds.py and the kinds' content differ: {', '.join(sorted(differing))}"


def everything() -> Iterator[Passage]:
    """Give every passage that can be written."""
    yield from blocks_everywhere()
    for passage in inlines_everywhere():
        # What stands in one line of the source has no second one to break to.
        one_line = passage.field != "children" or passage.within is blocks.Cell
        if not (passage.kind is inlines.LineBreak and one_line):
            yield passage


def may_stand(passage: Passage) -> bool:
    """Tell whether a passage is to be taken."""
    if issubclass(passage.kind, get_args(Block)):
        return passage.within is blocks.Section or passage.kind.content.nested
    return not (issubclass(passage.within, LEADING) and issubclass(passage.kind, LEADING))


def drawn(*, allowed: bool, count: int) -> list[Passage]:
    """Draw some of all passages, the same in every run: one of each kind first."""
    every = [passage for passage in everything() if may_stand(passage) is allowed]
    mixed = random.Random(count).sample(every, len(every))  # noqa: S311  a sample, no secret
    first = list({passage.kind: passage for passage in mixed}.values())
    return [*first, *(passage for passage in mixed if passage not in first)][:count]


@pytest.mark.parametrize("passage", drawn(allowed=False, count=8), ids=lambda passage: passage.name)
def test_what_may_not_stand_there_is_refused_in_its_lines(passage: Passage) -> None:
    refused(passage)


@pytest.mark.whole
@pytest.mark.parametrize(
    "passage", [one for one in everything() if not may_stand(one)], ids=lambda passage: passage.name
)
def test_all_that_may_not_stand_there_is_refused_in_its_lines(passage: Passage) -> None:
    refused(passage)


def refused(passage: Passage) -> None:
    root = make_folder(f"# Topp {{#topp}}\n\n{passage.markdown}\n")
    try:
        outcome = load_report(SourceFiles(root))
    finally:
        shutil.rmtree(root)
    assert outcome.value is None
    faults = [item for item in outcome.diagnostics if item.severity is Severity.ERROR]
    lines = range(3, 3 + passage.markdown.count("\n") + 1)
    assert faults
    assert all(fault.span is not None and fault.span.line in lines for fault in faults), faults


def chapter_of(passages: Sequence[Passage]) -> str:
    """Write a chapter with a section for each passage."""
    parts = ["# Topp {#topp}\n\nBegynnelsen.\n"]
    for passage in passages:
        own = "#" if passage.markdown.startswith("#") else ""
        parts.append(f"## {passage.name}\n\n{own}{passage.markdown}\n")
    # Wherever the others stand, the abbreviation is in a text.
    parts.append("## Slutt\n\nDette er ORD.\n")
    return "\n".join(parts)


class Made:
    """A report of passages: its file, its edition on one page, and its tags."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        facts = (SAMPLES / "report.yaml").read_text("utf-8") + ABBREVIATIONS + LITERATURE
        root = make_folder(chapter_of(passages), report=facts)
        try:
            self.sample: Sample = build_folder(root)
            theme = load_theme(self.sample.report.publication.theme, SourceFiles(root)).value
        finally:
            shutil.rmtree(root)
        assert theme is not None
        self.page = edition_pages(self.sample.report, theme, AROUND)[WHOLE]
        self.tags: list[Tag] = read_structure(self.sample.pdf)


@cache
def some() -> Made:
    """Build the sample of the ordinary run."""
    return Made(drawn(allowed=True, count=SAMPLE))


@cache
def all_of_them() -> Made:
    """Build everything that may stand anywhere."""
    return Made([passage for passage in everything() if may_stand(passage)])


HOW_MANY = pytest.mark.parametrize(
    "make", [some, pytest.param(all_of_them, marks=pytest.mark.whole)], ids=["some", "all"]
)


@HOW_MANY
def test_the_tag_tree_reads_like_the_source(make: Callable[[], Made]) -> None:
    made = make().sample
    assert text(made.pdf).split() == expected_words(made.report, made.page_of)


@HOW_MANY
def test_the_edition_reads_like_the_source(make: Callable[[], Made]) -> None:
    assert parse(make().page).find("body").words == expected_on_screen(make().sample.report)


@HOW_MANY
def test_every_look_on_a_screen_is_said_in_the_style_sheet(make: Callable[[], Made]) -> None:
    looks = {name for names in re.findall(rb'class="([^"]+)"', make().page) for name in names.split()}
    ruled = set(re.findall(rb"\.([A-Za-z][\w-]*)", style_sheet()))
    assert looks - ruled - {CONTENT.encode()} == set(), "edition.css has no rule for it"


@HOW_MANY
def test_the_own_rules_find_nothing(make: Callable[[], Made]) -> None:
    assert [str(item) for item in check_pdf(make().sample.pdf).findings] == []


@pytest.mark.whole
def test_all_of_it_meets_pdf_ua_1_and_pdf_a_2a() -> None:
    assert_complies(all_of_them().sample.pdf)


@HOW_MANY
def test_every_word_can_be_compared(make: Callable[[], Made]) -> None:
    reading = read(make().sample.pdf)
    texts = [*(block.tokens for block in reading.blocks), *(picture.caption for picture in reading.pictures)]
    compared = " ".join("".join(token.shown for token in tokens) for tokens in texts)
    report = make().sample.report
    owed = set(_LETTERS.findall(" ".join(expected_on_screen(report))))
    # Of a drawing, the text alternative is compared.
    placed_nodes = placed((*report.chapters, *report.notes.values()))
    items = (item for node in placed_nodes if isinstance(node, blocks.Diagram) for item in node.items)
    drawn_only = set(_LETTERS.findall(" ".join(word for item in items for word in texts_of(item))))
    assert owed - drawn_only <= set(_LETTERS.findall(compared))


@HOW_MANY
@pytest.mark.parametrize("language", languages())
def test_every_tag_is_announced_in_words(make: Callable[[], Made], language: str) -> None:
    words = catalogue(language)
    announced = {spoken.role for spoken in read_aloud(make().tags, words)}
    raw = {node.role for top in make().tags for node in top.walk()}
    raw -= {words("document.figure"), words("document.index"), *words.under("heard.").values()}
    assert announced & raw == set()
    assert len(announced) > 10


@HOW_MANY
def test_no_link_is_called_by_an_id(make: Callable[[], Made]) -> None:
    report = make().sample.report
    ids = {node.id for node in placed((*report.chapters, *report.notes.values()))}
    kids = [kid for top in make().tags for node in top.walk() for kid in node.kids]
    names = [kid.contents for kid in kids if isinstance(kid, Annotation)]
    assert len(names) > SAMPLE
    assert [name for name in names if ids & set(name.split())] == []
