"""Blocks in another language than what is around them: ``lang=`` on a block, and ``::: passage``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from report_builder.content.attributes import Attributes, language_tag
from report_builder.content.chapter import Chapter
from report_builder.diagnostics import SourceSpan
from report_builder.model.blocks import Block, Passage


def in_its_language(
    attributes: Attributes, chapter: Chapter, span: SourceSpan, read: Callable[[], Iterable[Block]]
) -> Iterable[Block]:
    """Give the blocks that ``read`` reads, as a passage in the language that their ``lang=`` names."""
    language = language_tag(attributes, chapter.shared.diagnostics, span)
    with chapter.speaking(language):
        blocks = tuple(read())
    return (Passage(chapter.new_id(), language, blocks, span),) if language and blocks else blocks
