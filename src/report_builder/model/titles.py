"""What the targets of references are called, for those who are told of them by a screen reader or a link."""

from __future__ import annotations

from report_builder.model.blocks import Block, Note, Section
from report_builder.model.excerpts import cut
from report_builder.model.inlines import plain_text
from report_builder.model.report import Report
from report_builder.model.walking import BLOCKS, texts, walk

_LONGEST = 100
"""In characters: what is said of a target that has no title of its own."""


class Titles:
    """The titles of a report's blocks, by id; each is made when it is first asked for."""

    def __init__(self, report: Report) -> None:
        """Find every block of ``report``."""
        self._otherwise = report.publication.title
        # Each block with the section or footnote that it stands in.
        self._targets: dict[str, tuple[Block, Section | Note | None]] = {}
        self._made: dict[str, str] = {}
        around: Section | Note | None = None
        for node in walk((*report.chapters, *report.notes.values()), BLOCKS):
            if isinstance(node, Section | Note):
                around = node
            if isinstance(node, Block):
                self._targets[node.id] = node, around

    @property
    def referable(self) -> frozenset[str]:
        """The ids of all blocks that have a name or number of their own."""
        return frozenset(name for name, (block, _) in self._targets.items() if block.content.referable)

    def of(self, target: str) -> str:
        """The title of the block with the id ``target``, or else of what it stands in."""
        if target not in self._made:
            self._made[target] = self._title(target) or self._otherwise
        return self._made[target]

    def _title(self, target: str) -> str:
        found = self._targets.get(target)
        if found is None:
            return ""
        block, around = found
        return title_of(block) or (title_of(around) if around else "")


def title_of(node: Block | Note) -> str:
    """Number and title or caption of a block; else its first words, else what a picture shows.

    Empty where a block says nothing, such as a decoration or a page break.
    """
    content = node.content
    named = " ".join(
        (
            getattr(node, content.number) if content.number else "",
            plain_text(getattr(node, content.name)) if content.name else "",
        )
    ).strip()
    if named:
        return named
    # What a picture shows comes before the words that are drawn in it, and stands for them.
    first = next((text for text in texts(node) if text.strip()), "")
    return cut(" ".join(first.split()), _LONGEST)
