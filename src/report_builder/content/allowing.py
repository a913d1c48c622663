"""``{allow="RB-LONG-WORD"}`` on a line of its own: the warnings that are meant in the block below it."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from report_builder.diagnostics import Allowance, Diagnostics, Fix, SourceSpan
from report_builder.language.message import hinted, say
from report_builder.patterns import late
from report_builder.sources.allowing import CODE, named_codes

# Written in any way that can only be meant as this; what is not the right way is told.
_LINE = late(r"\{\s*+allow(?![\w-])\s*+([^{}\n]*+)\}", re.IGNORECASE)
_RIGHT = late(r'\{\s*allow=(?:"([^"]*)"|([^\s"“”„«»‘’\']+))\s*\}')
_CODES = late(r"[A-Za-z0-9 ,;-]+")
_QUOTES = late(r"[\"'“”„«»‘’`´=:\s]+")


def allow_mark(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001  markdown-it's form
    """Read a line that allows something, in the form of a rule of markdown-it."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("{", position) or state.is_code_block(start):
        return False
    text = state.src[position : state.eMarks[start]].rstrip()
    if not _LINE.fullmatch(text):
        return False
    if not silent:
        token = state.push("allow", "", 0)
        token.map = [start, start + 1]
        token.content = text
        token.meta = {"column": position - state.src.rfind("\n", 0, position)}
        state.line = start + 1
    return True


def read_allowances(
    marks: list[Token], last: int | None, path: str, diagnostics: Diagnostics
) -> list[Allowance]:
    """Give what ``marks``, which stand above one block of ``path``, allow in it.

    ``last`` is the block's last line, counted from 1; None where there is no block (RB-ALLOW).
    """
    found: list[Allowance] = []
    for token in marks:
        assert token.map is not None, "the rule gives each mark its line"
        span = SourceSpan(path, token.map[0] + 1, token.meta["column"])
        if last is None:
            diagnostics.warn(CODE, span, *hinted("content.allow-above-nothing"))
            continue
        right = _RIGHT.fullmatch(token.content)
        if right is None:
            _tell_form(token.content, span, diagnostics)
            continue
        group = 1 if right[1] is not None else 2
        place = SourceSpan(path, span.line, span.column + right.start(group))
        codes = list(named_codes(right[group], place, diagnostics))
        found += [Allowance(at, code, span.line, last) for code, at in codes]
        if not right[group].strip():
            hint = say("sources.write-like", example='{allow="RB-LONG-WORD"}')
            diagnostics.warn(CODE, span, say("content.allow-without-code"), hint)
    return found


def _tell_form(text: str, span: SourceSpan, diagnostics: Diagnostics) -> None:
    match = _LINE.fullmatch(text)
    inner = _QUOTES.sub(" ", match[1]).strip() if match else ""
    fixes: tuple[Fix, ...] = ()
    right = '{allow="RB-LONG-WORD"}'
    if _CODES.fullmatch(inner):
        right = f'{{allow="{inner}"}}'
        fixes = (Fix(span, SourceSpan(span.path, span.line, span.column + len(text)), right),)
    curly = bool(re.search("[“”„«»‘’']", text))
    message = say("content.allow-curly") if curly else say("content.allow-malformed")
    diagnostics.warn(CODE, span, message, say("sources.write", text=right), fixes)
