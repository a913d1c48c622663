"""The words of a model, in reading order, without anything that the builder adds."""

from __future__ import annotations

from report_builder.model.blocks import Block
from report_builder.model.walking import texts


def words(block: Block) -> list[str]:
    """Return the words of a block, cut at white space."""
    return " ".join(texts(block)).split()
