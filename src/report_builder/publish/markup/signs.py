"""Signs that no font of the theme has: a browser draws them, and their names are for those who listen."""

from __future__ import annotations

from report_builder.language.signs import signs_among
from report_builder.model.report import Report
from report_builder.theme.model import Theme


def signs_to_name(report: Report, theme: Theme) -> frozenset[str]:
    """The signs of a report that the PDF has in words; most reports have none."""
    signs = signs_among(frozenset(char for lines in report.sources.values() for char in lines.rare))
    if not signs:
        return signs
    import uharfbuzz

    drawn: set[int] = set().union(*(uharfbuzz.Face(data).unicodes for data in theme.files.values()))
    return frozenset(sign for sign in signs if ord(sign) not in drawn)
