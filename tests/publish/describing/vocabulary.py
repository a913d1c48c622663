"""Whether JSON-LD uses types and properties as schema.org has them, by a committed copy of the vocabulary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_TYPES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("schema_org.json").read_text("utf-8")
)["types"]
_TEXTS = {
    "Text": r"(?s).+",
    "URL": r"(?:https?://|\.{0,2}/|[\w.%-]+/?)\S*",
    "Date": r"\d{4}-\d\d-\d\d",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d|Z)",
}


@cache
def above(name: str) -> frozenset[str]:
    """A type with all types that it is one of."""
    own = _TYPES.get(name, {"parents": []})
    return frozenset({name}).union(*(above(parent) for parent in own["parents"]))


def ranges(name: str, key: str) -> list[str] | None:
    """What a property of a type may be; None where the type has no such property."""
    for kind in above(name):
        found: list[str] | None = _TYPES.get(kind, {"properties": {}})["properties"].get(key)
        if found is not None:
            return found
    return None


def faults(node: dict[str, Any], within: tuple[str, ...] = ()) -> Iterator[str]:
    """Each use of a type or property that the vocabulary does not have; ``within`` are the types expected.

    A node without a type claims none, and is looked at as each that may stand there; one of several types
    has the properties of all. One that is a reference has nothing but its id.
    """
    said = node.get("@type", list(within))
    kinds = [said] if isinstance(said, str) else said
    is_several = "@type" in node and len(kinds) > 1
    if node.keys() == {"@id"}:
        return
    for kind in kinds:
        if kind not in _TYPES:
            yield f"{kind} is no type"
        if "@type" in node and within and not above(kind) & set(within):
            yield f"{kind} where {within} is expected"
    for key, value in node.items():
        if key.startswith("@"):
            continue
        allowed = {name for kind in kinds for name in ranges(kind, key) or ()}
        if not allowed or (not is_several and any(ranges(kind, key) is None for kind in kinds)):
            yield f"{kinds} has no {key}"
            continue
        for each in value if isinstance(value, list) else [value]:
            yield from _value_faults(key, each, allowed)


def _value_faults(key: str, value: Any, allowed: set[str]) -> Iterator[str]:
    if isinstance(value, dict):
        yield from faults(value, tuple(sorted(allowed)))
    elif isinstance(value, int):
        if not allowed & {"Integer", "Number"}:
            yield f"{key} is a number"
    elif not any(re.fullmatch(_TEXTS[name], value) for name in allowed & _TEXTS.keys()):
        yield f"{key}: {value!r} is none of {sorted(allowed)}"
