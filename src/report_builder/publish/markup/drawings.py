"""Charts, diagrams and art as SVG, each as the PDF has it and, where words need it, a narrow one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TypeVar

from markupsafe import Markup

from report_builder.graphics.art import Art
from report_builder.graphics.bar_chart import END_MARK
from report_builder.graphics.charts import draw_chart
from report_builder.graphics.diagrams import draw_diagram
from report_builder.graphics.lettering import TooNarrowError
from report_builder.graphics.movement import TRAVEL
from report_builder.graphics.scene import Rect, Scene
from report_builder.language.catalogue import Catalogue
from report_builder.layout.sheet_art import draw_sheet
from report_builder.model.blocks import Diagram, FindingChart
from report_builder.publish.markup.html import element, lines
from report_builder.publish.measure import measure_of
from report_builder.publish.svg import STRETCHED, fit_of, paint_svg, paint_windows, with_own_colours
from report_builder.theme.geometry import PageGeometry
from report_builder.theme.model import Sheet, SheetKind, Theme

_Drawn = TypeVar("_Drawn", Scene, tuple[Scene, ...])
_ONE_LANGUAGE: Mapping[str, str | None] = {}
_NARROW = 212.0
"""How many points wide a drawing is for a telephone: its smallest text is then as large as small print."""
_PAGE = 1.5
"""How tall a drawing is that has room on a page of an e-book, as a share of its width."""
_COLUMN = 0.72
"""The share of its width that a page of the site has for text (``--text``, ``--gutter``, ``--margin``)."""
_STEP = 1.06
_BAR = 3.0


class Drawings:
    """Draws what a report shows, in one theme: charts, diagrams, bars and generated art."""

    def __init__(self, theme: Theme, *, only_narrow: bool = False) -> None:
        """Measure texts in the fonts of ``theme``.

        ``only_narrow`` gives the drawing for narrow screens alone, where no style sheet is sure to choose.
        """
        self._theme = theme
        self._only_narrow = only_narrow
        self._measure = measure_of(theme)
        # Each is drawn once, though it stands on the page of its chapter and on that of everything.
        self.diagram = cache(self._diagram)
        self.field = cache(self._field)

    def chart(
        self, node: FindingChart, alt: str | None, words: Catalogue, languages: Mapping[str, str | None]
    ) -> Markup:
        """A chart of findings, with the heads that ``words`` have; ``alt`` is None if it says nothing.

        ``languages`` are those of parts that are in another one than what is around the chart.
        """
        styles = self._theme.styles

        def draw(width: float) -> tuple[Scene, ...]:
            tallest = _PAGE * width if self._only_narrow else float("inf")
            return draw_chart(node.kind, node.findings, width, self._measure, words, styles, tallest)

        if self._only_narrow and len(scenes := _fitting(draw, _NARROW)) > 1:
            painted = self._theme.written_styles
            parts = (paint_svg(scene, painted, alt=alt, languages=languages) for scene in scenes)
            return element("div", self._coloured(lines(*parts)), class_="drawing")
        return self._both(lambda width: draw(width)[0], _column(self._theme.page), alt, languages)

    def _diagram(self, node: Diagram, alt: str | None) -> Markup:
        """A diagram; ``alt`` is None if it says nothing itself."""

        def draw(width: float) -> Scene:
            return draw_diagram(node.kind, node.items, width, self._measure, self._theme.styles)

        page = self._theme.page
        return self._both(draw, page.full_width if node.wide else _column(page), alt)

    def bar(self, share: float) -> Markup:
        """A share of a hundred as a bar on a rail; decoration, for its number stands beside it."""
        rail = Rect(0.0, 0.0, 100.0, _BAR, fill="tint_strong")
        bar = Rect(0.0, 0.0, min(100.0, max(0.0, share)), _BAR, fill="chart")
        end = Rect(100.0 - END_MARK, 0.0, END_MARK, _BAR, fill="rule")
        scene = Scene(100.0, _BAR, (rail, end, bar))
        return self._coloured(paint_svg(scene, self._theme.styles, alt=None, look="bar", fit=STRETCHED))

    def _field(
        self, sheet: SheetKind, stage: float, width: float, height: float, *, colour: str = "ink"
    ) -> Markup:
        """The art of a kind of page at a stage of its movement; nothing where the theme has none."""
        looks = self._theme.sheets[sheet]
        if looks.art is Art.NONE:
            return Markup("")
        return self._coloured(_painted_field(looks, width, height, stage, colour))

    def fields(
        self, sheet: SheetKind, stages: Sequence[float], width: float, height: float, *, name: str
    ) -> list[Markup]:
        """Art at rising ``stages`` for one page: windows of one drawing, whose id is ``name``."""
        looks = self._theme.sheets[sheet]
        if looks.art is Art.NONE or not stages:
            return [Markup("") for _ in stages]
        first = stages[0]
        starts = [TRAVEL * width * (stage - first) for stage in stages]
        windows = 1 + starts[-1] / width
        scene = draw_sheet(looks, width, height, first, colour="ink", windows=windows)
        painted = paint_windows(scene, starts, width, look="field", name=name, fit=fit_of(looks.art))
        return list(map(self._coloured, painted))

    def _coloured(self, drawing: Markup) -> Markup:
        return with_own_colours(drawing, self._theme.palette)

    def _both(
        self,
        draw: Callable[[float], Scene],
        width: float,
        alt: str | None,
        languages: Mapping[str, str | None] = _ONE_LANGUAGE,
    ) -> Markup:
        """A drawing ``width`` points wide, and one for narrow screens that says the same; one is shown."""
        narrow = _fitting(draw, _NARROW)
        wide = narrow if self._only_narrow else _fitting(draw, width)
        styles = self._theme.written_styles
        if narrow.width >= wide.width:
            only = paint_svg(wide, styles, alt=alt, languages=languages)
            return element("div", self._coloured(only), class_="drawing")
        both = (
            paint_svg(wide, styles, alt=alt, look="wide", languages=languages),
            paint_svg(narrow, styles, alt=alt, look="narrow", waits=True, languages=languages),
        )
        return element("div", self._coloured(lines(*both)), class_="drawing")


@lru_cache(maxsize=128)  # the next version of a report has the same, and so has the next look at a draft
def _column(page: PageGeometry) -> float:
    """How wide, in points, the one column of the site is, whose pages have a margin column too."""
    return _COLUMN * page.full_width if page.two_columns else page.text_width


def _painted_field(looks: Sheet, width: float, height: float, stage: float, colour: str) -> Markup:
    scene = draw_sheet(looks, width, height, stage, colour=colour)
    return paint_svg(scene, {}, alt=None, look="field", fit=fit_of(looks.art))


def _fitting(draw: Callable[[float], _Drawn], width: float) -> _Drawn:
    """Draw as narrow as ``width`` or, where a word has no room, as narrow as can be."""
    while True:
        try:
            return draw(width)
        except TooNarrowError:
            width *= _STEP
