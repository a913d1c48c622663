"""The size of a page, which a theme says by a name or by width and height."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, say
from report_builder.theme.geometry import FORMATS
from report_builder.theme.keys import PageKeys


def sized(page: PageKeys, diagnostics: Diagnostics) -> PageKeys:
    """The keys with width and height; None, as a faulty key is, after RB-VALUE or RB-MISSING-KEY."""
    if page.format is None:
        missing = [key for key in ("width", "height") if not getattr(page, key)]
        for key in missing:
            message = say("sources.key-missing-in", key=key, place="'page'")
            diagnostics.error("RB-MISSING-KEY", page.span, message, say("theme.no-size.hint", key=key))
        return cast("PageKeys", None) if missing else page
    if page.width or page.height:
        diagnostics.error("RB-VALUE", page.format.span, *hinted("theme.two-sizes"))
        return cast("PageKeys", None)
    width, height = FORMATS[page.format.value]
    return replace(page, width=width, height=height)
