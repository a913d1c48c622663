"""Charts of findings: which function draws each kind, and the words that stand for the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from report_builder.graphics.axis import axis_of
from report_builder.graphics.bar_chart import draw_bar_chart
from report_builder.graphics.scene import Measure, Scene, TypeSize
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import all_of
from report_builder.language.passages import Piece, Pieces, Voice
from report_builder.model.blocks import ChartKind
from report_builder.model.findings import Finding


def draw_chart(
    kind: ChartKind,
    findings: Sequence[Finding],
    width: float,
    measure: Measure,
    words: Catalogue,
    styles: Mapping[str, TypeSize],
    tallest: float = float("inf"),
) -> tuple[Scene, ...]:
    """Draw ``findings`` as a chart of ``kind``, ``width`` points wide; the height follows from the texts.

    ``measure`` tells how wide a text is in a style. What is taller than ``tallest`` points becomes several
    scenes, one below the other. The labels stand in reading order and carry the parts
    of a table: ``head:0`` and ``head:1``, ``row:<i>:label`` and ``row:<i>:value``; all that is no data is
    of part ``drawing``. The same arguments give the same scene.
    """
    match kind:
        case ChartKind.BARS:
            return draw_bar_chart(findings, width, measure, words, styles, tallest)
        case _:
            assert_never(kind)


def chart_alt(kind: ChartKind, findings: Sequence[Finding], here: Voice, own: str) -> Pieces:
    """Tell what is seen of a chart of ``kind``, as ``here`` says it; its table has the statements and values.

    ``own`` is the language of the findings' unit.
    """
    match kind:
        case ChartKind.BARS:
            axis = axis_of(findings)
            if axis.of_shares:
                return here.pieces("document.chart-alt")
            *before, last = axis.written(here.words)
            unit = findings[0].unit
            if unit == "%":
                last, unit = here.words("rule.percent", number=last), ""
            behind = (Piece(f"\u00a0{unit}", own),) if unit else ()
            key = "document.chart-alt-below" if axis.low < 0 else "document.chart-alt-data"
            return here.woven(key, {"unit": behind}, marks=all_of([*before, last]))
        case _:
            assert_never(kind)


def value_column(findings: Sequence[Finding]) -> str:
    """Give the key of what the column of the values is called in the table of a chart."""
    return axis_of(findings).column


def label_languages(findings: Sequence[Finding], own: str, spoken: str) -> dict[str, str]:
    """Tell the language of the labels of each part: ``own`` is the report's, ``spoken`` the program's."""
    found = {"head:0": spoken, "head:1": spoken, "drawing": spoken}
    for index, finding in enumerate(findings):
        found[f"row:{index}:label"] = own
        found[f"row:{index}:value"] = finding.language or own
    return found
