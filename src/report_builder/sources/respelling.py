"""The fix of a path that a text has in another spelling than the disk."""

from __future__ import annotations

import re
import unicodedata

from report_builder.diagnostics import Fix, SourceSpan

_PATH = r"[\w./\\%-]"


def respelling(line: str, span: SourceSpan, wrong: str, right: str) -> tuple[Fix, ...]:
    """Write ``right`` in place of ``wrong`` in the line of ``span``, behind its column.

    Texts name files from some folder on, so the longest part of the path that stands there is taken, with
    all that differs in it. No fix where it stands twice or not at all, or the line is not as it is read.
    """
    before, after = re.split(r"[/\\]", wrong), right.split("/")
    if len(before) != len(after) or unicodedata.normalize("NFC", line) != line:
        return ()
    differing = [n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    if "\\" in wrong:  # from the part before the first of them on
        differing = [wrong[: wrong.index("\\")].count("/"), len(before) - 1]
    if not differing:
        return ()
    first, last = differing[0], differing[-1]
    marks = re.findall(r"[/\\]", wrong)
    for start in range(first + 1):
        for end in range(len(before), last, -1):
            old = "".join(
                part + mark
                for part, mark in zip(before[start:end], [*marks[start : end - 1], ""], strict=True)
            )
            found = [
                match.start()
                for match in re.finditer(rf"(?<!{_PATH}){re.escape(old)}(?!{_PATH})", line)
                if match.start() >= span.column - 1
            ]
            if len(found) == 1:
                at = SourceSpan(span.path, span.line, found[0] + 1)
                past = SourceSpan(span.path, span.line, found[0] + 1 + len(old))
                return (Fix(at, past, "/".join(after[start:end])),)
    return ()
