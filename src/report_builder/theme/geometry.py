"""The sheet, and where columns and lines stand on it. All lengths are points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from report_builder.sources.schema import Key, Length

LARGEST_SIDE = 14_400.0
"""The largest side of a PDF page, in points (ISO 32000-1, annex C)."""

FORMATS: Mapping[str, tuple[float, float]] = {
    "A4": (595.276, 841.89),
    "A5": (419.528, 595.276),
    "16:9": (960.0, 540.0),
}
"""Width and height in points of the pages that have a name: upright ones of ISO 216, and one for screens."""


HUNG = "hung"
"""What a theme says of numbers that stand in the blank left of their titles."""

HANGING_GAP = 0.5
"""How far a number that hangs left of a title stands from it, as a share of the title's size."""
HANGING_CLEAR = 12.0
"""How far it stands at least from what is left of it: another column, or the edge of the sheet."""


_TURNED_BLANK = 2 / 3
"""The blank at the sides of a sheet that lies, as a share of the inner one of an upright sheet."""


class PageGeometry(Struct, frozen=True):
    """One page. Facing pages mirror: ``inner`` is the margin at the fold, or at the left where none face.

    From the fold outwards: ``inner``, the text column, ``gutter``, the margin column; where that has no width
    there is no gutter either. ``top`` is the distance from the upper edge to the first grid line's top;
    ``lines`` grid lines of ``grid`` points make the height of the text area. ``head`` and ``folio`` are the
    baselines of running head and page number, from the upper edge. Chapters begin on ``any`` page or on the
    ``right``. Side notes stand ``beside`` the text or ``below`` what they remark on; None: beside it where
    there is a margin column. With two ``columns`` of text, each is ``text_width`` wide, and ``column_gap`` is
    between them; None: as much as a grid line.
    """

    width: Annotated[float, Length("key.theme.page.width", minimum=72, maximum=LARGEST_SIDE)]
    height: Annotated[float, Length("key.theme.page.height", minimum=72, maximum=LARGEST_SIDE)]
    inner: Annotated[float, Length("key.theme.page.inner", minimum=0)]
    text_width: Annotated[float, Length("key.theme.page.text-width", minimum=72)]
    gutter: Annotated[float, Length("key.theme.page.gutter", minimum=0)]
    margin_width: Annotated[float, Length("key.theme.page.margin-width", minimum=0)]
    top: Annotated[float, Length("key.theme.page.top", minimum=0)]
    lines: Annotated[int, Key("key.theme.page.lines", minimum=10, maximum=1000)]
    grid: Annotated[float, Length("key.theme.page.grid", minimum=6, maximum=72)]
    head: Annotated[float, Length("key.theme.page.head", minimum=0)]
    folio: Annotated[float, Length("key.theme.page.folio", minimum=0)]
    sided: Annotated[str, Key("key.theme.page.sided", choices=("double", "single"))] = "double"
    start_chapters: Annotated[str, Key("key.theme.page.start-chapters", choices=("any", "right"))] = "any"
    notes: Annotated[str | None, Key("key.theme.page.notes", choices=("beside", "below"))] = None
    columns: Annotated[int, Key("key.theme.page.columns", minimum=1, maximum=2)] = 1
    column_gap: Annotated[float | None, Length("key.theme.page.column-gap", minimum=6, maximum=144)] = None

    @property
    def turned(self) -> PageGeometry:
        """The same sheet lying on its side, for what is wider than high: one column, no margin beside it.

        Head and foot are as far from its edges as on an upright one.
        """
        below = self.height - self.floor
        blank = self.inner * _TURNED_BLANK
        return replace(
            self,
            width=self.height,
            height=self.width,
            inner=blank,
            text_width=self.height - 2 * blank,
            gutter=0.0,
            margin_width=0.0,
            lines=max(1, int((self.width - self.top - below) / self.grid)),
            folio=self.width - (self.height - self.folio),
            sided="single",
            start_chapters="any",
            columns=1,
        )

    @property
    def floor(self) -> float:
        """The lower end of the text area, from the upper edge of the page."""
        return self.top + self.lines * self.grid

    @property
    def full_width(self) -> float:
        """All columns together, with what is between them."""
        if self.has_margin:
            return self.text_width + self.gutter + self.margin_width
        return self.second + self.text_width

    @property
    def two_columns(self) -> bool:
        """Tell whether text stands in two columns."""
        return self.columns == 2

    @property
    def column_room(self) -> float:
        """What is between two columns of text."""
        return self.grid if self.column_gap is None else self.column_gap

    @property
    def second(self) -> float:
        """Where the last column of text begins, from where the first does: 0 where that is the only one."""
        return self.text_width + self.column_room if self.two_columns else 0.0

    @property
    def has_margin(self) -> bool:
        """Tell whether there is a margin column."""
        return self.margin_width > 0

    @property
    def notes_beside(self) -> bool:
        """Tell whether side notes stand in the margin column."""
        return self.has_margin and self.notes != "below"

    @property
    def is_double(self) -> bool:
        """Tell whether pages face each other."""
        return self.sided == "double"

    def is_right(self, index: int) -> bool:
        """Tell whether the page with this index, from 0, is laid out as one on the right is."""
        return not self.is_double or index % 2 == 0

    @property
    def hanging_room(self) -> float:
        """The width left of text that is blank on every page and in every column, for what hangs there."""
        return self.narrowest_blank[1] - HANGING_CLEAR

    @property
    def narrowest_blank(self) -> tuple[str, float]:
        """The least blank left of text, with the key that gives it: ``text_width`` for the outer margin."""
        blanks = [("inner", self.inner)]
        if self.is_double and self.has_margin:
            blanks.append(("gutter", self.gutter))
        elif self.is_double:
            blanks.append(("text_width", self.width - self.inner - self.full_width))
        if self.two_columns:
            blanks.append(("column_gap", self.column_room))
        return min(blanks, key=lambda blank: blank[1])
