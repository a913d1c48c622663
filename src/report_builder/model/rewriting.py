"""Blocks with other words or other blocks in them: what goes through a report and changes some of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from report_builder.model.blocks import Block, Section
from report_builder.model.content_model import Holds
from report_builder.model.inlines import Inlines

_N = TypeVar("_N")
_NODES = (Holds.BLOCKS, Holds.ASIDE, Holds.ITEMS)
_Asked = Callable[[object], bool]


def _any(_: object) -> bool:
    return True


def with_words(
    nodes: Iterable[_N], change: Callable[[Inlines], Inlines], *, of: _Asked = _any, into: _Asked = _any
) -> tuple[_N, ...]:
    """Give ``nodes`` with ``change`` made of each run of words at and below them, in reading order.

    Only words ``of`` some nodes are changed, and only what stands in those that are gone ``into``. A node in
    which nothing changes stays the same object.
    """
    return tuple(_changed(node, change, of, into) if into(node) else node for node in nodes)


def _changed(node: _N, change: Callable[[Inlines], Inlines], of: _Asked, into: _Asked) -> _N:
    found: dict[str, Any] = {}
    for part in node.content.parts:  # type: ignore[attr-defined]
        value = getattr(node, part.field)
        if part.holds is Holds.INLINES:
            new: Any = change(value) if of(node) else value
        elif part.holds in _NODES:
            new = with_words(value, change, of=of, into=into)
            new = value if all(one is other for one, other in zip(new, value, strict=True)) else new
        elif part.holds is Holds.ROWS:
            new = tuple(with_words(row, change, of=of, into=into) for row in value)
        else:
            continue
        if new is not value:
            found[part.field] = new
    return replace(node, **found) if found else node  # type: ignore[type-var]


def with_blocks(sections: tuple[Section, ...], made: Mapping[str, Block]) -> tuple[Section, ...]:
    """Give ``sections`` with blocks of theirs and of the sections below replaced, by their ids."""

    def changed(block: Block) -> Block:
        if isinstance(block, Section):
            return replace(block, blocks=tuple(map(changed, block.blocks)))
        return made.get(block.id, block)

    if not made:
        return sections
    return tuple(replace(section, blocks=tuple(map(changed, section.blocks))) for section in sections)
