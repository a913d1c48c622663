"""A word processor's quotes where syntax wants straight ones."""

from __future__ import annotations

from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics, Fix
from report_builder.language.message import hinted, say
from report_builder.patterns import late

CURLY = frozenset("“”„‟«»‘’‚")
"""Quotes that are no syntax."""
_CURLY = "".join(sorted(CURLY))
_IN_ATTRIBUTES = late(rf"\{{(?!\s*allow=)[^{{}}\n]{{0,500}}?=[{_CURLY}][^{{}}\n]{{0,500}}\}}")
_IN_TARGET = late(rf"\]\([^()\s]{{1,500}}\s+([{_CURLY}][^()\n]{{0,500}}[{_CURLY}])\)")
_PAIR = late(r"(?<==)[“”„‟]([^“”„‟\"{}]*)[“”‟]|(?<==)«([^«»\"{}]*)»|(?<==)[‘‚]([^‘‚’\"{}]*)[’‘]")


def tell_curly(line: Line, diagnostics: Diagnostics) -> None:
    """RB-CURLY-SYNTAX for attributes and titles that stand in a word processor's quotes."""
    if "{" not in line.body and "](" not in line.body:
        return
    hint = say("content.curly-attributes.hint")
    for braces in _IN_ATTRIBUTES.finditer(line.body):
        fixes: list[Fix] = []
        for pair in _PAIR.finditer(braces[0]):
            start = braces.start() + pair.start()
            inner = next(group for group in pair.groups() if group is not None)
            fixes.append(line.fix(start, start + len(pair[0]), f'"{inner}"'))
        message = say("content.curly-attributes", braces=braces[0][:60])
        diagnostics.error("RB-CURLY-SYNTAX", line.at(braces.start()), message, hint, fixes=tuple(fixes))
    for target in _IN_TARGET.finditer(line.body):
        title = target[1]
        written = f'"{title[1:-1]}"'
        fix = line.fix(target.start(1), target.end(1), written)
        fixes = [fix] if '"' not in title else []
        diagnostics.error(
            "RB-CURLY-SYNTAX",
            line.at(target.start(1)),
            *hinted("content.curly-caption", caption=title[:60], written=written[:60]),
            fixes=tuple(fixes),
        )
