"""What a kind of node says of itself: what it holds, what names it, and where it may stand.

Every kind of block, item and inline has a ``content`` of this form beside its fields. What goes through
a report (:mod:`report_builder.model.walking`) asks it, so that a new kind is known everywhere at once.
"""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct


class Holds(Enum):
    """What a field of a node holds."""

    BLOCKS = auto()
    """Blocks below each other, in the flow that the node stands in."""
    ASIDE = auto()
    """Blocks outside the flow: in the margin, or at the foot of the page."""
    ITEMS = auto()
    """Parts that are no blocks themselves: of a list, of a definition list, of a drawing."""
    ROWS = auto()
    """Rows of cells."""
    INLINES = auto()
    """Words with their marks: running text, a title, a caption."""
    NOTE = auto()
    """The id of a footnote, which is read here where it is referred to for the first time."""
    FINDINGS = auto()
    """Findings that are shown."""
    CHARACTERS = auto()
    """Characters as they are, without marks."""
    ALTERNATIVE = auto()
    """What a picture shows, in words; it stands for all words that are drawn."""


class Part(Struct, frozen=True):
    """A field of a node with what it holds."""

    field: str
    holds: Holds


class ContentModel(Struct, frozen=True):
    """What a kind of node is.

    ``parts`` are the fields that a reader gets something from, in reading order; what is no part is a
    setting or an address. ``name`` is the field with the title or caption that names the whole, ``number``
    the one with its number in words, each empty where there is none. ``nested`` tells whether it may stand
    inside another block than a section. ``referable`` has a name or number of its own, or is a quotation: of
    other blocks, only those that something leads to need a place in the finished file.
    """

    parts: tuple[Part, ...] = ()
    name: str = ""
    number: str = ""
    nested: bool = True
    referable: bool = False

    @property
    def captioned(self) -> bool:
        """Whether the kind takes a caption, with which it is numbered."""
        return self.name == CAPTION.field


def words_in(field: str = "children") -> Part:
    """Words with their marks in ``field``."""
    return Part(field, Holds.INLINES)


BLOCKS = Part("blocks", Holds.BLOCKS)
ITEMS = Part("items", Holds.ITEMS)
CAPTION = Part("caption", Holds.INLINES)
ALT = Part("alt", Holds.ALTERNATIVE)
FINDINGS = Part("findings", Holds.FINDINGS)
CHARACTERS = Part("value", Holds.CHARACTERS)
"""Parts that several kinds have, by the name that their field has in all of them."""
