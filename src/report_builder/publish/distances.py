"""The theme's distances between blocks, for the style sheet of the edition.

They are numbers of the line that the page is built on: the theme's grid on paper, ``--line`` on a page.
"""

from __future__ import annotations

import math

from report_builder.theme.model import TextStyle, Theme

_HEADINGS = ("heading2", "heading3", "heading4")


def distances(theme: Theme) -> dict[str, float]:
    """Give each distance by its name, ``after-`` for what a kind of block leaves below it.

    ``before-`` is what it asks for above, ``extra-`` what is added to the larger of both. The names are those
    of :mod:`report_builder.publish.markup.distances`.
    """
    styles, grid = theme.styles, theme.page.grid
    points = {
        "after-text": styles["body"].after,
        "before-text": styles["body"].before,
        "after-fact": styles["fact"].after,
        "before-fact": styles["fact"].before,
        "after-lead": styles["lead"].after,
        "before-lead": styles["lead"].before,
        "after-title": styles["fact_title"].after,
        "after-opener": styles["chapter"].after,
        "before-quote": styles["pull_quote"].before,
        "after-quote": styles["attribution"].after,
        "after-quote-alone": styles["pull_quote"].after,
        "caption": 2 * theme.tables.padding,
    }
    for name in _HEADINGS:
        points[f"before-{name}"] = styles[name].before
        points[f"extra-{name}"] = _lack(styles[name], grid)
        points[f"after-{name}"] = styles[name].after
    return {name: round(length / grid, 3) for name, length in points.items()}


def _lack(style: TextStyle, grid: float) -> float:
    """What lowers a heading of one line, so that it ends where the text below it is on the grid."""
    taken = style.leading + style.after
    return math.ceil(taken / grid - 1e-6) * grid - taken
