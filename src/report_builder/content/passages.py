"""Blocks in another language than what is around them: ``lang=`` on a block, and ``::: passage``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from report_builder.content.attributes import Attributes
from report_builder.content.chapter import Chapter
from report_builder.content.language_attribute import tag_of
from report_builder.content.token_tree import Node
from report_builder.content.voices import tell_language
from report_builder.diagnostics import SourceSpan
from report_builder.model.blocks import Block, Passage
from report_builder.patterns import late

_LANG = late(r"\blang\b")


def language_place(node: Node, chapter: Chapter) -> SourceSpan:
    """The place of a block's ``lang=``, which stands last in a heading, a picture or a caption."""
    written = node.caption or node
    first, last = written.token.map or (node.line, node.line + 1)
    if written.kind == "container":
        last = first + 1
    for number in reversed(range(first, min(last, len(chapter.lines)))):
        line = chapter.lines[number]
        # Most lines have no such word, which is found out at less cost than that of a pattern.
        if "lang" in line and (found := [match.start() for match in _LANG.finditer(line)]):
            return SourceSpan(chapter.path, number + 1, found[-1] + 1)
    return chapter.span(written)


def in_its_language(
    attributes: Attributes,
    chapter: Chapter,
    node: Node,
    span: SourceSpan,
    read: Callable[[], Iterable[Block]],
) -> Iterable[Block]:
    """Give the blocks that ``read`` reads, as a passage in the language that their ``lang=`` names."""
    language = tag_of(attributes)
    with chapter.speaking(language):
        blocks = tuple(read())
    tell_language(attributes, blocks, (), chapter, language_place(node, chapter))
    return (Passage(chapter.new_id(), language, blocks, span),) if language and blocks else blocks
