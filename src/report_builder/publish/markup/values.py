"""The value of a finding in large numerals: the number never breaks, its unit stands smaller beside it."""

from __future__ import annotations

from bisect import bisect_left

from markupsafe import Markup

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
    (number, spoken), (unit, own) = finding.parts(writer.own)
    value = element("span", number, lang=writer.foreign(spoken))
    if unit:
        value = words(value, element("small", unit, lang=writer.foreign(own)))
    return element("p", value, class_=_SIZES[bisect_left(_LENGTHS, len(number))])
