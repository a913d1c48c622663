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


class LogoLook(Struct, frozen=True, kw_only=True):
    """How a logo stands on covers: ``height`` points high, in a corner, with ``clear`` points free around it.

    ``cover`` and ``back`` are each one of :data:`CORNERS`. ``alt`` is for those who do not see it.
    """

    alt: Annotated[str, Key("key.theme.logo.alt", example="Etatens logo")]
    height: Annotated[float, Length("key.theme.logo.height", minimum=6, maximum=400)] = 24.0
    clear: Annotated[float, Length("key.theme.logo.clear", minimum=0, maximum=144)] = 12.0
    cover: Annotated[str, Key("key.theme.logo.cover", choices=CORNERS)] = "top-left"
    back: Annotated[str, Key("key.theme.logo.back", choices=CORNERS)] = NOWHERE


class LogoFile(Struct, frozen=True):
    """The file of a logo: its path in a stored report, its bytes, and where the theme names it."""

    path: str
    data: bytes
    span: SourceSpan


class Logo(LogoLook, frozen=True, kw_only=True):
    """A logo: its file for ``light`` grounds, and the one for ``dark`` ones where there is such."""

    light: LogoFile
    dark: LogoFile | None
    span: SourceSpan
