"""Ties over the borders of emphasis, links and values: each text of a block in its own language."""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.content.ties import tie
from report_builder.model.inlines import (
    VALUE,
    Abbreviation,
    Code,
    FindingValue,
    Formula,
    Holding,
    Inline,
    InlineImage,
    Inlines,
    Language,
    LineBreak,
    NoteReference,
    PageNumber,
    Text,
    rewritten,
)


def tied_inlines(inlines: Inlines, language: str, counted: tuple[str, ...]) -> Inlines:
    """Tie the texts of a block, each in its own language, over the borders of emphasis, links and values."""
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        return (Text(tie(inlines[0].value, language, counted), inlines[0].span),)
    leaves = list(_leaves(inlines, language))
    joined = "".join(value for value, _ in leaves)
    tied = {spoken: tie(joined, spoken, counted) for spoken in dict.fromkeys(said for _, said in leaves)}
    if all(text == joined for text in tied.values()):
        return inlines
    waiting, at = iter(leaves), 0

    def change(node: Inline) -> Inlines | None:
        nonlocal at
        if isinstance(node, Holding):
            return None
        value, spoken = next(waiting)
        at += len(value)
        return (Text(tied[spoken][at - len(value) : at], node.span),) if isinstance(node, Text) else (node,)

    return rewritten(inlines, change)


def _leaves(inlines: Inlines, language: str) -> Iterator[tuple[str, str]]:
    """The characters of each node that holds no others, with their language; a note's number is none."""
    for node in inlines:
        match node:
            case Text() | Code() | FindingValue() | Abbreviation():
                yield node.value, language
            case LineBreak():
                yield "\n", language
            case PageNumber():
                yield "0", language
            case Formula() | InlineImage():
                yield VALUE, language
            case NoteReference():
                yield "", language
            case Language():
                yield from _leaves(node.children, node.language)
            case _:
                yield from _leaves(node.children, language)
