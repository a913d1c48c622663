"""What the targets of references are called, where a reader hears of them without seeing them."""

from __future__ import annotations

from msgspec import Struct

from report_builder.model.blocks import Block, Note
from report_builder.model.content_model import Holds
from report_builder.model.excerpts import cut
from report_builder.model.inlines import plain_text
from report_builder.model.report import Report
from report_builder.model.walking import BLOCKS, STRUCTURE, walk

_LONGEST = 100
"""In characters: what is said of a target that has no title of its own."""


class _Target(Struct, frozen=True):
    """A block that can be led to, and the title of the section or footnote that it stands in."""

    block: Block
    around: Block | Note | None


class Titles:
    """The titles of a report's blocks, by id; each is made when it is first asked for."""

    def __init__(self, report: Report) -> None:
        """Find every block of ``report``."""
        self._otherwise = report.publication.title
        self._targets: dict[str, _Target] = {}
        self._made: dict[str, str] = {}
        around: Block | Note | None = None
        for node in walk((*report.chapters, *report.notes.values()), BLOCKS):
            if isinstance(node, Note):
                around = node
            elif isinstance(node, Block):
                if node.content.name == "title":
                    around = node
                self._targets[node.id] = _Target(node, around)

    @property
    def referable(self) -> frozenset[str]:
        """The ids of all blocks that have a name or number of their own."""
        found = self._targets.items()
        return frozenset(name for name, target in found if target.block.content.referable)

    def of(self, target: str) -> str:
        """The title of the block with the id ``target``, or else of what it stands in."""
        if target not in self._made:
            self._made[target] = self._title(target) or self._otherwise
        return self._made[target]

    def _title(self, target: str) -> str:
        found = self._targets.get(target)
        if found is None:
            return ""
        return title_of(found.block) or (title_of(found.around) if found.around else "")


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
    return named or cut(" ".join(_first_words(node).split()), _LONGEST)


def _first_words(node: Block | Note) -> str:
    """The first words that stand in a block; in place of those of a drawing, what it shows."""
    for inner in walk((node,), STRUCTURE):
        for part in inner.content.parts:
            value = getattr(inner, part.field)
            match part.holds:
                case Holds.INLINES:
                    said = plain_text(value)
                case Holds.CHARACTERS | Holds.ALTERNATIVE:
                    said = value or ""
                case Holds.FINDINGS:
                    said = f"{value[0].shown} {value[0].statement}"
                case _:
                    continue
            if said.strip():
                return said
    return ""
