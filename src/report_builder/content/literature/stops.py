"""The stop that a style puts behind a citation: once, and only where no sentence goes on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from report_builder.model.inlines import Inline, Inlines, Text, rewritten

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
