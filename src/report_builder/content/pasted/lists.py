"""Lists of word processors: their bullets, dashes, and letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics

_BULLET = re.compile(r"([•·∙▪▫◦‣●○■□➢➤✓✔\u2043\uf000-\uf0ff])[ \t\u00a0]*(?=\S)|([»o§])\t+(?=\S)")
_LIKELY = re.compile(r"([»o§])[ \u00a0]+(?=\D)")
_DASH = re.compile(r"[–—][ \t\u00a0]+(?=\S)")
_LETTER = re.compile(r"(?:\(?([a-zæøå])\)|([a-zæøåA-ZÆØÅ])\.|([ivx]{1,4}|[IVX]{1,4})[.)])[ \t\u00a0]+(?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


_FIRST = frozenset("·»o§")


class _Mark(NamedTuple):
    sign: str
    end: int


def tell_bullets(run: Sequence[Line], diagnostics: Diagnostics) -> None:
    """RB-PASTE-BULLET for each line that a word processor's bullet begins."""
    if not any(line.body[0] in _FIRST or line.body[0] > "\u2000" for line in run):
        return
    found = [_bullet(line) for line in run]
    likely = [None if mark else _LIKELY.match(line.body) for line, mark in zip(run, found, strict=True)]
    if sum(match is not None for match in likely) > 1 or any(found):
        found = [
            mark or (_Mark(match[1], match.end()) if match else None)
            for mark, match in zip(found, likely, strict=True)
        ]
    signs = list(dict.fromkeys(mark.sign for mark in found if mark))
    for index, (line, mark) in enumerate(zip(run, found, strict=True)):
        if mark is None:
            continue
        # In a paragraph that goes on from text, a list begins after a blank line for the eye too.
        apart = f"\n{line.prefix}" if index and found[index - 1] is None and "\t" not in line.prefix else ""
        written = f"{apart}{'  ' * signs.index(mark.sign)}- "
        shown = mark.sign if mark.sign.isprintable() else f"U+{ord(mark.sign):04X}"
        message = (
            f"'{shown}' is the bullet of a word processor; the items would run together in one paragraph"
        )
        hint = "write '- ' in its place, and two blanks more before it for an item within an item"
        fixes = (line.fix(0, mark.end, written),)
        diagnostics.error("RB-PASTE-BULLET", line.at(), message, hint, fixes=fixes)


def _bullet(line: Line) -> _Mark | None:
    match = _BULLET.match(line.body)
    return _Mark(match[1] or match[2], match.end()) if match else None


def tell_dashes(run: Sequence[Line], diagnostics: Diagnostics) -> None:
    """RB-PASTE-LIST for two or more lines below each other that begin with a dash."""
    if len(run) < 2:
        return
    matches = [_DASH.match(line.body) for line in run]
    for index, (line, match) in enumerate(zip(run, matches, strict=True)):
        before = index and matches[index - 1]
        after = index + 1 < len(run) and matches[index + 1]
        if match is None or not (before or after):
            continue
        apart = f"\n{line.prefix}" if index and not before else ""
        message = "lines that begin with a dash would run together in one paragraph"
        hint = "write '- ' for a list; an empty line between them keeps them as paragraphs"
        fixes = (line.fix(0, match.end(), f"{apart}- "),)
        diagnostics.warn("RB-PASTE-LIST", line.at(), message, hint, fixes)


def tell_letters(run: Sequence[Line], diagnostics: Diagnostics) -> None:
    """RB-PASTE-LIST, once, for two or more lines below each other that letters count."""
    for index in range(len(run) - 1):
        here, below = _counted(run[index].body), _counted(run[index + 1].body)
        if any(after - before == 1 for before in here for after in below if before in {0, 1}):
            message = "lines that letters count would run together in one paragraph"
            hint = (
                "write '1. ', '2. ' … in their place; where the letters matter, write '- a) ' at each of them"
            )
            diagnostics.warn("RB-PASTE-LIST", run[index].at(), message, hint)
            return


def _counted(body: str) -> set[int]:
    """The places from 0 that the mark of a line can have in a list: 'i)' is the ninth letter or one."""
    match = _LETTER.match(body)
    if match is None:
        return set()
    mark = body[: match.end()].strip(" \t\u00a0().").lower()
    places = {"abcdefghijklmnopqrstuvwxyzæøå".index(mark)} if len(mark) == 1 else set()
    return places | ({_ROMAN.index(mark)} if mark in _ROMAN else set())
