"""Regular expressions that are compiled late: all of them can be, and they act as compiled ones."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from report_builder.patterns import LIBRARIES, Late, late

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


_LOADED = """
import re, sys
from report_builder.patterns import LIBRARIES, Late, late_in
before = re.compile
with late_in(*LIBRARIES):
    import markdown_it.main, pypdf, reportlab.pdfgen.canvas, yaml
    import textwrap
    assert isinstance(re.compile(before("a")), re.Pattern)
assert re.compile is before
assert isinstance(textwrap.TextWrapper.wordsep_re, re.Pattern)
found = {}
for name, module in sorted(sys.modules.items()):
    holders = [vars(module), *(vars(one) for one in vars(module).values() if isinstance(one, type))]
    for holder in holders:
        for key, value in holder.items():
            if isinstance(value, Late):
                found[f"{name}.{key}"] = value
assert {name.partition(".")[0] for name in found} >= {"yaml", "markdown_it", "pypdf", "reportlab"}
assert not {name.partition(".")[0] for name in found} - {*LIBRARIES}
for pattern in found.values():
    assert pattern.groups >= 0
assert yaml.load("[1, 2.5, 2024-02-03, yes]", yaml.SafeLoader)[:2] == [1, 2.5]
"""


def test_the_patterns_of_libraries_are_compiled_when_they_are_used() -> None:
    """In a process of its own, where none of the libraries is loaded yet."""
    subprocess.run([sys.executable, "-c", _LOADED], check=True, timeout=60)


@pytest.mark.parametrize("package", LIBRARIES)
def test_no_library_passes_a_pattern_to_a_function(package: str) -> None:
    """What such a function is given is a text: it would not know what is compiled late."""
    named = re.compile(
        r"\bre\.(?:sub|subn|match|search|split|findall|fullmatch|finditer)\(\s*([A-Za-z_.]+)\s*,"
    )
    compiled = re.compile(r"^\s*(\w+)[^=\n]*=\s*re\.compile\(", re.MULTILINE)
    root = Path(str(import_module(package).__file__)).parent
    sources = [path.read_text("utf-8") for path in sorted(root.rglob("*.py"))]
    patterns = {name for source in sources for name in compiled.findall(source)}
    assert not {name for source in sources for name in named.findall(source)} & patterns
