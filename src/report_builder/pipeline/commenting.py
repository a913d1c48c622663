"""Comments of editors beside the text of drafts."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from report_builder.model.blocks import Block, PageBreak, Paragraph, Section, SideNote
from report_builder.model.comments import Comment
from report_builder.model.inlines import Strong, Text
from report_builder.model.pictures import Photograph
from report_builder.model.report import Report

_ALONE = (SideNote, PageBreak, Photograph)
"""What nothing stands beside."""


def with_comments(report: Report) -> Report:
    """``report`` with each comment in the margin, beside the block that it stands in or behind."""
    if not report.comments:
        return report
    label = f"{report.words('document.comment')}: "
    beside: dict[int, list[Block]] = defaultdict(list)
    by_file: dict[str, list[Block]] = defaultdict(list)
    for block in (block for chapter in report.chapters for block in _blocks_of(chapter)):
        if not isinstance(block, _ALONE):
            by_file[block.span.path].append(block)
    for path, blocks in by_file.items():
        lines = [block.span.line or 0 for block in blocks]
        for comment in report.comments:
            if comment.span.path == path:
                block = blocks[max(bisect_right(lines, comment.span.line or 0) - 1, 0)]
                number = sum(map(len, beside.values())) + 1
                beside[id(block)].append(_note(comment, label, f"comment-{number}"))
    return replace(report, chapters=tuple(_noted(chapter, beside) for chapter in report.chapters))


def _blocks_of(section: Section) -> Iterator[Block]:
    for block in section.blocks:
        if isinstance(block, Section):
            yield from _blocks_of(block)
        else:
            yield block


def _note(comment: Comment, label: str, name: str) -> SideNote:
    span = comment.span
    words = (Strong((Text(label.strip(), span),), span), Text(f" {comment.text}", span))
    return SideNote(name, (Paragraph(f"{name}-text", words, span),), span)


def _noted(section: Section, beside: dict[int, list[Block]]) -> Section:
    return replace(section, blocks=tuple(_each_noted(section.blocks, beside)))


def _each_noted(blocks: Iterable[Block], beside: dict[int, list[Block]]) -> Iterator[Block]:
    for block in blocks:
        yield _noted(block, beside) if isinstance(block, Section) else block
        yield from beside.get(id(block), ())
