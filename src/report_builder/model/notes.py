"""How a footnote leads back to the places that refer to it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from report_builder.model.back_references import letters, reference_id
from report_builder.model.blocks import Note


class WayBack(Struct, frozen=True):
    """A link from a footnote to the place with the id ``target``.

    ``mark`` is what is seen of it; ``key`` and ``values`` are the words that it is called by.
    """

    target: str
    mark: str
    key: str
    values: dict[str, int | str]


def ways_back(note: Note) -> Iterator[WayBack]:
    """Give the way back from ``note``: its number; or a letter for each place where several refer to it."""
    if note.places == 1:
        number = str(note.number)
        yield WayBack(reference_id(note.id, 1), number, "document.link-back", {"number": note.number})
        return
    for place in range(1, note.places + 1):
        mark = letters(place)
        named: dict[str, int | str] = {"mark": mark, "place": place}
        yield WayBack(reference_id(note.id, place), mark, "document.link-back-to", named)
