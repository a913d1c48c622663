"""Formulas as MathML (MathML Core), with the words that say them and the notation of their author."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

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
from report_builder.publish.markup.html import element

MATH = "math"
"""The element of a formula; a book says of each file whether it has one."""
_NOTATION = "application/x-tex"


def math(tree: Row, source: str, alt: str, *, display: bool = False) -> Markup:
    """A formula; ``alt`` is for those who know no MathML."""
    presented = element("mrow", _all(tree.items))
    kept = element("annotation", source, encoding=_NOTATION)
    inside = element("semantics", presented + kept)
    return element(MATH, inside, display="block" if display else None, alttext=alt)


def _all(items: Iterable[Item]) -> Markup:
    return Markup("").join(map(_item, items))


def _item(item: Item) -> Markup:  # noqa: C901, PLR0912  one case a kind, in one visible place
    match item:
        case Sign():
            return _sign(item)
        case Number(text):
            return element("mn", text)
        case Words(text, Kind.ORDINARY, ""):
            return element("mtext", text.replace(" ", "\u00a0"))
        case Words(text):
            return element("mi", text)
        case Blank(width):
            return element("mspace", width=f"{width:.3g}em")
        case Row(items):
            return element("mrow", _all(items))
        case Scripts():
            return _scripts(item)
        case Fraction(top, bottom, bar, display):
            style = None if display is None else "true" if display else "false"
            return element(
                "mfrac", _item(top) + _item(bottom), linethickness=None if bar else "0", displaystyle=style
            )
        case Root(inside, index):
            if index is None:
                return element("msqrt", _item(inside))
            return element("mroot", _item(inside) + _item(index))
        case Fence(opening, closing, inside):
            fences = [_fence(sign, form) for sign, form in ((opening, "prefix"), (closing, "postfix"))]
            return element("mrow", fences[0] + _item(inside) + fences[1])
        case Marked():
            mark = element("mo", item.mark, stretchy="true" if item.stretches else "false")
            if item.under:
                return element("munder", _item(item.inside) + mark, accentunder="true")
            return element("mover", _item(item.inside) + mark, accent="true")
        case Stacked(base, under, over, _):
            return _around(_item(base), under, over)
        case Grid():
            return _grid(item)


def _sign(sign: Sign) -> Markup:
    if sign.kind is Kind.ORDINARY and sign.text.isalpha():
        if sign.variant is Variant.ITALIC:
            return element("mi", sign.text)
        if sign.variant is Variant.UPRIGHT:
            return element("mi", sign.text, mathvariant="normal")
        return element("mi", shaped(sign.text, sign.variant))
    if sign.kind is Kind.ORDINARY and sign.text not in ("|", "‖", "/", "−", "′"):
        return element("mi", sign.text, mathvariant="normal")
    # Brackets that stand by themselves do not grow; those of a fence do.
    still = sign.kind in (Kind.OPENING, Kind.CLOSING) or sign.text in ("|", "‖")
    return element("mo", sign.text, stretchy="false" if still else None)


def _fence(sign: str, form: str) -> Markup:
    return element("mo", sign, form=form, fence="true", stretchy="true") if sign else Markup("")


def _scripts(item: Scripts) -> Markup:
    base = item.base
    written = _item(base)
    if isinstance(base, Sign | Words) and base.limits:
        return _around(written, item.below, item.above)
    if item.below is None:
        return element("msup", written + _optional(item.above))
    if item.above is None:
        return element("msub", written + _item(item.below))
    return element("msubsup", written + _item(item.below) + _item(item.above))


def _optional(item: Item | None) -> Markup:
    return element("mrow", "") if item is None else _item(item)


def _around(base: Markup, under: Item | None, over: Item | None) -> Markup:
    if under is None:
        return element("mover", base + _optional(over))
    if over is None:
        return element("munder", base + _item(under))
    return element("munderover", base + _item(under) + _item(over))


def _grid(grid: Grid) -> Markup:
    rows = (
        element("mtr", Markup("").join(_cell(grid, column, cell) for column, cell in enumerate(row)))
        for row in grid.rows
    )
    display = "true" if grid.name == "lines" else None
    return element("mtable", Markup("").join(rows), displaystyle=display)


def _cell(grid: Grid, column: int, cell: Item) -> Markup:
    look = None
    if grid.aligned:
        look = "ends" if column % 2 == 0 else "begins"
    elif grid.left:
        look = "left"
    return element("mtd", _item(cell), class_=look)
