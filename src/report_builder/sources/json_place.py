"""Where a text that a program wrote as JSON is JSON no longer, for who edited or merged it by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from report_builder.diagnostics import SourceSpan

if TYPE_CHECKING:
    from yaml.nodes import Node, ScalarNode


def json_place(path: str, data: bytes) -> SourceSpan:
    """The place in the file ``path`` at which ``data`` stops being JSON; the whole file where it does not."""
    try:
        json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as fault:
        return SourceSpan(path, fault.lineno, fault.colno)
    except UnicodeDecodeError as fault:
        return SourceSpan(path, data.count(b"\n", 0, fault.start) + 1)
    except (ValueError, RecursionError):  # numbers of a thousand digits, a thousand brackets
        pass
    return SourceSpan(path)


def twin_place(path: str, data: bytes) -> SourceSpan | None:
    """The place in the file ``path`` of a key that a mapping of the JSON text ``data`` has twice, or None.

    That is left where somebody kept both sides of a merge; who reads on takes the last one in silence.
    """
    try:
        json.loads(data.decode("utf-8-sig"), object_pairs_hook=_without_twins)
    except _TwinError:
        return _second(path, data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        pass
    return None


class _TwinError(Exception):
    """A mapping has a key twice; never leaves this module."""


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwinError
    return found


def _second(path: str, text: str) -> SourceSpan:
    """Where the second of two keys stands: JSON tells no places, and YAML, which reads it too, does."""
    import yaml

    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
        node = next(_twins(top), None) if top else None
    except (yaml.YAMLError, RecursionError):
        node = None
    if node is None:
        return SourceSpan(path)
    return SourceSpan(path, node.start_mark.line + 1, node.start_mark.column + 1)


def _twins(node: Node) -> Iterator[ScalarNode]:
    seen: set[str] = set()
    below = node.value if isinstance(node.value, list) else ()
    for part in below:
        key, value = part if isinstance(part, tuple) else (None, part)
        if key is not None and key.value in seen:
            yield key
        seen.update(() if key is None else (key.value,))
        yield from _twins(value)
