"""Figures: images, finding cards, finding charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import SourceSpan
from report_builder.graphics.bar_chart import END_MARK
from report_builder.graphics.charts import draw_chart, label_languages
from report_builder.graphics.scene import Label, Measure
from report_builder.language.message import hinted
from report_builder.language.passages import Piece, Pieces, joined
from report_builder.layout.blocks.builder import NOBODY, BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import ImageItem, Item, Row, RuleItem, SceneItem, TextItem
from report_builder.layout.blocks.stacking import OPEN, merged, set_beside
from report_builder.layout.compose.runs import Line, Run
from report_builder.layout.images import prepare_image
from report_builder.model.blocks import Block, Figure, FindingCards, FindingChart
from report_builder.model.findings import Finding, sources_of
from report_builder.model.inlines import Inlines
from report_builder.model.tags import Element

_TALLEST = 0.8
"""The largest share of the text height that an image may take."""


def figure(builder: Builder, node: Figure, region: Region) -> None:
    """An image with its caption: in the margin beside it, or below where it takes the margin too."""
    page = builder.theme.page
    wide = node.wide and region.can_widen(page)
    column = page.full_width if wide else region.width
    width = column * node.width
    height = width * node.image.height / node.image.width
    tallest = _TALLEST * page.lines * page.grid
    if height > tallest:
        width, height = width * tallest / height, tallest
    prepared = prepare_image(node.image, width, builder.theme.image_ppi)
    element = None
    if node.caption:
        region = region.below(region.element.add(Element("Div")))
    if node.alt is not None:
        element = region.element.add(
            Element("Figure", alt=builder.alt(node), attributes={"Placement": "Block"})
        )
    row = Row(height, (ImageItem(prepared, region.x, 0.0, width, height, element),))
    row.wide = wide
    builder.begin(row, node.id, node.span, element)
    place_captioned(builder, [row], node.label, node.caption, region)


def finding_chart(builder: Builder, node: FindingChart, region: Region) -> None:
    """A chart. What is drawn is a figure; its labels and values, which say it all, are a table.

    One that is taller than a page has a figure for each part.
    """
    measure, page = measure_of(builder), builder.theme.page
    words, styles = builder.voice.words, builder.theme.styles
    tallest = _TALLEST * page.lines * page.grid
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
    for (label, _), line in zip(labels, builder.compose(runs, float("inf")), strict=True):
        shift = {"start": 0.0, "middle": line.width / 2, "end": line.width}[label.anchor]
        yield TextItem((line,), label.x - shift, label.y, 0.0, line.width)


def place_captioned(builder: Builder, rows: list[Row], label: str, caption: Inlines, region: Region) -> None:
    """Add the rows of a figure with its caption, in the margin or below."""
    theme = builder.theme
    page, stack = theme.page, builder.stack
    with stack.block(page.grid, page.grid, limits=OPEN, firm=True):
        if not caption:
            stack.add(rows)
        elif theme.captions_beside and not rows[0].wide and region.can_widen(page):
            margin = Region(0.0, page.margin_width, "caption", region.element)
            beside = _caption(builder, rows[0], label, caption, margin)
            set_beside(beside, rows[0], builder.baseline(builder.style("caption")))
            stack.add(rows)
        else:
            below = _caption(builder, rows[-1], label, caption, region)
            rows[-1].keep = True
            for line in below:
                line.wide = rows[-1].wide
                line.keep = line is not below[-1]
            stack.add(rows, after=page.grid / 2)
            stack.add(below)


def _caption(builder: Builder, row: Row, label: str, caption: Inlines, region: Region) -> list[Row]:
    """The rows of a figure's caption. ``row`` has the footnotes that it refers to."""
    owner = ElementOwner(region.element.add(Element("Caption")))
    lines = builder.compose(
        [*builder.label(label, "caption", owner), *builder.runs(caption, "caption", owner)], region.width
    )
    builder.attach_notes([row])
    return builder.text_rows(lines, builder.style("caption"), region)


def finding_cards(builder: Builder, node: FindingCards, region: Region) -> None:
    """Findings as cards with large numerals: to a screen reader, a list."""
    page, cards = builder.theme.page, builder.theme.cards
    element = region.element.add(Element("L", attributes={"ListNumbering": "None"}))
    wide = region.can_widen(page) and len(node.findings) >= cards.columns
    count = cards.columns if wide else min(2, len(node.findings))
    room = page.full_width if wide else region.width
    width = (room - cards.gap * (count - 1)) / count
    rows: list[Row] = []
    factor = _value_factor(builder, node.findings, width)
    sources, of_all = sources_of(node.findings, builder.voice, builder.report.publication.language)
    for start in range(0, len(node.findings), count):
        row = Row(0.0, wide=wide, keep=bool(of_all) or start + count < len(node.findings), span=node.span)
        for place, finding in enumerate(node.findings[start : start + count]):
            x = region.x + place * (width + cards.gap)
            card = _card(builder, finding, sources[start + place], element, Place(x, width, factor))
            row.height = max(row.height, merged(row, card) + card[-1].after)
        rows.append(row)
    builder.begin(rows[0], node.id, node.span, element)
    with builder.stack.block(page.grid, page.grid, limits=OPEN, firm=True):
        for row in rows:
            builder.stack.add([row], page.grid, 0.0 if of_all and row is rows[-1] else page.grid)
        if of_all:
            owner = builder.owner(region.element.add(Element("P")), of_all[0].language)
            runs = builder.said(of_all, "card_source", owner, span=node.span, language=of_all[0].language)
            below = replace(region, width=room)
            lines = builder.text_rows(builder.compose(runs, room), builder.style("card_source"), below)
            for row in lines:
                row.wide = wide
            builder.stack.add(lines, page.grid / 2, page.grid)


class Place(Struct, frozen=True):
    """Where a card stands, and how large its numerals are, as a share of their size in the theme."""

    x: float
    width: float
    factor: float


def _value_factor(builder: Builder, findings: Sequence[Finding], width: float) -> float:
    """How large numerals are, as a share of their size, for none to be broken; alike in all cards.

    They take the largest size of the theme that has room, none smaller than the words below them. Where that
    has no room either they become as small as they must (RB-LONG-NUMBER).
    """
    size, words = builder.style("card_value").size, builder.style("card_statement").size
    least = min(size, words)
    numbers = {finding.id: finding.number_and_unit[0] for finding in findings}
    room = {key: size * width / _width_of(builder, number, "card_value") for key, number in numbers.items()}
    narrow = min(room.values())
    steps = (style.size for style in builder.theme.styles.values() if least <= style.size <= size)
    if step := max((step for step in steps if step <= narrow), default=0.0):
        return step / size
    if size * width / _width_of(builder, _SHORT, "card_value") < least:
        said = hinted("layout.cards-narrow", width=round(width))
        builder.diagnostics.warn("RB-LONG-NUMBER", builder.theme.cards.span, *said)
        return narrow / size
    for finding in findings:
        if room[finding.id] < least:
            shown = " ".join(numbers[finding.id].split())
            builder.diagnostics.warn(
                "RB-LONG-NUMBER", finding.span, *hinted("layout.card-number", number=shown)
            )
    return narrow / size


_SHORT = "100\u00a0%"
"""What every card must have room for."""


def _width_of(builder: Builder, text: str, style: str) -> float:
    return builder.composer.natural_width([builder.run(text, style, NOBODY)])[1] + _SPARE


_SPARE = 0.5
"""Room beside large numerals, in points, for what rounding takes."""


def _card(builder: Builder, finding: Finding, source: Pieces, parent: Element, place: Place) -> list[Row]:
    """A rule, the value, its bar and what is said of it, below each other."""
    x, width = place.x, place.width
    body = parent.add(Element("LI")).add(Element("LBody"))
    with builder.apart() as stack:
        stack.add([Row(0.0, builder.rule("card", x, 0.0, width))], after=builder.theme.cards.padding)
        _add_value(builder, finding, ElementOwner(body.add(Element("P"))), place)
        if bar := _card_bar(builder, finding, x, width):
            stack.add([Row(3 * builder.theme.cards.bar, bar)])
        own = builder.report.publication.language
        statement = joined((Piece(finding.statement, own),))
        for name, pieces in (
            ("card_statement", statement),
            ("card_source", source),
        ):
            if pieces:
                language = pieces[0].language if len(pieces) == 1 else builder.language
                owner = builder.owner(body.add(Element("P")), language)
                style = builder.style(name)
                runs = builder.said(pieces, name, owner, span=finding.span, language=language)
                lines = builder.compose(runs, width)
                row = _lines(lines, x, builder.baseline(style), style.leading, width)
                stack.add([row], style.before, style.after)
    return stack.rows


def _lines(lines: list[Line], x: float, baseline: float, leading: float, width: float) -> Row:
    """Lines that stay together in one row."""
    return Row(len(lines) * leading, (TextItem(tuple(lines), x, baseline, leading, width),))


def _card_bar(builder: Builder, finding: Finding, x: float, width: float) -> tuple[Item, ...]:
    """The value on an axis from 0 to 100, as a bar on a rail; nothing for what is no share of a whole."""
    share, thickness = finding.share, builder.theme.cards.bar
    if share is None or not 0 <= share <= 100 or not thickness:
        return ()
    middle = thickness / 2
    return (
        RuleItem(x, middle, width, thickness, "tint_strong"),
        RuleItem(x + width - END_MARK, middle, END_MARK, thickness, "rule"),
        RuleItem(x, middle, width * share / 100, thickness, "chart"),
    )


def _add_value(builder: Builder, finding: Finding, owner: ElementOwner, place: Place) -> None:
    """The value in large numerals. A unit in words is smaller: beside it, or below where it has no room."""
    x, width, factor = place.x, place.width, place.factor
    style = builder.style("card_value")
    size = style.size * factor
    style = replace(style, size=size, leading=style.leading * factor)
    (number, spoken), unit = finding.parts(builder.report.publication.language)
    small = min(builder.theme.cards.unit, size)

    def said(*pieces: Piece, **looks: object) -> list[Run]:
        return builder.said(pieces, "card_value", owner, span=finding.span, **looks)

    words = said(*unit, size=small, face="regular")
    runs = said(Piece(f"{number} " if unit else number, spoken), size=size)
    beside = not unit or builder.composer.natural_width([*runs, *words])[1] <= width
    if beside and unit:
        runs += words
    elif unit:
        # The forced break leaves a blank between the two in the text layer.
        runs = said(Piece(f"{number}\n", spoken), size=size)
    lines = builder.compose(runs, width)[: None if beside else -1]
    rows = [_lines(lines, x, builder.baseline(style), style.leading, width)]
    if not beside:
        rows.append(_lines(builder.compose(words, width), x, 0.8 * small, _UNIT_LEADING * small, width))
    builder.stack.add(rows, style.before, style.after)


_UNIT_LEADING = 1.2
"""The distance of two lines of a unit, as a share of its size."""


ROWS: dict[type[Block], BlockFunction] = {
    Figure: figure,
    FindingCards: finding_cards,
    FindingChart: finding_chart,
}
"""How the kinds of pictures and numbers get their rows; all kinds together are in ``registry``."""
