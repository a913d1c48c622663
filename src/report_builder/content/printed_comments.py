"""Comments of editors where nothing takes them out: they would be printed, and are told instead."""

from __future__ import annotations

import re

from report_builder.content.formats import texts_of
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.patterns import late
from report_builder.sources.yaml_tree import Node

# BibTeX makes a dash of two hyphens.
_COMMENT = late(r"<!(?:--|–).*?(?:--|–)>", re.DOTALL)
_SIGNS = {"‹": ("‹",), "<": ("<!", "< !"), "{": ("{>>", "{++", "{--", "{~~", "{==")}
"""One of these stands wherever there is a remark that would be printed, or two signs of per cent."""


def may_be_remarked(text: str) -> bool:
    """Whether a sign of a remark stands in a text."""
    if "%%" in text:
        return True
    return any(first in text and any(sign in text for sign in signs) for first, signs in _SIGNS.items())


def tell_comment(text: str, span: SourceSpan, diagnostics: Diagnostics) -> bool:
    """RB-HTML where ``text`` has a comment; gives whether it has."""
    if not may_be_remarked(text):
        return False
    from report_builder.content.remarks import remarks_in, shown_remark  # few texts have any

    if found := _COMMENT.search(text):
        told = hinted("content.comment-printed", text=shown_remark(found.group()))
    elif remark := next(remarks_in(text), None):
        told = remark[1]
    else:
        return False
    diagnostics.error("RB-HTML", span, *told)
    return True


def tell_comments(tree: Node, diagnostics: Diagnostics) -> None:
    """RB-HTML for each comment in the values of a YAML file, which has comments of its own."""
    for scalar in texts_of(tree):
        tell_comment(scalar.text, scalar.span, diagnostics)
