"""The stops around a citation that stands in a note: once, before its mark, where a sentence ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, zip_longest

from report_builder.model.inlines import Inline, Inlines, NoteReference, Text, plain_text, rewritten

ENDS = "\ue00d"
"""Stands where a citation ends whose stop depends on what is around it."""
_STOPS = (".", "?", "!", "…")
_CLOSING = "»”’\"')"


def with_stops(inlines: Inlines, stop: str) -> Inlines:
    """Words with ``stop`` where a citation ends, but not beside another stop, nor within a sentence."""
    values: list[str] = []

    def gather(node: Inline) -> None:
        if isinstance(node, Text):
            values.append(node.value)

    rewritten(inlines, gather)
    whole = "".join(values)
    if ENDS not in whole:
        return inlines
    edits = dict(_edits(whole, stop))
    at = count()

    def change(node: Inline) -> Inlines | None:
        if not isinstance(node, Text):
            return None
        signs = ((next(at), sign) for sign in node.value)
        return (Text("".join([edits.get(place, sign) for place, sign in signs]), node.span),)

    return rewritten(inlines, change)


def _edits(whole: str, stop: str) -> Iterator[tuple[int, str]]:
    """The places where the words change, each with what stands there then."""
    for place, sign in enumerate(whole):
        if sign != ENDS:
            continue
        before, after = whole[:place].rstrip(_CLOSING), whole[place + 1 :]
        is_stopped = before.endswith(_STOPS)
        if is_stopped and after.startswith(".") and not after.startswith(".."):
            yield place + 1, ""
        yield place, "" if stop == "." and (is_stopped or _goes_on(after)) else stop


def _goes_on(after: str) -> bool:
    """Whether a sentence goes on with these words, or ends with a mark of its own."""
    following = after.lstrip(" \u00a0\n")[:1]
    return bool(following) and not (following.isupper() or following in '«“"')


def tightened(inlines: Inlines, notes: set[str]) -> Inlines:
    """Words with the marks of ``notes`` right behind them, and behind the stop or comma that follows.

    A citation that is a sentence for itself has its mark behind the sentence before, whose stop is enough.
    """
    found: list[Inline] = []
    moved = False
    for node, following in zip_longest(inlines, inlines[1:]):
        if moved and isinstance(node, Text):
            node = Text(node.value[1:], node.span)  # noqa: PLW2901
        moved = False
        if isinstance(node, NoteReference) and node.note in notes:
            stop = following.value[:1] if isinstance(following, Text) else ""
            moved = stop in (".", ",", ";", ":", "!", "?")
            words, span = "", node.span
            if found and isinstance(last := found[-1], Text):
                words, span = last.value.rstrip(" \u00a0"), last.span
                found.pop()
            doubled = stop == "." and _is_stopped((*found, Text(words, span)))
            words += stop if moved and not doubled else ""
            found += [Text(words, span)] if words else []
        if not (isinstance(node, Text) and not node.value):
            found.append(node)
    return tuple(found)


def _is_stopped(nodes: Sequence[Inline]) -> bool:
    """Whether a sentence ends with these words, marks of notes left out."""
    for node in reversed(nodes):
        words = "" if isinstance(node, NoteReference) else plain_text((node,)).rstrip(" \u00a0")
        if words:
            return words.rstrip(_CLOSING).endswith(_STOPS)
    return False
