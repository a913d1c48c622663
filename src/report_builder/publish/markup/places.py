"""Where everything stands that something can lead to: which page, and which blocks need an id."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from msgspec import Struct

from report_builder.model.blocks import Section
from report_builder.model.inlines import NoteReference, Reference, reference_id
from report_builder.model.report import Report
from report_builder.model.walking import walk


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
    page = ""
    for node in walk(report.chapters, notes=report.notes):
        if isinstance(node, Section):
            page = pages.get(node.id, page)
        match node:
            case Reference():
                targets.add(node.target)
            case NoteReference():
                names = (node.note, reference_id(node.note))
                targets.update(names)
                for name in names:
                    found.setdefault(name, page)
            case _ if identifier := getattr(node, "id", ""):
                found[identifier] = page
                if node.content.referable:
                    targets.add(identifier)
    return Places(found, frozenset(targets))


def one_page(places: Places, page: str) -> Places:
    """The same places when everything stands on ``page``."""
    return Places(dict.fromkeys(places.pages, page), places.targets)
