"""Total-fit line breaking: the breaks of a paragraph that are best as a whole.

After D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines" (1981), for ragged lines: dynamic
programming over the places where a line may end. Every line costs the square of the blank it leaves;
hyphens and a short last line cost extra.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.layout.compose.hyphenate import HYPHENATED

HYPHEN = 160.0
"""Cost of a hyphen: as much as a line that leaves 12.6 % of the measure blank."""
HYPHEN_INSIDE = 290.0
"""Cost of a hyphen inside a part of a compound: "forvalt-" is worse than "forvaltnings-"."""
HYPHEN_AGAIN = 400.0
"""Extra cost of a hyphen right below a hyphen."""
RUNT = 500.0
"""Cost of a last line shorter than ``RUNT_SHARE`` of the measure."""
RUNT_SHARE = 0.14
TOLERANCE = 0.01


def line_cost(
    width: float, measure: float, hyphen: int, hyphen_before: int, last: bool, first: bool
) -> float:
    """What a line of ``width`` points costs in a column of ``measure`` points.

    ``hyphen`` tells with which kind of hyphen it ends, ``hyphen_before`` how the line above does; ``last``
    and ``first`` tell where it stands in the paragraph.
    """
    if last:
        return RUNT if width < RUNT_SHARE * measure and not first else 0.0
    blank = 100.0 * (measure - width) / measure
    cost = blank * blank
    if hyphen:
        cost += HYPHEN if hyphen == HYPHENATED else HYPHEN_INSIDE
        cost += HYPHEN_AGAIN if hyphen_before else 0.0
    return cost


def best_breaks(  # noqa: C901  the innermost loop of a build: calls would cost half its speed
    ends: Sequence[float], starts: Sequence[float], hyphens: Sequence[int], measure: float
) -> list[int]:
    """The breaks that cost least in sum, as indices into ``ends``; the last one is always there.

    Index 0 is the start of the paragraph. ``ends[k]`` is where the text ends when a line ends at break
    ``k`` (hyphen included, blank left out), ``starts[k]`` where the next line then starts, both in
    points along the unbroken text and not falling. A line that cannot fit is taken alone.
    """
    last = len(ends) - 1
    if ends[last] - starts[0] <= measure:
        return [last]
    scale = 100.0 / measure
    room = measure + TOLERANCE
    scaled = [start * scale for start in starts]
    best = [0.0]
    # The same with what a hyphen costs right below the line that ends here.
    hyphenated = [0.0]
    previous = [0]
    window = 0
    # The least cost inside the window, and where it stands.
    floor, floor_at = 0.0, 0
    places = zip(ends[1:last], starts[1:last], hyphens[1:last], strict=True)
    for end, (here, begin, hyphen) in enumerate(places, 1):
        line_end = here - room
        # The window only moves on by the text itself: a hyphen's width would move it too far.
        text_end = line_end if here < begin else begin - room
        while starts[window] < text_end and window < end - 1:
            window += 1
        if floor_at < window:
            floor = min(best[window:])
            floor_at = best.index(floor, window)
        chosen = window
        while starts[chosen] < line_end and chosen < end - 1:
            chosen += 1
        costs = hyphenated if hyphen else best
        full = (here - measure) * scale
        blank = scaled[chosen] - full
        cost = costs[chosen] + blank * blank
        for start in range(chosen + 1, end):
            blank = scaled[start] - full
            blank *= blank
            # No line costs less than its own blank, so the search ends where that alone is too much.
            if floor + blank >= cost:
                break
            candidate = costs[start] + blank
            if candidate < cost:
                cost, chosen = candidate, start
        previous.append(chosen)
        if hyphen:
            cost += HYPHEN if hyphen == HYPHENATED else HYPHEN_INSIDE
            hyphenated.append(cost + HYPHEN_AGAIN)
        else:
            hyphenated.append(cost)
        best.append(cost)
        if cost <= floor:
            floor, floor_at = cost, end
    previous.append(_start_of_last_line(best, ends, starts, measure, window))
    breaks = [last]
    while previous[breaks[-1]]:
        breaks.append(previous[breaks[-1]])
    breaks.reverse()
    return breaks


def _start_of_last_line(
    best: Sequence[float], ends: Sequence[float], starts: Sequence[float], measure: float, first: int
) -> int:
    """The break before the last line, at ``first`` or later; ``best`` has the cost of all lines above."""
    last = len(ends) - 1
    while starts[first] < ends[last] - measure - TOLERANCE and first < last - 1:
        first += 1

    def cost(start: int) -> float:
        return best[start] + line_cost(ends[last] - starts[start], measure, 0, 0, True, not start)

    return min(range(first, last), key=cost)
