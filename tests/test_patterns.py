"""Regular expressions that are compiled late: all of them can be, and they act as compiled ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from report_builder.patterns import Late, late

PACKAGE = Path(__file__).parent.parent / "src" / "report_builder"
USERS = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    for path in PACKAGE.rglob("*.py")
    if "import late" in path.read_text("utf-8")
)


def lates(value: object) -> Iterator[Late[str] | Late[bytes]]:
    """Every late pattern in ``value``, a collection at the top of a module."""
    if isinstance(value, Late):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from lates(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from lates(inner)


@pytest.mark.parametrize("name", USERS)
def test_every_late_pattern_can_be_compiled(name: str) -> None:
    found = list(lates(list(vars(import_module(name)).values())))
    assert found
    for pattern in found:
        assert pattern.groups >= 0


def test_a_late_pattern_acts_as_a_compiled_one() -> None:
    ours, theirs = late(r"(?P<sign>[a-z])\d", re.IGNORECASE), re.compile(r"(?P<sign>[a-z])\d", re.IGNORECASE)
    assert ours.pattern == theirs.pattern
    assert "match" not in vars(ours)
    for text in ("A1", "b2 c3", "", "1"):
        for method in ("match", "fullmatch", "search"):
            found, wanted = getattr(ours, method)(text), getattr(theirs, method)(text)
            assert (found and found.groupdict()) == (wanted and wanted.groupdict())
        assert ours.findall(text) == theirs.findall(text)
        assert ours.sub("-", text) == theirs.sub("-", text)
    assert (ours.flags, ours.groups, ours.groupindex) == (theirs.flags, theirs.groups, theirs.groupindex)


def test_a_late_pattern_of_bytes() -> None:
    assert late(rb"\d+").findall(b"1 22") == [b"1", b"22"]
