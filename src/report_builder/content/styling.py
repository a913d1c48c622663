"""Words that are set beside the others, as nodes; powers in the characters that Unicode has for them."""

from __future__ import annotations

from report_builder.diagnostics import SourceSpan
from report_builder.model.inlines import Inlines, Style, Styled, Text

STYLE_CLASSES = {"smallcaps": Style.SMALL_CAPITALS, "mark": Style.HIGHLIGHTED, "kbd": Style.KEY}
"""Classes of a passage in brackets, as pandoc has them."""
STYLE_ROLES = {"sub": Style.SUBSCRIPT, "sup": Style.SUPERSCRIPT, "kbd": Style.KEY, "del": Style.DELETED}
"""Roles, as MyST has them."""

INDEX_CLASSES = ("index", "begin", "end")
INDEX_KEYS = ("index", "see", "see-also")
"""What marks words of a passage for the index, as classes and as keys."""

_RAISED = str.maketrans(
    "0123456789-\u2212", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u207b"
)
_FIGURES = frozenset("0123456789-\u2212")


def styled(style: Style, children: Inlines, span: SourceSpan) -> Inlines:
    """Give ``children`` in ``style``; raised figures are characters of their own.

    A listener would hear 10 with a raised 6 as 106, and a reader would find it so in what is copied.
    """
    match children:
        case (Text(value=value),) if style is Style.SUPERSCRIPT and (figures := in_raised_figures(value)):
            return (Text(figures, span),)
        case _:
            return (Styled(style, children, span),)


def in_raised_figures(text: str) -> str:
    """Write figures, and a minus before them, in characters that are raised; "" for any other text."""
    return text.translate(_RAISED) if text and _FIGURES.issuperset(text) else ""
