"""Block rules beside CommonMark's own: containers between colon fences, and pipe tables.

A rule has markdown-it's form: it looks at the line ``start`` and, unless ``silent``, pushes tokens.
"""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from msgspec import Struct

from report_builder.content.comments import comment_closes, last_line
from report_builder.content.rules_lines import poem
from report_builder.patterns import late

_COLONS = late(r"(:{3,})[ \t]*(.*?)[ \t]*:*")
# What may stand before a fence in its line: the marks of items, meanings and quotations.
_MARKERS = late(r"^(?:(?:[-+*:>]|\d{1,9}[.)])[ \t]+)+")
_MAY_HOLD_A_FENCE = frozenset("`~:-+*>0123456789")
_BEHIND_LETTER = frozenset(").ivxlcIVXLC")
_DELIMITERS = late(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# Lists, quotations, headings and containers begin before a table can.
_OTHER_BLOCK = late(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)|>|#{1,6}[ \t]|:::")
_GRID = late(r"\+(?:[-=:]+\+)+")
_BAR = late(r"(?<!\\)\|")


class SourceCell(Struct, frozen=True):
    """The text of a table cell, and its offset in the trimmed line of its row."""

    text: str
    offset: int


class SourceRow(Struct, frozen=True):
    """A row of a table: its line from 0, its trimmed text, and its cells, as many as were written."""

    line: int
    text: str
    cells: list[SourceCell]


def _line_text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``::: name {attributes}`` … ``:::``, nestable. A fence that closes nothing gets a token of its own."""
    if not state.src.startswith(":::", state.bMarks[start] + state.tShift[start]) or state.is_code_block(
        start
    ):
        return False
    match = _COLONS.fullmatch(_line_text(state, start).rstrip())
    if match is None:
        return False
    if silent:
        return True
    colons, head = match.groups()
    if not head:
        token = state.push("stray_fence", "", 0)
        token.map = [start, start + 1]
        state.line = start + 1
        return True
    last, closed = _closing_line(state, start, end, len(colons))
    token = state.push("container_open", "", 1)
    token.map = [start, last]
    token.info = head
    token.meta = {"closed": closed}
    parent, line_max = state.parentType, state.lineMax
    # Lazy continuation lines must not run past the closing fence.
    state.parentType, state.lineMax = "container", last
    if not poem(state, head, start + 1, last):
        state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = parent, line_max
    state.push("container_close", "", -1)
    state.line = last + 1 if closed else last
    return True


def _closing_line(state: StateBlock, start: int, end: int, colons: int) -> tuple[int, bool]:
    """Find the line that closes the container begun at ``start``, and whether there is one.

    A closing fence belongs to the innermost open container; where its length is that of an outer one
    only, the inner ones were left open.
    """
    open_fences = [colons]
    code = _OpenCode()
    passed = start
    for line in range(start + 1, end):
        position = state.bMarks[line] + state.tShift[line]
        if line <= passed or position >= state.eMarks[line]:
            continue
        if state.sCount[line] < state.blkIndent:
            return line, False
        if state.src[position] not in _MAY_HOLD_A_FENCE:
            passed = code.end_of_comment(state, line, end)
            continue
        text = _line_text(state, line).rstrip()
        bare = code.outside(text)
        match = _COLONS.fullmatch(bare) if bare and not state.is_code_block(line) else None
        if match is None:
            continue
        if match.group(2):
            open_fences.append(len(match.group(1)))
        elif text[0] == ":":
            _close(open_fences, len(match.group(1)))
            if not open_fences:
                return line, True
    return end, False


class _OpenCode:
    """The code block, if any, that the lines looked at so far leave open."""

    def __init__(self) -> None:
        self._fence = ""
        self._quoted = False

    def end_of_comment(self, state: StateBlock, line: int, end: int) -> int:
        """The last line of the comment that begins with ``line``; that line itself where none does."""
        begins = not self._fence and state.src[state.bMarks[line] + state.tShift[line]] == "<"
        return (begins and last_line(state, line, end)) or line

    def outside(self, text: str) -> str:
        """Give the line without the marks of what it stands in; "" for a line of a code block."""
        if self._fence:
            bare = text.lstrip("> \t") if self._quoted else text
        else:
            bare = _MARKERS.sub("", text)
            self._quoted = text.startswith(">")
        was_open = bool(self._fence)
        if bare[:1] in ("`", "~"):
            self._fence = _code_fence(bare, self._fence)
        return "" if was_open or self._fence else bare


def _close(open_fences: list[int], length: int) -> None:
    """Take off the fence that a closing one of ``length`` colons belongs to, and those inside it."""
    if length in open_fences:
        while open_fences[-1] != length:
            open_fences.pop()
    open_fences.pop()


def _code_fence(text: str, code: str) -> str:
    """Return the fence of the code block that is open after the line ``text``; "" outside of one."""
    run = text[: len(text) - len(text.lstrip(text[0]))]
    if code:
        return "" if run.startswith(code) and text.strip() == run else code
    return run if len(run) >= 3 else ""


def text_block(state: StateBlock, start: int, end: int, _silent: bool) -> bool:
    """A paragraph, or a heading underlined with ``===`` or ``---``.

    Does what markdown-it's ``lheading`` and ``paragraph`` do, in one pass over the lines instead of two,
    and asks the other rules only about lines that could begin another block. A comment that begins in it and
    goes on over blank lines belongs to it, with the words behind the comment.
    """
    parent, state.parentType = state.parentType, "paragraph"
    line, level = _text_end(state, start + 1, end)
    begin = state.bMarks[start]
    while closing := comment_closes(state, begin, line, end):
        begin, last = closing
        line, level = _text_end(state, last + 1, end)
    state.parentType = parent
    kind, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    content = mdTrim(state.getLines(start, line, state.blkIndent, False))
    state.line = line + 1 if level else line
    state.push(f"{kind}_open", tag, 1).map = [start, state.line]
    state.push("inline", "", 0).content = content
    state.push(f"{kind}_close", tag, -1)
    return True


def _text_end(state: StateBlock, line: int, end: int) -> tuple[int, int]:
    """The line behind a text that goes on at ``line``, and the level of the heading that it underlines."""
    level = 0
    terminators = state.md.block.ruler.getRules("paragraph")
    while line < state.lineMax and not state.isEmpty(line):
        indent = state.sCount[line] - state.blkIndent
        level = _underline_level(state, line) if line < end and 0 <= indent <= 3 else 0
        if level:
            break
        # Deeper lines and lines of a quote's lazy continuation belong to the paragraph in any case.
        may_end = indent <= 3 and state.sCount[line] >= 0 and not _is_plain(state, line)
        if may_end and any(rule(state, line, end, True) for rule in terminators):
            break
        line += 1
    return line, level


def _underline_level(state: StateBlock, line: int) -> int:
    """Return 1 or 2 for a line that makes a heading of the lines above it, else 0."""
    marker = state.src[state.bMarks[line] + state.tShift[line]]
    if marker not in "-=":
        return 0
    text = _line_text(state, line).rstrip(" \t")
    return (1 if marker == "=" else 2) if text == marker * len(text) else 0


def _is_plain(state: StateBlock, line: int) -> bool:
    """True when no block begins at ``line``.

    Of those that begin with a letter, the next line shows a table, and the second sign an item.
    """
    begin = state.bMarks[line] + state.tShift[line]
    if not state.src[begin].isalpha() or state.src[begin + 1 : begin + 2] in _BEHIND_LETTER:
        return False
    following = state.bMarks[line + 1] + state.tShift[line + 1]
    return following >= len(state.src) or state.src[following] not in "|-:"


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A pipe table, as one token with the cells as they were written: nothing is padded or cut."""
    if start + 2 > end:
        return False
    position = state.bMarks[start + 1] + state.tShift[start + 1]
    if position >= state.eMarks[start + 1] or state.src[position] not in "|-:":
        return False
    if state.sCount[start + 1] < state.blkIndent or state.is_code_block(start + 1):
        return False
    delimiters = _line_text(state, start + 1)
    # "- x" is a list, "-" alone underlines a heading.
    if len(delimiters) < 2 or (delimiters[0] == "-" and delimiters[1] in " \t"):
        return False
    header = _line_text(state, start)
    if (
        "|" not in header
        or _OTHER_BLOCK.match(header)
        or state.is_code_block(start)
        or not _DELIMITERS.fullmatch(delimiters)
    ):
        return False
    columns = [cell.text for cell in _cells(delimiters.strip())]
    head = _row(state, start)
    if len(columns) != len(head.cells) and "|" not in delimiters:
        return False
    if silent:
        return True
    token = state.push("table", "", 0)
    rows = _body(state, start + 2, end)
    state.line = rows[-1].line + 1 if rows else start + 2
    token.map = [start, state.line]
    token.meta = {"columns": columns, "head": head, "rows": rows}
    return True


def grid_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table drawn with ``+---+`` and bars, as one token with its lines as they were written."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("+-", "+=", "+:"), position) or state.is_code_block(start):
        return False
    if start + 1 >= end or not _GRID.fullmatch(_line_text(state, start).rstrip()):
        return False
    if not _line_text(state, start + 1).startswith("|"):
        return False
    if silent:
        return True
    line = start
    lines: list[str] = []
    while line < end and _line_text(state, line).startswith(("+", "|")):
        if state.sCount[line] < state.blkIndent:
            break
        lines.append(_line_text(state, line).rstrip())
        line += 1
    token = state.push("table", "", 0)
    token.info = "grid"
    token.map = [start, line]
    token.meta = {"lines": lines}
    state.line = line
    return True


def _body(state: StateBlock, first: int, end: int) -> list[SourceRow]:
    parent, state.parentType = state.parentType, "table"
    terminators = state.md.block.ruler.getRules("blockquote")
    rows: list[SourceRow] = []
    for line in range(first, end):
        position = state.bMarks[line] + state.tShift[line]
        if (
            position >= state.eMarks[line]
            or state.sCount[line] < state.blkIndent
            or state.is_code_block(line)
        ):
            break
        # No other block begins with a bar.
        if state.src[position] != "|" and any(rule(state, line, end, True) for rule in terminators):
            break
        rows.append(_row(state, line))
    state.parentType = parent
    return rows


def _row(state: StateBlock, line: int) -> SourceRow:
    text = _line_text(state, line).strip()
    return SourceRow(line, text, _cells(text))


def _cells(text: str) -> list[SourceCell]:
    cells = []
    offset = 0
    for part in _BAR.split(text):
        inner = part.strip()
        cells.append(SourceCell(inner.replace("\\|", "|"), offset + part.find(inner)))
        offset += len(part) + 1
    # The bars at both ends of the line are an ornament.
    if text.startswith("|"):
        del cells[0]
    if cells and len(text) > 1 and text.endswith("|") and not text.endswith("\\|"):
        del cells[-1]
    return cells
