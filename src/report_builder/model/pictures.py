"""Images, and the kind of block that fills a sheet with one."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.language.passages import Pieces
from report_builder.model.content_model import ALT, CAPTION, ContentModel, words_in
from report_builder.model.image_files import Image
from report_builder.model.inlines import Inlines

FOCUS = r"(?:100|[0-9]{1,2}) ?% +(?:100|[0-9]{1,2}) ?%"
"""How a file says what must be seen of an image: how far from the left and from above."""
MIDDLE = "50% 50%"
"""What is seen of it where nobody says otherwise."""


def focus_of(written: str | None) -> tuple[float, float]:
    """Give a focus as shares of the width and the height."""
    across, down = (int(part) / 100 for part in (written or MIDDLE).replace("%", " ").split())
    return across, down


class PhotographPlace(Enum):
    """Where a photograph fills the sheet: at the head of a chapter's first page, or between pages of text."""

    OPENER = "opener"
    PAGE = "page"
    FACING = "facing"
    """Across two pages that face each other; one page where the theme's do not."""


class Photograph(Struct, frozen=True):
    """An image that goes to the edges of the sheet. ``alt`` is None where it is decoration only.

    ``focus`` is what must be seen of it: how far from the left and from above, from 0 to 1. ``credit`` says
    whose it is, small. ``alt_pieces`` has ``alt`` with the languages of its pieces, where they are not all
    that of the flow.
    """

    content: ClassVar[ContentModel] = ContentModel(
        (CAPTION, words_in("credit"), ALT), name="caption", number="label", nested=False, referable=True
    )

    id: str
    label: str
    caption: Inlines
    credit: Inlines
    image: Image
    focus: tuple[float, float]
    alt: str | None
    place: PhotographPlace
    span: SourceSpan
    alt_pieces: Pieces = ()

    @property
    def opens(self) -> bool:
        """Whether it opens a chapter."""
        return self.place is PhotographPlace.OPENER
