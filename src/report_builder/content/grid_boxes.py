"""The cells of a table that is drawn as a grid, from the corners and edges of its drawing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

_RULE = frozenset("-=:+")


class Box(Struct, frozen=True, order=True):
    """A cell as it is drawn: the lines and characters of its edges, from 0."""

    top: int
    left: int
    bottom: int
    right: int


def boxes_of(grid: Sequence[str]) -> list[Box] | None:
    """The cells of a grid; None where they do not fill it, or leave it open."""
    corners = [(0, 0)]
    found: dict[tuple[int, int], Box] = {}
    bottom, right = len(grid) - 1, len(grid[0]) - 1
    while corners:
        top, left = corners.pop()
        if (top, left) in found or top == bottom or left == right:
            continue
        box = _box(grid, top, left)
        if box is None:  # a corner of other cells, in the edge of this one
            continue
        found[top, left] = box
        corners += [(top, box.right), (box.bottom, left)]
    area = sum((box.bottom - box.top) * (box.right - box.left) for box in found.values())
    return list(found.values()) if area == bottom * right else None


def _box(grid: Sequence[str], top: int, left: int) -> Box | None:
    """The smallest cell whose upper left corner is there."""
    for right in range(left + 1, len(grid[0])):
        if grid[top][right] not in _RULE:
            return None
        if grid[top][right] != "+":
            continue
        for bottom in range(top + 1, len(grid)):
            if grid[bottom][right] not in "|+" or grid[bottom][left] not in "|+":
                break
            corners = grid[bottom][left] == "+" == grid[bottom][right]
            if corners and all(char in _RULE for char in grid[bottom][left + 1 : right]):
                return Box(top, left, bottom, right)
    return None
