"""Text alternatives of images that say nothing of what they show."""

from __future__ import annotations

from report_builder.content.pasted.words import says_nothing
from report_builder.diagnostics import Diagnostics, SourceSpan

IMAGE_ALONE = (
    "let the image stand alone, with a blank line before and after it; write a caption that was typed"
    ' beside it into it, in straight quotation marks: ![What it shows](bilder/navn.png "The caption")'
)
"""How an image within running text is mended, together with its caption."""


def tell_weak_alt(alt: str, path: str, span: SourceSpan, diagnostics: Diagnostics) -> None:
    """RB-WEAK-ALT for the alternative of the image ``path`` that does not say what it shows."""
    if says_nothing(alt, path):
        message = f"the text alternative '{alt}' does not say what the image shows"
        hint = "write what a reader would see in it, such as ![Three people around a table](…)"
        diagnostics.warn("RB-WEAK-ALT", span, message, hint)
