"""What rows that tabs divide are: a table with a head, names with what they mean, or nothing certain."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from report_builder.content.pasted.columns import are_numbers, is_missing, is_number, is_year, rules
from report_builder.language.message import Message, hinted, say, say_many
from report_builder.language.word_lists import every_word
from report_builder.patterns import late

_ITEM = late(r"[-+*•][ \u00a0]|\d{1,3}[.)][ \u00a0]")
_BLOCK = late(r"[-+*#>|:]|\d{1,9}[.)](?:\s|$)|`{3}|~{3}")
_BOLD = late(r"(?:\*\*|__).+(?:\*\*|__)")


class Doubt(Struct, frozen=True):
    """Why it is not certain how rows are to be written, and what makes it so."""

    reason: Message
    cure: Message


class Reading(Struct, frozen=True):
    """How rows are to be written, unless there is a ``doubt``."""

    written: tuple[str, ...] = ()
    doubt: Doubt | None = None
    table: bool = True


def read_rows(rows: Sequence[Sequence[str]], *, captioned: bool) -> Reading:
    """Find out what rows are; only what can be read in one way is written."""
    width = max(_filled(row) for row in rows)
    if width == 2 and not captioned and _are_names(rows):
        return Reading(tuple(_definitions(rows)), table=False)
    short = next((at for at, row in enumerate(rows) if len(row) < width), None)
    if short is not None:
        reason = say_many("content.tab-row-short", len(rows[short]), row=short + 1, width=width)
        return Reading(doubt=Doubt(reason, say("content.tab-row-short.hint")))
    cells = [[cell.strip() for cell in row[:width]] for row in rows]
    return _read_table(cells, captioned=captioned)


def pipe_table(cells: Sequence[Sequence[str]]) -> list[str]:
    """Write the rows of a table between bars; the first is its head."""
    width = len(cells[0])
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in cells]
    return ["| " + " | ".join(row) + " |" for row in (escaped[0], rules(cells[1:], width), *escaped[1:])]


def head_doubt(cells: Sequence[Sequence[str]], *, captioned: bool) -> Doubt | None:
    """Say why the first row may be no head; None where it is one."""
    head, below = cells[0], cells[1:]
    if len(head) > 1 and all(_BOLD.fullmatch(cell) for cell in head if cell):
        return None
    for index, cell in enumerate(head[1:], 1):
        column = [row[index] for row in below]
        years = is_year(cell) and all(is_year(other) or is_missing(other) for other in column)
        if are_numbers(column) and (
            years or (is_missing(cell) and cell) or (is_number(cell) and not is_year(cell))
        ):
            return Doubt(say("content.tab-head-value", cell=cell), say("content.tab-head.hint"))
    if any(cell.endswith(":") for cell in head[:1]) and all(row[0].endswith(":") for row in below):
        return Doubt(say("content.tab-head-missing"), say("content.tab-head.hint"))
    if len(head) == 2 and not captioned and _may_be_pairs(cells):
        return Doubt(*hinted("content.tab-pairs"))
    return None


def _read_table(cells: Sequence[Sequence[str]], *, captioned: bool) -> Reading:
    if any(_ITEM.match(row[0]) for row in cells) and all(_ITEM.match(row[0]) for row in cells[1:]):
        return Reading(doubt=Doubt(*hinted("content.tab-items")))
    if _has_second_head(cells):
        joined, certain = _join_heads(cells[0], cells[1])
        doubt = Doubt(*hinted("content.tab-two-heads", row="⇥".join(joined)))
        return Reading(tuple(pipe_table([joined, *cells[2:]])), None if certain else doubt)
    unnamed = next((at for at, cell in enumerate(cells[0]) if at and not cell), None)
    if unnamed is not None:
        return Reading(doubt=Doubt(*hinted("content.tab-column-unnamed", column=unnamed + 1)))
    return Reading(tuple(pipe_table(cells)), head_doubt(cells, captioned=captioned))


def _filled(row: Sequence[str]) -> int:
    """Count the cells up to the last that has words."""
    return max((index for index, cell in enumerate(row, 1) if cell.strip()), default=0)


def _are_names(rows: Sequence[Sequence[str]]) -> bool:
    return all(
        _filled(row) == 2
        and row[0].rstrip().endswith(":")
        and row[0].strip(" :")
        and not any(_BLOCK.match(cell.strip()) for cell in row[:2])
        for row in rows
    )


def _definitions(rows: Sequence[Sequence[str]]) -> list[str]:
    lines: list[str] = []
    for row in rows:
        lines += [*([""] if lines else []), row[0].strip().rstrip(": "), f": {row[1].strip()}"]
    return lines


def _may_be_pairs(cells: Sequence[Sequence[str]]) -> bool:
    # What begins the lines about one person or matter; no table names its first column so.
    facts = every_word("rule.fact-names")
    named = [row[0].strip(" :").casefold() in facts for row in cells]
    if named[0] and sum(named) > 1:
        return True
    head, below = cells[0][1], [row[1] for row in cells[1:]]
    # Figures below words are below their name.
    values = all(any(sign.isdigit() for sign in cell) or is_missing(cell) for cell in below)
    return not (are_numbers(below) or (values and not any(sign.isdigit() for sign in head)))


def _has_second_head(cells: Sequence[Sequence[str]]) -> bool:
    """Tell whether the second row names columns too: words or years above numbers, below a gap."""
    if len(cells) < 3 or (all(cells[0][1:]) and cells[1][0]):
        return False
    labels = cells[1][1:]
    if not any(labels) or any(is_number(cell) and not is_year(cell) for cell in labels):
        return False
    for index, label in enumerate(labels, 1):
        column = [row[index] for row in cells[2:]]
        if are_numbers(column) and label and not is_missing(label):
            years = all(is_year(cell) or is_missing(cell) for cell in column)
            if not (is_year(label) and years):
                return True
    return False


def _join_heads(first: Sequence[str], second: Sequence[str]) -> tuple[list[str], bool]:
    """Write two rows of a head as one: each name with that of the group it stands in.

    Certain where the groups have the same names below them, or years: then a gap goes on with its group.
    """
    groups: list[tuple[str, list[str]]] = []
    for over, under in zip(first[1:], second[1:], strict=True):
        if over or not groups:
            groups.append((over, []))
        groups[-1][1].append(under)
    wide = [under for _, under in groups if len(under) > 1]
    # A group of one column may have its own name only.
    same = bool(wide) and all(all(under) for under in wide) and all(under == wide[0] for under in wide)
    years = same and all(map(is_year, wide[0]))
    distinct = same and len(set(wide[0])) == len(wide[0])
    named = all(over for over, _ in groups)
    alone = all(not under[0] or is_year(under[0]) for _, under in groups if len(under) == 1)
    certain = named and distinct and alone and (years or len(wide) > 1) and not (first[0] and second[0])
    names = [f"{over} {under}".strip() for over, unders in groups for under in unders]
    return [f"{first[0]} {second[0]}".strip(), *names], certain
