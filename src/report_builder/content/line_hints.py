"""Soft hyphens and their like, taken out of code and addresses, where they would be read as a part of it."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import in_turn, say
from report_builder.sources.characters import SOFT_HYPHEN, bare, named


def code_without_hyphens(code: str, span: SourceSpan, diagnostics: Diagnostics) -> str:
    """Code without soft hyphens: one at the end of a line would be taken for a hyphen of the code."""
    if SOFT_HYPHEN not in code:
        return code
    message = say("content.hyphen-in-code", character=named(SOFT_HYPHEN))
    diagnostics.note("RB-INVISIBLE", span, message, say("sources.take-out"))
    return code.replace(SOFT_HYPHEN, "")


def address_without_hints(written: str, span: SourceSpan, diagnostics: Diagnostics) -> str:
    """An address without soft hyphens and their like, which are no part of it."""
    address = bare(written)
    if address != written:
        hints = in_turn([named(char) for char in dict.fromkeys(written) if not bare(char)])
        message = say("content.hints-in-address", characters=hints, address=address)
        diagnostics.note("RB-INVISIBLE", span, message, say("sources.take-out"))
    return address
