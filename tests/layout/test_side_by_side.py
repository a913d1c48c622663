"""Pictures side by side: what rows they make."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from report_builder.content.load import load_report
from report_builder.layout.lay_out import lay_out
from report_builder.layout.side_by_side import Room, in_rows
from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from tests.said import english
from tests.sample_reports import make_folder

ROOM = Room(330.0, 14.0, 90.0, 500.0)
SHAPES = some.lists(some.floats(0.1, 10.0), min_size=1, max_size=12)


@given(shapes=SHAPES, columns=some.integers(0, 6))
def test_rows_fill_their_room_and_are_equally_high(shapes: list[float], columns: int) -> None:
    rows = in_rows(shapes, columns, ROOM)
    waiting = iter(shapes)
    heights = []
    for row in rows:
        own = [width / shape for width, shape in zip(row, waiting, strict=False)]
        assert max(own) == pytest.approx(min(own))
        assert max(own) <= ROOM.tallest + 0.001
        assert sum(row) + ROOM.gap * (len(row) - 1) <= ROOM.width + 0.001
        assert len(row) == 1 or min(row) >= ROOM.least / 2
        heights.append(own[0])
    assert sum(map(len, rows)) == len(shapes)
    assert max(map(len, rows)) <= (columns or 3)
    if max(map(len, rows)) > 1:
        assert all(len(one) >= len(other) for one, other in pairwise(rows))
        assert heights[-1] <= heights[-2] + 0.001 if len(rows[-1]) < len(rows[0]) else True


@pytest.mark.parametrize(
    ("count", "sizes"), [(2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (6, [3, 3]), (7, [3, 3, 1])]
)
def test_rows_are_as_even_as_they_can_be(count: int, sizes: list[int]) -> None:
    assert [len(row) for row in in_rows([1.2] * count, 0, ROOM)] == sizes


def test_rows_of_wide_pictures_come_before_those_that_were_asked_for() -> None:
    assert [len(row) for row in in_rows([1.0] * 4, 4, ROOM)] == [3, 1]


SHAPES_OF_A_FEW = some.lists(some.floats(0.3, 4.0), min_size=2, max_size=4)


@given(shapes=SHAPES_OF_A_FEW, columns=some.integers(2, 4))
def test_as_many_stand_beside_each_other_as_asked_unless_one_is_too_narrow(
    shapes: list[float], columns: int
) -> None:
    """A portrait beside a panorama is not wide, and reads all the same."""
    rows = in_rows(shapes, columns, ROOM)
    most = min(columns, len(shapes))
    if max(map(len, rows)) < most:
        beside = shapes[:columns]
        height = (ROOM.width - ROOM.gap * (len(beside) - 1)) / sum(beside)
        rest = [height * shape for shape in shapes]
        assert min(rest) < ROOM.least


@pytest.mark.parametrize(
    ("shapes", "columns", "sizes"),
    [
        ([2 / 3, 8 / 3, 1.0], 0, [2, 1]),
        ([2 / 3, 8 / 3, 1.0], 2, [2, 1]),
        ([2 / 3, 8 / 3, 1.0], 3, [3]),
        ([2 / 3, 8 / 3], 2, [2]),
        ([4.0, 0.5], 2, [1, 1]),
    ],
)
def test_pictures_of_very_different_shapes(shapes: list[float], columns: int, sizes: list[int]) -> None:
    assert [len(row) for row in in_rows(shapes, columns, ROOM)] == sizes


@given(shapes=some.lists(some.floats(0.05, 20.0), min_size=2, max_size=6))
def test_pictures_below_each_other_share_a_page(shapes: list[float]) -> None:
    """No one of several fills it alone; a few have room on it together, with what is said of each."""
    rows = in_rows(shapes, 0, ROOM)
    if max(map(len, rows)) > 1:
        return
    heights = [row[0] / shape for row, shape in zip(rows, shapes, strict=True)]
    told = 3 * ROOM.gap * len(rows)
    smallest = 0.4 * ROOM.tallest
    assert sum(heights) + told <= ROOM.tallest + 0.01 or max(heights) <= smallest + 0.01


@pytest.mark.parametrize(("names", "told"), [("ab", 1), ("aa", 0)])
@pytest.mark.parametrize("columns", ["", "columns=2"])
def test_columns_that_cannot_be_are_told_with_those_that_are(names: str, told: int, columns: str) -> None:
    shapes = {"a": (1600, 200), "b": (300, 1200)}
    images = "\n\n".join(f'![Et bilde.](bilder/{name}.png "Tekst")' for name in names)
    root = make_folder(f'# T\n\n::: {{.figures caption="To" {columns}}}\n{images}\n:::\n')
    (root / "assets" / "bilder").mkdir(parents=True, exist_ok=True)
    for name, size in shapes.items():
        Image.new("RGB", size, "grey").save(root / "assets" / "bilder" / f"{name}.png")
    report, look = load_report(SourceFiles(root)).value, load_theme("noktern").value
    assert report is not None
    assert look is not None
    found = [item for item in lay_out(report, look).diagnostics if item.code == "RB-VALUE"]
    assert len(found) == (told if columns else 0)
    for item in found:
        assert english(item.message) == "columns=2 makes pictures too small; there are 1 in each row"
