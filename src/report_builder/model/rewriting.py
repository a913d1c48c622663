"""Blocks with other words in them: what goes through all running text of a report and changes some of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from msgspec.structs import replace

from report_builder.model.content_model import Holds
from report_builder.model.inlines import Inlines

_N = TypeVar("_N")
_NODES = (Holds.BLOCKS, Holds.ASIDE, Holds.ITEMS)


def with_words(nodes: Iterable[_N], change: Callable[[Inlines], Inlines]) -> tuple[_N, ...]:
    """Give ``nodes`` with ``change`` made of each run of words at and below them, in reading order.

    A node in which nothing changes stays the same object.
    """
    return tuple(_changed(node, change) for node in nodes)


def _changed(node: _N, change: Callable[[Inlines], Inlines]) -> _N:
    found: dict[str, Any] = {}
    for part in node.content.parts:  # type: ignore[attr-defined]
        value = getattr(node, part.field)
        if part.holds is Holds.INLINES:
            new: Any = change(value)
        elif part.holds in _NODES:
            new = with_words(value, change)
            new = value if all(one is other for one, other in zip(new, value, strict=True)) else new
        elif part.holds is Holds.ROWS:
            new = tuple(with_words(row, change) for row in value)
        else:
            continue
        if new is not value:
            found[part.field] = new
    return replace(node, **found) if found else node  # type: ignore[type-var]
