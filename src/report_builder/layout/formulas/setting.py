"""Sets formulas: from the tree to a box.

After The TeXbook, appendix G, with the measures of the font's MATH table in place of TeX's own parameters
(OpenType 1.9, "MathConstants"). Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from report_builder.layout.formulas import growing, stacks
from report_builder.layout.formulas.boxes import NOTHING, Box, blank, together
from report_builder.layout.formulas.font import Constant, Glyph, math_font
from report_builder.layout.formulas.grids import set_grid
from report_builder.layout.formulas.kinds import flat, kind_of, kinds_of
from report_builder.layout.formulas.measures import Measures, Style
from report_builder.layout.formulas.one_line import ACCENTS, one_line, written
from report_builder.model.formulas import (
    Blank,
    Fence,
    Fraction,
    Grid,
    Item,
    Kind,
    Marked,
    Number,
    Root,
    Row,
    Scripts,
    Sign,
    Stacked,
    Variant,
    Words,
)
from report_builder.model.math_letters import shaped

_THIN, _MEDIUM, _THICK = 3 / 18, 4 / 18, 5 / 18
_BLANKS = {0: 0.0, 1: _THIN, 2: _MEDIUM, 3: _THICK}
# The TeXbook, p. 170: rows and columns are Ord, Op, Bin, Rel, Open, Close, Punct, Inner; what is negative
# stands in displays and in text only, and what cannot be is 0.
_BETWEEN = (
    (0, 1, -2, -3, 0, 0, 0, -1),
    (1, 1, 0, -3, 0, 0, 0, -1),
    (-2, -2, 0, 0, -2, 0, 0, -2),
    (-3, -3, 0, 0, -3, 0, 0, -3),
    (0, 0, 0, 0, 0, 0, 0, 0),
    (0, 1, -2, -3, 0, 0, 0, -1),
    (-1, -1, 0, -1, -1, -1, -1, -1),
    (-1, 1, -2, -3, -1, 0, -1, -1),
)
_FENCE_SHARE = 0.901
_FENCE_LACK = 0.5
"""How much shorter than its inside a bracket may be: a share of it, and ems (The TeXbook, p. 152)."""
_WORD_BLANK = 0.25
_SHORT = 10.0
"""A formula of so many ems stays in one line."""


def set_formula(item: Item, size: float, *, display: bool) -> Box:
    """The box of a formula in a type size."""
    return _Setter(size).set(item, Style(0 if display else 1))


def pieces(item: Row, size: float) -> list[tuple[Box, str]]:
    """The boxes of a formula in text, which may be divided between them, each with its signs on one line.

    A division is behind relations and operators. A short formula is not divided.
    """
    setter = _Setter(size)
    items = [*flat(item.items)]
    texts = written(items)
    whole = setter.set(item, Style(1))
    if whole.width <= _SHORT * size:
        return [(whole, one_line("".join(texts)))]
    found: list[tuple[Box, str]] = []
    row: list[tuple[Box, float, float]] = []
    text = ""
    x = 0.0
    waiting = iter(texts)
    for box, before, kind in setter.spaced(items, Style(1)):
        if row and kind is None:
            found.append((together(row, x + before), one_line(text)))
            row, x, text = [], 0.0, ""
            continue
        if kind is not None:
            text += next(waiting)
        x += before
        row.append((box, x, 0.0))
        x += box.width
    return [*found, (together(row, x), one_line(text))] if row else found


class _Setter:
    """Sets the parts of one formula in one size."""

    def __init__(self, size: float) -> None:
        self._font = math_font()
        self._measures = Measures(size)

    def _size(self, style: Style) -> float:
        return self._measures.size(style)

    def _of(self, which: Constant, style: Style) -> float:
        return self._measures.of(which, style)

    def set(self, item: Item, style: Style) -> Box:  # noqa: C901  one case a kind
        """The box of an item."""
        match item:
            case Sign():
                return self._sign(item, style)
            case Number(text) | Words(text):
                return self._letters(text, style)
            case Blank(width):
                return blank(width * self._size(style))
            case Row(items):
                return self._row(items, style)
            case Scripts():
                return self._scripts(item, style)
            case Fraction():
                return self._fraction(item, style)
            case Root(inside, index):
                box = None if index is None else self.set(index, Style(3, True))
                return stacks.root(self.set(inside, style.tight), box, style, self._measures)
            case Fence():
                return self._fence(item, style)
            case Marked():
                return self._marked(item, style)
            case Stacked():
                return self._stacked(item, style)
            case Grid():
                return self._grid(item, style)

    # Signs and rows

    def _glyph(self, char: str, style: Style) -> Glyph | None:
        return self._font.glyph(char, max(0, style.level - 1))

    def _sign(self, sign: Sign, style: Style) -> Box:
        size = self._size(style)
        text = shaped(sign.text, sign.variant) if sign.variant is not Variant.UPRIGHT else sign.text
        glyph = self._glyph(text, style) or self._glyph(sign.text, style)
        if glyph is None:
            return NOTHING
        if sign.kind is not Kind.LARGE:
            return growing.single(glyph.number, size)
        if style.level == 0:
            least = self._of(Constant.DISPLAY_OPERATOR_MIN_HEIGHT, style)
            box = growing.upright(sign.text, size, least)
        else:
            box = growing.single(glyph.number, size)
        return self._on_axis(box, style)

    def _on_axis(self, box: Box, style: Style) -> Box:
        """A box moved so that its middle is on the axis, where minus signs and bars of fractions are."""
        down = (box.above - box.below) / 2 - self._of(Constant.AXIS_HEIGHT, style)
        whole = together([(box, 0.0, down)], box.width)
        return replace(whole, italic=box.italic, attachment=box.attachment, single=box.single)

    def _letters(self, text: str, style: Style) -> Box:
        """Upright letters beside each other."""
        size = self._size(style)
        placed: list[tuple[Box, float, float]] = []
        x = 0.0
        for char in text:
            glyph = None if char.isspace() else self._glyph(char, style)
            if glyph is None:
                x += _WORD_BLANK * size
                continue
            box = growing.single(glyph.number, size)
            placed.append((box, x, 0.0))
            x += box.width
        return replace(together(placed, x), single=len(placed) == 1)

    def _row(self, items: Sequence[Item], style: Style) -> Box:
        placed: list[tuple[Box, float, float]] = []
        x = 0.0
        last = NOTHING
        for box, before, kind in self.spaced(items, style):
            x += before
            if kind is not None:
                placed.append((box, x, 0.0))
                x += box.width
                last = box
        return replace(together(placed, x), italic=last.italic)

    def spaced(self, items: Sequence[Item], style: Style) -> Iterator[tuple[Box, float, Kind | None]]:
        """The boxes of a row, each with the blank before it and its kind.

        Where a line may end after a relation or an operator, nothing comes, with the blank that follows it.
        """
        row = [*flat(items)]
        kinds = kinds_of(row)
        em = self._size(style)
        above: Kind | None = None
        for index, item in enumerate(row):
            if isinstance(item, Blank):
                yield blank(item.width * em), 0.0, Kind.ORDINARY
                continue
            kind = kinds[index]
            before = 0.0
            if above is not None:
                step = _BETWEEN[above.value][kind.value]
                before = _BLANKS[abs(step)] * em if step > 0 or style.level < 2 else 0.0
            if above in (Kind.RELATION, Kind.BINARY) and kind not in (Kind.RELATION, Kind.BINARY):
                yield NOTHING, before, None
                before = 0.0
            yield self.set(item, style), before, kind
            above = kind

    # Scripts

    def _scripts(self, item: Scripts, style: Style) -> Box:
        base = item.base
        below = self.set(item.below, style.script.tight) if item.below is not None else None
        above = self.set(item.above, style.script) if item.above is not None else None
        box = self.set(base, style)
        if isinstance(base, Sign | Words) and base.limits and style.level == 0:
            return stacks.limits(box, below, above, style, self._measures)
        gap = self._of(Constant.SPACE_AFTER_SCRIPT, style)
        is_large = isinstance(base, Sign) and base.kind is Kind.LARGE
        up, down = self._shifts(box, below, above, style, is_sign=box.single and not is_large)
        placed = [(box, 0.0, 0.0)]
        right = box.width
        if above is not None:
            x = box.width + (0.0 if is_large else box.italic)
            placed.append((above, x, -up))
            right = max(right, x + above.width + gap)
        if below is not None:
            x = box.width - (box.italic if is_large else 0.0)
            placed.append((below, x, down))
            right = max(right, x + below.width + gap)
        return together(placed, right)

    def _shifts(
        self, base: Box, below: Box | None, above: Box | None, style: Style, *, is_sign: bool
    ) -> tuple[float, float]:
        """How far scripts stand above and below the baseline; at a sign that is not large always alike."""
        raised = Constant.SUPERSCRIPT_SHIFT_UP_CRAMPED if style.cramped else Constant.SUPERSCRIPT_SHIFT_UP
        up, down = self._of(raised, style), self._of(Constant.SUBSCRIPT_SHIFT_DOWN, style)
        if not is_sign:
            up = max(up, base.above - self._of(Constant.SUPERSCRIPT_BASELINE_DROP_MAX, style))
            down = max(down, base.below + self._of(Constant.SUBSCRIPT_BASELINE_DROP_MIN, style))
        if above is not None:
            up = max(up, above.below + self._of(Constant.SUPERSCRIPT_BOTTOM_MIN, style))
        if below is not None:
            down = max(down, below.above - self._of(Constant.SUBSCRIPT_TOP_MAX, style))
        if above is not None and below is not None:
            lack = self._of(Constant.SUB_SUPERSCRIPT_GAP_MIN, style) - (
                (up - above.below) - (below.above - down)
            )
            if lack > 0:
                most = self._of(Constant.SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT, style)
                raise_by = min(lack, max(0.0, most - (up - above.below)))
                up += raise_by
                down += lack - raise_by
        return up, down

    def _fraction(self, item: Fraction, style: Style) -> Box:
        if item.display is not None:
            style = Style(0 if item.display else 1, style.cramped)
        top, bottom = self.set(item.top, style.over), self.set(item.bottom, style.over.tight)
        place = stacks.over_bar if item.bar else stacks.stacked
        return place(top, bottom, style, self._measures)

    # Brackets

    def _fence(self, item: Fence, style: Style) -> Box:
        inside = self.set(item.inside, style)
        axis = self._of(Constant.AXIS_HEIGHT, style)
        size = self._size(style)
        reach = 2 * max(inside.above - axis, inside.below + axis)
        least = max(_FENCE_SHARE * reach, reach - _FENCE_LACK * size)
        placed: list[tuple[Box, float, float]] = []
        x = 0.0
        parts = [self._bracket(item.opening, style, least), inside, self._bracket(item.closing, style, least)]
        for box in parts:
            placed.append((box, x, 0.0))
            x += box.width
        return together(placed, x)

    def _bracket(self, sign: str, style: Style, least: float) -> Box:
        if not sign:
            return NOTHING
        return self._on_axis(growing.upright(sign, self._size(style), least), style)

    # Marks

    def _marked(self, item: Marked, style: Style) -> Box:
        inside = self.set(item.inside, style.tight)
        if item.mark in ("‾", "_") and item.stretches:
            return stacks.ruled(inside, style, self._measures, under=item.under)
        if item.stretches:
            mark = growing.across(item.mark, self._size(style), inside.width)
            return stacks.beyond(inside, mark, style, self._measures, under=item.under)
        glyph = self._glyph(ACCENTS[item.mark], style)
        if glyph is None:
            return inside
        mark = growing.single(glyph.number, self._size(style))
        lift = min(inside.above, self._of(Constant.ACCENT_BASE_HEIGHT, style)) - inside.above
        middle = inside.attachment if inside.single and inside.attachment else inside.width / 2
        x = middle - (mark.attachment or mark.width / 2)
        box = together([(inside, 0.0, 0.0), (mark, x, lift)], inside.width)
        return replace(box, italic=inside.italic, single=inside.single)

    def _stacked(self, item: Stacked, style: Style) -> Box:
        below = self.set(item.under, style.script.tight) if item.under is not None else None
        above = self.set(item.over, style.script) if item.over is not None else None
        return stacks.limits(self.set(item.base, style), below, above, style, self._measures)

    # Grids

    def _grid(self, grid: Grid, style: Style) -> Box:
        inner = Style(0 if grid.name == "lines" and style.level == 0 else max(1, style.level))
        rows = [
            [self._cell(cell, inner, column, grid) for column, cell in enumerate(row)] for row in grid.rows
        ]
        return set_grid(grid, rows, self._size(inner), self._of(Constant.AXIS_HEIGHT, style))

    def _cell(self, cell: Item, style: Style, column: int, grid: Grid) -> Box:
        box = self.set(cell, style)
        first = next(iter(flat((cell,))), None)
        if grid.aligned and column % 2 and first is not None and kind_of(first) is Kind.RELATION:
            return together([(box, _THICK * self._size(style), 0.0)])
        return box
