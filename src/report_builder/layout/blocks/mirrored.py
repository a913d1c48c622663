"""Blocks in a language of the other direction: built as all are, and then turned about in their column.

What stood at the left stands at the right: bullets and numbers, the first column of a table, the rule of a
quotation. What is drawn, and the letters themselves, are not turned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msgspec.structs import replace

from report_builder.language.writing import is_hanging, is_leftward
from report_builder.layout.blocks.builder import Builder, Region
from report_builder.layout.blocks.rows import Frame, Item, Row, SceneItem, TextItem
from report_builder.theme.geometry import PageGeometry

_TALL = 2.2
"""How tall lines of Nastaliq are at least, in shares of the size of their letters."""


@contextmanager
def spoken(builder: Builder, language: str, region: Region) -> Iterator[None]:
    """Build meanwhile in ``language``, if one is said; what runs in the other direction is turned about."""
    outer, builder.language = builder.language, language or builder.language
    start = len(builder.stack.rows)
    if is_hanging(builder.language) is is_hanging(outer):
        yield
    else:
        with _tall_lines(builder):
            yield
    turned = is_leftward(builder.language) is not is_leftward(outer)
    builder.language = outer
    if turned:
        frames = len(builder.stack.frames)
        _Mirror(builder.theme.page, frames).rows(builder.stack.rows[start:], 2 * region.x + region.width)


@contextmanager
def _tall_lines(builder: Builder) -> Iterator[None]:
    """Build meanwhile in lines that are tall enough for the language, where the one around it has others."""
    styles, builder.composer.hanging = builder.styles, is_hanging(builder.language)
    builder.styles = builder.theme.styles
    if builder.composer.hanging and builder.looks.has_nastaliq:
        builder.styles = {
            name: replace(style, leading=max(style.leading, _TALL * style.size))
            for name, style in styles.items()
        }
    yield
    builder.styles, builder.composer.hanging = styles, not builder.composer.hanging


class _Mirror:
    """Turns rows about, each once; the outermost ``frames`` stand around them and stay."""

    def __init__(self, page: PageGeometry, frames: int) -> None:
        self._page = page
        self._outer = frames
        self._seen = set[int]()
        self._frames: dict[int, Frame] = {}
        self._stacks: dict[int, tuple[Frame, ...]] = {}

    def rows(self, rows: Iterable[Row], across: float) -> None:
        """Turn about rows of a column that is as wide as ``across`` (points)."""
        for row in rows:
            if id(row) in self._seen:
                continue
            self._seen.add(id(row))
            width = self._page.full_width if row.wide else across
            row.items = tuple(_turned(item, width) for item in row.items)
            row.frames = self._around(row.frames, width)
            self.rows(row.repeat, across)
            for note in row.notes:
                self.rows(note.rows, self._page.text_width)
            for block in row.margin:
                self.rows(block.rows, self._page.margin_width)

    def _around(self, frames: tuple[Frame, ...], across: float) -> tuple[Frame, ...]:
        """The frames of a row; rows that have the same ones have the same ones still."""
        if len(frames) <= self._outer:
            return frames
        if id(frames) not in self._stacks:
            inner = tuple(self._frame(frame, across) for frame in frames[self._outer :])
            self._stacks[id(frames)] = frames[: self._outer] + inner
        return self._stacks[id(frames)]

    def _frame(self, frame: Frame, across: float) -> Frame:
        if id(frame) not in self._frames:
            turned = replace(frame, x=across - frame.x - frame.width, edge_right=not frame.edge_right)
            self._frames[id(frame)] = turned
        return self._frames[id(frame)]


def _turned(item: Item, across: float) -> Item:
    """An item at the other side."""
    if isinstance(item, TextItem):
        # Where its lines begin they say themselves; what is aligned otherwise keeps that.
        return replace(item, x=across - item.x - item.measure)
    width = item.scene.width if isinstance(item, SceneItem) else item.width
    return replace(item, x=across - item.x - width)
