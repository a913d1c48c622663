"""Figures: images, finding cards, finding charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby

from report_builder.diagnostics import SourceSpan
from report_builder.graphics.charts import draw_chart, label_languages
from report_builder.graphics.scene import Label, Measure
from report_builder.layout.blocks.builder import NOBODY, BlockFunction, Builder, Region
from report_builder.layout.blocks.captions import caption_rows
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Floating, ImageItem, Row, SceneItem, TextItem
from report_builder.layout.blocks.stacking import OPEN, set_beside
from report_builder.layout.compose.runs import Line, Run
from report_builder.layout.pictures import prepare_picture
from report_builder.model.blocks import Block, Figure, FindingChart
from report_builder.model.inlines import Inlines
from report_builder.model.tags import Element

TALLEST = 0.8
"""The largest share of the text height that an image may take."""


def figure(builder: Builder, node: Figure, region: Region) -> None:
    """An image with its caption: in the margin beside it, or below where it takes the margin too."""
    page = builder.theme.page
    wide = node.wide and region.can_widen(page)
    column = page.full_width if wide else region.width
    width = column * node.width
    height = width * node.image.height / node.image.width
    tallest = TALLEST * page.lines * page.grid
    if height > tallest:
        width, height = width * tallest / height, tallest
    prepared = prepare_picture(node.image, width, builder.theme.image_ppi)
    element = None
    if node.caption or node.credit:
        region = region.below(region.element.add(Element("Div")))
    if node.alt is not None:
        element = region.element.add(
            Element("Figure", alt=builder.alt(node), attributes={"Placement": "Block"})
        )
    row = Row(height, (ImageItem(prepared, region.x, 0.0, width, height, element),))
    row.wide = wide
    builder.begin(row, node.id, node.span, element)
    place_captioned(builder, [row], node.label, node.caption, region, node.credit)


def finding_chart(builder: Builder, node: FindingChart, region: Region) -> None:
    """A chart. What is drawn is a figure; its labels and values, which say it all, are a table.

    One that is taller than a page has a figure for each part.
    """
    measure, page = measure_of(builder), builder.theme.page
    words, styles = builder.voice.words, builder.styles
    tallest = TALLEST * page.lines * page.grid
    scenes = draw_chart(node.kind, node.findings, region.width, measure, words, styles, tallest)
    group = region.element.add(Element("Div"))
    alt = builder.alt(node)
    drawings = [group.add(Element("Figure", alt=alt, attributes={"Placement": "Block"})) for _ in scenes]
    table = group.add(Element("Table"))
    row_groups, owners = _chart_table(builder, node)
    spans = {
        f"row:{index}:{column}": finding.span
        for index, finding in enumerate(node.findings)
        for column in ("label", "value")
    }
    rows: list[Row] = []
    for scene, drawing in zip(scenes, drawings, strict=True):
        labels: list[TextItem] = []
        for part, found in groupby(scene.labels, key=lambda label: label.part):
            owner = owners.get(part or "") or _drawn(builder, drawing)
            labels += label_items(builder, [(label, owner) for label in found], spans.get(part or ""))
        rows.append(Row(scene.height, (SceneItem(scene, region.x, 0.0, drawing, tuple(labels)),)))
    builder.begin(rows[0], node.id, node.span, drawings[0])
    # The caption is the table's: the drawing is told in a sentence, and what it says stands in the table.
    place_captioned(builder, rows, node.label, node.caption, region.below(table))
    table.kids += row_groups


def _drawn(builder: Builder, drawing: Element) -> ElementOwner:
    """The owner of what the program itself writes into a drawing, such as the numbers of an axis."""
    spoken = builder.voice.language
    if spoken == builder.language:
        return ElementOwner(drawing)
    return ElementOwner(Element("Span", language=spoken), ElementOwner(drawing))


def measure_of(builder: Builder) -> Measure:
    """What tells a drawing how wide a text is in a style."""

    @cache  # a text is measured again for each width that is tried
    def measure(text: str, style: str, /) -> float:
        return builder.composer.natural_width([builder.run(text, style, NOBODY)])[1]

    return measure


def _chart_table(
    builder: Builder, node: FindingChart
) -> tuple[tuple[Element, Element], dict[str, ElementOwner]]:
    """Head and body of the table of a chart's data, and the owner of each part of the drawing."""
    own, spoken = builder.report.publication.language, builder.voice.language
    languages = label_languages(node.findings, own, spoken)
    head_group, body = Element("THead"), Element("TBody")
    head = head_group.add(Element("TR"))
    columns = [head.add(Element("TH", attributes={"Scope": "Column"})) for _ in range(2)]
    owners = {f"head:{index}": builder.owner(column, spoken) for index, column in enumerate(columns)}
    for index, _ in enumerate(node.findings):
        row = body.add(Element("TR"))
        heading = row.add(Element("TH", attributes={"Scope": "Row"}))
        owners[f"row:{index}:label"] = builder.owner(heading, languages[f"row:{index}:label"])
        value = row.add(Element("TD", headers=(heading, columns[1])))
        owners[f"row:{index}:value"] = builder.owner(value, languages[f"row:{index}:value"])
    return (head_group, body), owners


def label_items(
    builder: Builder, labels: Sequence[tuple[Label, ElementOwner]], span: SourceSpan | None = None
) -> Iterable[TextItem]:
    """Labels of a drawing, each with its owner, as text at the places that the drawing gives them.

    Together they are one text. ``span`` is where it was written, None for the block itself.
    """
    palette = builder.theme.palette
    runs: list[Run] = []
    for index, (label, owner) in enumerate(labels):
        # The forced breaks leave blanks between the labels in the text layer.
        text = label.text if index == len(labels) - 1 else f"{label.text}\n"
        colour = palette[label.fill] if label.fill else builder.style(label.style).colour
        language = owner.element.language or builder.language
        runs.append(builder.run(text, label.style, owner, span=span, colour=colour, language=language))
    lines = builder.compose(runs, float("inf"))
    widest = _widest(labels, lines) if any(line.leftward for line in lines) else {}
    for (label, owner), line in zip(labels, lines, strict=True):
        shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[label.anchor]
        if line.leftward and label.anchor == "start":
            # Lines of one text begin below each other, at the right.
            shift = line.width - widest[id(owner.element), label.x]
        yield TextItem((line,), label.x - shift, label.y, 0.0, line.width)


def _widest(
    labels: Sequence[tuple[Label, ElementOwner]], lines: Sequence[Line]
) -> Mapping[tuple[int, float], float]:
    """How wide the widest line is of each text that has several in one place."""
    widest: dict[tuple[int, float], float] = {}
    for (label, owner), line in zip(labels, lines, strict=True):
        place = id(owner.element), label.x
        widest[place] = max(line.width, widest.get(place, 0.0))
    return widest


def place_captioned(
    builder: Builder,
    rows: list[Row],
    label: str,
    caption: Inlines,
    region: Region,
    credit: Inlines = (),
) -> None:
    """Add the rows of a figure with its caption and its credit, in the margin or below."""
    theme = builder.theme
    page, stack = theme.page, builder.stack
    start = len(stack.rows)
    with stack.block(page.grid, page.grid, limits=OPEN, firm=True):
        if not (caption or credit):
            stack.add(rows)
        elif theme.captions_beside and not rows[0].wide and region.can_widen(page):
            margin = Region(0.0, page.margin_width, "caption", region.element)
            beside = _caption(builder, rows[0], label, caption, margin, credit)
            set_beside(beside, rows[0], builder.baseline(builder.style("caption")))
            stack.add(rows)
        else:
            below = _caption(builder, rows[-1], label, caption, region, credit)
            rows[-1].keep = True
            for line in below:
                line.wide = rows[-1].wide
                line.keep = line is not below[-1]
            stack.add(rows, after=page.grid / 2)
            stack.add(below)
    if caption and region.can_widen(page):
        floating = Floating(rows[0].anchors[0])
        for row in stack.rows[start:]:
            row.floating = floating


def _caption(
    builder: Builder, row: Row, label: str, caption: Inlines, region: Region, credit: Inlines
) -> list[Row]:
    """The rows of a figure's caption and credit. ``row`` has the footnotes that they refer to."""
    owner = ElementOwner(region.element.add(Element("Caption")))
    rows = caption_rows(builder, label, caption, credit, region, owner)
    builder.attach_notes([row])
    return rows


ROWS: dict[type[Block], BlockFunction] = {
    Figure: figure,
    FindingChart: finding_chart,
}
"""How the kinds of pictures and numbers get their rows; all kinds together are in ``registry``."""
