"""What the targets of references are called, for those who are told of them by a screen reader or a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report_builder.language.passages import Piece, Pieces, joined, voice
from report_builder.model.blocks import Block, Definition, Note, Passage, Section
from report_builder.model.excerpts import cut
from report_builder.model.index import IndexEntry
from report_builder.model.inlines import Inlines, pieces, plain_text
from report_builder.model.literature import Source
from report_builder.model.report import Report
from report_builder.model.walking import BLOCKS, Node, texts, walk

_LONGEST = 100
"""In characters: what is said of a target that has no title of its own."""


class Titles:
    """The titles of a report's blocks, by id; each is made when it is first asked for."""

    def __init__(self, report: Report) -> None:
        """Find every block of ``report``."""
        self._own = report.publication.language
        self._otherwise = (Piece(report.publication.title, self._own),)
        # Each block with the section or footnote that it stands in.
        self._targets: dict[str, tuple[Block | Definition | Source | IndexEntry, Section | Note | None]] = {}
        self._languages = dict(languages_of((*report.chapters, *report.notes.values()), self._own))
        self._made: dict[str, Pieces] = {}
        around: Section | Note | None = None
        for node in walk((*report.chapters, *report.notes.values()), BLOCKS):
            if isinstance(node, Section | Note):
                around = node
            if isinstance(node, Block | Definition | Source | IndexEntry):
                self._targets[node.id] = node, around

    @property
    def referable(self) -> frozenset[str]:
        """The ids of all blocks that have a name or number of their own."""
        return frozenset(name for name, (block, _) in self._targets.items() if block.content.referable)

    def of(self, target: str) -> Pieces:
        """The title of the block with the id ``target``, or else of what it stands in."""
        if target not in self._made:
            self._made[target] = self._title(target) or self._otherwise
        return self._made[target]

    def _title(self, target: str) -> Pieces:
        found = self._targets.get(target)
        if found is None:
            return ()
        block, around = found
        return self._title_of(block) or (self._title_of(around) if around else ())

    def _title_of(self, node: Block | Definition | Source | IndexEntry | Note) -> Pieces:
        return title_of(node, self._languages.get(node.id, self._own), self._own)


def numbered(number: str, title: Inlines) -> str:
    """Give a title without markup behind its number, if it has one: "2.1 Tillit"."""
    return " ".join(filter(None, (number, plain_text(title))))


def languages_of(nodes: Iterable[Node], around: str) -> Iterator[tuple[str, str]]:
    """Yield the id of each block at and below ``nodes`` with the language that it is written in."""
    for node in nodes:
        inside = node.language or around if isinstance(node, Section | Passage) else around
        if isinstance(node, Block | Definition | Source | IndexEntry):
            yield node.id, inside
        for part in node.content.parts:
            if part.holds in BLOCKS:
                yield from languages_of(getattr(node, part.field), inside)


def title_of(node: Block | Definition | Source | IndexEntry | Note, language: str, own: str) -> Pieces:
    """Number and title or caption of a block; else its first words, else what a picture shows.

    Empty where a block says nothing, such as a decoration or a page break. ``language`` is that of the block,
    ``own`` that of the report.
    """
    content = node.content
    number: str = getattr(node, content.number) if content.number else ""
    name = pieces(getattr(node, content.name), language) if content.name else ()
    if number or name:
        spoken = voice(language, own).language if number else language
        between = " " if number and name else ""
        return joined((Piece(number, spoken), Piece(between, spoken), *name))
    # What a picture shows comes before the words that are drawn in it, and stands for them.
    first = next((text for text in texts(node) if text.strip()), "")
    return joined((Piece(cut(" ".join(first.split()), _LONGEST), language),))
