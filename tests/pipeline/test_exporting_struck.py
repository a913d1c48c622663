"""A package is there whole or the old file stands, whenever the disk fails or the process dies."""

from __future__ import annotations

import sys
from hashlib import sha512
from pathlib import Path

import pytest

from tests.outside.faulty_world import Fault, full_at, killed_at, once_at, run_apart
from tests.pipeline.releases import Desk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the child is made with fork")

FORMS = {"bag": ("--bagit",), "crate": ("--ro-crate", "-o"), "eark": ("--eark", "-o")}
OLD = b"old"


def digests(folder: Path) -> dict[str, str]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): sha512(path.read_bytes()).hexdigest() for path in found}


@pytest.mark.parametrize("fault", [killed_at, full_at, once_at])
@pytest.mark.parametrize("form", ["bag", "eark", pytest.param("crate", marks=pytest.mark.whole)])
@pytest.mark.parametrize("suffix", ["zip", pytest.param("tar", marks=pytest.mark.whole)])
def test_struck_at_every_write(released: Desk, tmp_path: Path, form: str, fault: Fault, suffix: str) -> None:
    (folder := tmp_path / "out").mkdir()
    target = folder / f"a.{suffix}"
    command = ("archive", "export", "v1", *FORMS[form], str(target), "--root", str(released.root))
    counted = run_apart(command, released.now, tmp_path, killed_at(0), tmp_path / "scratch")
    assert counted.status == 0, counted.err
    whole, report, seen = target.read_bytes(), digests(released.root), set()
    for turn in range(1, counted.writes + 1):
        target.write_bytes(OLD)
        answer = run_apart(command, released.now, tmp_path, fault(turn), tmp_path / "scratch")
        assert answer.status in {None, 0, 3}, answer.err
        assert answer.status != 3 or "RB-OUTPUT-WRITE" in answer.err
        seen.add(target.read_bytes())
        assert digests(released.root) == report
        assert released.command(*command) == 0, released.err
        assert target.read_bytes() == whole
        assert list(folder.iterdir()) == [target]
    assert OLD in seen
    assert seen <= {OLD, whole}
