"""Bold lines that stand for headings: they are in no table of contents, and no reader can jump to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics

HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,100})(?<=\S)\1:?")
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)*\.?|[IVX]+\.?)[ \t\u00a0]+(?=\S)")
_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
_FENCE = re.compile(r":{3,}")
_PLAIN = re.compile(r"[A-ZÆØÅ][^*_`\[\]{}<>|=\\@#\t:;,.!…«»“”\"]{2,58}(?<=[^\W_])\??")
_FIGURES = re.compile(r"\d{5}|\d[ \u00a0]\d{2}")  # telephone and post numbers, amounts
_GREETINGS = (
    "Hilsen",
    "Med vennlig",
    "Med venleg",
    "Vennlig",
    "Venleg",
    "Kjære",
    "Hei",
    "Dear",
    "Yours",
    "Kind",
)
_TEXT = re.compile(r"[A-ZÆØÅ«“\"(\[*]|\d+(?![\d.)])")
_PARAGRAPH = 100  # letters of a text that a line can stand above
_MOST_WORDS = 7
_HINT = "so that it stands in the contents and readers can jump to it"


def tell_bold_headings(found: Sequence[Sequence[Line]], diagnostics: Diagnostics) -> None:
    """RB-BOLD-HEADING for a short bold line that stands alone; inside a block no heading can be, and it may.

    Where a chapter has several, they are its headings, and the mending is certain; a question may be one too,
    and is where there are several of them. So is it for one that says the title of the chapter again.
    """
    title = ""
    bold: list[tuple[int, Line | None, str]] = []
    for run, nested in _with_nesting(found):
        heading = HEADING.match(run[0].body)
        if heading:
            level = len(heading[1])
            title = title or _bare(heading[2])
            bold.append((level, None, ""))
            continue
        match = None if nested or len(run) > 1 or run[0].prefix else _BOLD.fullmatch(run[0].body)
        if match and match[2].rstrip()[-1] not in ".!…,;":
            bold.append((0, run[0], match[2].rstrip(" :")))
    own = [words for _, line, words in bold if line is not None and _bare(words) != title]
    several = len(own) > 1
    several_questions = sum(words.endswith("?") for words in own) > 1
    level = 1
    for stated, line, words in bold:
        if line is None:
            level = stated
        elif _bare(words) == title:
            message, hint = "a bold line says the title of the chapter once more", "delete it"
            gone = line.fix(0, len(line.body), "")
            diagnostics.warn("RB-BOLD-HEADING", line.at(), message, hint, (gone,))
        else:
            written = f"{'#' * min(level + 1, 6)} {_NUMBER.sub('', words)}"
            message = f"a bold line looks like a heading: '{words[:60]}'"
            hint = (
                f"write '{written[:70]}', {_HINT}; {{allow=\"RB-BOLD-HEADING\"}} above it keeps it as it is"
            )
            certain = several_questions if words.endswith("?") else several
            fixes = (line.fix(0, len(line.body), written),) if certain else ()
            diagnostics.warn("RB-BOLD-HEADING", line.at(), message, hint, fixes)


def tell_plain_headings(found: Sequence[Sequence[Line]], diagnostics: Diagnostics) -> None:
    """RB-PLAIN-HEADING for a short line alone, without a stop, above a whole paragraph."""
    level = 1
    nested = list(_with_nesting(found))
    for (run, inside), (after, after_inside) in pairwise(nested):
        heading = HEADING.match(run[0].body)
        if heading:
            level = len(heading[1])
        elif not inside and not after_inside and _is_plain_heading(run) and _is_paragraph(after):
            line = run[0]
            written = f"{'#' * min(level + 1, 6)} {line.body}"
            message = f"a short line above a paragraph looks like a heading: '{line.body}'"
            hint = f"write '{written}', {_HINT}; {{allow=\"RB-PLAIN-HEADING\"}} above it keeps it as it is"
            diagnostics.warn("RB-PLAIN-HEADING", line.at(), message, hint)


def _is_plain_heading(run: Sequence[Line]) -> bool:
    line = run[0]
    if len(run) > 1 or line.begin or not _PLAIN.fullmatch(line.body) or _FIGURES.search(line.body):
        return False
    words = line.body.split()
    is_name = len(words) > 1 and all(word[0].isupper() and word[1:].islower() for word in words)
    return not is_name and len(words) <= _MOST_WORDS and not line.body.startswith(_GREETINGS)


def _is_paragraph(run: Sequence[Line]) -> bool:
    first, last = run[0], run[-1]
    long = sum(len(line.body) for line in run) >= _PARAGRAPH
    return long and not first.begin and bool(_TEXT.match(first.body)) and last.body[-1] in ".!?»”)"


def _bare(words: str) -> str:
    return _NUMBER.sub("", _ATTRIBUTES.sub("", words)).strip(" :*_\ufeff").casefold()


def _with_nesting(found: Sequence[Sequence[Line]]) -> Iterator[tuple[Sequence[Line], bool]]:
    depth = 0
    for run in found:
        inside = depth > 0
        for line in run:
            if _FENCE.match(line.body):
                depth += 1 if line.body.strip(": ") else -1
        yield run, inside or depth > 0
