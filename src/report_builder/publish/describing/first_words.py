"""How a chapter begins, for those who decide by a few words whether to open it."""

from __future__ import annotations

from report_builder.model.blocks import Paragraph, Section
from report_builder.model.excerpts import cut
from report_builder.model.inlines import plain_text
from report_builder.model.walking import FLOW, walk

LONGEST = 200
"""In characters; search engines show less, and shared links not much more."""


def first_words(chapter: Section) -> str:
    """Give the first paragraph of a chapter, cut to :data:`LONGEST`; empty where it has none.

    Paragraphs of lists and tables say little by themselves.
    """
    paragraphs = (node for node in walk(chapter.blocks, FLOW) if isinstance(node, Paragraph))
    texts = (" ".join(plain_text(paragraph.children).split()) for paragraph in paragraphs)
    return cut(next(filter(None, texts), ""), LONGEST)
