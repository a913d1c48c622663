"""What an author says of a table that is a list or a file: its rows of heads and totals, its alignment."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from report_builder.content.chapter import Chapter
from report_builder.content.token_tree import Node
from report_builder.content.whole_numbers import whole_number
from report_builder.diagnostics import SourceSpan
from report_builder.language.message import in_turn, say, say_many
from report_builder.model.tables import Align, Cell, Rows, Wide

KEYS = ("header-rows", "foot-rows", "align")
"""The attributes that say it."""
_MOST_ROWS = 9
_ALIGNS = {"left": Align.LEFT, "center": Align.CENTRE, "right": Align.RIGHT}


class Settings(Struct, frozen=True):
    """How many rows are heads, and how many totals."""

    heads: int
    totals: int

    def parts(self, rows: Rows) -> tuple[Rows, Rows, Rows]:
        """The rows of heads, of the body and of the foot."""
        end = len(rows) - self.totals
        return rows[: self.heads], rows[self.heads : end], rows[end:]


def settings_of(node: Node, chapter: Chapter, span: SourceSpan) -> Settings:
    """Read how many rows are heads (1 unless said) and totals (none unless said)."""
    heads = whole_number(node, chapter, span, "header-rows", 1, 1, _MOST_ROWS)
    return Settings(heads, whole_number(node, chapter, span, "foot-rows", 0, 0, _MOST_ROWS))


def wide_of(node: Node, chapter: Chapter, span: SourceSpan) -> Wide | None:
    """What the author wants of a table that is too wide; None where nothing is said; RB-VALUE else."""
    written = node.attributes.values.get("wide")
    ways = {way.value: way for way in Wide}
    if written is None or written in ways:
        return ways.get(written or "")
    told = say("content.table-wide", value=written)
    chapter.error(
        "RB-VALUE", span, told, say("content.use-one-of", names=in_turn([f"wide={way}" for way in ways]))
    )
    return None


def even(rows: Sequence[tuple[Cell, ...]], chapter: Chapter, hint: str) -> Rows:
    """The rows, each as wide as the first one; one that is not is told, with the cure of the key ``hint``."""
    width = len(rows[0])
    for row in rows:
        if len(row) != width:
            message = say_many("content.row-ragged", len(row), wanted=width)
            chapter.error("RB-TABLE-RAGGED", row[0].span, message, say(hint))
    # Of a row that was told, a whole one is made, so that it can be looked at further.
    return tuple((*row, *(Cell((), row[0].span),) * (width - len(row)))[:width] for row in rows)


def aligned(node: Node, otherwise: Sequence[Align], chapter: Chapter, span: SourceSpan) -> tuple[Align, ...]:
    """How the columns are set: ``align=`` has one word for all or one for each; else as given."""
    written = node.attributes.values.get("align")
    if written is None:
        return tuple(otherwise)
    words = written.split()
    words = words * len(otherwise) if len(words) == 1 else words
    if len(words) == len(otherwise) and all(word in _ALIGNS for word in words):
        return tuple(_ALIGNS[word] for word in words)
    told = say("content.table-align", value=written, columns=len(otherwise))
    hint = say("content.use-one-of", names=in_turn(tuple(_ALIGNS)))
    chapter.error("RB-VALUE", span, told, hint)
    return tuple(otherwise)
