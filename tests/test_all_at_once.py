"""One report with everything in it at once: it conforms, and readers copy it in the order of the source.

What a block is alone, the tests of each sample say; here they stand before, beside and behind each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import pytest

from report_builder.check.reading import Node, Passage, read_structure
from report_builder.check.tags import INLINE
from report_builder.sources.characters import SOFT_HYPHEN
from tests.pdf_readers import READERS, copied, poppler
from tests.sample_reports import ALL, NAMES, sample
from tests.test_script import compared
from tests.verify_support import assert_complies

AT_THE_FOOT = frozenset(("Note",))
"""What is read where it is referred to, and stands at the foot of the page."""
OF_A_FIGURE = frozenset(("Figure", "Caption", "TH", "TD"))
"""What one figure or table is made of is painted in the order of its parts, heads over several rows last."""
LEAST = 300
"""So many blocks have words that stand once on their page; fewer would prove little."""


def test_all_samples_are_chapters_of_one_report_that_conforms() -> None:
    made = sample(ALL)
    assert len(made.report.chapters) >= len(NAMES)
    assert_complies(made.pdf)


def test_its_edition_says_the_same() -> None:
    said, _ = compared(ALL)
    assert said["html"].splitlines() == said["pdf"].splitlines()


@pytest.mark.parametrize("reader", READERS)
def test_readers_copy_it_in_the_order_of_the_tags(reader: str) -> None:
    pdf = sample(ALL).pdf
    reading = poppler(pdf, as_written=True) if reader == "poppler" else READERS[reader](pdf, ())
    known, apart = 0, []
    for number, text in enumerate(reading.pages):
        said = [words for page, words in blocks() if page == number and len(words) > 2]
        often = Counter(said)
        once = [words for words in said if often[words] == 1 and text.count(words) == 1]
        known += len(once)
        apart += [once[index] for index in out_of_order([text.find(words) for words in once])]
    assert apart == []
    assert known > LEAST


@cache
def blocks() -> tuple[tuple[int, str], ...]:
    """The page and the words of each block that stands in the flow of its page."""
    return tuple(block for top in read_structure(sample(ALL).pdf) for block in _below(top))


def _below(node: Node) -> Iterator[tuple[int, str]]:
    if node.standard in AT_THE_FOOT or (node.role == "Aside" and node.title):
        return  # a note in the margin is copied after the text of its page, or lines would mix
    texts: dict[int, str] = {}
    for kid in node.kids:
        if isinstance(kid, Node) and kid.standard not in INLINE - AT_THE_FOOT:
            yield from _said(node, texts)
            texts = {}
            yield from _below(kid)
        elif isinstance(kid, Passage | Node):
            for passage in kid.passages if isinstance(kid, Node) else (kid,):
                texts[passage.page] = texts.get(passage.page, "") + passage.text
    yield from _said(node, texts)


def _said(node: Node, texts: dict[int, str]) -> Iterator[tuple[int, str]]:
    if node.standard not in OF_A_FIGURE:
        yield from ((page, copied(text.replace(SOFT_HYPHEN, ""))) for page, text in texts.items())


def out_of_order(places: Sequence[int]) -> list[int]:
    """The indexes that are left when as many ``places`` as can be stand in order."""
    ends: list[int] = []
    before: list[int | None] = []
    for index, place in enumerate(places):
        length = bisect_left([places[end] for end in ends], place)
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [index]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return [index for index in range(len(places)) if index not in kept]


def test_the_order_of_places_is_told() -> None:
    assert out_of_order([1, 5, 2, 3, 9, 4]) in ([1, 4], [1, 5])
    assert out_of_order([1, 2, 3]) == out_of_order([]) == []
