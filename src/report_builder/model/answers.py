"""What the places for answers are called: for a listener, and in the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from report_builder.language.catalogue import primary
from report_builder.language.passages import Piece, Pieces, Voice, joined, plain
from report_builder.model.blocks import Table
from report_builder.model.inlines import Inlines, pieces, plain_text

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


def heard(*texts: Inlines) -> str:
    """Words as they are told apart when they are heard: neither capitals nor blanks count."""
    return " ".join(" ".join(plain_text(text) for text in texts).casefold().split())


def row_heads(table: Table) -> tuple[Inlines, ...]:
    """The words that name each row: those of its first cell, none where another row begins with the same."""
    first = [heard(row[0].children) for row in table.rows]
    count = Counter(first)
    return tuple(
        row[0].children if count[said] == 1 else () for row, said in zip(table.rows, first, strict=True)
    )


def cell_names(table: Table, voice: Voice, language: str) -> Callable[[int, int], Pieces]:
    """What an empty cell of the body is called, asked by its row and column.

    By the words of its row and the head of its column, or by the row's number where the row has none, or
    those of another. ``language`` is that of the table, ``voice`` is what the program says there.
    """
    rows = row_heads(table)

    def named(row: int, column: int) -> Pieces:
        head = table.titles[column].children
        if column and rows[row]:
            return together(language, rows[row], head)
        words = pieces(head, language)
        if not plain(words).strip():
            return voice.pieces("document.field-row", row=row + 1)
        return voice.pieces("document.field-in-row", "column", words, row=row + 1)

    return named


def cell_names_in_one_language(table: Table, voice: Voice, language: str) -> Callable[[int, int], str]:
    """The same for what has one language, as an attribute of HTML: in the words of the table alone.

    Where the program has no words in ``language``, a row is its number.
    """
    named, rows = cell_names(table, voice, language), row_heads(table)

    def alone(row: int, column: int) -> str:
        if (column and rows[row]) or primary(voice.language) == primary(language):
            return plain(named(row, column))
        head = plain(pieces(table.titles[column].children, language)).strip()
        return ", ".join(filter(None, (head, str(row + 1))))

    return alone
