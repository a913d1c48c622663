"""The logo of a theme: how it stands on covers, and its files. Lengths are points."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.sources.schema import Key, Length

NOWHERE = "none"
"""What stands in a theme for a sheet that has no logo."""

CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right", NOWHERE)
"""Where a logo may stand on a sheet: in a corner of its text area, or nowhere."""


UPPER = ("top-left", "top-right", NOWHERE)
"""Where it may stand on a chapter opener, whose text goes on to the foot of the page."""

INNER, OUTER = "inner", "outer"
"""Where it may stand in running heads: at the side of the fold, or in front of what stands at the other."""


class LogoLook(Struct, frozen=True, kw_only=True):
    """How a logo stands on sheets: ``height`` points high, in a corner, with ``clear`` points free around it.

    ``cover`` and ``back`` are each one of :data:`CORNERS`, ``opener`` of :data:`UPPER`. In running heads it
    is ``head_height`` points high, at the side that ``head`` says. ``alt`` is for those who do not see it.
    """

    alt: Annotated[str, Key("key.theme.logo.alt", example="Etatens logo")]
    height: Annotated[float, Length("key.theme.logo.height", minimum=6, maximum=400)] = 24.0
    clear: Annotated[float, Length("key.theme.logo.clear", minimum=0, maximum=144)] = 12.0
    cover: Annotated[str, Key("key.theme.logo.cover", choices=CORNERS)] = "top-left"
    back: Annotated[str, Key("key.theme.logo.back", choices=CORNERS)] = NOWHERE
    opener: Annotated[str, Key("key.theme.logo.opener", choices=UPPER)] = NOWHERE
    head: Annotated[str, Key("key.theme.logo.head", choices=(INNER, OUTER, NOWHERE))] = NOWHERE
    head_height: Annotated[float, Length("key.theme.logo.head-height", minimum=6, maximum=72)] = 10.0


class LogoFile(Struct, frozen=True):
    """The file of a logo: its path in a stored report, its bytes, and where the theme names it."""

    path: str
    data: bytes
    span: SourceSpan


class Logo(LogoLook, frozen=True, kw_only=True):
    """A logo: its file for ``light`` grounds, and where there is such, for ``dark`` ones and a ``small`` one.

    ``size_span`` is where its height is written, else its file. ``of_brand`` tells that a brand file names
    it, so that what is wrong with it stops no report. A report may have another ``on_cover``, for whatever
    ground is there.
    """

    light: LogoFile
    dark: LogoFile | None
    small: LogoFile | None
    of_brand: bool
    span: SourceSpan
    size_span: SourceSpan
    on_cover: LogoFile | None = None
    cover_alt: str = ""

    @property
    def alt_of_cover(self) -> str:
        """What the logo on the cover shows."""
        return self.alt if self.on_cover is None else self.cover_alt

    @property
    def files(self) -> tuple[LogoFile, ...]:
        """All its files."""
        return tuple(file for file in (self.light, self.dark, self.small) if file is not None)
