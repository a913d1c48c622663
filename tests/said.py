"""What messages say, for tests that ask for a word of them."""

from __future__ import annotations

from report_builder.diagnostics import Diagnostic
from report_builder.language.catalogue import catalogue
from report_builder.language.message import Message, Value, say

ENGLISH = {"RB_LANG": "en"}
"""The environment of a command whose words a test looks for."""


def english(said: Value | None) -> str:
    """The words of a message in English; what is none, as it is."""
    return catalogue("en").text(said)


def line_of(item: Diagnostic) -> str:
    """A diagnostic in one line, in English: its place, its code, its words."""
    place = f"{item.span}: " if item.span else ""
    text = f"{place}{item.code} {english(item.message)}"
    return f"{text}; {english(item.hint)}" if item.hint else text


def plain(text: str) -> Message:
    """A message that is nothing but ``text``, as English quotes it; Norwegian puts it in «»."""
    return say("quote.said", text=text)
