"""What an edit changed: lines of the sources, and pages."""

from __future__ import annotations

from typing import NamedTuple

from report_builder.preview.build_result import Proof
from report_builder.preview.edits import edited

_MOST = 50
"""So many lines are told at most: a change of every chapter is no place to go to."""


class Changes(NamedTuple):
    """``lines`` of chapters, as path and number, in the order of the paths; ``pages`` by index.

    What is not written in chapters shows on pages alone: findings, facts, a theme, an image.
    """

    lines: tuple[tuple[str, int], ...] = ()
    pages: tuple[int, ...] = ()


def changes(before: Proof | None, after: Proof) -> Changes:
    """Compare two builds; nothing changed in the first."""
    if before is None:
        return Changes()
    lines = [
        (path, line)
        for path, text in sorted(after.texts.items())
        if path.endswith(".md") and text is not before.texts.get(path)
        for line in edited(before.texts.get(path, ()), text)
    ]
    seen = {sheet.digest for sheet in before.sheets}
    pages = tuple(index for index, sheet in enumerate(after.sheets) if sheet.digest not in seen)
    return Changes(tuple(lines[:_MOST]), pages)
