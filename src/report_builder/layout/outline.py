"""What leads into a finished file: its bookmarks, and the names of its findings."""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.layout.blocks import front
from report_builder.layout.result import Bookmark, Place
from report_builder.model.blocks import Diagram, Figure, FindingChart, Section, Table, Timeline
from report_builder.model.figures import FigureGroup
from report_builder.model.inlines import Inlines, plain_text
from report_builder.model.parts import by_parts
from report_builder.model.pictures import Photograph
from report_builder.model.report import Report
from report_builder.model.showings import destination, showings
from report_builder.model.walking import FLOW, walk

_NAMED_FINDINGS = 5
"""The first form of files in which each finding that is shown has a named destination."""
_IN_OUTLINE = (Table, Figure, FigureGroup, Photograph, FindingChart, Timeline, Diagram)
"""What stands in the outline below its section, where it has a number."""


def bookmarks(report: Report) -> Iterator[Bookmark]:
    """The outline of ``report``: its contents, its sections, and below these what has a number of its own."""
    yield Bookmark(report.words("document.contents"), 1, front.CONTENTS)
    level, deeper = 1, 0
    in_parts = {chapter.id for _, below in by_parts(report.chapters) for chapter in below}
    for node in walk(report.chapters, FLOW):
        if isinstance(node, Section):
            if node.level == 1:
                deeper = int(node.id in in_parts)
            level = node.level + deeper
            yield Bookmark(_titled(node.number, node.title), level, node.id)
        elif isinstance(node, _IN_OUTLINE) and node.label:
            yield Bookmark(_titled(node.label, node.caption), level + 1, node.id)


def _titled(number: str, title: Inlines) -> str:
    return " ".join(filter(None, (number, plain_text(title))))


def name_findings(report: Report, anchors: dict[str, Place]) -> set[str]:
    """Let the names of findings, those of earlier versions too, lead to where each is shown first.

    They are added to ``anchors``, the places of blocks; gives the names. An id that an author gave to
    something else stays where it is.
    """
    facts = report.publication
    names: set[str] = set()
    if facts.form < _NAMED_FINDINGS:
        return names
    for finding, (first, *_) in showings(report).items():
        there = next(name for name in (first.block, first.section) if name in anchors)
        for known_as in (finding, *report.findings[finding].formerly):
            name = destination(facts.addresses.findings, known_as)
            if name not in anchors:
                anchors[name] = anchors[there]
                names.add(name)
    return names
