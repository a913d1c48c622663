"""Lines that stand as they are written, of an address or a verse: each begins with ``| ``, as in pandoc."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from report_builder.content.rules_style import PLAIN_SIGNS
from report_builder.patterns import late

_LINE = late(r"\|(?:[ \t]([ \t]*)([^|\n]*))?$")
_LEAST = 2


def line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read two or more such lines, none of which has another bar; a rule of markdown-it.

    Blanks before the words stay, and a line with the bar alone divides stanzas.
    """
    if not _may_begin(state, start):
        return False
    stanzas: list[list[str]] = [[]]
    begins = [start]
    line = start
    while line < end and state.sCount[line] >= state.blkIndent:
        begin = state.bMarks[line] + state.tShift[line]
        match = _LINE.fullmatch(state.src[begin : state.eMarks[line]].rstrip())
        if match is None:
            break
        if match[2]:
            stanzas[-1].append("\u00a0" * len(match[1].expandtabs(4)) + match[2])
        elif stanzas[-1]:
            stanzas.append([])
            begins.append(line + 1)
        else:
            begins[-1] = line + 1
        line += 1
    below = state.src[state.bMarks[line] : state.eMarks[line]] if line < end else ""
    if sum(map(len, stanzas)) < _LEAST or "|" in below:
        return False
    if silent:
        return True
    for first, stanza in zip(begins, stanzas, strict=True):
        if stanza:
            token = state.push("paragraph_open", "p", 1)
            token.map, token.meta = [first, first + len(stanza)], {"verse": True}
            state.push("inline", "", 0).content = "\\\n".join(stanza)
            state.push("paragraph_close", "p", -1)
    state.line = line
    return True


def _may_begin(state: StateBlock, line: int) -> bool:
    """Whether a line begins with a bar, in a report that has it mean something."""
    begin = state.bMarks[line] + state.tShift[line]
    return (
        state.src.startswith("|", begin) and not state.is_code_block(line) and not state.env.get(PLAIN_SIGNS)
    )
