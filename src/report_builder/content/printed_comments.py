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
_BEGIN = "<!"
_SHOWN = 40


def tell_comment(text: str, span: SourceSpan, diagnostics: Diagnostics) -> bool:
    """RB-HTML where ``text`` has a comment; gives whether it has."""
    found = _COMMENT.search(text) if _BEGIN in text else None
    if found is None:
        return False
    shown = " ".join(found.group().split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
    diagnostics.error("RB-HTML", span, *hinted("content.comment-printed", text=shown))
    return True


def tell_comments(tree: Node, diagnostics: Diagnostics) -> None:
    """RB-HTML for each comment in the values of a YAML file, which has comments of its own."""
    for scalar in texts_of(tree):
        tell_comment(scalar.text, scalar.span, diagnostics)
