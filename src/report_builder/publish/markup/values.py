"""The value of a finding in large numerals: the number never breaks, its unit stands smaller beside it."""

from __future__ import annotations

from bisect import bisect_left

from markupsafe import Markup

from report_builder.language.passages import Pieces
from report_builder.model.findings import Finding
from report_builder.publish.markup.html import element, words
from report_builder.publish.markup.inlines import InlineWriter

_LENGTHS = (6, 11, 17, 24)
_SIZES = ("value", "value long", "value longer", "value longest", "value least")
"""What the style sheets call a value whose number has up to as many characters, and one that has more.

They set each as large as fits the narrowest screen, where a card has 14.5 rem.
"""


def large_value(finding: Finding, writer: InlineWriter) -> Markup:
    """Write the value as a paragraph of a card."""
    (number, spoken), unit = finding.parts(writer.own)
    value = element("span", number, lang=writer.foreign(spoken))
    if unit:
        value = words(value, _unit(unit, writer))
    return element("p", value, class_=size_of(number))


def size_of(number: str) -> str:
    """Give what the style sheets call a value whose number is this."""
    return _SIZES[bisect_left(_LENGTHS, len(number))]


def _unit(pieces: Pieces, writer: InlineWriter) -> Markup:
    """Write a unit and what the value is compared with, which can each be in a language of its own."""
    if len(pieces) > 1:
        return element("small", writer.said(pieces))
    ((text, language),) = pieces
    return element("small", text, lang=writer.foreign(language))
