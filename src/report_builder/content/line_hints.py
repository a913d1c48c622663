"""Where no line of running text ends: code and addresses lose what says where one may."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.sources.characters import SOFT_HYPHEN, bare, named


def code_without_hyphens(code: str, span: SourceSpan, diagnostics: Diagnostics) -> str:
    """Code without soft hyphens: one at the end of a line would be taken for a hyphen of the code."""
    if SOFT_HYPHEN not in code:
        return code
    message = f"{named(SOFT_HYPHEN)} stands in code and is left out: its lines end where the author ends them"
    diagnostics.note("RB-INVISIBLE", span, message, "take it out")
    return code.replace(SOFT_HYPHEN, "")


def address_without_hints(written: str, span: SourceSpan, diagnostics: Diagnostics) -> str:
    """An address without soft hyphens and their like, which are no part of it."""
    address = bare(written)
    if address != written:
        hints = ", ".join(named(char) for char in dict.fromkeys(written) if not bare(char))
        message = f"{hints} in the address '{address}' is left out: no line of text ends there"
        diagnostics.note("RB-INVISIBLE", span, message, "take it out")
    return address
