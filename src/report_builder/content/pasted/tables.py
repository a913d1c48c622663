"""Tables of other programs: rows that tabs divide, heads without a line below, captions numbered by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics, Fix

CAPTION = re.compile(r"(Tabell|Table)(?:[ \u00a0]+\d+(?:\.\d+)*)?[ \u00a0]*[:.](?:\s+|$)(.*)")
CAPTIONED = ("Tabell", "Table", "Figur", "Bilde", "Illustrasjon")
"""How a line begins that may be a caption."""
_PICTURE = re.compile(r"(Figur|Figure|Bilde|Illustrasjon)[ \u00a0]+\d+(?:\.\d+)*[ \u00a0]*[:.]\s+\S.*")
# The mark of an item, which other programs divide from its text by a tab.
_MARK = re.compile(r"(?:[^\w\s]|[\uf000-\uf0ff]|o|\d{1,3}[.)]|\w{1,4}[.)])\t")
_NUMBER = re.compile(r"[-+−–]?[\d  \u00a0\u202f.,]*\d[\d  \u00a0\u202f.,]*(?:\s*(?:%|‰|kr|kroner))?")
_SEPARATOR = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_BAR = re.compile(r"(?<!\\)\|")


def tab_rows(run: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the lines of a run that are rows of a table, divided by tabs: at least two below each other."""
    rows: list[Line] = []
    for line in run:
        if _is_row(line):
            rows.append(line)
            continue
        if len(rows) > 1:
            yield rows
        rows = []
    if len(rows) > 1:
        yield rows


def _is_row(line: Line) -> bool:
    inner = line.body.strip("\t")
    if inner.startswith("|") or "\t" not in inner:
        return False
    # One tab divides an item from its mark; more are those of a row, whose first cell may be "Nr." or "1.".
    return inner.count("\t") > 1 or _MARK.match(inner) is None


def pipe_table(rows: Sequence[Line]) -> list[str]:
    """Write rows that tabs divide as a table between bars; columns of numbers are set to the right."""
    cells = [[cell.strip().replace("|", "\\|") for cell in line.body.split("\t")] for line in rows]
    width = max(len(row) for row in cells)
    cells = [row + [""] * (width - len(row)) for row in cells]
    if width > 1 and not any(row[-1] for row in cells):
        cells = [row[:-1] for row in cells]
        width -= 1
    below = [[row[column] for row in cells[1:] if row[column]] for column in range(width)]
    # The first column says what a row is about, even where it says it with a year.
    rules = ["---:" if index and _are_numbers(column) else "---" for index, column in enumerate(below)]
    written = [cells[0], rules, *cells[1:]]
    return ["| " + " | ".join(row) + " |" for row in written]


def _are_numbers(column: Sequence[str]) -> bool:
    return bool(column) and all(map(_NUMBER.fullmatch, column))


def tell_tab_rows(rows: Sequence[Line], caption: Line | None, diagnostics: Diagnostics) -> None:
    """RB-PASTE-TABS, with the table as it is to be written; a caption that stands below comes above it."""
    first, last = rows[0], rows[-1]
    table = pipe_table(rows)
    above = []
    fixes: list[Fix] = []
    if caption is not None and (words := _caption_words(caption)):
        above = [words, ""]
    begin, end = first.at(), last.at(len(last.body))
    if caption is not None and caption.number > last.number + 1:  # with the empty lines on its way
        end = caption.at(len(caption.body))
    elif caption is not None and caption.number < first.number - 1:
        begin = caption.at()
    elif caption is not None:
        fixes.append(caption.fix(0, len(caption.body), ""))
    indent = first.prefix.rstrip() if ">" in first.prefix else first.prefix
    text = f"\n{indent}".join([*above, *table])
    fixes.append(Fix(begin, end, text))
    shown = "\n".join(table[:3]) + ("\n…" if len(table) > 3 else "")
    message = f"{len(rows)} lines with tabs look like a table, and would be printed as running text"
    hint = f"write them as a table: {' ⏎ '.join(shown.splitlines())}; 'check-content --fix' does it"
    diagnostics.error("RB-PASTE-TABS", first.at(), message, hint, fixes=tuple(fixes))


def _caption_words(line: Line) -> str:
    match = CAPTION.fullmatch(line.body)
    return f"Tabell: {match[2]}" if match and match[2] else ""


def tell_bare_rows(run: Sequence[Line], diagnostics: Diagnostics) -> bool:
    """RB-PASTE-TABLE for rows between bars that no line of dashes makes a table; tells whether there are."""
    if not any("|" in line.body for line in run) or any(
        _SEPARATOR.fullmatch(line.body) and "-" in line.body for line in run[1:]
    ):
        return False
    bars = [len(_BAR.findall(line.body.strip().strip("|"))) for line in run]
    for index in range(len(run) - 1):
        framed = run[index].body.startswith("|") and run[index + 1].body.startswith("|")
        spaced = " | " in run[index].body and " | " in run[index + 1].body
        if bars[index] and bars[index] == bars[index + 1] and (framed or spaced):
            head = run[index]
            rule = "|" + "---|" * (bars[index] + 1)
            fixes = [Fix(head.at(len(head.body)), head.at(len(head.body)), f"\n{head.prefix}{rule}")]
            if index:  # a table begins a paragraph of its own
                fixes.insert(0, Fix(head.at(), head.at(), f"\n{head.prefix}"))
            message = (
                "the rows of a table have no line of dashes below the first, and would be printed as text"
            )
            hint = f"write {rule} below the head"
            diagnostics.error("RB-PASTE-TABLE", head.at(), message, hint, fixes=tuple(fixes))
            return True
    return False


def tell_caption(line: Line, next_is_table: bool, diagnostics: Diagnostics) -> None:
    """RB-PASTE-CAPTION for a line that other programs print below or above a table or a picture."""
    match = CAPTION.fullmatch(line.body)
    if match is None:
        if _PICTURE.fullmatch(line.body):
            message = "a caption that was typed below a picture would be printed as text"
            hint = 'write its words into the picture: ![What it shows](bilder/navn.png "The caption")'
            diagnostics.error("RB-PASTE-CAPTION", line.at(), message, hint)
        return
    if next_is_table and line.body.startswith(f"{match[1]}:"):
        return
    words = match[2].strip()
    if not words:
        message = f"'{line.body}' has no words, and no table below it"
        hint = "write what the table shows behind it, right above the table; or delete the line"
        gone = (line.fix(0, len(line.body), ""),)
        diagnostics.error("RB-PASTE-CAPTION", line.at(), message, hint, fixes=gone)
        return
    fixes = (line.fix(0, match.start(2), f"{match[1]}: "),) if next_is_table else ()
    message = f"the table's title '{words[:40]}' belongs to no table, or has a number of its own"
    hint = f"write '{match[1]}: …' without a number right above the table, with empty lines around it"
    diagnostics.error("RB-PASTE-CAPTION", line.at(), message, hint, fixes=fixes)


def is_table_head(run: Sequence[Line]) -> bool:
    """Tell whether a run begins with a table: a row with bars, and a line of dashes below it."""
    return len(run) > 1 and "|" in run[0].body and bool(_SEPARATOR.fullmatch(run[1].body))
