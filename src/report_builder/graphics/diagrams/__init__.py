"""Diagrams: a few things and how they hang together, drawn as strands, marks and short texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from report_builder.graphics.diagrams.balance import draw_balance
from report_builder.graphics.diagrams.groups import draw_groups
from report_builder.graphics.diagrams.loop import draw_loop
from report_builder.graphics.diagrams.ring import draw_ring
from report_builder.graphics.diagrams.steps import draw_steps
from report_builder.graphics.lettering import Lettering
from report_builder.graphics.scene import Measure, Scene, TypeSize
from report_builder.model.blocks import DiagramItem, DiagramKind


def draw_diagram(
    kind: DiagramKind,
    items: Sequence[DiagramItem],
    width: float,
    measure: Measure,
    styles: Mapping[str, TypeSize],
) -> Scene:
    """Draw ``items`` as a diagram of ``kind``, ``width`` points wide; the height follows from the texts.

    ``measure`` tells how wide a text is in a style; ``styles`` gives the sizes of the styles label and
    chart_label. Labels stand in reading order and carry what they are of the items: ``item:<i>:name``,
    ``item:<i>:text`` and ``item:<i>:part:<j>``; all that is drawn has no part. The same arguments give
    the same scene. Raises TooNarrowError where a word has no room.
    """
    lettering = Lettering(measure, styles)
    match kind:
        case DiagramKind.CYCLE:
            draw = draw_loop if len(items) == _TWO else draw_ring
            return draw(items, width, lettering)
        case DiagramKind.STEPS:
            return draw_steps(items, width, lettering)
        case DiagramKind.BALANCE:
            return draw_balance(items, width, lettering)
        case DiagramKind.GROUPS:
            return draw_groups(items, width, lettering)
        case _:
            assert_never(kind)


def draw_narrow(
    kind: DiagramKind,
    items: Sequence[DiagramItem],
    width: float,
    measure: Measure,
    styles: Mapping[str, TypeSize],
) -> Scene:
    """As :func:`draw_diagram`, with the items of a cycle and of steps below each other.

    Raises TooNarrowError for the other kinds too.
    """
    from report_builder.graphics.diagrams.column import draw_column  # few reports have a place for one

    if kind not in (DiagramKind.CYCLE, DiagramKind.STEPS):
        return draw_diagram(kind, items, width, measure, styles)
    return draw_column(items, width, Lettering(measure, styles), around=kind is DiagramKind.CYCLE)


_TWO = 2
