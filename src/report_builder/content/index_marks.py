"""The marks of words for the index, as they were written."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.model.inlines import Inlines

Path: TypeAlias = tuple[Inlines, ...]
"""An entry: its word, or that of the one above it and its own."""


class IndexMark(Struct, frozen=True):
    """What was written at one place: the entries that it is for, and what is to be seen instead or too.

    ``begins`` and ``ends``: the entry is spoken of from there, and until there.
    """

    span: SourceSpan
    paths: tuple[Path, ...]
    begins: bool
    ends: bool
    see: tuple[Path, ...]
    see_also: tuple[Path, ...]
