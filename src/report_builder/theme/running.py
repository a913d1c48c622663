"""What stands at the head and at the foot of pages."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from report_builder.sources.schema import Key

PAGE_NUMBER = "page"
NO_FIELD = "none"
FIELDS = ("title", "chapter", "section", PAGE_NUMBER, NO_FIELD)
"""What a page may say at its head and its foot: the report's title, that of its chapter or of its section
(of the second level), or its number."""


class RunningHead(Struct, frozen=True):
    """What stands at the head of left and right pages of the text, one of :data:`FIELDS`."""

    left: Annotated[str, Key("key.theme.running.left", choices=FIELDS)] = "title"
    right: Annotated[str, Key("key.theme.running.right", choices=FIELDS)] = "chapter"


class RunningFoot(Struct, frozen=True):
    """What stands at the foot of left and right pages, one of :data:`FIELDS`."""

    left: Annotated[str, Key("key.theme.running.left", choices=FIELDS)] = PAGE_NUMBER
    right: Annotated[str, Key("key.theme.running.right", choices=FIELDS)] = PAGE_NUMBER


def style_of(field: str) -> str:
    """Give the text style that a field is set in."""
    return "folio" if field == PAGE_NUMBER else "running_head"
