"""Blocks that say with ``from=`` in which file stands what they show."""

from __future__ import annotations

from report_builder.content.token_tree import UNSEEN, Node
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, hinted


def named_file(node: Node, path: str, diagnostics: Diagnostics, none: tuple[Message, Message]) -> str:
    """Give the name of the file that a block names, in the file ``path``; empty after a diagnostic.

    RB-UNKNOWN-BLOCK for a block that is not closed, RB-UNSUPPORTED for one with a text of its own, and
    RB-EMPTY with the words ``none`` where no file is named.
    """
    span = SourceSpan(path, node.line + 1)
    if not node.token.meta["closed"]:
        diagnostics.error("RB-UNKNOWN-BLOCK", span, *hinted("content.block-open", name=node.name))
    written = [child for child in node.children if child.kind not in UNSEEN]
    if written:
        here = SourceSpan(path, written[0].line + 1)
        diagnostics.error("RB-UNSUPPORTED", here, *hinted("content.block-text", name=node.name))
    asked = node.attributes.values.get("from", "").strip()
    if not asked:
        diagnostics.error("RB-EMPTY", span, *none)
    return asked
