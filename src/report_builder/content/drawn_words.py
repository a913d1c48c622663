"""Words that stay plain, as those of a drawing or a text alternative: nothing there is a place or a link."""

from __future__ import annotations

from report_builder.content.literature.cited import UNWRITTEN
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.model.inlines import Indexed, Inlines, Reference, plain_text
from report_builder.model.walking import WRITTEN, walk


def tell_drawn(inlines: Inlines, diagnostics: Diagnostics) -> None:
    """RB-UNSUPPORTED for each citation and each mark for the index in such words."""
    for node in walk(inlines, WRITTEN):
        if isinstance(node, Reference) and node.target.startswith(UNWRITTEN):
            told = hinted("content.citation-plain", text=plain_text((node,)))
            diagnostics.error("RB-UNSUPPORTED", node.span, *told)
        elif isinstance(node, Indexed):
            told = hinted("content.index-drawn", text=plain_text((node,)))
            diagnostics.error("RB-UNSUPPORTED", node.span, *told)
