"""Where everything stands that something can lead to: which page, and which blocks need an id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from msgspec import Struct

from report_builder.model.back_references import reference_id
from report_builder.model.blocks import Definition, DefinitionList, Section
from report_builder.model.inlines import Indexed, NoteReference, Reference
from report_builder.model.report import Report
from report_builder.model.showings import ShownAs, destination, showings
from report_builder.model.walking import BLOCKS, walk


class Places(Struct, frozen=True):
    """``pages`` has the address of the page on which each id stands; ``targets`` are the ids to write.

    ``terms`` are those of glossaries, by their ids.
    """

    pages: Mapping[str, str]
    targets: frozenset[str]
    terms: Mapping[str, Definition] = {}

    def address(self, target: str, page: str) -> str:
        """The relative address of ``target`` as seen from ``page``."""
        there = self.pages.get(target, page)
        fragment = f"#{quote(target)}"
        return fragment if there == page else f"{quote(there)}{fragment}"


class FindingPlaces(Struct, frozen=True):
    """``page`` gives the address of a finding's own page, empty where nobody knows it.

    ``shown`` has the id of the place where a finding is shown first: of a card or of a row of a chart's table
    by their block and the finding, of a value in running text by the finding alone.
    """

    page: Callable[[str], str] = lambda _finding: ""
    shown: Mapping[tuple[str, str], str] = {}
    written: Mapping[str, str] = {}


NO_FINDINGS = FindingPlaces()
"""Where nothing is known of findings."""


def finding_places(report: Report, word: str, page: Callable[[str], str]) -> FindingPlaces:
    """Give the places of the findings of ``report``, whose addresses call them ``word``."""
    first = [several[0] for several in showings(report).values()]
    shown = {(each.block, each.finding): destination(word, each.finding) for each in first}
    in_text = [each.finding for each in first if each.shown_as is ShownAs.TEXT]
    return FindingPlaces(page, shown, {name: destination(word, name) for name in in_text})


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
                if node.place:
                    name = reference_id(node.target, node.place)
                    targets.add(name)
                    found.setdefault(name, page)
            case Indexed():
                targets.add(node.id)
                found[node.id] = page
            case NoteReference():
                names = (node.note, reference_id(node.note, node.place))
                targets.update(names)
                for name in names:
                    found.setdefault(name, page)
            case _ if identifier := getattr(node, "id", ""):
                found[identifier] = page
                if node.content.referable:
                    targets.add(identifier)
    return Places(found, frozenset(targets), _terms(report))


def _terms(report: Report) -> Mapping[str, Definition]:
    """The terms of glossaries by their ids."""
    lists = (node for node in walk(report.chapters, BLOCKS) if isinstance(node, DefinitionList))
    return {item.id: item for node in lists if node.is_glossary for item in node.items}


def one_page(places: Places, page: str) -> Places:
    """The same places when everything stands on ``page``."""
    return Places(dict.fromkeys(places.pages, page), places.targets)
