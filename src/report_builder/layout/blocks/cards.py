"""Finding cards: large numerals with what is said of them, and the one that is the story larger still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report_builder.graphics.bar_chart import END_MARK
from report_builder.language.message import hinted
from report_builder.language.passages import Piece, Pieces, joined
from report_builder.layout.blocks.builder import NOBODY, BlockFunction, Builder, Region
from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import WHOLE, Item, Row, RuleItem, TextItem
from report_builder.layout.blocks.stacking import OPEN, merged, tops
from report_builder.layout.compose.runs import Line, Run
from report_builder.model.blocks import Block, FindingCards
from report_builder.model.findings import Finding, sources_of
from report_builder.model.tags import Element


def finding_cards(builder: Builder, node: FindingCards, region: Region) -> None:
    """Findings as cards with large numerals: to a screen reader, a list."""
    page, cards = builder.theme.page, builder.theme.cards
    element = region.element.add(Element("L", attributes={"ListNumbering": "None"}))
    # Two cards beside each other are too narrow in one column of two.
    least = 2 if page.two_columns else cards.columns
    wide = region.can_widen(page) and 1 < least <= len(node.findings)
    room = page.full_width if wide else region.width
    count = _columns(builder, node, room, wide=wide)
    width = (room - cards.gap * (count - 1)) / count
    rows: list[Row] = []
    factor = _value_factor(builder, node.findings, width)
    sources, of_all = sources_of(node.findings, builder.voice, builder.report.publication.language)
    said = {finding.id: source for finding, source in zip(node.findings, sources, strict=True)}
    for shown in _rows_of(node, count):
        is_last = shown[-1] is node.findings[-1]
        row = Row(0.0, wide=wide, keep=bool(of_all) or not is_last, span=node.span)
        row.yields = 0.0 if is_last else WHOLE
        for column, finding in enumerate(shown):
            if finding.id == node.main:
                place = Place(region.x, room, factor)
                card = _main_card(builder, finding, said[finding.id], element, place, width + cards.gap)
            else:
                x = region.x + column * (width + cards.gap)
                card = _card(builder, finding, said[finding.id], element, Place(x, width, factor))
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


def _columns(builder: Builder, node: FindingCards, room: float, *, wide: bool) -> int:
    """How many cards stand in a row. Beside a main one, one more where the last of the others was alone."""
    cards = builder.theme.cards
    others = len(node.findings) - bool(node.main)
    count = min(cards.columns if wide else min(cards.columns, 2), len(node.findings))
    narrower = (room - cards.gap * count) / (count + 1)
    alone = node.main and others > count and others % count == 1
    least = _LEAST_EMS * builder.style("card_statement").size
    return count + 1 if alone and narrower >= least else count


_LEAST_EMS = 9
"""How wide a card is at least, in the size of its words, that makes room for one more in its row."""


def _rows_of(node: FindingCards, count: int) -> Iterator[Sequence[Finding]]:
    """The findings that stand side by side, in the order of the source; the main one by itself."""
    for is_main, group in groupby(node.findings, lambda finding: finding.id == node.main):
        together = tuple(group)
        step = 1 if is_main else count
        yield from (together[start : start + step] for start in range(0, len(together), step))


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


def _card(
    builder: Builder, finding: Finding, source: Pieces, parent: Element, place: Place, **looks: object
) -> list[Row]:
    """A rule, the value, its bar and what is said of it, below each other; ``looks`` are the value's."""
    x, width = place.x, place.width
    body = parent.add(Element("LI")).add(Element("LBody"))
    with builder.apart() as stack:
        stack.add([Row(0.0, builder.rule("card", x, 0.0, width))], after=builder.theme.cards.padding)
        _add_value(builder, finding, ElementOwner(body.add(Element("P"))), place, **looks)
        if bar := _card_bar(builder, finding, x, width):
            stack.add([Row(3 * builder.theme.cards.bar, bar)])
        _add_words(builder, finding, "card_statement", _statement(builder, finding), body, place)
        _add_words(builder, finding, "card_source", source, body, place)
    return stack.rows


def _main_card(
    builder: Builder, finding: Finding, source: Pieces, parent: Element, place: Place, step: float
) -> list[Row]:
    """The card of the finding that is the story: what is said of it stands beside a numeral in the signal.

    It does in one of the columns of the other cards, which begin ``step`` points from each other; where
    there is no room for it, below.
    """
    x, width = place.x, place.width
    signal = builder.theme.palette["signal"]
    number = finding.number_and_unit[0]
    wanted = _width_of(builder, number, "card_value")
    factor = max(place.factor, min(_MAIN * place.factor, _MAIN_SHARE * width / wanted))
    step = min(step, (width + builder.theme.cards.gap) / 2)
    beside = step * ceil((factor * wanted + builder.theme.cards.gap / 2) / step)
    if width - beside < _LEAST_EMS * builder.style("card_statement").size:
        return _card(builder, finding, source, parent, Place(x, width, factor), colour=signal)
    body = parent.add(Element("LI")).add(Element("LBody"))
    with builder.apart() as value:
        owner = ElementOwner(body.add(Element("P")))
        _add_value(builder, finding, owner, Place(x, beside, factor), colour=signal)
    with builder.apart() as words:
        there = Place(x + beside, width - beside, 1.0)
        _add_words(builder, finding, "card_statement", _statement(builder, finding), body, there, _MAIN_WORDS)
        _add_words(builder, finding, "card_source", source, body, there)
    row = Row(0.0)
    with builder.apart() as stack:
        stack.add([Row(0.0, builder.rule("card", x, 0.0, width))], after=builder.theme.cards.padding)
        lower = max(0.0, _last_baseline(value.rows) - _last_baseline(words.rows))
        for rows, down in ((value.rows, 0.0), (words.rows, lower)):
            row.height = max(row.height, merged(row, [Row(down), *rows]))
        stack.add([row], after=builder.theme.cards.padding)
        if bar := _card_bar(builder, finding, x, width):
            stack.add([Row(3 * builder.theme.cards.bar, bar)])
    return stack.rows


_MAIN = 2.0
"""How many times larger the numeral of the main card is, and its words:"""
_MAIN_WORDS = 4 / 3
_MAIN_SHARE = 0.4
"""How much of its card a numeral that is larger takes at most."""


def _last_baseline(rows: Sequence[Row]) -> float:
    """Where the last line of text of these rows stands, from the top of the first."""
    return max(
        top + item.baseline + (len(item.lines) - 1) * item.leading
        for top, row in zip(tops(rows), rows, strict=True)
        for item in row.items
        if isinstance(item, TextItem)
    )


def _statement(builder: Builder, finding: Finding) -> Pieces:
    return joined((Piece(finding.statement, builder.report.publication.language),))


def _add_words(
    builder: Builder,
    finding: Finding,
    name: str,
    pieces: Pieces,
    body: Element,
    place: Place,
    larger: float = 1.0,
) -> None:
    """What is said of a finding, in one row; nothing where that is nothing."""
    if not pieces:
        return
    language = pieces[0].language if len(pieces) == 1 else builder.language
    owner = builder.owner(body.add(Element("P")), language)
    style = builder.style(name)
    style = replace(style, size=larger * style.size, leading=larger * style.leading)
    runs = builder.said(pieces, name, owner, span=finding.span, language=language, size=style.size)
    lines = builder.compose(runs, place.width)
    row = _lines(lines, place.x, builder.baseline(style), style.leading, place.width)
    builder.stack.add([row], style.before, style.after)


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


def _add_value(
    builder: Builder, finding: Finding, owner: ElementOwner, place: Place, **looks: object
) -> None:
    """The value in large numerals. A unit in words is smaller: beside it, or below where it has no room."""
    x, width, factor = place.x, place.width, place.factor
    style = builder.style("card_value")
    size = style.size * factor
    style = replace(style, size=size, leading=style.leading * factor)
    (number, spoken), unit = finding.parts(builder.report.publication.language)
    small = min(builder.theme.cards.unit, size)

    def said(*pieces: Piece, **sizes: object) -> list[Run]:
        return builder.said(pieces, "card_value", owner, span=finding.span, **looks, **sizes)

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


ROWS: dict[type[Block], BlockFunction] = {FindingCards: finding_cards}
"""How cards get their rows; all kinds together are in ``registry``."""
