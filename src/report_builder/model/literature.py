"""The list of sources that a report cites."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.model.back_references import letters, reference_id
from report_builder.model.content_model import ITEMS, ContentModel, words_in
from report_builder.model.inlines import Inlines


class Source(Struct, frozen=True):
    """A source: ``mark`` is its number in the list, as "1.", or empty; ``places`` is how many cite it."""

    content: ClassVar[ContentModel] = ContentModel((words_in(),), name="children", number="mark")

    id: str
    mark: str
    children: Inlines
    places: int
    span: SourceSpan

    def ways_back(self) -> Iterator[tuple[str, str]]:
        """The id of each place that cites it, with the letter that leads there."""
        for place in range(1, self.places + 1):
            yield reference_id(self.id, place), letters(place)


class Literature(Struct, frozen=True):
    """Sources in the order of their style."""

    content: ClassVar[ContentModel] = ContentModel((ITEMS,), nested=False)

    id: str
    items: tuple[Source, ...]
    span: SourceSpan
