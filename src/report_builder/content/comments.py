"""Comments of editors in a chapter: ``<!-- … -->``, which no reader gets.

Where the report has ``html: literal`` they are text, as all that looks like HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from report_builder.content.pasted.scan import FENCE
from report_builder.diagnostics import SourceSpan
from report_builder.model.comments import Comment
from report_builder.patterns import late

BEGIN = "<!--"
_END = "-->"
_ENDS = late(_END)
_CODE = late(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_QUOTED = late(r"[ >]*")


def inline_comment(state: StateInline, silent: bool) -> bool:
    """A comment in a line of text. One that is not closed is left, to be told of as HTML."""
    if not state.src.startswith(BEGIN, state.pos) or state.env.get("html_literal"):
        return False
    end = _end_of(state, state.pos)
    if end is None or end > state.posMax:
        return False
    if not silent:
        state.push("comment", "", 0).content = _said(state.src[state.pos : end])
    state.pos = end
    return True


def block_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A comment on lines of its own, over blank lines too."""
    last = last_line(state, start, end)
    if last is None or silent:
        return last is not None
    token = state.push("comment", "", 0)
    token.map = [start, last + 1]
    begin = state.bMarks[start] + state.tShift[start]
    token.content = _said(state.src[begin : state.eMarks[last]].rstrip())
    token.meta = {"column": begin - state.src.rfind("\n", 0, begin)}
    state.line = last + 1
    return True


def last_line(state: StateBlock, start: int, end: int) -> int | None:
    """The last line of the comment that begins with the line ``start``; None where none does."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(BEGIN, begin) or state.env.get("html_literal") or state.is_code_block(start):
        return None
    found = _end_of(state, begin)
    if found is None:
        return None
    last = bisect_left(state.eMarks, found)
    stands_alone = last < end and not state.src[found : state.eMarks[last]].strip()
    return last if stands_alone else None


def comment_closes(state: StateBlock, first: int, line: int, end: int) -> tuple[int, int] | None:
    """Where the comment ends that the text from the offset ``first`` up to ``line`` leaves open; its line."""
    text = state.src[first : state.eMarks[line - 1]]
    if BEGIN not in text or state.env.get("html_literal"):
        return None
    begin = _left_open(text)
    found = _end_of(state, first + begin) if begin >= 0 else None
    if found is None:
        return None
    last = bisect_left(state.eMarks, found)
    within = all(state.isEmpty(at) or state.sCount[at] >= state.blkIndent for at in range(line, last + 1))
    return (found, last) if line <= last < end and within else None


def _left_open(text: str) -> int:
    """Where the comment begins that ``text`` does not close; -1 where there is none. Code has no comments."""
    text = _CODE.sub(lambda code: " " * len(code.group()), text)
    begin = text.find(BEGIN)
    while begin >= 0:
        closed = text.find(_END, begin + 2)
        if closed < 0:
            return begin if text[begin - 1 : begin] != "\\" else -1
        begin = text.find(BEGIN, closed)
    return -1


def _end_of(state: StateInline | StateBlock, begin: int) -> int | None:
    """Where the comment that begins at ``begin`` ends; the ends are looked for once in a text."""
    key = f"{type(state).__name__}-ends"
    known: tuple[str, list[int]] = state.env.get(key, ("", []))
    if known[0] is not state.src:
        known = state.src, [found.end() for found in _ENDS.finditer(state.src)]
        state.env[key] = known
    ends = known[1]
    at = bisect_left(ends, begin + len(BEGIN) + 1)
    return ends[at] if at < len(ends) else None


def _said(comment: str) -> str:
    return " ".join(comment.removeprefix(BEGIN).removesuffix(_END).split())


def without_comments(tokens: Iterable[Token], path: str, comments: list[Comment]) -> list[Token]:
    """Take the comments on lines of their own out of the blocks of a chapter, into ``comments``."""
    kept: list[Token] = []
    for token in tokens:
        if token.type != "comment":
            kept.append(token)
        elif token.content and token.map:
            comments.append(Comment(token.content, SourceSpan(path, token.map[0] + 1, token.meta["column"])))
    return kept


def lines_without_comments(lines: Sequence[str]) -> list[str]:
    """The lines of a chapter, empty where they are a comment's alone: nobody is told how to spell there."""
    kept = list(lines)
    for first, last in _commented(lines):
        kept[first : last + 1] = [""] * (last + 1 - first)
    return kept


def _commented(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and the last line of each comment that are its alone."""
    fence, begun = "", -1
    for number, line in enumerate(lines):
        body = _QUOTED.sub("", line, count=1)
        if begun < 0:
            mark = FENCE.match(body)
            if fence:
                if mark and mark[1].startswith(fence) and not body.strip("`~ "):
                    fence = ""
                continue
            fence = mark[1] if mark else ""
            at = 0 if body.startswith(BEGIN) else _left_open(body)
            if at < 0:
                continue
            # A line with words before the comment is no comment's alone.
            begun = number + (at > 0)
            body = body[at + len(BEGIN) - 2 :]
        _, closed, after = body.partition(_END)
        if closed:
            last = number - bool(after.strip())
            if begun <= last:
                yield begun, last
            begun = -1
