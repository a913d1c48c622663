"""Captions of tables that are none: no blank behind the colon, in capitals, or a second one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.content.pasted.joining import is_end
from report_builder.content.pasted.scan import Line
from report_builder.content.pasted.tables import CAPTION, is_table_head
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, say
from report_builder.language.word_lists import any_word, listed
from report_builder.patterns import late

_CODE = "RB-PASTE-CAPTION"
_SHOWN = 40
_COLON = late(r":([ \t]*)(?=[^\s:])(?![\w+-]+:)(.+)")
"""A colon and words, which are no emoji."""
_NAMED = late(lambda: rf"(?i:{any_word('rule.caption-table')})[ \t]*:[ \t]*(?=\S)(.+)")
_BLANKS = (": ", ":\t")


def tell_odd_captions(
    found: Sequence[Sequence[Line]], text: str, language: str, diagnostics: Diagnostics
) -> None:
    """RB-PASTE-CAPTION for what stands beside a table of ``text`` and is no caption, mended if it can be."""
    if "|" not in text and "+-" not in text:
        return
    for index, run in enumerate(found):
        if not is_table_head(run):
            continue
        before = found[index - 2] if index > 1 else ()
        above = found[index - 1] if index and not is_table_head(before) else ()
        has_caption = False
        if len(above) == 1:
            right = _right(above[0].body, before, language)
            has_caption = bool(right) or CAPTION.fullmatch(above[0].body) is not None
            if right:
                _tell(above[0], right, diagnostics)
        for line in _below(found[index + 1 :]):
            if has_caption:
                said = hinted("content.caption-second", written=line.body[:_SHOWN])
                diagnostics.warn(_CODE, line.at(), *said)
            elif not line.body.startswith(_BLANKS):
                _tell(line, f": {line.body[1:]}", diagnostics)
            has_caption = True


def _right(body: str, before: Sequence[Line], language: str) -> str:
    """How the caption above a table is written; nothing where it is right, or is none."""
    word = next(iter(listed("rule.caption-table", language)), "")
    if word and (named := _NAMED.fullmatch(body)) and not CAPTION.fullmatch(body):
        return f"{word}: {named[1]}"
    found = _COLON.fullmatch(body)
    if not word or found is None:
        return ""
    # Behind a colon and a blank stands the meaning of a term, where there is one.
    last = before[-1].body if before else "#"
    is_term = not (last.startswith(("#", ":::")) or is_end(last))
    return "" if found[1] and is_term else f"{word}: {found[2]}"


def _below(runs: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The lines right below a table that may be meant for its caption."""
    for run in runs:
        if not all(_COLON.fullmatch(line.body) for line in run):
            return
        yield from run


def _tell(line: Line, right: str, diagnostics: Diagnostics) -> None:
    message = say("content.caption-odd", written=line.body[:_SHOWN])
    fix = line.fix(0, len(line.body), right)
    diagnostics.warn(_CODE, line.at(), message, say("sources.write", text=right), (fix,))
