"""Tables that only dashes and blanks draw, as Pandoc's simple and multiline ones: no rule reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, pairwise

from report_builder.content.pasted.columns import rules
from report_builder.content.pasted.joining import MARK
from report_builder.content.pasted.prose import indented_code, paragraphs
from report_builder.content.pasted.rows import head_doubt, pipe_table
from report_builder.content.pasted.scan import Line
from report_builder.content.pasted.tables import CAPTION
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.message import hinted
from report_builder.patterns import late

_RULE = late(r"-{2,}(?:[ ]+-{2,})+")
_SOLID = late(r"-{5,}")
_GROUP = late(r"-+")
_CAPTION = late(r":[ \t]+\S.*")
_CODE_INDENT = 4 * " "
_MOST_LINES, _MOST_HEADS = 400, 9
"""So many lines a table has at most, and its head."""
_MOST_RULES = 20
"""So many lines of dashes are looked at in lines that follow each other."""


def tell_ruled_tables(found: Sequence[Sequence[Line]], diagnostics: Diagnostics) -> list[list[Line]]:
    """RB-PASTE-TABLE for each table that lines of dashes draw; gives the runs without its lines."""
    alone = {run[0].number: run[0] for run in found if len(run) == 1}
    taken: set[int] = set()
    code: frozenset[int] | None = None
    for index, run in enumerate(found):
        ruled = (at for at, line in enumerate(run) if line.body.startswith("--"))
        for at in islice(ruled, _MOST_RULES):
            line = run[at]
            if line.number in taken or not _RULE.fullmatch(line.body):
                continue
            if line.prefix.endswith(_CODE_INDENT):
                code = _code(found) if code is None else code
                if line.number in code:
                    continue
            if table := _table(found, index, at):
                caption = _caption(alone, table)
                _tell(table, line, run, caption, diagnostics)
                taken |= {each.number for each in (*table, *([caption] if caption else ()))}
    return [left for run in found if (left := [line for line in run if line.number not in taken])]


def _code(found: Sequence[Sequence[Line]]) -> frozenset[int]:
    """The lines that are code by their indentation."""
    read = [one for run in found for one in paragraphs(run)]
    return frozenset(line.number for one in indented_code(read) for line in one.lines)


def _table(found: Sequence[Sequence[Line]], index: int, at: int) -> list[Line]:
    """Give the lines of the table whose first rule stands at ``at`` of a run; none if it has none."""
    run, rule = found[index], found[index][at]
    heads = range(at - 1, max(at - 1 - _MOST_HEADS, -1), -1)
    above = next((before for before in heads if _SOLID.fullmatch(run[before].body)), None)
    # Without a head, or with rows of several lines, a second line of dashes closes the table.
    is_open = above is None and at > 0
    start = above if above is not None else max(at - 1, 0)
    lines = (line for each in found[index : index + _MOST_LINES] for line in each)
    behind = list(islice(lines, at + 1, at + 1 + _MOST_LINES))
    end = next((n for n, line in enumerate(behind) if _closes(line)), None)
    if is_open:
        end = min(len(run) - at - 1, len(behind) if end is None else end + 1)
    elif end is None:
        return []
    else:
        end += 1
    rows = [line for line in behind[:end] if not _closes(line)]
    filled = any(sum(map(bool, _cells(line, rule))) > 1 for line in rows)
    if not filled or not all(_fits(line, rule) for line in rows):
        return []
    return [*run[start : at + 1], *behind[:end]]


def _closes(line: Line) -> bool:
    return _SOLID.fullmatch(line.body) is not None or _RULE.fullmatch(line.body) is not None


def _columns(rule: Line) -> list[int]:
    return [rule.begin + group.start() for group in _GROUP.finditer(rule.body)]


def _cells(line: Line, rule: Line) -> list[str]:
    """What stands in a line below or above each group of dashes."""
    raw = line.prefix + line.body
    ends = [line.prefix.rfind(">") + 1, *_columns(rule)[1:], len(raw) + 1]
    return [raw[start:end].strip() for start, end in pairwise(ends)]


def _fits(line: Line, rule: Line) -> bool:
    """Whether blanks divide the words of a line where they divide the dashes."""
    raw = line.prefix + line.body
    return all(at >= len(raw) or raw[at - 1] == " " for at in _columns(rule)[1:])


def _caption(alone: Mapping[int, Line], table: Sequence[Line]) -> Line | None:
    """The line right above or below a table that is its caption, of those that stand by themselves."""
    near = map(alone.get, (table[0].number - 2, table[-1].number + 2))
    captions = (
        line for line in near if line and (CAPTION.fullmatch(line.body) or _CAPTION.fullmatch(line.body))
    )
    return next(captions, None)


def _tell(
    table: Sequence[Line], rule: Line, run: Sequence[Line], caption: Line | None, diagnostics: Diagnostics
) -> None:
    """Tell a table at its first line, with how its head and the line below it are written between bars."""
    at = next(number for number, line in enumerate(table) if line is rule)
    heads = [_cells(line, rule) for line in table[:at] if not _closes(line)]
    head = [" ".join(filter(None, parts)) for parts in zip(*heads, strict=True)]
    rows = [_cells(line, rule) for line in table[at + 1 :] if not _closes(line)]
    names = _row(head) if head else _row(["…"] * len(rows[0]))
    dashes = f"|{'|'.join(rules(rows, len(rows[0])))}|"
    is_simple = at == 1 and (table[0], table[-1]) == (run[0], run[-1]) and not MARK.match(run[0].body)
    is_certain = is_simple and head_doubt([head, *rows], captioned=True) is None
    fixes = (_fix(table, pipe_table([head, *rows]), caption),) if is_certain else ()
    said = hinted("content.ruled-table", head=names, rule=dashes)
    diagnostics.error("RB-PASTE-TABLE", table[0].at(), *said, fixes=fixes)


def _fix(table: Sequence[Line], rows: Sequence[str], caption: Line | None) -> Fix:
    """Put ``rows`` in the place of a table; a caption that names itself comes from below it to above it."""
    first, last = table[0], table[-1]
    indent = min((line.prefix for line in table), key=len)
    if caption is not None and caption.number > last.number and not caption.body.startswith(":"):
        rows, last = [caption.body, "", *rows], caption
    text = "\n".join(f"{indent}{row}".rstrip() for row in rows).removeprefix(indent)
    return Fix(first.at(len(indent) - first.begin), last.at(len(last.body)), text)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
