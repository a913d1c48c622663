"""Painted pages: marks never nest, every word is owned, and rare combinations lose nothing."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_builder.check import check_pdf
from report_builder.check.reading import text
from report_builder.finish.structure import in_reading_order
from report_builder.layout.blocks.elements import HEADER, ElementOwner, LinkTarget
from report_builder.layout.compose.paragraph import Composer
from report_builder.layout.compose.runs import Owner, Run
from report_builder.layout.paint.marks import Marks
from report_builder.layout.paint.text import TextPainter
from report_builder.model.tags import Element, Mark
from tests.expected_text import expected_words
from tests.layout.composing import Document
from tests.sample_reports import build_folder, make_folder

DOCUMENT = Document()
LOOKS = [DOCUMENT.look(DOCUMENT.serif), DOCUMENT.look(DOCUMENT.sans, 8.5, tracking=0.4)]
OWNER = st.integers(0, 4)
TEXTS = st.lists(
    st.tuples(st.text("ab (\\) ", min_size=1, max_size=12), OWNER, st.sampled_from(LOOKS)), max_size=8
)


def owners() -> list[Owner]:
    """A paragraph, a link and a span below it, another paragraph, and decoration."""
    paragraph = ElementOwner(Element("P"))
    link = ElementOwner(Element("Link"), paragraph, link=LinkTarget("there", uri="https://example.org/"))
    return [paragraph, link, ElementOwner(Element("Span"), link), ElementOwner(Element("P")), HEADER]


@given(TEXTS)
def test_marks_never_nest_and_number_from_zero(parts: list[tuple[str, int, object]]) -> None:
    code: list[str] = []
    marks = Marks(code, 3)
    painter = TextPainter(code, marks, {})
    known = owners()
    runs = [Run(words, look, known[owner]) for words, owner, look in parts]  # type: ignore[arg-type]
    for line in Composer().compose(runs, 60.0):
        painter.line(line, 10.0, 700.0)
    painter.end()
    depth, in_text, shown = 0, False, False
    for operator in code:
        if operator.endswith("BDC"):
            depth += 1
        elif operator == "EMC":
            depth -= 1
        elif operator in ("BT", "ET"):
            assert depth == 0
            in_text = operator == "BT"
        elif operator.endswith(("Tj", "TJ")):
            shown = True
            assert in_text
            assert depth == 1
        assert depth in (0, 1)
    assert (depth, in_text) == (0, False)
    assert shown == any(words.strip(" ") for words, _, _ in parts)
    # The hyphen of a divided word has an element of its own, below that of the word.
    elements: dict[int, Element] = {}
    for owner in known[:4]:
        assert isinstance(owner, ElementOwner)
        elements |= {id(element): element for element in in_reading_order(owner.element)}
    found = [kid for element in elements.values() for kid in element.kids if isinstance(kid, Mark)]
    assert all(mark.page == 3 for mark in found)
    assert sorted(mark.mcid for mark in found) == list(range(marks.count))


def test_an_element_stands_where_its_text_does() -> None:
    code: list[str] = []
    painter = TextPainter(code, Marks(code, 0), {})
    known = owners()
    look = LOOKS[0]
    paragraph, link = known[0], known[1]
    runs = [Run("før ", look, paragraph), Run("lenke", look, link), Run(" etter", look, paragraph)]
    for line in Composer().compose(runs, 340.0):
        painter.line(line, 0.0, 0.0)
    assert isinstance(paragraph, ElementOwner)
    assert isinstance(link, ElementOwner)
    assert paragraph.element.kids == [Mark(0, 0), link.element, Mark(0, 2)]
    assert link.element.kids == [Mark(0, 1)]
    assert [stretch.owner for stretch in painter.links] == [link]


def test_another_owner_takes_the_place_of_all() -> None:
    code: list[str] = []
    painter = TextPainter(code, Marks(code, 0), {})
    paragraph, link = owners()[:2]
    for line in Composer().compose([Run("a ", LOOKS[0], paragraph), Run("b", LOOKS[0], link)], 340.0):
        painter.line(line, 0.0, 0.0, HEADER)
    painter.end()
    assert [operator for operator in code if "BDC" in operator] == [f"/Artifact {HEADER.properties}BDC"]
    assert not painter.links


LONG = "Departementet har lagt til grunn at toppledergruppene skal arbeide systematisk med utvikling. "
CELLS = "| A | B |\n|---|---|\n"
CHAPTERS = {
    "note in a heading": "# T\n\n## Avsnitt[^1]\n\nTekst.\n\n[^1]: Note.\n",
    "note twice": "# T\n\nTekst[^1] og[^1].\n\nIgjen[^1].\n\n[^1]: Note.\n",
    "note with blocks": "# T\n\nTekst[^1].\n\n[^1]: Note.\n\n    - punkt\n\n    > sitat\n\n    Slutt.\n",
    "note longer than a page": f"# T\n\nTekst[^1] {LONG * 9}\n\n[^1]: {LONG * 120}\n",
    "note in a cell, a box, a quote, an item": (
        f'# T\n\n{CELLS}| celle[^1] | b |\n\n::: fact-box {{title="X"}}\nTekst[^2]\n:::\n\n'
        "> Sitat[^3]\n\n- punkt[^4]\n\nBegrep[^5]\n: Betydning[^6]\n\n"
        + "".join(f"[^{number}]: Note {number}.\n\n" for number in range(1, 7))
    ),
    "note in a head that repeats": "# T\n\n| H[^1] | B |\n|---|---|\n"
    + "| c | d |\n" * 90
    + "\n[^1]: Note.\n",
    "table without rows": f"# T\n\nTabell: Tom {{#x}}\n\n{CELLS}\nSlutt.\n",
    "empty cells": "# T\n\n|  | B |\n|---|---|\n|  |  |\n| a |  |\n",
    "cell taller than a page": f"# T\n\n{CELLS}| {LONG * 70} | {LONG * 3} |\n| c | {LONG * 20} |\n",
    "page number in a cell": f"# T\n\n{LONG * 40}\n\n## B {{#b}}\n\n{CELLS}| [](#b){{.page}} | x |\n",
    "items that begin with other blocks": (
        "# T\n\n- | A | B |\n  |---|---|\n  | 1 | 2 |\n\n- ```\n  kode\n  ```\n- > sitat\n- 1. en\n  2. to\n"
    ),
    "empty items": "# T\n\n-\n- to\n-\n",
    "box of many pages": '# T\n\n::: fact-box {title="Lang"}\n' + f"{LONG * 4}\n\n" * 30 + ":::\n",
    "box in a box": (
        '# T\n\n:::: fact-box {title="Ytre"}\nA\n\n::: fact-box {title="Indre"}\nB\n:::\n\nC\n\n'
        "> D\n\n```\nE\n```\n::::\n"
    ),
    "side note first": f"# T\n\n::: side-note\nMarg.\n:::\n\n{LONG}\n",
    "side notes in a row": f"# T\n\n{LONG}\n\n::: side-note\nEn.\n:::\n\n::: side-note\nTo.\n:::\n",
    "side note after a page break": (
        f"# T\n\n{LONG}\n\n::: page-break\n:::\n\n::: side-note\nMarg.\n:::\n\n{LONG}\n"
    ),
    "page break first, twice, last": (
        f"# T\n\n::: page-break\n:::\n\n{LONG}\n\n::: page-break\n:::\n\n::: page-break\n:::\n\n{LONG}\n\n"
        "::: page-break\n:::\n"
    ),
    "nothing but a title": "# Bare en tittel\n",
    "nothing but headings": "# T\n\n## A\n\n## B\n\n### C\n\n#### D\n",
    "long titles": f"# {LONG * 4}\n\n## {LONG * 4}\n\nTekst.\n",
    "definitions of other blocks": (
        "# T\n\nBegrep\n: - liste\n  - to\n\nTo\n: | A | B |\n  |---|---|\n  | 1 | 2 |\n"
    ),
    "links beside links": (
        "# T {#t}\n\n[a](https://x.no/)[^1][](#t)[^2]\n\n[^1]: N.\n\n[^2]: [b](https://z.no/) [](#t).\n"
    ),
    "many looks in a word": "# T\n\n" + "**fet**kursiv*ord*kode`x`[adresse](https://x.no/)slutt " * 12 + "\n",
    "text of colons": "# T\n\n" + "Kolon:\n\n" * 90,
}


@pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=CHAPTERS.keys())
def test_rare_combinations_lose_nothing(chapter: str) -> None:
    root = make_folder(chapter)
    try:
        made = build_folder(root)
    finally:
        shutil.rmtree(root)
    assert text(made.pdf).split() == expected_words(made.report, made.page_of)
    assert [str(item) for item in check_pdf(made.pdf).findings] == []
