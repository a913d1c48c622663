"""Characters of other programs where syntax stands: curly quotes in attributes, and paths of Windows."""

from __future__ import annotations

import re

from report_builder.content.pasted.scan import Line
from report_builder.diagnostics import Diagnostics, Fix

_CURLY = "“”„‟«»‘’‚"
_IN_ATTRIBUTES = re.compile(rf"\{{[^{{}}\n]{{0,500}}?=[{_CURLY}][^{{}}\n]{{0,500}}\}}")
_IN_TARGET = re.compile(rf"\]\([^()\s]{{1,500}}\s+([{_CURLY}][^()\n]{{0,500}}[{_CURLY}])\)")
_PAIR = re.compile(r"(?<==)[“”„‟]([^“”„‟\"{}]*)[“”‟]|(?<==)«([^«»\"{}]*)»|(?<==)[‘‚]([^‘‚’\"{}]*)[’‘]")
_WINDOWS = re.compile(r"(!?)\[[^\]\n]{0,500}\]\(<?(?:[A-Za-z]:[\\/]|\\\\|file:)([^()\n]{0,500}?)>?(?=[\s)])")


def tell_curly(line: Line, diagnostics: Diagnostics) -> None:
    """RB-CURLY-SYNTAX for attributes and titles that stand in a word processor's quotes."""
    hint = 'write straight quotes, as in {lang="en"}'
    for braces in _IN_ATTRIBUTES.finditer(line.body):
        fixes: list[Fix] = []
        for pair in _PAIR.finditer(braces[0]):
            start = braces.start() + pair.start()
            inner = next(group for group in pair.groups() if group is not None)
            fixes.append(line.fix(start, start + len(pair[0]), f'"{inner}"'))
        message = f"'{braces[0][:60]}' has a word processor's quotes, which are no syntax"
        diagnostics.error("RB-CURLY-SYNTAX", line.at(braces.start()), message, hint, fixes=tuple(fixes))
    for target in _IN_TARGET.finditer(line.body):
        title = target[1]
        written = f'"{title[1:-1]}"'
        fix = line.fix(target.start(1), target.end(1), written)
        message = f"the caption {title[:60]} stands in a word processor's quotes, which are no syntax"
        hint = f"write it in straight quotes: {written[:60]}"
        fixes = [fix] if '"' not in title else []
        diagnostics.error("RB-CURLY-SYNTAX", line.at(target.start(1)), message, hint, fixes=tuple(fixes))


def tell_windows_paths(line: Line, diagnostics: Diagnostics) -> None:
    """RB-WINDOWS-PATH for a picture or a link that names a file of one's own machine."""
    for found in _WINDOWS.finditer(line.body):
        name = re.split(r"[\\/]", found[2])[-1] or "navn.png"
        if found[1]:
            message = "a path of your own machine does not lead to a picture of the report"
            hint = f"copy the picture into assets/bilder and write ![What it shows](<bilder/{name}>)"
        else:
            message = "a path of your own machine leads nowhere for a reader"
            hint = "link to where it stands on the web: [words](https://…)"
        diagnostics.error("RB-WINDOWS-PATH", line.at(found.start()), message, hint)
