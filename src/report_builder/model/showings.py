"""Where a report shows its findings: as cards, in charts, in running text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from msgspec import Struct

from report_builder.model.blocks import FindingCards, FindingChart, Section
from report_builder.model.inlines import FindingValue
from report_builder.model.report import Report
from report_builder.model.walking import Placed, walk


class ShownAs(Enum):
    """How a finding is shown. The order is that in which readers look for it."""

    CARD = "card"
    CHART = "chart"
    TEXT = "text"


class Showing(Struct, frozen=True):
    """The first place of a finding of its kind: the ids of the block and of the section that have it.

    ``number`` is what a chart is called, "Figur 2"; empty where it has no number, and for all others.
    """

    finding: str
    shown_as: ShownAs
    block: str
    section: str
    chapter: Section
    number: str = ""


def showings(report: Report) -> Mapping[str, tuple[Showing, ...]]:
    """Give the places of each finding that the chapters show, by its id: at most one of each kind."""
    if not report.findings:
        return {}
    found: dict[str, dict[ShownAs, Showing]] = {}
    for each in _all(report):
        found.setdefault(each.finding, {}).setdefault(each.shown_as, each)
    return {name: tuple(kinds[kind] for kind in ShownAs if kind in kinds) for name, kinds in found.items()}


def _all(report: Report) -> Iterator[Showing]:
    for chapter in report.chapters:
        block = section = chapter.id
        for node in walk((chapter,)):
            block = node.id if isinstance(node, Placed) else block
            if isinstance(node, Section):
                section = node.id
            elif isinstance(node, FindingCards):
                for finding in node.findings:
                    yield Showing(finding.id, ShownAs.CARD, node.id, section, chapter)
            elif isinstance(node, FindingChart):
                for finding in node.findings:
                    yield Showing(finding.id, ShownAs.CHART, node.id, section, chapter, node.label)
            elif isinstance(node, FindingValue):
                yield Showing(node.finding, ShownAs.TEXT, block, section, chapter)


def destination(word: str, finding: str) -> str:
    """Give the name of a finding's place in the files of a report whose addresses call findings ``word``.

    No id that is made from a title has a colon, so that no heading takes the name.
    """
    return f"{word}:{finding}"


def is_place(word: str, name: str) -> bool:
    """Tell whether ``name`` is one that :func:`destination` gives."""
    return name.startswith(f"{word}:")
