"""What the places for answers are called: for a listener, and in the form."""

from __future__ import annotations

from report_builder.language.passages import Piece, Pieces, Voice, joined, plain
from report_builder.model.blocks import Table
from report_builder.model.inlines import Inlines, pieces

_ENDS = ("?", "!", ".", ":")


def field_name(identifier: str, *numbers: int) -> str:
    """The name of a field in a block; a full stop would begin one below it (ISO 32000-1, 12.7.3.2)."""
    return "/".join((identifier.replace(".", "//"), *map(str, numbers)))


def together(language: str, *texts: Inlines) -> Pieces:
    """One text after the other in a passage in ``language``: a question and an answer to it."""
    parts: list[Piece] = []
    for text in texts:
        words = pieces(text, language)
        if parts and words:
            ended = parts[-1].text.rstrip().endswith(_ENDS)
            parts.append(Piece(" " if ended else ": ", parts[-1].language))
        parts += words
    return joined(parts)


def cell_name(table: Table, row: int, column: int, voice: Voice, language: str) -> Pieces:
    """What an empty cell of the body is called: by the heads of its row and column, or by its row's number.

    ``language`` is that of the table, ``voice`` is what the program says there.
    """
    head = table.head[column].children
    if table.header_column and column and table.rows[row][0].children:
        return together(language, table.rows[row][0].children, head)
    named = pieces(head, language)
    if not plain(named).strip():
        return voice.pieces("document.field-row", row=row + 1)
    return voice.pieces("document.field-in-row", "column", named, row=row + 1)
