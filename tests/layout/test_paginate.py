"""Pages: keeps, widows, notes at the foot, the margin column, repeated heads."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from report_builder.diagnostics import Diagnostics
from report_builder.layout.blocks.rows import Frame, MarginBlock, NoteRows, Row
from report_builder.layout.pages.page import Column, Page
from report_builder.layout.pages.paginate import Paginator
from report_builder.theme.geometry import PageGeometry

LINES = 10
GRID = 15.0
GEOMETRY = PageGeometry(595, 842, 78, 340, 18, 112, 79, LINES, GRID, 46, 806)


def paginate(rows: Iterable[Row], diagnostics: Diagnostics | None = None) -> list[Page]:
    return Paginator(GEOMETRY, diagnostics or Diagnostics()).paginate(list(rows))


def paragraph(lines: int, name: str = "") -> list[Row]:
    """Rows as the builder makes them: at least two lines stay together at either end."""
    rows = [Row(GRID, on_grid=index == 0) for index in range(lines)]
    for index in (0, lines - 2):
        if 0 <= index < lines - 1:
            rows[index].keep = True
    rows[0].anchors = (name,) if name else ()
    return rows


def counts(pages: list[Page]) -> list[int]:
    return [len(page.rows) for page in pages]


def test_rows_fill_the_page_and_no_more() -> None:
    assert counts(paginate(paragraph(25))) == [10, 10, 5]


def test_no_widow() -> None:
    assert counts(paginate(paragraph(11))) == [9, 2]


def test_no_orphan() -> None:
    assert counts(paginate([*paragraph(9), *paragraph(5)])) == [9, 5]


def test_a_paragraph_of_three_lines_is_not_divided() -> None:
    assert counts(paginate([*paragraph(8), *paragraph(3)])) == [8, 3]


def test_a_heading_goes_with_its_text() -> None:
    heading = Row(GRID, keep=True)
    assert counts(paginate([*paragraph(8), heading, *paragraph(5)])) == [8, 6]


def test_space_is_the_larger_of_two_and_none_at_the_top() -> None:
    first, second, third = Row(GRID, before=30, after=15), Row(GRID, before=30), Row(120, before=15)
    pages = paginate([first, second, third])
    assert [[row.y for row in page.rows] for page in pages] == [[0, 45], [0]]


def test_rows_on_the_grid_begin_on_a_grid_line() -> None:
    pages = paginate([Row(22), Row(12, on_grid=False), Row(GRID)])
    assert [row.y for row in pages[0].rows] == [0, 22, 45]


def test_a_new_page_where_it_is_asked_for() -> None:
    assert counts(paginate([*paragraph(2), Row(GRID, new_page=True), *paragraph(2)])) == [2, 3]


def test_nothing_goes_above_what_follows_a_page_break() -> None:
    pages = paginate([Row(GRID), Row(0.0, new_page=True, keep=True), Row(GRID, before=30, on_grid=False)])
    assert [[row.y for row in page.rows] for page in pages] == [[0], [0, 0]]


def note(lines: int) -> NoteRows:
    return NoteRows([Row(12, on_grid=False) for _ in range(lines)])


def test_a_note_stands_at_the_foot_of_its_page() -> None:
    rows = paragraph(4)
    rows[1].notes = (note(2),)
    (page,) = paginate(rows)
    assert [placed.y for placed in page.notes] == [150 - 24, 150 - 12]
    ((_, rule),) = page.notes_rules
    assert rule < 126


def test_a_note_that_does_not_fit_takes_its_line_along() -> None:
    rows = [*paragraph(8), *paragraph(4)]
    rows[8].notes = (note(2),)
    pages = paginate(rows)
    assert counts(pages) == [8, 4]
    assert [len(page.notes) for page in pages] == [0, 2]


def test_a_long_note_runs_over() -> None:
    rows = [Row(GRID) for _ in range(12)]
    rows[2].notes = (note(14),)
    pages = paginate(rows)
    assert sum(len(page.notes) for page in pages) == 14
    assert counts(pages)[0] == 3
    assert len(pages[0].notes) >= 2
    assert pages[1].notes


def test_a_note_longer_than_pages_still_ends() -> None:
    rows = [Row(GRID, notes=(note(60),)), Row(GRID), Row(GRID, new_page=True)]
    pages = paginate(rows)
    assert sum(len(page.notes) for page in pages) == 60
    assert sum(counts(pages)) == 3
    assert all(page.notes for page in pages[:-1])


def test_a_tall_row_of_a_note_waits_for_a_page_of_its_own() -> None:
    tall = NoteRows([Row(12, on_grid=False), Row(12, on_grid=False), Row(130, on_grid=False)])
    pages = paginate([*paragraph(6), Row(GRID, notes=(tall,)), *paragraph(3)])
    assert [(len(page.rows), len(page.notes)) for page in pages] == [(7, 2), (3, 0), (0, 1)]


def test_a_row_of_a_note_that_is_taller_than_a_page_is_said_and_not_lost() -> None:
    diagnostics = Diagnostics()
    tall = NoteRows([Row(12, on_grid=False), Row(12, on_grid=False), Row(151, on_grid=False)])
    pages = paginate([*paragraph(6), Row(GRID, notes=(tall,))], diagnostics)
    assert [(len(page.rows), len(page.notes)) for page in pages] == [(7, 2), (0, 1)]
    assert [item.code for item in diagnostics.items] == ["RB-TOO-TALL"]


def test_margin_blocks_never_overlap_nor_leave_the_page() -> None:
    rows = [Row(GRID) for _ in range(10)]
    for index in (0, 1, 9):
        rows[index].margin += (MarginBlock([Row(12, on_grid=False) for _ in range(3)], 0),)
    (page,) = paginate(rows)
    tops = [placed.y for placed in page.margin]
    assert all(later - earlier >= 12 for earlier, later in pairwise(tops))
    assert max(tops) + 12 <= 150


def framed(*heights: float) -> list[Row]:
    """Rows in a frame that reaches 6 points above and below them."""
    frame = Frame(0, 112, None, None, 6, 6)
    return [Row(height, frames=(frame,), on_grid=False) for height in heights]


def test_a_frame_in_the_margin_is_level_where_it_has_room_and_stays_on_the_page() -> None:
    first, second = Row(GRID), Row(GRID, before=3 * GRID)
    first.margin += (MarginBlock(framed(12), 2),)
    second.margin += (MarginBlock(framed(12, 12), 2),)
    (page,) = paginate([first, second])
    assert [placed.y for placed in page.margin] == [6, 58, 70]
    assert [(column, frame.top, frame.bottom) for column, frame in page.frames] == [
        (Column.MARGIN, 0, 24),
        (Column.MARGIN, 52, 88),
    ]


def test_what_stands_in_the_margin_keeps_clear_of_frames_and_of_the_foot() -> None:
    rows = [Row(GRID) for _ in range(10)]
    rows[0].margin += (MarginBlock(framed(100), 0), MarginBlock([Row(12)], 0))
    rows[9].margin += (MarginBlock(framed(10), 0),)
    pages = paginate(rows)
    assert [[placed.y for placed in page.margin] for page in pages] == [[6, 122], [6]]


def test_frames_in_footnotes_stand_above_the_foot() -> None:
    rows = [*paragraph(4)]
    rows[1].notes = (NoteRows([Row(12, on_grid=False), *framed(12, 12)]),)
    (page,) = paginate(rows)
    assert [placed.y for placed in page.notes] == [102, 120, 132]
    assert [(column, frame.top, frame.bottom) for column, frame in page.frames] == [(Column.TEXT, 114, 150)]
    assert page.notes_rules == [(Column.TEXT, 102 - GRID / 2)]


def test_a_wide_row_waits_for_the_margin_to_end() -> None:
    first = Row(GRID)
    first.margin += (MarginBlock([Row(60, on_grid=False)], 0),)
    (page,) = paginate([first, Row(GRID, wide=True)])
    assert page.rows[1].y >= 60


def test_a_table_head_is_repeated() -> None:
    head = Row(GRID, keep=True)
    body = [Row(GRID, repeat=(head,), on_grid=False) for _ in range(20)]
    pages = paginate([head, *body])
    assert [page.rows[0].row is head for page in pages] == [True, True, True]
    assert [page.rows[0].repeated for page in pages] == [False, True, True]
    assert sum(not row.repeated for page in pages for row in page.rows) == 21


def test_a_frame_covers_its_rows_on_every_page() -> None:
    frame = Frame(0, 340, None, None, 6, 6)
    pages = paginate(Row(GRID, frames=(frame,), on_grid=False) for _ in range(12))
    for page in pages:
        ((_, placed),) = page.frames
        assert placed.top <= page.rows[0].y
        assert placed.bottom >= page.rows[-1].y + GRID
        assert placed.bottom <= 150


def test_what_is_too_tall_is_said_and_not_lost() -> None:
    diagnostics = Diagnostics()
    pages = paginate([Row(GRID), Row(400), Row(GRID)], diagnostics)
    assert sum(counts(pages)) == 3
    assert [item.code for item in diagnostics.items] == ["RB-TOO-TALL"]


ROW = st.builds(
    lambda height, keep, before, notes, margin, grid: Row(
        height,
        keep=keep,
        before=before,
        notes=tuple(note(count) for count in notes),
        margin=tuple(MarginBlock([Row(12, on_grid=False) for _ in range(count)], 0) for count in margin),
        on_grid=grid,
    ),
    st.sampled_from([12.0, 15.0, 30.0, 100.0]),
    st.integers(0, 5).map(lambda number: number == 0),
    st.sampled_from([0.0, 7.5, 30.0]),
    st.lists(st.integers(1, 20), max_size=1),
    st.lists(st.integers(1, 5), max_size=1),
    st.booleans(),
)


@given(st.lists(ROW, min_size=1, max_size=60))
def test_every_row_and_note_stands_once_in_order_and_inside(rows: list[Row]) -> None:
    pages = paginate(rows)
    placed = [row for page in pages for row in page.rows]
    assert [id(row.row) for row in placed] == [id(row) for row in rows]
    notes = [id(line.row) for page in pages for line in page.notes]
    assert notes == [id(line) for row in rows for block in row.notes for line in block.rows]
    margin = [id(line.row) for page in pages for line in page.margin]
    assert margin == [id(line) for row in rows for block in row.margin for line in block.rows]
    for page in pages:
        foot = page.notes[0].y if page.notes else 150.0
        for above, below in pairwise(page.rows):
            assert below.y >= above.y + above.row.height - 0.01
        if page.rows:
            assert page.rows[-1].y + page.rows[-1].row.height <= foot + 0.02
        for beside in page.margin:
            assert beside.y + beside.row.height <= 150.02
