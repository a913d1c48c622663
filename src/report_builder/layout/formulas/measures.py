"""The measures of a formula: type sizes by the place of a part, and the font's MATH table in points."""

from __future__ import annotations

from msgspec import Struct

from report_builder.layout.formulas.font import Constant, math_font


class Style(Struct, frozen=True):
    """How a part is set: 0 in a display, 1 in text, 2 as a script, 3 as a script of a script."""

    level: int
    cramped: bool = False

    @property
    def script(self) -> Style:
        """That of what stands above at the right."""
        return Style(2 if self.level < 2 else 3, self.cramped)

    @property
    def over(self) -> Style:
        """That of what stands over a bar."""
        return Style(min(self.level + 1, 3), self.cramped)

    @property
    def tight(self) -> Style:
        """The same with its scripts lower."""
        return Style(self.level, True)


class Measures:
    """Lengths of one formula, whose full type size is ``size`` points."""

    def __init__(self, size: float) -> None:
        self._font = math_font()
        down = self._font.constant(Constant.SCRIPT_PERCENT_SCALE_DOWN)
        downer = self._font.constant(Constant.SCRIPT_SCRIPT_PERCENT_SCALE_DOWN)
        self._sizes = (size, size, size * down, size * downer)

    def size(self, style: Style) -> float:
        """The type size of a part."""
        return self._sizes[style.level]

    def of(self, which: Constant, style: Style) -> float:
        """A measure of the font for a part."""
        return self._font.constant(which) * self.size(style) / 1000.0
