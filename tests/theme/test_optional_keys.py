"""The built-in theme that explains the keys of themes tells of those that need not be there too."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import Struct

from report_builder.sources.schema import schema_of
from report_builder.theme.builtin import theme_text
from report_builder.theme.keys import ThemeKeys


def optional(record: type[Struct], place: str = "") -> Iterator[str]:
    """The keys that need not be there, of a record and of those inside it."""
    for name, member in schema_of(record).keys.items():
        path = f"{place}.{name}" if place else name
        if not member.required:
            yield path
        for inner in _records(member.type):
            yield from optional(inner, path)


def _records(kind: Any) -> Iterator[type[Struct]]:
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
    for part in typing.get_args(kind):
        yield from _records(part)


@pytest.mark.parametrize("key", sorted({*optional(ThemeKeys)}))
def test_the_theme_tells_of_it(key: str) -> None:
    name = key.rpartition(".")[2]
    assert re.search(rf"\b{name}\b", theme_text("konstruktiv")), (
        f"konstruktiv/theme.yaml does not tell of {key}"
    )
