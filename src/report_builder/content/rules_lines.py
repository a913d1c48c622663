"""Lines that stand as they are written, of an address or a verse: each begins with ``| ``, as in pandoc."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from report_builder.content.rules_style import PLAIN_SIGNS
from report_builder.patterns import late

_LINE = late(r"\|(?:[ \t]([ \t]*)([^|\n]*))?$")
_LEAST = 2
_POEM = late(r"(?:\{[^}\"]*\.)?poem(?![\w-])")
_NO_VERSE = late(r":::|#{1,6}[ \t]|>|[+*][ \t]|```|~~~")
_BAR = late(r"\|(?:[ \t]|$)")


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
            _push_stanza(state, first, stanza)
    state.line = line
    return True


def poem(state: StateBlock, head: str, start: int, end: int) -> bool:
    """Read the verses between the fences of a poem: all lines stand as they are written.

    A blank line divides stanzas. False for any other container, and where a line begins as another block.
    """
    if not _POEM.match(head):
        return False
    lines = [(state.sCount[line], _bare(state, line)) for line in range(start, end)]
    if any(_NO_VERSE.match(text) for _, text in lines):
        return False
    if all(_BAR.match(text) for _, text in lines if text):
        lines = [(len(text) - len(text[1:].lstrip()), text[1:].lstrip()) for _, text in lines]
    least = min((indent for indent, text in lines if text), default=0)
    stanza: list[str] = []
    for line, (indent, text) in enumerate([*lines, (0, "")], start):
        if text:
            stanza.append("\u00a0" * (indent - least) + text)
        elif stanza:
            _push_stanza(state, line - len(stanza), stanza)
            stanza = []
    return True


def _bare(state: StateBlock, line: int) -> str:
    """The words of a verse, without the mark of a line break that CommonMark has.

    One that a hyphen begins is spoken: there it is a dash, as no list stands in a poem.
    """
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
    if text.startswith("- "):
        text = f"– {text[2:].lstrip()}"
    return text[:-1].rstrip() if text.endswith("\\") and not text.endswith("\\\\") else text


def _push_stanza(state: StateBlock, first: int, stanza: list[str]) -> None:
    token = state.push("paragraph_open", "p", 1)
    token.map, token.meta = [first, first + len(stanza)], {"verse": True}
    state.push("inline", "", 0).content = "\\\n".join(stanza)
    state.push("paragraph_close", "p", -1)


def _may_begin(state: StateBlock, line: int) -> bool:
    """Whether a line begins with a bar, in a report that has it mean something."""
    begin = state.bMarks[line] + state.tShift[line]
    return (
        state.src.startswith("|", begin) and not state.is_code_block(line) and not state.env.get(PLAIN_SIGNS)
    )
