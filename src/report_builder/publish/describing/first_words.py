"""How a chapter begins, for those who decide by a few words whether to open it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.model.blocks import BlockQuote, FactBox, Paragraph, Section
from report_builder.model.inlines import plain_text

LONGEST = 200
"""In characters; search engines show less, and shared links not much more."""

_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})[.!?…][»”\"')]*(?= [«“\"(]*([^\W\d_]))")
"""An end of a sentence where a capital follows, not of a number or of an abbreviation with one letter."""

_ENOUGH = 70
"""A cut at the end of a sentence leaves at least so many characters."""


def first_words(chapter: Section) -> str:
    """Give the first paragraph of a chapter, cut to :data:`LONGEST`; empty where it has none."""
    texts = (" ".join(plain_text(paragraph.children).split()) for paragraph in _paragraphs(chapter))
    return cut(next(filter(None, texts), ""))


def cut(text: str) -> str:
    """Cut a text at the end of a sentence, or else of a word, which an ellipsis tells."""
    if len(text) <= LONGEST:
        return text
    ends = [
        found.end() for found in _SENTENCE_END.finditer(text) if found.end() <= LONGEST and found[1].isupper()
    ]
    if ends and ends[-1] >= _ENOUGH:
        return text[: ends[-1]]
    head = text[: LONGEST - 1]
    at = head.rfind(" ")
    return f"{head[: at if at > 0 else None].rstrip(' ,;:–-')} …"


def _paragraphs(node: Section | BlockQuote | FactBox) -> Iterator[Paragraph]:
    """Paragraphs in the order of reading; those of lists and tables say little by themselves."""
    for block in node.blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, (Section, BlockQuote, FactBox)):
            yield from _paragraphs(block)
