"""Line breaks of other programs: characters that break a line there and are one blank here."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import say
from report_builder.patterns import late

SOFT_RETURNS = {
    "\x0b": say("sources.soft-return-line"),
    "\x0c": say("sources.soft-return-page"),
    "\x85": say("sources.soft-return-other", code="U+0085"),
    "\u2028": say("sources.soft-return-other", code="U+2028"),
    "\u2029": say("sources.soft-return-paragraph"),
}
_FOUND = late(f"[{''.join(SOFT_RETURNS)}]")


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
            diagnostics.warn("RB-SOFT-RETURN", place, SOFT_RETURNS[match[0]], say("sources.soft-return.hint"))
    return _FOUND.sub(" ", text)
