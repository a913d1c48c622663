"""A formula that stands by itself, as a block."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from report_builder.diagnostics import SourceSpan
from report_builder.language.passages import Pieces
from report_builder.model.content_model import ALT, ContentModel
from report_builder.model.formulas import Row


class DisplayedFormula(Struct, frozen=True):
    """A formula on a line of its own; it has a ``number`` and a ``label``, "Formel 2", where it has an id.

    ``source`` is the notation, ``tree`` what it means, ``alt`` says it in words and ``alt_pieces`` with their
    languages, where they are not all that of the flow.
    """

    content: ClassVar[ContentModel] = ContentModel((ALT,), number="label", referable=True)

    id: str
    label: str
    number: str
    source: str
    tree: Row
    alt: str
    span: SourceSpan
    alt_pieces: Pieces = ()
