"""Line breaks of other programs: characters that break a line there and are one blank here."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.patterns import late

SOFT_RETURNS = {
    "\x0b": "a manual line break of a word processor (U+000B)",
    "\x0c": "a page break of a word processor (U+000C)",
    "\x85": "a line break that is not one here (U+0085)",
    "\u2028": "a line break that is not one here (U+2028)",
    "\u2029": "a paragraph break that is not one here (U+2029)",
}
_FOUND = late(f"[{''.join(SOFT_RETURNS)}]")
_HINT = (
    "it is set as a blank; write a blank in its place, or '\\' and a new line where a line ends, "
    "or an empty line for a new paragraph"
)


def without_soft_returns(text: str, path: str, diagnostics: Diagnostics) -> str:
    """Put a blank in the place of each soft return in a source text; RB-SOFT-RETURN for each.

    Every other character keeps its line and column.
    """
    if not any(sign in text for sign in SOFT_RETURNS):
        return text
    for number, line in enumerate(text.split("\n"), 1):
        for match in _FOUND.finditer(line):
            at = match.start()
            place = SourceSpan(path, number, at + 1)
            diagnostics.warn("RB-SOFT-RETURN", place, f"{SOFT_RETURNS[match[0]]} stands here", _HINT)
    return _FOUND.sub(" ", text)
