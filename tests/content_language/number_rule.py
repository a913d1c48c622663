"""The rule for numbers in the text: what is written in digits is a known fact, or names a place in it.

- Before ``%``, ``prosent``, ``prosentpoeng`` or ``per cent`` stands a share that is known, in digits; nothing
  else can be proven. A finding that the text fetches by its role is checked by the value that it gives.
- A day stands before a month only in a date that is known, whole.
- Any other number is a known count, year or report number, or names a place: the number of a list's item, of
  a group in a drawing, a chapter, section, figure or table, or of a work sheet and its questions.

Small numbers of plain counting are written in letters, as Norwegian style has it; so there is no exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

FACTS = Path(__file__).with_name("facts.yaml")

_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_SPACE = "[ \u00a0\u202f]"
_ROLE = re.compile(r"\{finding\}`([^`]*)`")
_ATTRIBUTES = re.compile(r"\{[#.\w][^{}]*\}")
_PRINTED = re.compile(r'\b(?:title|by|caption|alt)="([^"]*)"')
_TARGET = re.compile(r"\]\([^()\s]*(?=[\s)])")
_LABEL = re.compile(r"\[\^[^\]]*\]:?")
_MARKER = re.compile(r"^\s*(?:>\s*)*(?:\|\s*)?\d+[.)]\s|^\s+- \d$")
_PLACE = re.compile(rf"\b(?:kapittel|avsnitt|figur|tabell|arbeidsark){_SPACE}\d+(?:\.\d+)*", re.IGNORECASE)
_DATE = re.compile(rf"\b(\d+\.{_SPACE}(?:{_MONTHS}))(?:{_SPACE}(\d+))?", re.IGNORECASE)
_PERCENT = re.compile(rf"(\S+?){_SPACE}*(?:%|{_SPACE}(?:prosent\w*|per{_SPACE}?cent\b))", re.IGNORECASE)
_BARE = re.compile(r"%|\bprosent\w*|\bper cent\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers that are known, each as it is written."""

    percent: frozenset[str]
    plain: frozenset[str]
    dates: frozenset[str]


def known_facts() -> Facts:
    """Read facts.yaml."""
    known = yaml.safe_load(FACTS.read_text("utf-8"))
    plain = [*known["counts"], *known["years"], *known["numbers_of_reports"]]
    return Facts(
        percent=frozenset(str(share) for share in known["percent"]),
        plain=frozenset(str(number) for number in plain),
        dates=frozenset(known["dates"]),
    )


def unknown_numbers(source: str, findings: Mapping[str, str], facts: Facts) -> list[str]:
    """Tell each number of a Markdown text that breaks the rule; ``findings`` has values by id, with units."""
    found = []
    for index, line in enumerate(source.splitlines(), 1):
        found += [f"line {index}: {fault}" for fault in _faults(_printed(line, findings), facts)]
    return found


def _printed(line: str, findings: Mapping[str, str]) -> str:
    """Return what a reader sees of a line, as far as numbers go."""
    line = _ROLE.sub(lambda match: findings.get(match.group(1), "0"), line)
    line = _ATTRIBUTES.sub(lambda match: " ".join(_PRINTED.findall(match.group())), line)
    if line.startswith(":::"):
        line = " ".join(_PRINTED.findall(line)) or line.lstrip(": ").partition(" ")[2]
    return _MARKER.sub("", _LABEL.sub("", _TARGET.sub("]", line))).replace("*", "")


def _faults(text: str, facts: Facts) -> Iterator[str]:
    for match in _PERCENT.finditer(text):
        if match.group(1).lstrip("«“([|–") not in facts.percent:
            yield f"'{match.group()}' is no known share"
    text = _PERCENT.sub(" ", text)
    for match in _BARE.finditer(text):
        yield f"'{match.group()}' has no number of its own"
    for match in _DATE.finditer(text):
        if match.group().replace("\u00a0", " ") not in facts.dates:
            yield f"'{match.group()}' is no known date"
    text = _PLACE.sub(" ", _DATE.sub(" ", text))
    for match in _NUMBER.finditer(text):
        if match.group() not in facts.plain:
            yield f"'{match.group()}' is no known number"
