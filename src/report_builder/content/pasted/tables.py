"""Tables of other programs: rows that tabs divide, heads without a line below, captions numbered by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.content.pasted.columns import rules
from report_builder.content.pasted.rows import head_doubt, read_rows
from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.message import hinted, say
from report_builder.language.word_lists import any_word
from report_builder.patterns import late

CAPTION = late(
    lambda: rf"({any_word('rule.caption-table')})(?:[ \u00a0]+\d+(?:\.\d+)*)?[ \u00a0]*[:.](?:\s+|$)(.*)"
)
CAPTIONED = late(lambda: any_word("rule.caption-table", "rule.caption-picture"))
"""How a line begins that may be a caption."""
_PICTURE = late(lambda: rf"{any_word('rule.caption-picture')}[ \u00a0]+\d+(?:\.\d+)*[ \u00a0]*[:.]\s+\S.*")
_PICTURED = late(lambda: rf"{any_word('rule.caption-picture')}[ \u00a0]*:\s+\S.*")
_IMAGE = late(r"!\[[^\n]*\]\([^\n]*\)(?:\{[^{}\n]*\})?")
# The mark of an item, which other programs divide from its text by a tab.
_MARK = late(r"(?:[^\w\s]|[\uf000-\uf0ff]|o|\d{1,3}[.)]|\w{1,4}[.)])\t")
_SEPARATOR = late(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_BAR = late(r"(?<!\\)\|")
_SHORT = 60
"""How many characters a line has at most that may be a row."""


def tab_rows(run: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the lines of a run that are rows of a table, divided by tabs: at least two below each other.

    A short line between two of them is a row that lost its tabs.
    """
    rows: list[Line] = []
    for index, line in enumerate(run):
        if _is_row(line) or (rows and _lost_its_tabs(run, index)):
            rows.append(line)
            continue
        if len(rows) > 1:
            yield rows
        rows = []
    if len(rows) > 1:
        yield rows


def _is_row(line: Line) -> bool:
    inner = line.body.strip("\t")
    if inner.startswith(("|", "#")) or "\t" not in inner:
        return False
    # One tab divides an item from its mark; more are those of a row, whose first cell may be "Nr." or "1.".
    return inner.count("\t") > 1 or _MARK.match(inner) is None


def _lost_its_tabs(run: Sequence[Line], index: int) -> bool:
    line = run[index]
    if line.body.endswith("\t") and line.body.strip("\t"):
        return True
    short = len(line.body) < _SHORT and line.body[-1] not in ".!?:" and "\t" not in line.body
    after = index + 1 < len(run) and _is_row(run[index + 1])
    return short and after and not CAPTION.fullmatch(line.body)


def tell_tab_rows(
    rows: Sequence[Line], run: Sequence[Line], caption: Line | None, diagnostics: Diagnostics
) -> None:
    """RB-PASTE-TABS, with what the rows of a run are to be written as, where that is certain.

    A caption that stands below comes above the table. What stands around it without a blank line gets one.
    """
    first, last = rows[0], rows[-1]
    reading = read_rows([line.body.split("\t") for line in rows], captioned=caption is not None)
    if reading.doubt:
        diagnostics.error(
            "RB-PASTE-TABS",
            first.at(),
            *hinted(
                "content.tab-rows-unclear",
                lines=len(rows),
                reason=reading.doubt.reason,
                cure=reading.doubt.cure,
            ),
        )
        return
    written = list(reading.written)
    fixes: list[Fix] = []
    begin, end = first.at(), last.at(len(last.body))
    if caption is not None and caption.number > last.number + 1:  # with the empty lines on its way
        end = caption.at(len(caption.body))
    elif caption is not None and caption.number < first.number - 1:
        begin = caption.at()
    elif caption is not None:
        fixes.append(caption.fix(0, len(caption.body), ""))
    if caption is not None and (words := _caption_words(caption)):
        written = [words, "", *written]
    numbers = {line.number for line in run if line is not caption}
    if first.number - 1 in numbers:
        written.insert(0, "")
    if last.number + 1 in numbers:
        written.append("")
    indent = first.prefix.rstrip() if ">" in first.prefix else first.prefix
    fixes.append(Fix(begin, end, f"\n{indent}".join(written)))
    shown = " ⏎ ".join([line for line in reading.written if line][: 3 if reading.table else 2])
    message, hint = say("content.tab-rows", lines=len(rows)), say("content.tab-names.hint", shown=shown)
    if reading.table:
        hint = say("content.tab-rows.hint", shown=shown)
    diagnostics.error("RB-PASTE-TABS", first.at(), message, hint, fixes=tuple(fixes))


def _caption_words(line: Line) -> str:
    match = CAPTION.fullmatch(line.body)
    return f"{match[1]}: {match[2]}" if match and match[2] else ""


def tell_bare_rows(run: Sequence[Line], diagnostics: Diagnostics) -> bool:
    """RB-PASTE-TABLE for rows between bars that no line of dashes makes a table; tells whether there are."""
    if not any("|" in line.body for line in run) or any(
        _SEPARATOR.fullmatch(line.body) and "-" in line.body for line in run[1:]
    ):
        return False
    bars = [len(_between_bars(line)) - 1 for line in run]
    for index in range(len(run) - 1):
        framed = run[index].body.startswith("|") and run[index + 1].body.startswith("|")
        spaced = " | " in run[index].body and " | " in run[index + 1].body
        if bars[index] and bars[index] == bars[index + 1] and (framed or spaced):
            _tell_bare_table(run, index, bars, diagnostics)
            return True
    return False


def _tell_bare_table(run: Sequence[Line], index: int, bars: Sequence[int], diagnostics: Diagnostics) -> None:
    head = run[index]
    end = next((at for at in range(index, len(run)) if bars[at] != bars[index]), len(run))
    cells = [_between_bars(line) for line in run[index:end]]
    doubt = head_doubt(cells, captioned=True)
    dashes = rules(cells if doubt else cells[1:], len(cells[0]))
    rule = f"|{'|'.join(dashes)}|"
    if doubt:
        diagnostics.error(
            "RB-PASTE-TABLE", head.at(), *hinted("content.bare-rows-unclear", reason=doubt.reason, rule=rule)
        )
        return
    fixes = [Fix(head.at(len(head.body)), head.at(len(head.body)), f"\n{head.prefix}{rule}")]
    if index:  # a table begins a paragraph of its own
        fixes.insert(0, Fix(head.at(), head.at(), f"\n{head.prefix}"))
    diagnostics.error(
        "RB-PASTE-TABLE", head.at(), *hinted("content.bare-rows", rule=rule), fixes=tuple(fixes)
    )


def _between_bars(line: Line) -> list[str]:
    body = line.body.strip().removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return [cell.strip() for cell in _BAR.split(body)]


def is_picture(run: Sequence[Line]) -> bool:
    """Tell whether a run is nothing but an image."""
    return len(run) == 1 and _IMAGE.fullmatch(run[0].body) is not None


def tell_caption(line: Line, next_is_table: bool, diagnostics: Diagnostics, *, by_picture: bool) -> None:
    """RB-PASTE-CAPTION for a line that other programs print below or above a table or a picture.

    Without a number it is one of a picture where it stands ``by_picture``.
    """
    match = CAPTION.fullmatch(line.body)
    if match is None:
        if _PICTURE.fullmatch(line.body) or (by_picture and _PICTURED.fullmatch(line.body)):
            diagnostics.error("RB-PASTE-CAPTION", line.at(), *hinted("content.typed-caption"))
        return
    if next_is_table and line.body.startswith(f"{match[1]}:"):
        return
    words = match[2].strip()
    if not words:
        gone = (line.fix(0, len(line.body), ""),)
        diagnostics.error(
            "RB-PASTE-CAPTION", line.at(), *hinted("content.caption-alone", line=line.body), fixes=gone
        )
        return
    fixes = (line.fix(0, match.start(2), f"{match[1]}: "),) if next_is_table else ()
    diagnostics.error(
        "RB-PASTE-CAPTION",
        line.at(),
        *hinted("content.caption-astray", words=words[:40], word=match[1]),
        fixes=fixes,
    )


def is_table_head(run: Sequence[Line]) -> bool:
    """Tell whether a run begins with a table: a row with bars, and a line of dashes below it."""
    if run and is_grid(run):
        return True
    return len(run) > 1 and "|" in run[0].body and bool(_SEPARATOR.fullmatch(run[1].body))


def is_grid(run: Sequence[Line]) -> bool:
    """Tell whether a run is a table drawn as a grid, or its first line."""
    return run[0].body.startswith("+-") and run[0].body.endswith("+")
