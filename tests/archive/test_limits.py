"""A limit that reading has, writing has too: nothing is archived that is never read again."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from report_builder.archive import (
    Archive,
    ArchiveDisk,
    carrying,
    object_state,
    parsing,
    proving,
    strays,
    verifying,
    writing,
)
from report_builder.archive.completeness import DECLARED as OBJECT_DECLARED
from report_builder.archive.inventory import sidecar
from report_builder.archive.names import id_fault
from report_builder.archive.root import DECLARED, layout
from report_builder.diagnostics import Diagnostics
from tests.archive.support import FIRST, MORNING, NAME, SECOND, add, assert_sound, make
from tests.said import english

ROOMS = ("archive", "pipeline", "serve", "publish")
PACKAGE = Path(__file__).parents[2] / "src/report_builder"


def limits_of_reading() -> set[str]:
    """Every limit that is handed to ``Tree.read``, by module and name or number."""
    found = set()
    for room in ROOMS:
        for path in (PACKAGE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and len(node.args) == 2:
                    called, limit = ast.unparse(node.func), ast.unparse(node.args[1])
                    is_limit = limit.isdigit() or limit.isupper()
                    if called.endswith(".read") and called != "os.read" and is_limit:
                        found.add(f"{path.stem}: {limit}")
    return found


LONGEST_MARK = len(f'{{"from": "{os.sep * 4096 * 6}"}}')
"""A path of the longest kind, each character of which is written as an escape of six."""

WRITTEN: dict[str, tuple[int, int]] = {
    "object_state: _MAX_SIDECAR_BYTES": (len(sidecar(b"")), object_state._MAX_SIDECAR_BYTES),
    "completeness: 256": (len(OBJECT_DECLARED), 256),
    "root: _SMALL": (max(len(DECLARED), len(layout())), 64 * 1024),
    "mending: _SMALL": (max(len(DECLARED), len(OBJECT_DECLARED)), 64 * 1024),
    "carrying: _MAX_MARK_BYTES": (LONGEST_MARK, carrying._MAX_MARK_BYTES),
}
"""What is always written with fewer bytes than are read: the most that is written, and the limit."""

REFUSED = {f"{module}: MAX_INVENTORY_BYTES" for module in ("object_state", "verifying", "proving", "strays")}
"""What can become larger, and is refused before it is written: see the tests below."""


def test_every_limit_of_reading_is_one_of_writing() -> None:
    assert limits_of_reading() == WRITTEN.keys() | REFUSED
    assert [name for name, (most, limit) in WRITTEN.items() if most > limit] == []
    assert {module.MAX_INVENTORY_BYTES for module in (object_state, verifying, proving, strays, writing)} == {
        parsing.MAX_INVENTORY_BYTES
    }


def test_an_inventory_that_is_too_large_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last that is read is written; one byte more is refused, and the archive stays as it is."""
    root = make(tmp_path / "archive", (FIRST,))
    add(tmp_path / "other", 1, FIRST)
    add(tmp_path / "other", 2, SECOND)
    size = (tmp_path / "other" / NAME / "inventory.json").stat().st_size
    monkeypatch.setattr(writing, "MAX_INVENTORY_BYTES", size - 1)
    added, diagnostics = add(root, 2, SECOND)
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-LIMIT"]
    assert f"{size} bytes" in english(diagnostics[0].message)
    assert "output" in english(diagnostics[0].hint)
    assert_sound(root, FIRST)
    monkeypatch.setattr(writing, "MAX_INVENTORY_BYTES", size)
    added, _ = add(root, 2, SECOND)
    assert added is not None
    assert_sound(root, FIRST, SECOND)


@pytest.mark.whole
def test_an_inventory_of_64_mebibytes(tmp_path: Path) -> None:
    """The true limit, with the longest names that there are."""
    files = {f"source/{number:06}-{'a' * 200}.md": b"" for number in range(320_000)}
    added, diagnostics = add(tmp_path, 1, files)
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-LIMIT"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("message", "author", "address"),
    [("\ud800", "Kari", ""), ("note", "\udcff", ""), ("note", "Kari", "mailto:\ud800")],
)
def test_what_no_inventory_can_have_is_not_written(
    tmp_path: Path, message: str, author: str, address: str
) -> None:
    root = make(tmp_path / "archive", (FIRST,))
    diagnostics = Diagnostics()
    with Archive(root, ArchiveDisk()).write(NAME, diagnostics) as writer:
        assert writer is not None
        assert writer.add(2, SECOND, message, author, MORNING, address) is None
    assert "RB-ARCHIVE-LIMIT" in [item.code for item in diagnostics.items]
    assert_sound(root, FIRST)


@pytest.mark.parametrize("name", ["a" * 221, "å" * 111, "CON", "a/b", ".a", "0=a"])
def test_a_name_that_is_not_read_is_not_written(tmp_path: Path, name: str) -> None:
    assert id_fault(name) is not None
    diagnostics = Diagnostics()
    with Archive(tmp_path / "archive").write(name, diagnostics) as writer:
        assert writer is None
    assert [item.code for item in diagnostics.items] == ["RB-ARCHIVE-NAME"]
    assert not (tmp_path / "archive").exists()
