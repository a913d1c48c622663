"""Boxes, code and quotations have their ground and edge wherever they stand, and footnotes their distance."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterable, Iterator
from itertools import pairwise
from textwrap import indent
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from report_builder.content.load import load_report
from report_builder.layout.blocks.stacking import reach
from report_builder.layout.pages.page import Page
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.model import Theme
from tests.page_map import page_map
from tests.sample_reports import build_folder, make_folder

module = importlib.import_module("report_builder.layout.lay_out")
THEMES = ("konstruktiv", "noktern")
GRID = 15.0
BREAK = "::: page-break\n:::"
FRAMED = {
    "box": "{fence} {{.fact-box title=Tittel}}\nInni.\n\nInni.\n{fence}",
    "code": "```\nInni.\nInni.\n```",
    "quote": "> Inni.\n>\n> Inni.",
}
OTHERS = {
    "pull quote": "{fence} pull-quote\nInni.\n{fence}",
    "table": "| Inni. | B |\n|---|---|\n| Inni. | b |",
    "list": "- Inni.\n- Inni.",
    "definition": "Inni.\n: Inni.",
}
CONTAINERS = ("flow", "list", "first in a list", "definition", "box", "quote", "margin", "note")
INSIDE = ("list", "first in a list", "definition", "box", "quote")
"""Those that can stand in another one."""


def contained(container: str, inner: str, number: int, level: int) -> str:
    """``inner`` between two paragraphs (Foran, Bak and the level) that stand in the same container."""
    before, after = f"Foran {level}.", f"Bak {level}."
    body = f"{before}\n\n{inner}\n\n{after}"
    fence = ":" * (4 + level)
    match container:
        case "list":
            return f"- {indent(body, '  ').lstrip()}\n\n- Neste."
        case "first in a list":
            return f"{before}\n\n- {indent(inner, '  ').lstrip()}\n- {after}"
        case "definition":
            return f"Ord\n: {indent(body, '  ').lstrip()}"
        case "box":
            return f"{fence} {{.fact-box title=Ytre}}\n{body}\n{fence}"
        case "quote":
            return indent(body, "> ", lambda _: True)
        case "margin":
            return f"{fence} side-note\n{body}\n{fence}"
        case "note":
            return f"Ord.[^{number}]\n\n[^{number}]: {indent(body, '    ').lstrip()}"
        case _:
            return body


class Box(NamedTuple):
    """Something painted: its upper left and its lower right corner, and its colour or its words."""

    left: float
    top: float
    right: float
    bottom: float
    what: str

    def holds(self, other: Box) -> bool:
        return (
            self.left - 0.1 <= other.left
            and other.right <= self.right + 0.1
            and self.top - 0.1 <= other.top
            and other.bottom <= self.bottom + 0.1
        )


class Seen(NamedTuple):
    """What is painted on a page: filled boxes, lines of text (with their place), and horizontal rules."""

    boxes: list[Box]
    lines: list[tuple[str, Box]]
    rules: list[Box]

    def words(self, words: str) -> list[Box]:
        """The lines that end with ``words``: the first one of a note has its number before them."""
        return [line for _, line in self.lines if line.what.endswith(words)]


def seen(pages: Iterable[str]) -> Iterator[Seen]:
    """What each page of a page map shows."""
    for page in pages:
        found = Seen([], [], [])
        for line in page.splitlines()[1:]:
            kind, *rest = line.split()
            if kind in ("text", "frame", "margin", "notes"):
                x, baseline, width, size = map(float, rest[:4])
                words = line.rpartition("  ")[2]
                found.lines.append(
                    (kind, Box(x, baseline - 0.7 * size, x + width, baseline + 0.2 * size, words))
                )
            elif kind in ("box", "rule"):
                x, y, width, height = map(float, rest[:4])
                box = Box(x, y, x + width, y + height, rest[-1])
                (found.boxes if kind == "box" else found.rules).append(box)
        yield found


class Combination(NamedTuple):
    """A kind of block in a container, which may stand in another one."""

    kind: str
    containers: tuple[str, ...]


def built(combinations: Iterable[Combination], theme: str) -> Iterator[tuple[Combination, Seen, Theme]]:
    """What the page of each combination shows, all in one report."""
    combinations = list(combinations)
    chapter = ["# Rammer"]
    for number, (kind, containers) in enumerate(combinations):
        text = (FRAMED | OTHERS)[kind].format(fence=":::")
        for level, container in enumerate(containers):
            text = contained(container, text, number, level)
        chapter += [BREAK, f"Avsnitt {number}.", text, "Slutt."]
    root = make_folder("\n\n".join(chapter) + "\n")
    looks = load_theme(theme, SourceFiles(root)).value
    assert looks is not None
    pdf = build_folder(root, theme).pdf
    shutil.rmtree(root)
    pages = list(seen(page_map(pdf, looks.page).split("\npage ")[1:]))
    found = [page for page in pages if any(line.what.startswith("Avsnitt") for _, line in page.lines)]
    assert len(found) == len(combinations)
    for combination, page in zip(combinations, found, strict=True):
        yield combination, page, looks


def frames_of(kind: str, theme: Theme) -> int:
    """How many boxes are filled for a kind of block or container."""
    if kind == "quote":
        return int(theme.rules["block_quote"].thickness > 0)
    if kind in ("box", "code"):
        box = theme.boxes["fact" if kind == "box" else "code"]
        return (box.ground is not None) + (box.edge is not None)
    return 0


def assert_framed(combination: Combination, page: Seen, theme: Theme) -> None:
    """Each frame is there in one piece, around all that stands in it and nothing else, one in another."""
    outside = [frames_of(container, theme) for container in reversed(combination.containers)]
    assert len(page.boxes) == sum(outside) + frames_of(combination.kind, theme)
    for outer, inner in pairwise(page.boxes):
        assert outer.top <= inner.top
        assert inner.bottom <= outer.bottom
        assert outer.left <= inner.left
    for box in page.boxes:
        for line in page.words("Inni."):
            assert box.top <= line.top
            assert line.bottom <= box.bottom
            assert box.left < line.left
            # An edge or a line stands beside what it belongs to.
            assert line.right <= box.right or box.right < line.left < box.left + _BESIDE
    for level in range(len(combination.containers)):
        around = page.boxes[: sum(outside[: len(outside) - level])]
        for words in (f"Foran {level}.", f"Bak {level}."):
            (line,) = page.words(words)
            for box in page.boxes:
                over = box.top < line.bottom and line.top < box.bottom
                assert over == (box in around)


_BESIDE = 80.0
"""How far the text of three blocks inside each other may be set in, in points."""


def assert_apart(combination: Combination, page: Seen, theme: Theme) -> None:
    """No words are painted over others or struck through, and what is set apart stands apart."""
    lines = [line for _, line in page.lines]
    for number, line in enumerate(lines):
        for other in (*lines[number + 1 :], *page.rules):
            if line.left < other.right and other.left < line.right:
                assert line.bottom <= other.top or other.bottom <= line.top, (line, other)
    if combination.kind not in ("list", "definition", "quote"):
        inner = page.words("Inni.")
        own = page.boxes[-1:] if combination.kind in ("box", "code") else inner
        (before,), (after,) = page.words("Foran 0."), page.words("Bak 0.")
        assert own[0].top - before.bottom >= theme.page.grid
        assert after.top - max(box.bottom for box in own) >= theme.page.grid


def assert_inside(page: Seen, geometry: PageGeometry) -> None:
    """Nothing leaves the columns, and only notes stand below the rule above them."""
    foot = geometry.top + geometry.lines * geometry.grid
    notes = [line.top for kind, line in page.lines if kind == "notes"]
    for box in (*page.boxes, *(line for kind, line in page.lines if kind != "head")):
        assert geometry.top - 0.1 <= box.top < box.bottom <= foot + 0.1
        assert box.right - box.left <= geometry.full_width
    for kind, line in page.lines:
        assert kind != "margin" or line.right - line.left <= geometry.margin_width
        assert not notes or kind == "notes" or line.bottom < min(notes)


def check(combinations: Iterable[Combination], theme: str) -> None:
    for combination, page, looks in built(combinations, theme):
        try:
            assert_framed(combination, page, looks)
            assert_apart(combination, page, looks)
            assert_inside(page, looks.page)
        except AssertionError as fault:
            raise AssertionError(f"{combination}: {fault}") from fault


@pytest.mark.parametrize("kind", FRAMED)
def test_a_frame_stands_in_every_container(kind: str) -> None:
    check([Combination(kind, (container,)) for container in CONTAINERS], "konstruktiv")


def test_frames_nest() -> None:
    check(
        [
            Combination("quote", ("box", "margin")),
            Combination("code", ("quote", "box")),
            Combination("box", ("list", "note")),
            Combination("pull quote", ("definition", "box")),
            Combination("table", ("first in a list", "quote")),
        ],
        "konstruktiv",
    )


@pytest.mark.parametrize("theme", THEMES)
def test_code_is_seen_in_a_box_and_in_what_stands_in_one(theme: str) -> None:
    """Both have the tint on the page; one tint on the other would only be a hole in the text."""
    combinations = [Combination("code", ("box",)), Combination("code", ("list", "box"))]
    for _, page, looks in built(combinations, theme):
        around, code = page.boxes[0], page.boxes[-1]
        assert around.holds(code)
        assert (code.what != around.what) == (looks.boxes["code"].ground is not None)


@pytest.mark.parametrize("container", ["margin", "note"])
def test_texts_of_a_note_stand_half_a_line_apart(container: str) -> None:
    """As in the HTML edition; without a blank they would read as one."""
    kinds = [Combination(kind, (container,)) for kind in ("quote", "list", "definition")]
    style = "note" if container == "note" else "side_note"
    for _, page, looks in built(kinds, "konstruktiv"):
        half = looks.styles[style].leading / 2
        (before,), (after,) = page.words("Foran 0."), page.words("Bak 0.")
        inner = page.words("Inni.")
        size = before.bottom - before.top
        assert inner[-1].bottom + half + looks.styles[style].leading - size == pytest.approx(
            after.top, abs=0.2
        )
        assert before.bottom + half <= inner[0].top


@pytest.mark.parametrize("kind", ["box", "code"])
def test_a_box_is_as_high_in_a_list_as_outside(kind: str) -> None:
    combinations = [Combination(kind, (container,)) for container in ("flow", *INSIDE)]
    heights = {
        round(page.boxes[-1].bottom - page.boxes[-1].top, 1)
        for _, page, _ in built(combinations, "konstruktiv")
    }
    assert len(heights) == 1


@pytest.mark.whole
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", FRAMED | OTHERS)
def test_every_kind_in_every_container_in_every_container(kind: str, theme: str) -> None:
    single = [Combination(kind, (container,)) for container in CONTAINERS]
    double = [
        Combination(kind, (inner, outer)) for inner in INSIDE for outer in CONTAINERS if outer != "flow"
    ]
    check([*single, *double], theme)


TEXT = {
    "paragraph": "Siste.",
    "list": "- Nest siste.\n- Siste.",
    "definition": "Ord\n: Siste.",
    "quote": "> Siste.",
}
APART = {
    "pull quote": "::: pull-quote\nSiste.\n:::",
    "pull quote with a name": '::: {.pull-quote by="Kari"}\nSiste.\n:::',
    "box": "::: {.fact-box title=Tittel}\nSiste.\n:::",
    "box in a list": "- Nest siste.\n\n  ::: {.fact-box title=Tittel}\n  Siste.\n  :::",
    "code": "```\nSiste.\n```",
    "table": "| A | B |\n|---|---|\n| a | b |",
    "figure": '![Flate](bilder/eksempel.png "Kaption"){#f%d width=30%%}',
    "cards": '::: {.finding-cards group="programmet"}\n:::',
    "chart": '::: {.finding-chart #c%d group="deltakere" caption="Andel"}\n:::',
    "timeline": "::: timeline\n2019\n: Siste.\n:::",
    "diagram": '::: {.diagram kind="steps" alt="To trinn."}\n- Først\n- Så\n:::',
}


def last_above_notes(kinds: Iterable[str], fills: range, theme: str) -> Iterator[tuple[str, Page, Theme]]:
    """Every page on which one of these kinds is the last above footnotes, whatever is further up.

    Each block stands on a page with a footnote and so many lines above it that it fills the page or
    does not, and a paragraph follows it.
    """
    chapter = ["# Noter"]
    blocks: list[str] = []
    notes: list[str] = []
    for kind in kinds:
        for fill in fills:
            text = (TEXT | APART)[kind]
            text = text % len(blocks) if "%d" in text else text
            lines = "\\\n".join(["Linje."] * fill)
            chapter += [BREAK, f"Ord.[^{len(blocks)}]", lines, text, "Etter."]
            notes.append(f"[^{len(blocks)}]: En note.")
            blocks.append(kind)
    root = make_folder("\n\n".join([*chapter, *notes]) + "\n")
    files = SourceFiles(root)
    report, looks = load_report(files).value, load_theme(theme, files).value
    assert report is not None
    assert looks is not None
    # As many lines as there is room for: looking ahead would leave none of them alone.
    report = replace(report, publication=replace(report.publication, look_ahead=False))
    layout = module._Layout(report, looks, draft=False)
    pages: list[Page] = layout._paginate(layout._compose()[2])
    shutil.rmtree(root)
    groups = iter(blocks)
    kind = ""
    for page, following in pairwise(pages):
        if page.rows[0].row.new_page and not page.opener:
            kind = next(groups)
        # What follows the block begins the next page: no line of it, nor of the lines above it, does.
        if kind and page.notes and len(following.rows) == 1 and not following.notes:
            yield kind, page, looks


def blank_wanted(kind: str, theme: Theme) -> float:
    """The blank below a kind of block, down to the rule above footnotes."""
    if kind in TEXT:
        return theme.page.grid / 2
    if kind.startswith("pull quote"):
        return theme.styles["attribution" if "name" in kind else "pull_quote"].after
    return theme.page.grid


def assert_blank_above_notes(kinds: Iterable[str], fills: range, theme: str) -> None:
    kinds = list(kinds)
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    for kind, page, looks in last_above_notes(kinds, fills, theme):
        last = page.rows[-1]
        ((_, rule),) = page.notes_rules
        blank = rule - last.y - last.row.height - reach(last.row)
        found[kind].append(blank - blank_wanted(kind, looks))
    for kind, spare in found.items():
        # None lacks some; and of all pages, one is filled as far as the grid allows.
        assert spare, f"no {kind} was the last"
        assert -0.02 <= min(spare) < GRID, kind


def test_what_is_set_apart_keeps_its_blank_above_footnotes() -> None:
    assert_blank_above_notes(("paragraph", "pull quote", "box", "timeline"), range(26, 42), "konstruktiv")


@pytest.mark.whole
@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_keeps_its_blank_above_footnotes(theme: str) -> None:
    assert_blank_above_notes(TEXT | APART, range(16, 44), theme)
