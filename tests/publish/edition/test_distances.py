"""Blocks stand as far from each other on a page of the edition as the theme lets them stand on paper."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, product, starmap
from typing import NamedTuple

import pytest

from report_builder.content.load import load_report
from report_builder.layout.blocks.rows import Row, RuleItem, TextItem
from report_builder.layout.lay_out import _Layout
from report_builder.model.blocks import (
    Block,
    BlockQuote,
    DefinitionList,
    FactBox,
    List,
    PullQuote,
    Section,
    SideNote,
)
from report_builder.model.report import Report
from report_builder.model.walking import FLOW, walk
from report_builder.publish.edition import edition_pages
from report_builder.publish.theme_css import theme_css
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.model import Theme
from tests import web_support
from tests.publish.edition.support import AROUND, FOLDER, style_sheet
from tests.sample_reports import make_folder

KINDS = {
    "paragraph": "Et avsnitt med ord.",
    "noted": "Et avsnitt med note.[^{n}]\n\n[^{n}]: En note.",
    "remarked": "Et avsnitt.\n\n::: side-note\nI margen.\n:::",
    "list": "{bullet} Ett\n{bullet} To",
    "loose list": "1{after} Ett\n\n2{after} To",
    "definitions": "Uttrykk\n: Hva det betyr.",
    "table": "| A | B |\n|---|---|\n| 1 | 2 |",
    "captioned table": "Tabell: En tabell.\n\n| A | B |\n|---|---|\n| 1 | 2 |",
    "figure": "![En rute](bilder/eksempel.png){{width=30%}}",
    "captioned figure": '![En rute](bilder/eksempel.png "En tekst."){{width=30%}}',
    "chart": '::: {{.finding-chart group="deltakere"}}\n:::',
    "captioned chart": '::: {{.finding-chart group="deltakere" caption="En tekst"}}\n:::',
    "cards": '::: {{.finding-cards ids="grupper strategisk"}}\n:::',
    "timeline": "::: timeline\nFør\n: Det første.\n:::",
    "diagram": '::: {{.diagram kind="steps" alt="To trinn."}}\n- Først\n- Så\n:::',
    "quote": "> Et sitat.",
    "long quote": "> Et sitat.\n>\n> Og mer.\n>\n> - Ett\n>\n> Til slutt.",
    "code": "```\nkode\n```",
    "box": '::: {{.fact-box title="Tittel"}}\nI boksen.\n:::',
    "poem": "::: poem\nEt vers\nog ett til\n\nOg mer.\n:::",
    "pull quote": '::: {{.pull-quote by="Noen"}}\nSagt.\n:::',
    "nobody's pull quote": "::: pull-quote\nSagt.\n:::",
    "pause": "***",
    "heading 2": "## Del {{#del-{n}}}",
    "heading 3": "### Del {{#del-{n}}}",
    "heading 4": "#### Del {{#del-{n}}}",
}
"""A block of each kind, and each again where it looks different."""
_LEADING = {"heading 3": ["heading 2"], "heading 4": ["heading 2", "heading 3"]}
"""The headings that must have stood above, or a level were skipped."""
_NOTED = {"noted", "remarked"}
IN_BOXES = (
    "paragraph",
    "list",
    "definitions",
    "table",
    "captioned figure",
    "chart",
    "cards",
    "timeline",
    "quote",
)
THEMES = ("konstruktiv", "noktern")
LINE = 28.0
"""The line of a page in CSS pixels, which is the grid on paper."""
SAMPLE = 50


class Gap(NamedTuple):
    """What stands below what, and how far: in points on paper, in pixels on a page."""

    pair: tuple[str, str]
    paper: float
    page: float


def in_flow(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Give a sequence of kinds in which each pair stands, with the headings that it must stand under."""
    kinds: list[str] = []
    for above, below in pairs:
        kinds += _LEADING.get(above) or _LEADING.get(below, [])
        # What takes the margin too waits until the notes there are over, on paper as on a page.
        room = ["paragraph"] * 6 if _NOTED & {above, below} else []
        kinds += [*room, above, below, *room]
    return kinds


def chapter_of(kinds: Sequence[str], boxes: Sequence[Sequence[str]]) -> str:
    """Write a chapter of blocks below each other, and of boxes with blocks in them."""
    parts = ["# Kapittel", *_written(kinds, "a")]
    for number, box in enumerate(boxes):
        inside = "\n\n".join(_written(box, f"b{number}-"))
        parts.append(f':::: {{.fact-box title="Boks"}}\n{inside}\n::::')
    return "\n\n".join(parts) + "\n"


def _written(kinds: Sequence[str], name: str) -> Iterator[str]:
    for number, kind in enumerate(kinds):
        # Two lists below each other are one, unless their marks differ.
        bullet, after = ("-", ".") if number % 2 else ("*", ")")
        yield KINDS[kind].format(n=f"{name}{number}", bullet=bullet, after=after)


TEXTS = ("Paragraph", "Paragraph")


class Stand(NamedTuple):
    """A block where it stands: what it is called, and the id that its first row on paper has."""

    name: str
    id: str


def stands(blocks: Sequence[Block]) -> Iterator[Stand]:
    """Give the blocks of a flow in order, headings among them."""
    for block in blocks:
        match block:
            case Section():
                yield Stand(f"heading {block.level}", block.id)
                yield from stands(block.blocks)
            case SideNote():
                pass
            case List() | DefinitionList():
                yield Stand(type(block).__name__, block.items[0].id)
            case BlockQuote():
                yield Stand("BlockQuote", block.blocks[0].id)
            case PullQuote():
                yield Stand("PullQuote" if block.attribution else "PullQuote of nobody", block.id)
            case _:
                yield Stand(type(block).__name__, block.id)


def flows(report: Report) -> list[list[Stand]]:
    """Give every flow of the report: that of the chapter, and those of titled boxes and quotations."""
    (chapter,) = report.chapters
    found = [list(stands(chapter.blocks))]
    for section in walk((chapter,), FLOW):
        for block in section.blocks if isinstance(section, Section) else ():
            if isinstance(block, FactBox):
                found.append([Stand("title", block.id), *stands(block.blocks)])
            elif isinstance(block, BlockQuote):
                found.append(list(stands(block.blocks)))
    return found


def on_paper(report: Report, theme: Theme) -> list[list[float]]:
    """Measure the blanks between the blocks of each flow, without the way to the next line of the grid."""
    _, _, rows = _Layout(report, theme, draft=False)._compose()
    first = {anchor: index for index, row in enumerate(rows) for anchor in row.anchors}
    return [
        [
            _blank(above.name, rows[first[below.id] - 1], below.name, rows[first[below.id]])
            for above, below in pairwise(flow)
        ]
        for flow in flows(report)
    ]


def _blank(above: str, last: Row, below: str, row: Row) -> float:
    blank = max(last.after, row.before)
    if above == "ThematicBreak":
        blank += last.height - _rule(last).y
    if below == "ThematicBreak" or below.startswith("PullQuote"):
        blank += _rule(row).y
    elif below.startswith("heading"):
        (text,) = (item for item in row.items if isinstance(item, TextItem))
        blank += row.height - text.leading
    return blank


def _rule(row: Row) -> RuleItem:
    return next(item for item in row.items if isinstance(item, RuleItem))


_MEASURE = """() => {
    const standing = [...document.querySelectorAll(".chapter")].map(chapter => [...flow(chapter)])
    const framed = standing.flat().filter(element => element.matches(".fact, .poem, blockquote"))
    const boxes = framed.map(box => [...flow(box.matches(".poem") ? box.firstElementChild : box)])
    return [...standing, ...boxes].map(blanks)
    function* flow(parent) {
        for (const element of parent.children) {
            if (element.matches("section")) yield* flow(element)
            else if (!element.matches("header, [data-site]")) yield element
        }
    }
    function blanks(elements) {
        const found = []
        let end = null, edge = null
        for (const element of elements) {
            const { top, bottom, left } = element.getBoundingClientRect()
            if (element.matches(".note, .side")) {
                if (left === edge) end = bottom // between the blocks, where there is no margin column
            } else {
                edge = left
                if (end !== null) found.push(top - end)
                end = element.matches("hr") ? top : bottom
            }
        }
        return found
    }
}"""


def on_a_page(report: Report, theme: Theme, width: int) -> list[list[float]]:
    """Measure the same in a browser."""
    pages = edition_pages(report, theme, AROUND)
    assets = {"theme.css": theme_css(theme).encode(), "edition.css": style_sheet()}
    files = {f"{FOLDER}{path}": data for path, data in pages.items()}
    files |= {f"/rapport/v1/assets/{path}": data for path, data in assets.items()}
    with web_support.page(width, 900, files=files) as page:
        page.goto(f"{web_support.SITE}{FOLDER}{report.chapters[0].id}.html")
        found: list[list[float]] = page.evaluate(_MEASURE)
    return found


def gaps(chapter: str, name: str, width: int) -> list[list[Gap]]:
    """Measure every pair of a chapter in one theme, those of the flow and those in boxes.

    Paragraphs that an indent keeps apart on paper stand apart on a page, where lines end anywhere.
    """
    root = make_folder(chapter)
    try:
        files = SourceFiles(root)
        report, theme = load_report(files).value, load_theme(name, files).value
        assert report is not None
        assert theme is not None
        paper, page = on_paper(report, theme), on_a_page(report, theme, width)
        names = [[(a.name, b.name) for a, b in pairwise(flow)] for flow in flows(report)]
    finally:
        shutil.rmtree(root)
    assert [len(flow) for flow in names] == [len(flow) for flow in page]
    flow, *boxes = [
        [
            gap
            for gap in starmap(Gap, zip(*measured, strict=True))
            if gap.pair != TEXTS or not theme.styles["body"].indent
        ]
        for measured in zip(names, paper, page, strict=True)
    ]
    return [flow, [gap for box in boxes for gap in box]]


def disorder(found: Sequence[Gap]) -> list[str]:
    """Every gap that is smaller than another on paper, and larger on the page."""
    largest: Gap | None = None
    wrong = []
    for paper, group in groupby(
        sorted(found, key=lambda gap: round(gap.paper, 2)), lambda gap: round(gap.paper, 2)
    ):
        same = list(group)
        wrong += [
            f"{paper}: {gap} is less than {largest}"
            for gap in same
            if largest and gap.page < largest.page - 0.5
        ]
        largest = max([*same, *([largest] if largest else [])], key=lambda gap: gap.page)
    return wrong


def held(chapter: str, theme: str, width: int) -> set[tuple[str, str]]:
    """See that all gaps of a chapter are the theme's, in order and in size; give the pairs."""
    flow, boxes = gaps(chapter, theme, width)
    assert disorder(flow) == []
    assert disorder(boxes) == []
    other = [str(gap) for gap in (*flow, *boxes) if abs(gap.page - gap.paper * LINE / 15) > 1.6]
    assert other == []
    return {gap.pair for gap in (*flow, *boxes)}


PAIRS = [(a, b) for a, b in product(KINDS, KINDS) if (a, b) != ("heading 2", "heading 4")]
BOXED = [kind for pair in product(IN_BOXES, repeat=2) for kind in pair]


@pytest.mark.whole
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_every_pair_of_blocks_stands_as_far_apart_as_in_the_theme(theme: str, width: int) -> None:
    found = held(chapter_of(in_flow(PAIRS), [BOXED]), theme, width)
    assert len(found) > 300


@pytest.mark.parametrize("theme", THEMES)
def test_pairs_of_blocks_stand_as_far_apart_as_in_the_theme(theme: str) -> None:
    draw = random.Random(theme)  # noqa: S311 - a sample, no secret
    boxes = [draw.sample(IN_BOXES, len(IN_BOXES)) for _ in range(2)]
    held(chapter_of(in_flow(draw.sample(PAIRS, SAMPLE)), boxes), theme, 1440)
