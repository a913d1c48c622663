"""Footnotes of other programs: ``[1]`` and ¹ in the text, and their words at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics

_SUPERSCRIPT = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_SUPERSCRIPT, "1230456789")
# Behind a whole word or a stop, so that m², km³ and x² are what they are.
_MARK = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=[.,;:!?»”)%]))([{_SUPERSCRIPT}]{{1,3}})(?![{_SUPERSCRIPT}])"
    r"|(?<=[^\s\[\]!\\])\[(\d{1,3})\](?![\[(:{])"
)
_TEXT = re.compile(rf"(?:\[(\d{{1,3}})\]|([{_SUPERSCRIPT}]{{1,3}}))[ \t\u00a0]*(?=[^\s:(\[])")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


class _Found(NamedTuple):
    line: Line
    start: int
    end: int
    number: str


def tell_notes(lines: Iterable[Line], diagnostics: Diagnostics) -> None:
    """RB-PASTE-NOTE for each mark and each text of a note that would be printed as it stands."""
    marks: list[_Found] = []
    texts: list[_Found] = []
    for line in lines:
        text = _TEXT.match(line.body)
        if text:
            texts.append(_Found(line, 0, text.end(), _number(text)))
        bare = _CODE.sub(lambda code: "x" * len(code[0]), line.body)
        marks += [_Found(line, m.start(), m.end(), _number(m)) for m in _MARK.finditer(bare) if m.start()]
    for mark in marks:
        own = [text for text in texts if text.number == mark.number]
        alone = len(own) == 1 and sum(other.number == mark.number for other in marks) == 1
        fixes = [mark.line.fix(mark.start, mark.end, f"[^{mark.number}]")]
        if alone:
            fixes.append(own[0].line.fix(0, own[0].end, f"[^{mark.number}]: "))
        shown = mark.line.body[mark.start : mark.end]
        message = f"'{shown}' looks like the mark of a footnote, and would be printed as it stands"
        hint = f"write [^{mark.number}] here, and '[^{mark.number}]: …' where its words stand, in a paragraph"
        place = mark.line.at(mark.start)
        diagnostics.warn("RB-PASTE-NOTE", place, message, hint, tuple(fixes) if alone else ())
    known = {mark.number for mark in marks}
    for words in texts:
        if words.number not in known:
            shown = words.line.body[: words.end].strip()
            message = f"a line that begins with '{shown}' looks like the words of a footnote"
            hint = f"write [^{words.number}] where it belongs, and '[^{words.number}]: …' here"
            diagnostics.warn("RB-PASTE-NOTE", words.line.at(), message, hint)


def _number(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).translate(_DIGITS)
