"""What the rules look at: read once, shared by all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from report_builder.check.content import PageMarks, scan
from report_builder.check.document import Document, as_dict, as_list, number_of
from report_builder.check.metadata import PDF, Packet, read_packet
from report_builder.check.standards import OWN
from report_builder.check.tags import MarkedContent, OwnedObject, Tag, TagTree, read_tags
from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Announce, Message, say, silent

_PROGRAM = "report-builder"
"""How the name of what makes our files begins."""


class Context(Struct, dict=True):
    """A file under examination. What a rule asks for is read when the first one asks.

    ``profiles`` are the standards that it is held to; ``announce`` is told how far the reading is. Only with
    ``drawn`` are pages drawn to be looked at, which takes longer than all that is read.
    """

    document: Document
    profiles: tuple[str, ...] = OWN
    announce: Announce = silent
    drawn: bool = False

    @property
    def is_ours(self) -> bool:
        """True for a file that must meet what this program's own files meet: more than a standard asks."""
        return set(OWN).issubset(self.profiles)

    @property
    def is_by_us(self) -> bool:
        """True for a file that says that this program made it, whichever standards it is held to."""
        return self.packet.properties.get(f"{PDF}Producer", "").startswith(_PROGRAM)

    @cached_property
    def tree(self) -> TagTree:
        """The structure tree."""
        return read_tags(self.document, self.announce)

    @cached_property
    def packet(self) -> Packet:
        """The XMP metadata."""
        return read_packet(self.document.data(self.document.catalog.get("/Metadata")))

    @cached_property
    def page_numbers(self) -> frozenset[int]:
        """The object numbers of the pages."""
        return frozenset(number for number, _ in self.document.pages)

    @cached_property
    def page_marks(self) -> list[PageMarks]:
        """The marks of each page."""
        pages = self.document.pages
        marks = []
        for index, (_, page) in enumerate(pages, 1):
            self.announce(say("check.at-page", page=index, pages=len(pages)))
            marks.append(scan(self.document.content(page), properties(self.document, page)))
        return marks

    @cached_property
    def worded_marks(self) -> frozenset[tuple[int | None, int | None]]:
        """The marks in which text is shown, or a form that may have some: by page object and MCID."""
        pages = zip(self.document.pages, self.page_marks, strict=True)
        return frozenset((number, mcid) for (number, _), marks in pages for mcid, _ in marks.shown)

    @cached_property
    def parent_tree(self) -> dict[int, Any]:
        """The parent tree: an array for each page, an element for each annotation."""
        pairs = self.document.tree(self.tree.root.get("/ParentTree"), "/Nums")
        return {key: value for key, value in pairs if type(key) is int}

    @cached_property
    def destinations(self) -> dict[str, Any]:
        """The named destinations."""
        names = as_dict(self.document.resolve(self.document.catalog.get("/Names")))
        return {str(key): value for key, value in self.document.tree(names.get("/Dests"), "/Names")}

    @cached_property
    def mark_owners(self) -> dict[tuple[int | None, int], int]:
        """The element that has each mark: by page object and MCID, its object number."""
        return {
            (kid.page, kid.mcid): tag.number
            for tag in self.tree.all
            for kid in tag.kids
            if type(kid) is MarkedContent and not kid.form
        }

    @cached_property
    def object_owners(self) -> dict[int, Tag]:
        """The element that owns each annotation, by the annotation's object number."""
        return {kid.number: tag for tag in self.tree.all for kid in tag.kids if type(kid) is OwnedObject}

    @cached_property
    def annotations(self) -> list[tuple[int, int, dict[str, Any]]]:
        """Page index, object number (0: none) and dictionary of every annotation."""
        return [
            (index, number_of(value) or 0, as_dict(self.document.resolve(value)))
            for index, (_, page) in enumerate(self.document.pages)
            for value in as_list(self.document.resolve(page.get("/Annots")))
        ]

    @cached_property
    def bookmarks(self) -> list[dict[str, Any]]:
        """Every bookmark, in reading order, each once."""
        root = as_dict(self.document.resolve(self.document.catalog.get("/Outlines")))
        found: list[dict[str, Any]] = []
        waiting, seen = [root.get("/First")], set[int]()
        while waiting:
            number = number_of(waiting.pop())
            if number is None or number in seen:
                continue
            seen.add(number)
            item = as_dict(self.document.get(number))
            found.append(item)
            waiting += [item.get("/Next"), item.get("/First")]
        return found


def properties(document: Document, page: dict[str, Any]) -> dict[str, bytes]:
    """The named property lists of a page that have an MCID, written as in a content stream."""
    resources = as_dict(document.resolve(page.get("/Resources")))
    named = as_dict(document.resolve(resources.get("/Properties")))
    lists = {name[1:]: as_dict(document.resolve(value)) for name, value in named.items()}
    return {
        name: b"/MCID %d" % entries["/MCID"]
        for name, entries in lists.items()
        if type(entries.get("/MCID")) is int
    }


def finding(code: str, message: Message, hint: Message | None = None) -> Diagnostic:
    """A finding about the file as a whole; its path is added by the caller, who knows it."""
    return Diagnostic(code, message, hint)


Findings = Iterator[Diagnostic]
"""What a rule gives: nothing when all is well."""
