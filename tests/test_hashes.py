"""The hashes of what the program needs, which go with every version, and the versions that are pinned."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from report_builder.pipeline.constraints import constraints_of, pinned
from report_builder.pipeline.toolchain import LIBRARIES, made_with
from scripts.write_hashes import EXTRAS, FILE, needed, pins

AGAIN = "run: scripts/write_hashes.py"


def test_they_are_of_what_is_installed_with_the_program() -> None:
    assert {name: entry.marker for name, entry in pinned().items()} == needed(), AGAIN
    assert set(map(canonicalize_name, LIBRARIES)) <= set(pinned())


def test_they_are_of_the_pinned_versions() -> None:
    assert {name: entry.version for name, entry in pinned().items()} == {
        name: pins()[name] for name in pinned()
    }, AGAIN


def test_nothing_that_is_needed_here_is_missing() -> None:
    """What the installed packages ask for on this machine is among them, whatever brought it here."""
    waiting = [
        Requirement(line)
        for line in requires("report-builder") or []
        if (marker := Requirement(line).marker) is None
        or any(marker.evaluate({"extra": extra}) for extra in ("", *EXTRAS))
    ]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in seen:
            continue
        seen.add(name)
        waiting += [
            below
            for below in map(Requirement, requires(name) or [])
            if below.marker is None
            or any(below.marker.evaluate({"extra": extra}) for extra in ("", *requirement.extras))
        ]
    assert seen == {name for name, entry in pinned().items() if not entry.marker or name in seen}


def test_each_has_archives_and_the_file_names_no_place() -> None:
    for name, entry in pinned().items():
        assert entry.hashes == tuple(sorted(set(entry.hashes))), name
        assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in entry.hashes), name
    text = FILE.read_text("utf-8")
    assert "://" not in text
    assert "/" not in text


@pytest.mark.whole
def test_pip_installs_from_the_file_into_an_empty_environment(tmp_path: Path) -> None:
    """Every archive is one whose hash is known, and together they lack nothing."""
    file = tmp_path / "constraints.txt"
    file.write_bytes(constraints_of(*made_with(), {}))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "empty"], check=True)
    places = (tmp_path / "empty/bin/python", tmp_path / "empty/Scripts/python.exe")
    python = next(str(path) for path in places if path.exists())
    pip = [sys.executable, "-m", "pip", "--python", python]
    done = subprocess.run(
        [*pip, "install", "--quiet", "--require-hashes", "-r", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    checked = subprocess.run([*pip, "check"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    listed = subprocess.run([*pip, "freeze"], capture_output=True, text=True, check=True).stdout
    there = {canonicalize_name(line.partition("==")[0]) for line in listed.splitlines()}
    assert there == {name for name, entry in pinned().items() if not entry.marker or name in there}
