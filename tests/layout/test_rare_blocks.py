"""Blocks in rare places: nothing is lost, nothing leaves the page, nothing is painted over."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable
from itertools import pairwise

import pytest

from report_builder.check.reading import text
from report_builder.content.load import load_report
from report_builder.diagnostics import Outcome
from report_builder.finish import BuildStamp, finish
from report_builder.layout import LaidOut, lay_out
from report_builder.layout.blocks.rows import TextItem
from report_builder.layout.pages.page import Page, PageKind, PlacedRow
from report_builder.model.inlines import plain_text
from report_builder.model.report import Report
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.geometry import PageGeometry
from tests.expected_text import expected_words
from tests.layout.painted import painted_pages
from tests.sample_reports import SAMPLES, Sample, build_folder, make_folder

module = importlib.import_module("report_builder.layout.lay_out")
masters = importlib.import_module("report_builder.layout.pages.masters")
LONG = "Departementet har lagt til grunn at toppledergruppene skal arbeide systematisk med utvikling. "
PNG = "bilder/eksempel.png"
CARDS = '# T\n\n::: {.finding-cards group="g"}\n:::\n'

Built = tuple[Report, PageGeometry, list[Page], Outcome[LaidOut]]


def build(
    chapter: str, monkeypatch: pytest.MonkeyPatch, report: str | None = None, findings: str | None = None
) -> Built:
    """Lay a chapter out and keep its pages as they are when they are painted."""
    pages = painted_pages(monkeypatch)
    root = make_folder(chapter, findings, report)
    try:
        files = SourceFiles(root)
        made = load_report(files).value
        assert made is not None
        theme = load_theme(made.publication.theme, files).value
        assert theme is not None
        out = lay_out(made, theme)
        return made, theme.page, pages, out
    finally:
        shutil.rmtree(root)


def assert_words(chapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made, page, _, out = build(chapter, monkeypatch)
    assert out.value is not None
    sample = Sample(made, out.value, finish(out.value, made.publication, BuildStamp("t", "0")), page)
    assert text(sample.pdf).split() == expected_words(made, sample.page_of)


@pytest.mark.parametrize(
    "chapter",
    [
        f'# T\n\n{LONG}\n\n::: side-note\n![Flate]({PNG} "Kaption"){{#f}}\n:::\n',
        f'# T\n\nX[^1].\n\n[^1]: Note.\n\n    ![Flate]({PNG} "Kaption"){{#f}}\n',
        "# T\n\nX[^1].\n\n[^1]: Note med note[^2].\n\n[^2]: To.\n",
        f"# T\n\n{LONG}\n\n::: side-note\nMarg[^1]\n:::\n\n[^1]: Note.\n",
        "# T\n\nX[^1].\n\n[^1]:\n    - punkt\n",
    ],
)
def test_words(chapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_words(chapter, monkeypatch)


def test_repeated_head_of_a_wide_table_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    chapter = (
        "# T\n\n| A | B | C | D | E |\n|---|---|---|---|---|\n"
        + f"| {LONG} | b | {LONG} | d | {LONG} |\n" * 20
    )
    _, _, pages, _ = build(chapter, monkeypatch)
    assert all(placed.row.wide for page in pages for placed in page.rows if placed.repeated)


def test_repeated_head_in_a_box_stands_inside_its_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    chapter = '# T\n\n:::: fact-box {title="X"}\n| A | B |\n|---|---|\n' + "| a | b |\n" * 90 + "::::\n"
    _, _, pages, _ = build(chapter, monkeypatch)
    assert all(frame.top >= 0 for page in pages for _, frame in page.frames)


def test_a_note_of_a_table_stands_on_the_page_of_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "| a | b |\n" * 60 + "| a | b[^1] |\n"
    _, _, pages, _ = build(f"# T\n\n| A | B |\n|---|---|\n{rows}\n[^1]: Note.\n", monkeypatch)
    body = [page for page in pages if page.kind is PageKind.BODY]
    assert [bool(page.notes) for page in body] == [False] * (len(body) - 1) + [True]
    assert len(body) > 1


@pytest.mark.parametrize(
    "chapter",
    [
        f"# T\n\n::: side-note\nMarg.\n:::\n\n{LONG}\n",
        f'# T\n\n{LONG}\n\n![Flate]({PNG} "K"){{#f .wide}}\n\n::: side-note\nMarg.\n:::\n',
    ],
)
def test_margin_never_on_wide_rows(chapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, pages, _ = build(chapter, monkeypatch)
    for page in pages:
        for row in page.rows:
            for note in page.margin:
                if row.row.wide:
                    assert note.y >= row.y + row.row.height - 1 or note.y + note.row.height <= row.y + 1


@pytest.mark.parametrize(
    "chapter",
    [
        f"# T\n\n{LONG}\n\n::: side-note\n" + f"{LONG * 4}\n\n" * 20 + ":::\n",
        f'# T\n\n![Flate]({PNG} "{LONG * 60}"){{#f}}\n',
    ],
)
def test_margin_taller_than_the_page_is_said(chapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, pages, out = build(chapter, monkeypatch)
    assert any(item.code == "RB-TOO-TALL" for item in out.diagnostics) or all(
        placed.y > -20 for page in pages for placed in page.margin
    )


NOTED_LATE = {
    "poem": '::: poem {by="Kari[^b]"}\nSagt,[^a]\nog sagt igjen\n:::',
    "pull quote": '::: pull-quote {by="Kari[^b]"}\nSagt.[^a]\n:::',
    "paragraph": f"Først[^a] {LONG * 4}sist.[^b]",
    "quotation": f"> Først[^a] {LONG * 2}\n>\n> Sist.[^b]",
    "list": f"- Først[^a]\n- {LONG}\n- Sist[^b]\n",
    "meanings": f"Først[^a]\n: {LONG * 2}\n\nSist\n: Mening.[^b]\n",
    "box": f'::: {{.fact-box title="Boks"}}\nFørst[^a] {LONG}\n\nSist.[^b]\n:::',
    "table": "| A[^a] | B |\n|:--|:--|\n" + "| a | b |\n" * 5 + "| a | b[^b] |",
    "wide table": f"| A[^a] | B | C | D |\n|:--|:--|:--|:--|\n| {' | '.join([LONG * 2] * 3)} | b[^b] |",
}
"""Blocks of several rows, of which the first refers to a footnote and the last to another."""
IN_THE_MARGIN = {
    "noted": "::: side-note\nMarg.[^c]\n:::",
    "plain first": "::: side-note\nMarg.\n:::\n\n::: side-note\nMer.[^c]\n:::",
    "noted first": "::: side-note\nMarg.[^c]\n:::\n\n::: side-note\nMer.\n:::",
    "noted twice": "::: side-note\nMarg.[^c]\n:::\n\n::: side-note\nMer.[^d]\n:::",
}


@pytest.mark.parametrize("beside", IN_THE_MARGIN)
@pytest.mark.parametrize("block", NOTED_LATE)
def test_notes_at_the_foot_stand_in_their_order(
    block: str, beside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = f"{NOTED_LATE[block]}\n\n{IN_THE_MARGIN[beside]}"
    notes = "\n\n".join(f"[^{name}]: Note." for name in "abcd" if f"[^{name}]" in texts)
    made, _, pages, _ = build(f"# T\n\n{texts}\n\n{notes}\n", monkeypatch)
    begun = [anchor for page in pages for placed in page.notes for anchor in placed.row.anchors]
    in_order = [note.id for note in sorted(made.notes.values(), key=lambda note: note.number)]
    assert [anchor for anchor in begun if anchor in in_order] == in_order
    margin = [placed.y for page in pages for placed in page.margin if placed.row.anchors]
    assert margin == sorted(margin)


@pytest.mark.parametrize("theme", ["konstruktiv", "noktern"])
@pytest.mark.parametrize("kind", ["cycle", "steps"])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_cycle_and_steps_have_room_in_a_margin(count: int, kind: str, theme: str) -> None:
    names = ["Planlegge", "Gjennomføre", "Lære", "Dele", "Rette"][:count]
    items = "\n".join(f"- **{name}** sammen med andre" for name in names)
    drawn = f'::: diagram {{kind="{kind}" alt="Sammen."}}\n{items}\n:::'
    made = build_folder(make_folder(f"# T\n\n{LONG}\n\n:::: side-note\n{drawn}\n::::\n"), theme)
    assert all(name in text(made.pdf) for name in names)


def test_columns_stay_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    heads = "| A | B | C | D | E | F | G | H | I |\n|---|---|---|---|---|---|---|---|---|\n"
    chapter = f"# T\n\n{heads}| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | {'x' * 900} |\n"
    _, geometry, pages, _ = build(chapter, monkeypatch)
    for page in pages:
        for placed in page.rows:
            for item in placed.row.items:
                if isinstance(item, TextItem) and placed.row.wide:
                    assert item.x + item.measure <= geometry.full_width + 0.1


def test_wide_table_in_a_note_is_not_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    heads = "    | A | B | C | D | E |\n    |---|---|---|---|---|\n"
    row = f"    | {LONG} | b | {LONG} | d | {LONG} |\n"
    chapter = f"# T\n\n{LONG}[^1]\n\n[^1]: Se tabell.\n\n{heads}{row}"
    _, geometry, pages, _ = build(chapter, monkeypatch)
    for page in pages:
        for placed in page.notes:
            for item in placed.row.items:
                if isinstance(item, TextItem):
                    assert item.x + item.measure <= geometry.text_width + 0.1


def test_labels_of_items_do_not_run_into_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, pages, _ = build("# T\n\n" + "".join(f"{n}. punkt\n" for n in range(998, 1002)), monkeypatch)
    for page in pages:
        if page.kind is PageKind.BODY:
            for placed in page.rows:
                items = [i for i in placed.row.items if isinstance(i, TextItem)]
                if len(items) == 2:
                    assert items[0].x + items[0].lines[0].width <= items[1].x


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(
            "Prøver – en side for hver blokk", "Konstruktiv uro og toppledelse i staten " * 10
        ),
        lambda text: text.replace(
            "[Ada Prøve, Bo Prøve]", "[" + ", ".join(f"Forfatter Etternavn {n}" for n in range(300)) + "]"
        ),
    ],
)
def test_cover_and_colophon_that_do_not_fit_are_said(
    change: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, geometry, pages, out = build(
        "# T\n\nTekst.\n", monkeypatch, change((SAMPLES / "report.yaml").read_text(encoding="utf-8"))
    )
    height = geometry.lines * geometry.grid
    fits = all(
        placed.y >= -1 and placed.y + placed.row.height <= height + 1
        for page in pages
        for placed in page.rows
    )
    assert fits or any(item.code == "RB-TOO-TALL" for item in out.diagnostics)


def test_soft_hyphens_are_no_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, _, out = build("# for\u00advaltning\n\nfor\u00advaltning\n", monkeypatch)
    assert out.value is not None
    assert all("\u00ad" not in mark.title for mark in out.value.bookmarks)
    assert_words("# for\u00advaltning\n\nfor\u00advaltning\n", monkeypatch)


def test_code_needs_no_soft_hyphens(monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, _, out = build("# T\n\n```\n" + "verdi = 1  # " + "lang linje " * 20 + "\n```\n", monkeypatch)
    assert not [str(item) for item in out.diagnostics if item.code == "RB-LONG-WORD"]


def test_a_card_sets_the_unit_alone_small(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = "findings:\n" + "".join(
        f"  - {{id: f{value}, value: {value}, unit: kr, statement: S, group: g}}\n" for value in (9, 12345)
    )
    _, _, pages, _ = build(CARDS, monkeypatch, findings=findings)
    small = [
        segment.body
        for page in pages
        for placed in page.rows
        for item in placed.row.items
        if isinstance(item, TextItem)
        for line in item.lines
        for before, segment in pairwise(line.segments)
        if segment.look.size < before.look.size
    ]
    assert len(small) == 2
    assert len(set(small)) == 1


@pytest.mark.parametrize(
    ("title", "says"),
    [
        (f"{LONG * 3}", "Departementet har lagt til grunn at "),
        (f"Kort, {'x' * 300}", "Kort…"),
        ("x" * 300, "xxx"),
    ],
)
def test_a_running_head_stays_on_the_sheet(title: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    fitting = masters._fitting

    def spy(*arguments: object) -> str:
        texts.append(fitting(*arguments))
        return texts[-1]

    placed_lines: list[PlacedRow] = []
    furniture = module.furniture

    def dressed(*arguments: object) -> list[PlacedRow]:
        found: list[PlacedRow] = furniture(*arguments)
        placed_lines.extend(found)
        return found

    monkeypatch.setattr(masters, "_fitting", spy)
    monkeypatch.setattr(module, "furniture", dressed)
    made, geometry, _, out = build(f"# {title.strip()}\n\n" + f"{LONG * 6}\n\n" * 20, monkeypatch)
    assert out.value is not None
    lines = [
        line
        for placed in placed_lines
        for item in placed.row.items
        if isinstance(item, TextItem)
        for line in item.lines
    ]
    assert lines
    assert max(line.width for line in lines) <= geometry.full_width
    (short,) = {text for text in texts if text.endswith("…")}
    assert short.startswith(says)
    assert title.startswith(short[:-1])
    assert plain_text(made.chapters[0].title) == title.strip()
    assert any(mark.title.endswith(title.strip()) for mark in out.value.bookmarks)
    # No more is left out than must be.
    assert max(line.width for line in lines) > geometry.full_width / 2 or short == "Kort…"
