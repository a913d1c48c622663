"""Remarks of editors that are no comments here, as a word processor or another notation has them.

They would be printed: ``<!– … –>`` with a word processor's dashes, ``{>> … <<}`` and the marks of changes,
``%% … %%``, and what stands behind a comment that has ended.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from report_builder.content.pasted.scan import CODE, runs
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Message, hinted
from report_builder.patterns import late

_END = "-->"
_COMMENT = late(r"<!--.*?-->", re.DOTALL)
_IN_ANGLES = late(
    r"(?<!\\)(?!<!--)[<‹][ \u00a0]?![ \u00a0]?(?:--|[-–—])(?:.{0,2000}?[-–—][ \u00a0]?[>›]|[^\n]*)",
    re.DOTALL,
)
_LEFT = late(r"(?<=-->)(?:(?!<!--|\n[ \t>]*\n).){0,500}?-->", re.DOTALL)
_PERCENT = late(r"(?<!\S)(?<![\d%][ \u00a0])%%(?!%)[^%\n]{1,500}%%(?![\w%])")
_INSIDE = r"(?:(?!\n\n).){1,2000}?"
_IN_BRACES = late(
    rf"(?<!\\)(?:\{{>>{_INSIDE}<<\}}|\{{(?P<change>\+\+|--|~~|==)(?!\}}){_INSIDE}(?P=change)\}})+",
    re.DOTALL,
)
"""Those of CriticMarkup: a change often has a remark behind it."""
_SHOWN = 40


def remarks_in(
    text: str, *, html_literal: bool = False
) -> Iterator[tuple[re.Match[str], tuple[Message, Message]]]:
    """Each remark of a text, and what is told of it; where HTML is text, so are those like it."""
    if not html_literal:
        for pattern in (_IN_ANGLES, _LEFT):
            yield from ((found, _comment_like(found)) for found in pattern.finditer(text))
    yield from ((found, _comment_like(found)) for found in _PERCENT.finditer(text))
    for found in _IN_BRACES.finditer(text):
        change = hinted("content.change-mark", text=shown_remark(found.group()))
        yield found, change if found["change"] else _comment_like(found)


def _comment_like(found: re.Match[str]) -> tuple[Message, Message]:
    return hinted("content.comment-like", text=shown_remark(found.group()))


def shown_remark(remark: str) -> str:
    """Give a remark in one line, as a message shows it."""
    shown = " ".join(remark.split())
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


def tell_remarks(
    lines: Sequence[str], path: str, diagnostics: Diagnostics, *, html_literal: bool
) -> list[str]:
    """RB-HTML for each remark in the lines of a chapter; gives the lines with comments in their place."""
    text, written = _outside_code(lines, path), "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    kept, done = "", 0
    found = sorted(remarks_in(text, html_literal=html_literal), key=lambda one: one[0].start())
    for remark, told in found:
        first, last = remark.span()
        if first < done:  # it stands in another
            continue
        begin = first + len(remark[0]) - len(remark[0].lstrip())
        at = bisect_right(starts, begin) - 1
        span = SourceSpan(path, at + 1, begin - starts[at] + 1)
        diagnostics.error("RB-HTML", span, *told)
        goes_on = done <= first - len(_END) and text.endswith(_END, 0, first)
        first -= len(_END) if goes_on else 0
        kept += written[done:first] + _as_comment(text[first:last], goes_on=goes_on)
        done = last
    return f"{kept}{written[done:]}".split("\n")


def _outside_code(lines: Sequence[str], path: str) -> str:
    """The text of a chapter, blank where it is code or a comment, and as long as it was."""
    kept = [" " * len(line) for line in lines]
    for run in runs(lines, path):
        body = "\n".join(line.body for line in run)
        body = CODE.sub(_blanked, body) if "`" in body else body
        for line, part in zip(run, body.split("\n"), strict=True):
            kept[line.number - 1] = (" " * line.begin + part).ljust(len(lines[line.number - 1]))
    return _COMMENT.sub(_emptied, "\n".join(kept))


def _blanked(found: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in found.group())


def _emptied(comment: re.Match[str]) -> str:
    """A comment without its words; where it begins and ends is still seen."""
    return f"<!--{_blanked(comment)[4:-3]}-->"


def _as_comment(remark: str, *, goes_on: bool) -> str:
    """A comment over the same lines, and as long where it may be; one that ``goes_on`` has begun before."""
    inner = "".join("\n" if sign == "\n" else "x" for sign in remark)
    begin = "" if goes_on else "<!--"
    is_long = "\n" not in inner[: len(begin)] + inner[-len(_END) :]
    return f"{begin}{inner[len(begin) : -len(_END)] if is_long else inner}{_END}"
