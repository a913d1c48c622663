"""Tables in files of text (CSV), as spreadsheets write them: told by what stands in them.

Norwegian spreadsheets write semicolons, a decimal comma and Windows-1252 or a byte order mark; others write
commas or tabs, a decimal point and UTF-8. The file does not say which; what is read here fits its rows best.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from report_builder.language.message import Message, hinted
from report_builder.patterns import late

_DELIMITERS = ";\t,|"
"""What may stand between two cells; where several fit the rows alike, the first one."""
_SAID = late(r"(?i)sep=(.)\r?\n?")
"""The line before the table in which a spreadsheet says what stands between its cells."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NUMBER = late(r"[-\u2212+]?\d(?:[ \u00a0\u202f]?\d+)*(?:([.,])\d+)?(?:[ \u00a0\u202f]?[%‰])?")
_LONGEST_CELL = 100_000


class DelimitedRow(Struct, frozen=True):
    """A row with the text of its cells; ``line`` counts from 1, as many lines of the file as it takes."""

    line: int
    cells: tuple[str, ...]


class Delimited(Struct, frozen=True):
    """A table of a file: its rows, empty ones and empty columns at their ends left out.

    ``decimal`` is the sign before the decimals of its numbers, empty where nothing tells.
    """

    rows: tuple[DelimitedRow, ...]
    delimiter: str
    encoding: str
    decimal: str


class Unreadable(Struct, frozen=True):
    """Why a file is no table: the ``line``, the code, and what is told with its cure."""

    line: int
    code: str
    told: tuple[Message, Message]


def read_delimited(data: bytes) -> Delimited | Unreadable:
    """Read the table that a file of text holds."""
    encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as fault:
            line = data.count(b"\n", 0, fault.start) + 1
            return Unreadable(line, "RB-ENCODING", hinted("sources.table-encoding"))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Unreadable(line, "RB-ENCODING", hinted("sources.table-encoding"))
    said = _SAID.match(text)
    start = said.end() if said else 0
    delimiter = said[1] if said else _delimiter(text)
    rows: list[DelimitedRow] = []
    csv.field_size_limit(_LONGEST_CELL)
    lines = text[start:].splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    first = 1 + bool(said)
    line = first
    try:
        for cells in reader:
            rows.append(DelimitedRow(line, tuple(cell.strip() for cell in cells)))
            line = first + reader.line_num
    except csv.Error:
        return Unreadable(line, "RB-TABLE-RAGGED", hinted("sources.table-quote"))
    rows = _without_empty_ends(rows)
    return Delimited(tuple(rows), delimiter, encoding, _decimal(rows))


def is_number(text: str) -> bool:
    """Tell whether a cell is a number, with a sign of per cent or without."""
    return _NUMBER.fullmatch(text) is not None


def _delimiter(text: str) -> str:
    """What divides most rows into the same number of cells, more than one."""
    lines = text.splitlines(keepends=True)[:200]
    best, most = ";", 0
    for delimiter in _DELIMITERS:
        try:
            counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            continue
        width, alike = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if width > 1 and alike > most:
            best, most = delimiter, alike
    return best


def _without_empty_ends(rows: list[DelimitedRow]) -> list[DelimitedRow]:
    """The rows that have something, without the cells that are empty in all rows at their right."""
    written = [row for row in rows if any(row.cells)]
    width = max((at for row in written for at, cell in enumerate(row.cells, 1) if cell), default=0)
    spare = all(len(row.cells) >= width for row in written)
    return [DelimitedRow(row.line, row.cells[:width]) for row in written] if spare else written


def _decimal(rows: list[DelimitedRow]) -> str:
    """The sign before the decimals; empty where there is none, or both are."""
    signs = set(_signs(rows))
    return signs.pop() if len(signs) == 1 else ""


def _signs(rows: list[DelimitedRow]) -> Iterator[str]:
    for row in rows:
        for cell in row.cells:
            number = _NUMBER.fullmatch(cell)
            if number and number[1]:
                yield number[1]
