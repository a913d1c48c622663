"""Footnotes of other programs: ``[1]`` and ¹ in the text, and their words at the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct

from report_builder.content.pasted.scan import CODE, Line
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.patterns import late

_SUPERSCRIPT = "¹²³⁰⁴⁵⁶⁷⁸⁹"
RAISED = frozenset(_SUPERSCRIPT)
"""Digits that may be the mark of a note."""
_DIGITS = str.maketrans(_SUPERSCRIPT, "1230456789")
# Behind a whole word or a stop, so that m², km³ and x² are what they are.
_MARK = late(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[.,;:!?»”)%]))([{_SUPERSCRIPT}]{{1,3}})(?![{_SUPERSCRIPT}])"
    r"|(?<=[^\s\[\]!\\])\[(\d{1,3})\](?![\[(:{])"
)
_TEXT = late(rf"(?:\[(\d{{1,3}})\]|([{_SUPERSCRIPT}]{{1,3}}))[ \t\u00a0]*(?=[^\s:(\[])")
_LIKELY = late(rf"\[\d|[{_SUPERSCRIPT}]")


class _Found(Struct, frozen=True):
    line: Line
    start: int
    end: int
    number: str


def tell_notes(lines: Iterable[Line], diagnostics: Diagnostics, *, raised: bool = True) -> None:
    """RB-PASTE-NOTE for each mark and each text of a note that would be printed as it stands.

    Where it is known that no digit in the lines is ``raised``, marks between brackets are looked for only.
    """
    marks: list[_Found] = []
    texts: list[_Found] = []
    for line in lines:
        if not (raised or "[" in line.body) or not _LIKELY.search(line.body):
            continue
        begin = _TEXT.match(line.body)
        if begin:
            texts.append(_Found(line, 0, begin.end(), _number(begin)))
        bare = CODE.sub(lambda code: "x" * len(code[0]), line.body)
        marks += [_Found(line, m.start(), m.end(), _number(m)) for m in _MARK.finditer(bare) if m.start()]
    times = Counter(mark.number for mark in marks)
    words = {number: list(group) for number, group in groupby(sorted(texts, key=_of), _of)}
    for mark in marks:
        own = words.get(mark.number, [])
        alone = len(own) == 1 and times[mark.number] == 1
        fixes = [mark.line.fix(mark.start, mark.end, f"[^{mark.number}]")]
        if alone:
            fixes.append(own[0].line.fix(0, own[0].end, f"[^{mark.number}]: "))
        shown = mark.line.body[mark.start : mark.end]
        place = mark.line.at(mark.start)
        diagnostics.warn(
            "RB-PASTE-NOTE",
            place,
            *hinted("content.pasted-mark", mark=shown, number=mark.number),
            tuple(fixes) if alone else (),
        )
    for text in texts:
        if text.number not in times or times[text.number] > 1 or len(words[text.number]) > 1:
            shown = text.line.body[: text.end].strip()
            diagnostics.warn(
                "RB-PASTE-NOTE",
                text.line.at(),
                *hinted("content.pasted-note", mark=shown, number=text.number),
            )


def _of(found: _Found) -> str:
    return found.number


def _number(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).translate(_DIGITS)
