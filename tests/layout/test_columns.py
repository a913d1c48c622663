"""Text in two columns: any flow stands in them as the rules say, and a reader gets all of it in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from report_builder.finish import BuildStamp, finish
from report_builder.layout.blocks.rows import Frame, NoteRows, Row
from report_builder.layout.blocks.stacking import distance, reach
from report_builder.layout.lay_out import lay_out
from report_builder.layout.pages.page import Column, Page, PlacedRow
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.model import Theme
from tests.layout import test_any_pages
from tests.layout.test_any_pages import FRAME, GRID, HEIGHT, LINES, NEAR, Block, rows_of
from tests.layout.test_covers import SHEETS, theme
from tests.sample_reports import report_of

GEOMETRY = PageGeometry(595, 842, 60, 230, 0, 0, 79, LINES, GRID, 46, 806, columns=2, column_gap=15)
paginate = partial(test_any_pages.paginate, geometry=GEOMETRY)
BOTH = (Column.TEXT, Column.SECOND)

TEXT = st.builds(
    lambda height, before, after, keep, grid, new_page, notes: Row(
        height,
        before=before,
        after=after,
        keep=keep == 0,
        on_grid=grid,
        new_page=new_page == 0,
        notes=tuple(NoteRows([Row(12, on_grid=False) for _ in range(count)]) for count in notes),
    ),
    st.sampled_from([12.0, GRID, 50.0]),
    st.sampled_from([0.0, 7.5, 30.0]),
    st.sampled_from([0.0, 4.0, 20.0]),
    st.integers(0, 4),
    st.booleans(),
    st.integers(0, 30),
    st.sampled_from([(), (), (), (1,), (3,), (2, 9), (22,)]),
)
HEADING = st.builds(
    lambda lines: Block([Row(25, before=15, keep=True, heads=True) for _ in range(lines)], None),
    st.integers(1, 2),
)
SPANNING = st.builds(
    lambda heights, keep, head: Block(
        [Row(height, after=GRID, wide=True, keep=keep, on_grid=False) for height in heights], None, head
    ),
    st.lists(st.sampled_from([GRID, 40.0, 120.0]), min_size=1, max_size=4),
    st.booleans(),
    st.just(False),
)
RUNNING = st.builds(Block, st.lists(TEXT, min_size=1, max_size=12), st.none() | FRAME, st.booleans())
FLOW = st.lists(RUNNING | RUNNING | SPANNING | HEADING, min_size=1, max_size=7).map(
    lambda blocks: [row for block in blocks for row in rows_of(block)]
)


@given(FLOW)
def test_any_flow_stands_in_its_columns_as_the_rules_say(rows: list[Row]) -> None:
    pages = paginate(rows)
    assert [id(p.row) for page in pages for p in page.rows if not p.repeated] == [id(row) for row in rows]
    owed = sorted(id(line) for row in rows for note in row.notes for line in note.rows)
    assert sorted(id(placed.row) for page in pages for placed in page.notes) == owed
    for page in pages:
        assert_nothing_overlaps(page)
        assert_each_note_begins_below_its_text(page)
        assert_columns_begin_on_one_line_and_end_where_they_may(page)
    assert_pages_end_where_they_may(pages)
    assert_columns_that_end_are_balanced(pages)


def stretches(page: Page) -> Iterator[tuple[bool, list[PlacedRow]]]:
    """What of a page takes both columns, and what stands in them, in turn from above."""
    taking: set[int] = set()
    waiting: list[int] | None = None
    for one in reversed(page.rows):
        if one.row.wide:
            waiting = []
            taking.add(id(one))
        elif waiting is not None and one.row.keep:
            # A heading goes with what it stands above, and so does what is kept between them.
            waiting.append(id(one))
            if one.row.heads:
                taking.update(waiting)
        else:
            waiting = None
    for kind, found in groupby(page.rows, key=lambda one: id(one) in taking):
        yield kind, list(found)


def assert_nothing_overlaps(page: Page, height: float = HEIGHT) -> None:
    for column in BOTH:
        standing = [
            *(one for one in page.rows if one.column is column or one.row.wide),
            *(one for one in page.notes if one.column is column),
        ]
        for above, below in pairwise(standing):
            assert above.y + above.row.height <= below.y + NEAR
        for one in standing:
            assert one.y >= -NEAR
            assert one.y + one.row.height <= height + NEAR
        notes = [one for one in page.notes if one.column is column]
        if notes:
            assert notes[-1].y + notes[-1].row.height == pytest.approx(height)
            text = [one for one in standing if one not in notes]
            assert all(
                one.y + one.row.height + reach(one.row) + GRID
                <= notes[0].y - distance(None, notes[0].row) + NEAR
                for one in text[-1:]
            )
    assert [column for column, _ in page.notes_rules] == [
        column for column in BOTH if any(one.column is column for one in page.notes)
    ]


def assert_each_note_begins_below_its_text(page: Page) -> None:
    """In the column that refers to it, unless that has no room for another row of notes."""
    where = {id(one.row): one.column for one in page.notes}
    for placed in page.rows:
        for note in placed.row.notes:
            if id(note.rows[0]) in where and not placed.repeated:
                assert where[id(note.rows[0])] in BOTH[BOTH.index(placed.column) :]


def assert_columns_begin_on_one_line_and_end_where_they_may(page: Page) -> None:
    for wide, standing in stretches(page):
        first, second = ([one for one in standing if one.column is column] for column in BOTH)
        if wide or not second:
            continue
        if first:
            begins = [column[0].y - distance(None, column[0].row) for column in (first, second)]
            tops = [y for y, column in zip(begins, (first, second), strict=True) if not column[0].row.on_grid]
            assert all(top % GRID == pytest.approx(0.0, abs=NEAR) for top in tops)
            assert not first[-1].row.keep or all(one.row.keep for one in first)


def assert_pages_end_where_they_may(pages: Sequence[Page]) -> None:
    for page, following in pairwise(pages):
        own = [placed.row for placed in page.rows if not placed.repeated]
        rest = [placed.row for placed in following.rows if not placed.repeated]
        if own and rest and not rest[0].new_page:
            assert not own[-1].keep or all(row.keep for row in own)


def assert_columns_that_end_are_balanced(pages: Sequence[Page]) -> None:
    """They differ by no more than what may not be divided at the break, and a grid line."""
    for page, following in zip(pages, [*pages[1:], None], strict=True):
        if page.notes:
            continue
        parts = list(stretches(page))
        for index, (wide, standing) in enumerate(parts):
            ended = index + 1 < len(parts) or following is None or following.rows[0].row.new_page
            if wide or not ended:
                continue
            columns = [[one for one in standing if one.column is column] for column in BOTH]
            if not columns[0]:
                continue
            top = columns[0][0].y
            heights = [
                column[-1].y + column[-1].row.height + reach(column[-1].row) - top if column else 0.0
                for column in columns
            ]
            assert abs(heights[0] - heights[1]) <= 2 * GRID + largest(standing)


def largest(placed: Sequence[PlacedRow]) -> float:
    """The most that rows take which must stand together, with what is around and above them."""
    most = taken = 0.0
    for above, one in zip([None, *placed], placed, strict=False):
        room = one.row.height + GRID + distance(above.row if above else None, one.row)
        room += reach(one.row) + sum(frame.above for frame in one.row.frames)
        room += sum(head.height + GRID for head in one.row.repeat)
        taken += room
        most = max(most, taken)
        if not one.row.keep:
            taken = 0.0
    return most


def notes(count: int) -> tuple[NoteRows, ...]:
    return (NoteRows([Row(12, on_grid=False) for _ in range(count)]),)


@pytest.mark.parametrize(
    ("firm", "height", "pages"), [(False, 219, 1), (False, 220, 2), (True, 196, 1), (True, 197, 2)]
)
def test_what_spans_ends_above_the_notes_of_either_column(firm: bool, height: float, pages: int) -> None:
    for noted in (0, 2):
        text = [Row(GRID) for _ in range(4)]
        text[noted].notes = notes(3)
        wide = Row(height, after=30.0 if firm else 0.0, firm=firm, wide=True)
        made = paginate([*text, wide])
        assert len(made) == pages
        assert [one.column for one in made[0].notes] == [BOTH[noted // 2]] * 3
        assert [placed.row.wide for placed in made[-1].rows][-1]


def test_a_long_note_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    rows = [Row(GRID) for _ in range(30)]
    rows[0].notes = notes(60)
    first, second, *_ = paginate(rows)
    assert [sum(one.column is column for one in first.notes) for column in BOTH] == [22, 16]
    assert [sum(one.column is column for one in second.notes) for column in BOTH] == [22, 0]
    text = [[one.column for one in page.rows] for page in (first, second)]
    assert [text[0].count(column) for column in BOTH] == [1, 6]


def test_a_note_of_what_spans_goes_on_in_the_second_column() -> None:
    page, following = paginate([Row(GRID, wide=True, notes=notes(60)), Row(GRID)])
    assert [sum(one.column is column for one in page.notes) for column in BOTH] == [22, 22]
    assert [sum(one.column is column for one in following.notes) for column in BOTH] == [16, 0]


@pytest.mark.parametrize("between", [0, 2])
def test_a_heading_stands_above_what_spans_and_not_at_the_foot_of_the_second_column(between: int) -> None:
    heading = [Row(25.0, before=15.0, keep=True, heads=True) for _ in range(2)]
    kept = [*heading, *(Row(GRID, keep=True) for _ in range(between))]
    (page,) = paginate([*(Row(GRID) for _ in range(6)), *kept, Row(100.0, wide=True), Row(GRID)])
    assert [one.column for one in page.rows[:6]] == [Column.TEXT] * 3 + [Column.SECOND] * 3
    assert [one.y for one in page.rows[6:8]] == [60.0, 105.0]
    assert page.rows[8 + between].y == 135.0 + between * GRID
    assert {one.column for one in page.rows[6:]} == {Column.TEXT}


def test_text_that_is_kept_with_what_spans_goes_with_it_to_the_next_page() -> None:
    text = [Row(GRID) for _ in range(12)]
    text[-2].keep = text[-1].keep = True
    page, following = paginate([*text, Row(250.0, wide=True)])
    assert [one.row for one in page.rows] == text[:10]
    assert [one.column for one in page.rows] == [Column.TEXT] * 5 + [Column.SECOND] * 5
    assert [one.row for one in following.rows[:2]] == text[10:]


def test_a_box_and_a_table_go_on_in_the_second_column() -> None:
    frame = Frame(0.0, 230.0, None, None, 6.0, 6.0)
    head = Row(GRID, keep=True, on_grid=False)
    body = [Row(GRID, repeat=(head,), on_grid=False) for _ in range(9)]
    (page,) = paginate([Row(GRID, frames=(frame,)) for _ in range(8)])
    assert [(column, one.frame) for column, one in page.frames] == [(column, frame) for column in BOTH]
    (page,) = paginate([head, *body])
    assert [(one.column, one.repeated) for one in page.rows if one.row is head] == [
        (Column.TEXT, False),
        (Column.SECOND, True),
    ]
    assert page.rows[5].y == 5 * GRID
    assert page.rows[6].y == 0.0


SENTENCE = "Departementet har lagt til grunn at toppledergruppene skal arbeide systematisk med utvikling. "
LINKED = "[Lenken går over mange linjer og videre i den neste spalten på siden](https://example.org/). "


def divided(sheet: str) -> Theme:
    """A built-in theme with two columns on a sheet."""
    found = theme("konstruktiv", sheet)
    page = replace(found.page, columns=2, margin_width=0.0)
    width = (found.page.full_width - page.column_room) / 2
    return replace(found, page=replace(page, text_width=width), captions_beside=False)


@pytest.mark.parametrize("sheet", SHEETS)
def test_lines_and_links_stand_in_one_column_on_left_and_right_pages(sheet: str) -> None:
    look = divided(sheet)
    page = look.page
    prose = "\n\n".join(SENTENCE * count + LINKED for count in (3, 1, 7, 2, 5, 4, 6, 3, 8, 2) * 2)
    report = report_of(f"# T\n\n{prose}\n")
    laid = lay_out(report, look).value
    assert laid is not None
    with pypdfium2.PdfDocument(finish(laid, report.publication, BuildStamp("t", "0"))) as opened:
        for index in range(laid.page_labels[1].first, laid.page_count - laid.closing):
            left = page.inner if page.is_right(index) else page.width - page.inner - page.full_width
            columns = [(left, left + page.text_width), (left + page.second, left + page.full_width)]
            boxes = [one.rect for one in laid.links if one.page == index]
            boxes += [
                item.get_bounds()
                for item in opened[index].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
                if page.height - page.floor < item.get_bounds()[1] < page.height - page.top - 100
            ]
            within = [_column_of(box, columns) for box in boxes]
            assert set(within) == {0, 1}, f"page {index + 1}"


def _column_of(box: Sequence[float], columns: Sequence[tuple[float, float]]) -> int | None:
    """The column that a box stands in; None where it stands in neither."""
    found = (n for n, (left, right) in enumerate(columns) if left - 1 <= box[0] and box[2] <= right + 1)
    return next(found, None)


def test_a_link_in_both_columns_is_two_so_that_no_box_has_other_text_in_it() -> None:
    look = divided("A4")
    laid = lay_out(report_of(f"# T\n\n[{SENTENCE * 8}](https://example.org/lenke)\n"), look).value
    assert laid is not None
    found = [one.rect for one in laid.links if one.uri == "https://example.org/lenke"]
    assert len({left for left, *_ in found}) == 2
    assert all(right - left <= look.page.text_width for left, _, right, _ in found)
