"""Words of a text, and which of them changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from report_builder.compare.align import align
from report_builder.compare.model import Op, Segment

_TOKEN = re.compile(
    r"https?://[^\s<>]*[^\s<>.,;:)]"
    r"|(?<!\d)\d{4}-\d\d-\d\d(?!\d)"
    # A number with its groups and its per cent sign; the text of a file has plain blanks there too.
    r"|(?:(?<!\w)[-−])?(?:\d{1,3}(?:[ \u00a0\u202f\u2007\u2009]\d{3})+(?!\d)|\d+)(?:[.,:]\d+)*"
    r"(?:[ \u00a0\u202f]?[%‰])?"
    r"|\w+(?:[-'’.@/]\w+)*"
    r"|[^\w\s]"
)
_BLANK = re.compile(r"[\s\u00a0\u202f\u2007\u2009]+")
_NUMBER = re.compile(r"[-−]?\d")
_SHORT = 3


class Token(NamedTuple):
    """A word, a number or a mark.

    ``shown`` has the white space that follows; ``key`` is what is compared, the same for what does not
    count as a change: kinds of blanks, automatic numbers of headings, figures and pages.
    """

    shown: str
    key: str

    @property
    def is_number(self) -> bool:
        """True for a number, with its per cent sign if it has one."""
        return bool(_NUMBER.match(self.key))

    @property
    def is_mark(self) -> bool:
        """True for punctuation and other signs that are no words."""
        return not any(character.isalnum() for character in self.key)


PARAGRAPH = Token("¶ ", "¶")
"""Stands where a paragraph ends and the next begins, in a text that was divided or merged."""


class Hunk(NamedTuple):
    """Words ``first:last`` of the old text that became words ``start:stop`` of the new one."""

    first: int
    last: int
    start: int
    stop: int


def tokens(text: str) -> list[Token]:
    """Cut a text into words; their ``shown`` joined is the text, but for blanks before the first word."""
    matches = list(_TOKEN.finditer(text))
    ends = [*(match.start() for match in matches), len(text)][1:]
    return [_token(match[0], text[match.end() : end]) for match, end in zip(matches, ends, strict=False)]


def _token(word: str, blank: str) -> Token:
    """A word and the blank after it; a number is never broken at a blank inside it."""
    key = _BLANK.sub(" ", word)
    return Token((_BLANK.sub("\u00a0", word) if _NUMBER.match(word) else word) + blank, key)


def spaced(token: Token) -> Token:
    """The same word with a blank after it."""
    return token if token.shown[-1:].isspace() else Token(f"{token.shown} ", token.key)


def keys(text: str) -> tuple[str, ...]:
    """What is compared of a text."""
    return tuple(token.key for token in tokens(text))


def hunks(before: Sequence[Token], after: Sequence[Token]) -> list[Hunk]:
    """Every run of words that changed; what reads the same on both sides is none."""
    matched = align([token.key for token in before], [token.key for token in after])
    found: list[Hunk] = []
    first = start = 0
    for i, j in [*matched, (len(before), len(after))]:
        hunk = Hunk(first, i, start, j)
        if i > first or j > start:
            found += (
                part for part in _parted(before, after, hunk) if _reads_differently(before, after, part)
            )
        first, start = i + 1, j + 1
    return found


def _parted(before: Sequence[Token], after: Sequence[Token], hunk: Hunk) -> Iterator[Hunk]:
    """A number that became another is a change of its own, whatever changed beside it."""
    first, last, start, stop = hunk
    ends: list[Hunk] = []
    while first < last and start < stop and before[first].is_number and after[start].is_number:
        yield Hunk(first, first + 1, start, start + 1)
        first, start = first + 1, start + 1
    while first < last and start < stop and before[last - 1].is_number and after[stop - 1].is_number:
        ends.append(Hunk(last - 1, last, stop - 1, stop))
        last, stop = last - 1, stop - 1
    if first < last or start < stop:
        yield Hunk(first, last, start, stop)
    yield from reversed(ends)


def _reads_differently(before: Sequence[Token], after: Sequence[Token], hunk: Hunk) -> bool:
    """Tell whether a reader can see the change: a link target may have a new name and the same text."""
    return shown(before[hunk.first : hunk.last]) != shown(after[hunk.start : hunk.stop])


def shown(words: Sequence[Token]) -> str:
    """The words as they stand; those that are not seen, as an address behind a word, by their keys."""
    return "".join(token.shown if token.shown.strip() else token.key for token in words)


def marked(before: Sequence[Token], after: Sequence[Token], changes: Sequence[Hunk]) -> tuple[Segment, ...]:
    """The new text with what was removed and what was added.

    Changes with next to nothing between them are told as one, which is easier to read.
    """
    pieces: list[Segment] = []
    at = 0
    for hunk in _joined(after, changes):
        pieces.append(Segment(Op.SAME, _plain(after[at : hunk.start])))
        pieces.append(Segment(Op.REMOVED, shown(before[hunk.first : hunk.last])))
        pieces.append(Segment(Op.ADDED, shown(after[hunk.start : hunk.stop])))
        at = hunk.stop
    pieces.append(Segment(Op.SAME, _plain(after[at:])))
    return tuple(_trimmed(pieces))


def whole(op: Op, words: Sequence[Token]) -> tuple[Segment, ...]:
    """A text that is all of one kind."""
    text = _plain(words).strip()
    return (Segment(op, text),) if text else ()


def exchanged(before: str, after: str) -> tuple[Segment, ...]:
    """One text for another: marked word by word where most of it stayed, else one after the other."""
    old, new = tokens(before), tokens(after)
    changes = hunks(old, new)
    touched = sum(hunk.last - hunk.first + hunk.stop - hunk.start for hunk in changes)
    if 2 * touched < len(old) + len(new) and changes:
        return marked(old, new, changes)
    pieces = (Segment(Op.REMOVED, before), Segment(Op.ADDED, after))
    return tuple(piece for piece in pieces if piece.text)


def _plain(words: Sequence[Token]) -> str:
    return "".join(token.shown for token in words)


def _joined(after: Sequence[Token], changes: Sequence[Hunk]) -> Iterator[Hunk]:
    waiting: Hunk | None = None
    for hunk in changes:
        if waiting is None:
            waiting = hunk
        elif sum(len(token.key) for token in after[waiting.stop : hunk.start]) <= _SHORT and not any(
            token.is_number for token in after[waiting.stop : hunk.start]
        ):
            waiting = Hunk(waiting.first, hunk.last, waiting.start, hunk.stop)
        else:
            yield waiting
            waiting = hunk
    if waiting is not None:
        yield waiting


def _trimmed(pieces: list[Segment]) -> Iterator[Segment]:
    """Blanks at the end of a change stand after it."""
    blank = ""
    for index, (op, text) in enumerate(pieces):
        if op is Op.SAME:
            piece, blank = blank + text, ""
        else:
            piece = text.rstrip()
            if len(piece) < len(text):
                blank = text[len(piece) :]
            elif piece and op is Op.ADDED:
                blank = ""
        if index == len(pieces) - 1:
            piece = piece.rstrip()
        if piece:
            yield Segment(op, piece)
