"""Figures: images in the flow, alone or several side by side."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.language.passages import Pieces
from report_builder.model.content_model import ALT, CAPTION, ContentModel, Holds, Part, words_in
from report_builder.model.image_files import Image
from report_builder.model.inlines import Inlines


class Figure(Struct, frozen=True):
    """An image in the flow. ``alt`` is None where the image is decoration only.

    ``alt_pieces`` has it with the languages of its pieces, where they are not all that of the flow. ``width``
    is a share of the text column, from above 0 to 1; ``wide`` takes the margin column too. ``credit`` says
    whose it is, small. ``part`` is the letter of one in a group, "(a)", whose ``label`` is "Figur 2 (a)".
    """

    content: ClassVar[ContentModel] = ContentModel(
        (CAPTION, words_in("credit"), ALT), name="caption", number="label", referable=True
    )

    id: str
    label: str
    caption: Inlines
    image: Image
    alt: str | None
    width: float
    wide: bool
    span: SourceSpan
    alt_pieces: Pieces = ()
    credit: Inlines = ()
    part: str = ""

    @property
    def shape(self) -> float:
        """How many times wider the image is than it is high."""
        return self.image.width / self.image.height


class FigureGroup(Struct, frozen=True):
    """Images side by side under one caption, each with a letter.

    No row has more than ``columns`` of them, 0 for as many as suit their number.
    """

    content: ClassVar[ContentModel] = ContentModel(
        (Part("figures", Holds.ITEMS), CAPTION, words_in("credit")),
        name="caption",
        number="label",
        referable=True,
    )

    id: str
    label: str
    caption: Inlines
    figures: tuple[Figure, ...]
    columns: int
    wide: bool
    span: SourceSpan
    credit: Inlines = ()
