"""What editors write to each other in the sources, and no reader gets."""

from __future__ import annotations

from msgspec import Struct

from report_builder.diagnostics import SourceSpan


class Comment(Struct, frozen=True):
    """A comment, ``<!-- … -->``, as it was written, with single blanks."""

    text: str
    span: SourceSpan


def place_of(comment: Comment) -> tuple[str, int, int]:
    """Where a comment stands, for sorting."""
    span = comment.span
    return span.path, span.line or 0, span.column or 0
