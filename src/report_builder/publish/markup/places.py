"""Where everything stands that something can lead to: which page, and which blocks need an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.model.blocks import (
    Diagram,
    FactBox,
    Figure,
    FindingChart,
    Image,
    Section,
    Table,
    Timeline,
)
from report_builder.model.findings import Finding
from report_builder.model.inlines import NoteReference, Reference
from report_builder.model.report import Report

_NAMED = (Section, Figure, FindingChart, Table, Timeline, Diagram, FactBox)
"""What can be referred to by a name or number; of all other blocks only those that something leads to."""
_LEAVES = (SourceSpan, Finding, Image)


def reference_id(note: str) -> str:
    """The id of the first place that refers to ``note``, the same as in the PDF."""
    return f"{note}.ref"


class Places(Struct, frozen=True):
    """``pages`` has the address of the page on which each id stands; ``targets`` are the ids to write."""

    pages: Mapping[str, str]
    targets: frozenset[str]

    def address(self, target: str, page: str) -> str:
        """The relative address of ``target`` as seen from ``page``."""
        there = self.pages.get(target, page)
        fragment = f"#{quote(target)}"
        return fragment if there == page else f"{quote(there)}{fragment}"


def chapter_places(report: Report, pages: Mapping[str, str]) -> Places:
    """Where everything stands when each chapter has a page of its own; ``pages`` has it by chapter id."""
    found: dict[str, str] = {}
    targets: set[str] = set()
    noted: set[str] = set()
    for chapter in report.chapters:
        for node in _nodes(report, chapter, noted):
            match node:
                case Reference():
                    targets.add(node.target)
                case NoteReference():
                    names = (node.note, reference_id(node.note))
                    targets.update(names)
                    for name in names:
                        found.setdefault(name, pages[chapter.id])
                case _ if identifier := getattr(node, "id", ""):
                    found[identifier] = pages[chapter.id]
                    if isinstance(node, _NAMED):
                        targets.add(identifier)
    return Places(found, frozenset(targets))


def one_page(places: Places, page: str) -> Places:
    """The same places when everything stands on ``page``."""
    return Places(dict.fromkeys(places.pages, page), places.targets)


def _nodes(report: Report, node: object, noted: set[str]) -> Iterator[object]:
    """``node`` and all nodes below it; a footnote's own where it is first referred to."""
    yield node
    if isinstance(node, NoteReference) and node.note not in noted:
        noted.add(node.note)
        for block in report.notes[node.note].blocks:
            yield from _nodes(report, block, noted)
    for name in node.__struct_fields__ if isinstance(node, Struct) else ():
        yield from _inside(report, getattr(node, name), noted)


def _inside(report: Report, value: object, noted: set[str]) -> Iterator[object]:
    if isinstance(value, tuple):
        for inner in value:
            yield from _inside(report, inner, noted)
    elif isinstance(value, Struct) and not isinstance(value, _LEAVES):
        yield from _nodes(report, value, noted)
