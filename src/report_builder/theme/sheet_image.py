"""The image of a kind of page: its file, what must be seen of it, and what lies under a text on it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from report_builder.model.pictures import FOCUS, MIDDLE
from report_builder.sources.schema import Key, Length
from report_builder.theme.geometry import LARGEST_SIDE
from report_builder.theme.logo import LogoFile


class SheetImageLook(Struct, frozen=True, kw_only=True):
    """How an image stands on a kind of page: ``height`` points from the upper edge on, 0 for all there is."""

    focus: Annotated[str, Key("key.cover.image.focus", pattern=FOCUS, example="60% 30%")] = MIDDLE
    height: Annotated[float, Length("key.theme.sheets.image.height", minimum=0, maximum=LARGEST_SIDE)] = 0.0


class SheetImage(SheetImageLook, frozen=True, kw_only=True):
    """The image of a kind of page. Without a ``file`` it says how those look that a report has there.

    ``scrim`` is the name of the colour that is mixed in under a text, empty for that of the sheet.
    """

    file: LogoFile | None
    scrim: str
