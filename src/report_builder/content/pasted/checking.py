"""One pass over the lines of a chapter, for everything that a person may have pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_builder.content.pasted.lists import tell_bullets, tell_dashes, tell_letters
from report_builder.content.pasted.notes import tell_notes
from report_builder.content.pasted.scan import Line, runs
from report_builder.content.pasted.syntax import tell_curly
from report_builder.content.pasted.tables import (
    CAPTION,
    is_table_head,
    tab_rows,
    tell_bare_rows,
    tell_caption,
    tell_tab_rows,
)
from report_builder.content.pasted.typography import tell_foreign_signs
from report_builder.content.written import texts_of
from report_builder.diagnostics import Diagnostics
from report_builder.sources.yaml_tree import Node

_HEADING = re.compile(r"(#{1,6})[ \t]")
_LANG = re.compile(r"\{[^{}]*\blang=\"?([A-Za-z-]+)\"?[^{}]*\}\s*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,100})(?<=\S)\1:?")
_FENCED = re.compile(r":{3,}")


def tell_pasted(lines: Sequence[str], path: str, language: str, diagnostics: Diagnostics) -> None:
    """Tell what in the lines of a chapter in ``language`` is another program's, each at its place."""
    found = list(runs(lines, path))
    spoken = _languages(found, language)
    rows = [list(tab_rows(run)) for run in found]
    captions: set[int] = set()
    for index, blocks in enumerate(rows):
        for block in blocks:
            tell_tab_rows(block, _own_caption(found, rows, index, block, captions), diagnostics)
    inside = {line.number for told in rows for block in told for line in block} | captions
    for index, run in enumerate(found):
        text = [line for line in run if line.number not in inside]
        if text:
            _tell_run(text, found[index + 1] if index + 1 < len(found) else (), diagnostics)
    for line, own in spoken:
        tell_curly(line, diagnostics)
        tell_foreign_signs(line, own, diagnostics)
    tell_notes((line for line, _ in spoken if line.number not in inside), diagnostics)
    _tell_bold_headings(found, diagnostics)


def tell_pasted_values(
    tree: Node, lines: Sequence[str], path: str, language: str, diagnostics: Diagnostics
) -> None:
    """Tell the quotes and dashes that are foreign to ``language`` in the values of a YAML file."""
    for scalar in texts_of(tree):
        line = lines[scalar.span.line - 1] if scalar.span.line <= len(lines) else ""
        begin = line.find(scalar.text, scalar.span.column - 1) if "\n" not in scalar.text else -1
        if begin >= 0:
            body = Line(path, scalar.span.line, begin, scalar.text, "")
            tell_foreign_signs(body, language, diagnostics)
            continue
        for number in range(scalar.span.line + 1, len(lines) + 1):  # a value over several lines
            raw = lines[number - 1]
            body = Line(path, number, len(raw) - len(raw.lstrip()), raw.strip(), "")
            if not body.body or body.body not in scalar.text:
                break
            tell_foreign_signs(body, language, diagnostics)


def _tell_run(run: Sequence[Line], following: Sequence[Line], diagnostics: Diagnostics) -> None:
    if not tell_bare_rows(run, diagnostics):
        tell_bullets(run, diagnostics)
        tell_dashes(run, diagnostics)
        tell_letters(run, diagnostics)
    for index, line in enumerate(run):
        if index and not _stands_alone(run, index):
            continue
        rest = run[index + 1 :] or following
        tell_caption(line, is_table_head(rest) or _note_before_table(rest), diagnostics)


def _stands_alone(run: Sequence[Line], index: int) -> bool:
    """A caption between other lines is one where it begins with the word and a number, or is nothing else."""
    match = CAPTION.fullmatch(run[index].body)
    return match is not None and (not match[2] or any(sign.isdigit() for sign in match[0][: match.start(2)]))


def _note_before_table(run: Sequence[Line]) -> bool:
    return bool(run) and run[0].body.startswith("[^") and "]:" in run[0].body


def _own_caption(
    found: Sequence[Sequence[Line]],
    rows: Sequence[Sequence[Sequence[Line]]],
    index: int,
    block: Sequence[Line],
    taken: set[int],
) -> Line | None:
    """Find the caption of rows that tabs divide: a line right above or below them that is one."""
    run = found[index]
    at = next(place for place, line in enumerate(run) if line.number == block[0].number)
    around = [run[at - 1] if at else None, run[at + len(block)] if at + len(block) < len(run) else None]
    if at == 0 and index and len(found[index - 1]) == 1:
        around.append(found[index - 1][0])
    if at + len(block) == len(run) and index + 1 < len(found) and not rows[index + 1]:
        around.append(found[index + 1][0] if len(found[index + 1]) == 1 else None)
    for line in around:
        if line is not None and line.number not in taken and CAPTION.fullmatch(line.body):
            taken.add(line.number)
            return line
    return None


def _languages(found: Sequence[Sequence[Line]], language: str) -> list[tuple[Line, str]]:
    """Give each line with the language of the section it stands in."""
    levels: list[tuple[int, str]] = [(0, language)]
    spoken = []
    for run in found:
        for line in run:
            heading = _HEADING.match(line.body)
            if heading:
                level = len(heading[1])
                while levels[-1][0] >= level:
                    levels.pop()
                stated = _LANG.search(line.body)
                levels.append((level, stated[1].partition("-")[0].lower() if stated else levels[-1][1]))
            spoken.append((line, levels[-1][1]))
    return spoken


def _tell_bold_headings(found: Sequence[Sequence[Line]], diagnostics: Diagnostics) -> None:
    """RB-BOLD-HEADING for a short bold line that stands alone; inside a block, where none can be, it may."""
    level = 1
    for run, nested in _with_nesting(found):
        heading = _HEADING.match(run[0].body)
        if heading:
            level = len(heading[1])
        if nested or len(run) > 1 or run[0].prefix:
            continue
        bold = _BOLD.fullmatch(run[0].body)
        if bold and bold[2].rstrip()[-1] not in ".!?…":
            signs = "#" * min(level + 1, 6)
            message = f"a bold line looks like a heading: '{bold[2][:60]}'"
            hint = (
                f"write '{signs} {bold[2][:60].rstrip(':')}', so that it stands in the contents and readers "
                'can jump to it; {allow="RB-BOLD-HEADING"} above it keeps it as it is'
            )
            diagnostics.warn("RB-BOLD-HEADING", run[0].at(), message, hint)


def _with_nesting(found: Sequence[Sequence[Line]]) -> Iterator[tuple[Sequence[Line], bool]]:
    depth = 0
    for run in found:
        inside = depth > 0
        for line in run:
            fence = _FENCED.match(line.body)
            if fence:
                depth += 1 if line.body.strip(": ") else -1
        yield run, inside or depth > 0
