"""How formulas stand in Markdown: ``$…$`` in a line, and ``$$…$$`` by itself, with attributes behind it.

The rules of pandoc: an opening dollar has a sign right behind it, a closing one a sign right before it and no
digit behind it, so that prices stay prices. What is between them has to be a formula all the same.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from report_builder.content.attributes import NO_ATTRIBUTES, attributes_at
from report_builder.patterns import late

_IN_LINE = late(r"\$(?=[^\s$])((?:[^$\\\n]|\\.){1,200}?)(?<=\S)\$(?!\d)")
_DISPLAYED = late(r"\$\$(.{1,2000}?)\$\$", re.DOTALL)


def formula(state: StateInline, silent: bool) -> bool:
    """``$…$``; ``$$…$$`` that does not stand by itself says so."""
    if state.src[state.pos] != "$":
        return False
    displayed = _DISPLAYED.match(state.src, state.pos, state.posMax)
    match = displayed or _IN_LINE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("displayed_formula" if displayed else "formula", "", 0)
        token.content = match.group(1)
    state.pos = match.end()
    return True


def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``$$`` at the beginning of a line, and all up to the line that ends with ``$$`` and attributes."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", first) or state.is_code_block(start):
        return False
    if silent:
        return True
    lines: list[str] = []
    line = start
    while line < end and (line == start or state.sCount[line] >= state.blkIndent):
        written = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
        lines.append(written[2:] if line == start else written)
        line += 1
        if not written.strip() or "$$" in lines[-1]:
            break
    source, closing, behind = "\n".join(lines).partition("$$")
    token = state.push("formula", "", 0)
    token.map = [start, line]
    token.content = source
    attributes = attributes_at(behind.strip(), 0)
    whole = attributes is not None and attributes[1] == len(behind.strip())
    token.meta = {
        "closed": bool(closing),
        "attributes": attributes[0] if attributes and whole else NO_ATTRIBUTES,
        "behind": "" if whole else behind.strip(),
    }
    state.line = line
    return True
