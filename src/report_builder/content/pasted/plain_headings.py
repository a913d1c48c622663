"""Short plain lines that stand for headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from report_builder.content.pasted.headings import with_nesting
from report_builder.content.pasted.scan import HEADING, Line
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.language.word_lists import any_word
from report_builder.patterns import late

_PLAIN = late(r"[A-ZÆØÅ][^*_`\[\]{}<>|=\\@#\t:;,.!…«»“”\"]{2,58}(?<=[^\W_])\??")
_FIGURES = late(r"\d{5}|\d[ \u00a0]\d{2}")  # telephone and post numbers, amounts
_GREETING = late(lambda: any_word("rule.greetings"))
_TEXT = late(r"[A-ZÆØÅ«“\"(\[*]|\d+(?![\d.)])")
_PARAGRAPH = 100  # letters of a text that a line can stand above
_MOST_WORDS = 7


def tell_plain_headings(found: Sequence[Sequence[Line]], diagnostics: Diagnostics) -> None:
    """RB-PLAIN-HEADING for a short line alone, without a stop, above a whole paragraph."""
    level = 1
    nested = list(with_nesting(found))
    for (run, inside), (after, after_inside) in pairwise(nested):
        heading = HEADING.match(run[0].body)
        if heading:
            level = len(heading[1])
        elif not inside and not after_inside and _is_plain_heading(run) and _is_paragraph(after):
            line = run[0]
            written = f"{'#' * min(level + 1, 6)} {line.body}"
            diagnostics.warn(
                "RB-PLAIN-HEADING",
                line.at(),
                *hinted("content.plain-heading", words=line.body, written=written),
            )


def _is_plain_heading(run: Sequence[Line]) -> bool:
    line = run[0]
    if len(run) > 1 or line.begin or not _PLAIN.fullmatch(line.body) or _FIGURES.search(line.body):
        return False
    words = line.body.split()
    is_name = len(words) > 1 and all(word[0].isupper() and word[1:].islower() for word in words)
    return not is_name and len(words) <= _MOST_WORDS and not _GREETING.match(line.body)


def _is_paragraph(run: Sequence[Line]) -> bool:
    first, last = run[0], run[-1]
    long = sum(len(line.body) for line in run) >= _PARAGRAPH
    return long and not first.begin and bool(_TEXT.match(first.body)) and last.body[-1] in ".!?»”)"
