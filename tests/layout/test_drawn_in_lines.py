"""What is drawn in a line of text, formulas and pictures, does not meet the lines around it, in any place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from string import Template
from typing import NamedTuple

import pytest

from report_builder.layout import lay_out
from report_builder.layout.blocks.rows import SceneItem, TextItem
from report_builder.layout.compose.drawn import drawn_in
from report_builder.layout.compose.runs import Line
from report_builder.layout.pages.page import Page
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.kinds import LINES
from tests.layout.painted import painted_pages
from tests.sample_reports import SAMPLES, report_of

TALL = {
    "fraction": r"$\frac{a^2}{b_1}$",
    "tower": r"$\frac{\frac{a}{b}}{\frac{c}{d}}$",
    "picture": "![Flate](bilder/eksempel.png)",
}
WORDS = {
    "first": "$tall er stor, og det sier vi mer om i mange ord som fyller flere linjer enn den ene",
    "middle": "mange ord som fyller en linje eller to i de fleste spalter, så $tall og enda flere ord bak",
    "last": "mange ord som fyller en linje eller to i de fleste spalter, og sist står $tall",
    "twice": "først $tall og mange ord som fyller en linje eller to i de fleste spalter, og sist $tall",
}
CELLS = {
    "break": "| a | b |\n|:--|:--|\n| c $tall<br>d<br>$tall | d |",
    "beside": "| a | b |\n|:--|:--|\n| c<br>$tall<br>d | d $tall |",
    "alone": "| a | b |\n|:--|:--|\n| $tall | $tall |\n| $tall | $tall |",
    "head": "| a $tall | b<br>$tall |\n|:--|:--|\n| c | d |",
    "spanned": "| a | b | c |\n|:--|:--|:--|\n| c $tall<br>d<br>$tall || d |\n| $tall | e<br>f $tall | g |",
    "tall": "| a | b |\n|:--|:--|\n| c " + "<br>$tall<br>d" * 12 + " | d |",
    "tall and spanned": "| a | b | c |\n|:--|:--|:--|\n| c || d |\n| c " + "<br>$tall<br>d" * 12 + " || d |",
}
ASCENT, DESCENT = 0.74, 0.26


class Reach(NamedTuple):
    """What a line of a column takes of a page; ``drawn`` is something that is no letter."""

    left: float
    right: float
    top: float
    bottom: float
    drawn: bool

    def meets(self, other: Reach) -> bool:
        across = self.left < other.right - 0.1 and other.left < self.right - 0.1
        return across and self.top < other.bottom - 0.1 and other.top < self.bottom - 0.1


def pages_of(chapter: str, monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    pages = painted_pages(monkeypatch)
    theme = load_theme("konstruktiv", SourceFiles(SAMPLES)).value
    assert theme is not None
    assert lay_out(report_of(chapter), theme).value is not None
    return pages


def reaches(page: Page) -> Iterator[tuple[object, Reach]]:
    """Every line of a page, by the column that it stands in, as letters and as drawings."""
    for placed in (*page.rows, *page.margin, *page.notes):
        items = [*placed.row.items]
        items += [label for item in items if isinstance(item, SceneItem) for label in item.labels]
        for item in items:
            if isinstance(item, TextItem):
                y = placed.y + item.baseline
                for line in item.lines:
                    for reach in _of_line(line, item.x, y):
                        yield placed.column, reach
                    y += item.leading


def _of_line(line: Line, x: float, y: float) -> Iterator[Reach]:
    right = x + max(line.width, 1.0)
    for segment in line.segments:
        drawings = [] if segment.font else drawn_in(segment.look.face, segment.body)
        for drawing in drawings:
            yield Reach(x, right, y - drawing.above, y + drawing.below, drawn=True)
        if not drawings and segment.body.strip():
            size = segment.look.size
            rise = y - segment.look.rise
            yield Reach(x, right, rise - ASCENT * size, rise + DESCENT * size, drawn=False)


def meetings(chapter: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Reach, Reach]]:
    """Drawings that meet letters or drawings of other lines."""
    found = []
    for page in pages_of(chapter, monkeypatch):
        lines = [*reaches(page)]
        drawn = [(column, one) for column, one in lines if one.drawn]
        for (column, one), (other_column, other) in product(drawn, lines):
            middles = (one.top + one.bottom) / 2, (other.top + other.bottom) / 2
            in_line = one.left == other.left and abs(middles[0] - middles[1]) < 6
            if column is other_column and not in_line and one.meets(other):
                found.append((one, other))
    return found


@pytest.mark.parametrize("tall", TALL)
@pytest.mark.parametrize("cells", CELLS)
def test_a_drawing_in_a_cell_meets_no_other_line(
    cells: str, tall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = f"# T\n\n{Template(CELLS[cells]).substitute(tall=TALL[tall])}\n"
    assert meetings(chapter, monkeypatch) == []


@pytest.mark.parametrize("where", WORDS)
def test_a_drawing_in_a_line_meets_no_other_line(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = Template(WORDS[where]).substitute(tall=TALL["fraction"])
    places = (Template(place).substitute(words=words) for place in LINES.values())
    chapter = "\n\n".join(["# T {#topp}", *(f"{place}\n\nEtter." for place in places)])
    assert meetings(chapter, monkeypatch) == []
