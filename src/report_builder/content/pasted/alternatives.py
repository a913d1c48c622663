"""Text alternatives of images that say nothing of what they show."""

from __future__ import annotations

from report_builder.content.pasted.words import says_nothing
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted


def tell_weak_alt(alt: str, path: str, span: SourceSpan, diagnostics: Diagnostics) -> None:
    """RB-WEAK-ALT for the alternative of the image ``path`` that does not say what it shows."""
    if says_nothing(alt, path):
        diagnostics.warn("RB-WEAK-ALT", span, *hinted("content.weak-alt", alt=alt))
