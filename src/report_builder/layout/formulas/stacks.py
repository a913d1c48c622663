"""What stands over and under each other: fractions, roots, limits, rules and wide signs."""

from __future__ import annotations

from msgspec.structs import replace

from report_builder.layout.formulas import growing
from report_builder.layout.formulas.boxes import Bar, Box, together
from report_builder.layout.formulas.font import Constant, math_font
from report_builder.layout.formulas.measures import Measures, Style

_BESIDE_FRACTION = 0.12
"""The blank on both sides of a fraction, in ems."""


def over_bar(top: Box, bottom: Box, style: Style, measures: Measures) -> Box:
    """A fraction."""
    display = style.level == 0
    width = max(top.width, bottom.width)
    axis = measures.of(Constant.AXIS_HEIGHT, style)
    thick = measures.of(Constant.FRACTION_RULE_THICKNESS, style)
    if display:
        up = measures.of(Constant.FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP, style)
        down = measures.of(Constant.FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN, style)
        gap_up = measures.of(Constant.FRACTION_NUM_DISPLAY_STYLE_GAP_MIN, style)
        gap_down = measures.of(Constant.FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN, style)
    else:
        up = measures.of(Constant.FRACTION_NUMERATOR_SHIFT_UP, style)
        down = measures.of(Constant.FRACTION_DENOMINATOR_SHIFT_DOWN, style)
        gap_up = measures.of(Constant.FRACTION_NUMERATOR_GAP_MIN, style)
        gap_down = measures.of(Constant.FRACTION_DENOMINATOR_GAP_MIN, style)
    up = max(up, axis + thick / 2 + gap_up + top.below)
    down = max(down, bottom.above + gap_down + thick / 2 - axis)
    side = _BESIDE_FRACTION * measures.size(style)
    bar = Box(width, 0.0, 0.0, (Bar(0.0, -axis - thick / 2, width, thick),))
    placed = [
        (top, side + (width - top.width) / 2, -up),
        (bottom, side + (width - bottom.width) / 2, down),
        (bar, side, 0.0),
    ]
    return together(placed, width + 2 * side)


def stacked(top: Box, bottom: Box, style: Style, measures: Measures) -> Box:
    """One thing over another without a bar."""
    display = style.level == 0
    width = max(top.width, bottom.width)
    up = measures.of(
        Constant.STACK_TOP_DISPLAY_STYLE_SHIFT_UP if display else Constant.STACK_TOP_SHIFT_UP, style
    )
    down = measures.of(
        Constant.STACK_BOTTOM_DISPLAY_STYLE_SHIFT_DOWN if display else Constant.STACK_BOTTOM_SHIFT_DOWN,
        style,
    )
    gap = measures.of(Constant.STACK_DISPLAY_STYLE_GAP_MIN if display else Constant.STACK_GAP_MIN, style)
    lack = gap - ((up - top.below) - (bottom.above - down))
    up, down = up + max(0.0, lack / 2), down + max(0.0, lack / 2)
    return together([(top, (width - top.width) / 2, -up), (bottom, (width - bottom.width) / 2, down)], width)


def root(inside: Box, index: Box | None, style: Style, measures: Measures) -> Box:
    """A root; its index stands in the crook of the sign, and a long one moves the sign to the right."""
    thick = measures.of(Constant.RADICAL_RULE_THICKNESS, style)
    display = style.level == 0
    gap = measures.of(
        Constant.RADICAL_DISPLAY_STYLE_VERTICAL_GAP if display else Constant.RADICAL_VERTICAL_GAP, style
    )
    height = inside.above + inside.below
    sign = growing.upright("√", measures.size(style), height + gap + thick)
    tall = sign.above + sign.below
    gap += max(0.0, (tall - thick - height - gap) / 2)
    bar = inside.above + gap
    rule = Box(inside.width, bar + thick, 0.0, (Bar(0.0, -bar - thick, inside.width, thick),))
    placed = [(sign, 0.0, sign.above - bar - thick), (inside, sign.width, 0.0), (rule, sign.width, 0.0)]
    extra = measures.of(Constant.RADICAL_EXTRA_ASCENDER, style)
    box = together(placed)
    box = replace(box, above=box.above + extra)
    if index is None:
        return box
    before = measures.of(Constant.RADICAL_KERN_BEFORE_DEGREE, style)
    after = measures.of(Constant.RADICAL_KERN_AFTER_DEGREE, style)
    x = max(0.0, before + index.width + after)
    raised = math_font().constant(Constant.RADICAL_DEGREE_BOTTOM_RAISE_PERCENT) * tall
    bottom = tall - bar - thick
    return together([(index, max(0.0, x - after - index.width), bottom - raised), (box, x, 0.0)])


def limits(base: Box, below: Box | None, above: Box | None, style: Style, measures: Measures) -> Box:
    """Something with smaller things under it and over it."""
    placed: list[tuple[Box, float, float]] = []
    width = max(box.width for box in (base, below, above) if box is not None)
    placed.append((base, (width - base.width) / 2, 0.0))
    if above is not None:
        up = max(
            base.above + above.below + measures.of(Constant.UPPER_LIMIT_GAP_MIN, style),
            base.above + measures.of(Constant.UPPER_LIMIT_BASELINE_RISE_MIN, style),
        )
        placed.append((above, (width - above.width) / 2 + base.italic / 2, -up))
    if below is not None:
        down = max(
            base.below + below.above + measures.of(Constant.LOWER_LIMIT_GAP_MIN, style),
            base.below + measures.of(Constant.LOWER_LIMIT_BASELINE_DROP_MIN, style),
        )
        placed.append((below, (width - below.width) / 2 - base.italic / 2, down))
    return together(placed, width)


def ruled(inside: Box, style: Style, measures: Measures, *, under: bool) -> Box:
    """A box with a rule over it or under it."""
    if under:
        gap = measures.of(Constant.UNDERBAR_VERTICAL_GAP, style)
        thick = measures.of(Constant.UNDERBAR_RULE_THICKNESS, style)
        rule = Box(
            inside.width,
            0.0,
            inside.below + gap + thick,
            (Bar(0.0, inside.below + gap, inside.width, thick),),
        )
    else:
        gap = measures.of(Constant.OVERBAR_VERTICAL_GAP, style)
        thick = measures.of(Constant.OVERBAR_RULE_THICKNESS, style)
        above = inside.above + gap + thick
        rule = Box(inside.width, above, 0.0, (Bar(0.0, -above, inside.width, thick),))
    return together([(inside, 0.0, 0.0), (rule, 0.0, 0.0)])


def beyond(inside: Box, mark: Box, style: Style, measures: Measures, *, under: bool) -> Box:
    """A box with a wide sign over it or under it."""
    gap = measures.of(Constant.STRETCH_STACK_GAP_BELOW_MIN, style)
    y = inside.below + gap + mark.above if under else -(inside.above + gap + mark.below)
    width = max(inside.width, mark.width)
    return together([(inside, (width - inside.width) / 2, 0.0), (mark, (width - mark.width) / 2, y)], width)
