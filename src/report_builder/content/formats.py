"""Numbers and dates as a language writes them, and short texts as they stand on a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from report_builder.content.ties import tie
from report_builder.content.typography import Unset, clean, normalise, unset_script
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.catalogue import Catalogue
from report_builder.language.numbers import written_number
from report_builder.language.word_lists import MONTHS
from report_builder.sources.source_text import SourceLines
from report_builder.sources.yaml_tree import ListNode, MapNode, Node, ScalarNode

_NO_BREAK = "\u00a0"


NO_TEXT = "0"
"""What stands in for a text that must be there and is not, so that it is no second fault."""


def written_date(day: date, words: Catalogue) -> str:
    """Write a date out: 4. desember 2019."""
    return words("rule.date", day=day.day, month=words(MONTHS[day.month - 1]), year=day.year)


def written_value(value: Decimal, unit: str, words: Catalogue, *, plus: bool = False) -> str:
    """Write a number with its unit, which stands on the next line only where it must: 73 %, 7,5 poeng."""
    number = written_number(value, words, plus=plus)
    if unit == "%":
        return words("rule.percent", number=number)
    return number + _NO_BREAK + unit if unit else number


def written_size(size: int, words: Catalogue) -> str:
    """Write the size of a PDF in bytes as readers know it: PDF, 1,2 MB, or two decimals below one."""
    megabytes = size / 1_000_000
    digits = 1 if megabytes >= 0.95 else 2
    number = f"{max(megabytes, 0.01):.{digits}f}".replace(".", words("rule.decimal"))
    return words("document.size", megabytes=number)


def prose(text: str, language: str, counted: tuple[str, ...] = ()) -> str:
    """Bring a short text into the form in which it is set; ``language`` and ``counted`` as in :func:`tie`."""
    return tie(clean(normalise(text)), language, counted)


def texts_of(node: Node) -> Iterator[ScalarNode]:
    """Every text and number of a YAML tree."""
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, MapNode):
            waiting.extend(entry.value for entry in here.entries.values())
        elif isinstance(here, ListNode):
            waiting.extend(here.items)
        else:
            yield here


def scripts_can_be_set(node: Node, lines: SourceLines, diagnostics: Diagnostics) -> bool:
    """Report every text of the YAML tree of ``lines`` in a script that cannot be set yet (RB-SCRIPT)."""
    faults: dict[SourceSpan, Unset] = {}
    for text in texts_of(node):
        value = normalise(text.text)
        if found := unset_script(value):
            faults[lines.place_of(value[found.at], text.span)] = found
    for span in sorted(faults):
        diagnostics.error("RB-SCRIPT", span, faults[span].message, faults[span].fact_hint)
    return not faults
