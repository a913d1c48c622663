"""What was told of a file before: a fault has one voice."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics


def lines_told(code: str, path: str, diagnostics: Diagnostics) -> frozenset[int]:
    """The lines of ``path`` of which something was told under ``code``."""
    found = (item.span for item in diagnostics.items if item.code == code and item.span)
    return frozenset(span.line for span in found if span.path == path)
