"""Where the words stand that are marked for the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report_builder.layout.blocks.elements import ElementOwner
from report_builder.layout.blocks.rows import Row, TextItem
from report_builder.layout.pages.page import Page


def marks_on(pages: Iterable[Page]) -> Iterator[tuple[Page, Row, ElementOwner]]:
    """Yield the first row of all words that are marked, with the owner of these, whose anchor they are."""
    met: set[str] = set()
    for page in pages:
        placed = (one.row for one in (*page.rows, *page.margin, *page.notes) if not one.repeated)
        for row in (*placed, *_told_of_photograph(page)):
            for owner in _marks_in(row):
                if owner.anchor and owner.anchor not in met:
                    met.add(owner.anchor)
                    yield page, row, owner


def _told_of_photograph(page: Page) -> tuple[Row, ...]:
    """The caption and the credit of what goes to the edges."""
    return () if page.picture is None else page.picture.told


def _marks_in(row: Row) -> Iterator[ElementOwner]:
    for item in row.items:
        for line in item.lines if isinstance(item, TextItem) else ():
            for segment in line.segments:
                owner = segment.owner if isinstance(segment.owner, ElementOwner) else None
                while owner is not None:
                    if owner.anchor and owner.element.role == "Span":
                        yield owner
                    owner = owner.parent
