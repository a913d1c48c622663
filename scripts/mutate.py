"""Changes the code in small ways, one at a time, and tells which changes no test of their room notices.

    python3 scripts/mutate.py finish layout --number 75 --output survivors.txt

The changes are Cosmic Ray's. Of its whole list for a room a fixed seed draws some. What it changes in
annotations is left out: they are not evaluated, so that no test could tell. Each change is made in a copy of
the repository, and killed if a test fails there or takes far too long. Not for CI: it takes hours.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
TOOL = ROOT / ".venv" / "mutation"
VERSION = "8.7.0"
PYTHON = ROOT / ".venv" / "bin" / "python"
SEED = 20261128
ROOMS = {
    "finish": ("tests/finish", "tests/test_days.py", "tests/test_samples.py"),
    "layout": ("tests/test_samples.py", "tests/layout"),
    "content": ("tests/test_samples.py", "tests/content", "tests/plugins"),
    "archive": (
        "tests/archive/test_store.py",
        "tests/archive",
        "tests/pipeline/test_moving.py",
        "tests/pipeline/test_repairing.py",
    ),
}
"""The tests of each room, those first that notice most for the least time."""
SLOW = "not meets_pdf_ua and not complies"
"""What starts a Java machine is left out: it asks for what the other tests ask for too."""
TIMES_LONGER = 4
"""A change that makes the tests take so many times as long is noticed as well: it never ends."""
NOT_COPIED = (".venv", ".git", "__pycache__", "output", "build", "dist", ".mypy_cache", ".hypothesis")


class Change(NamedTuple):
    """One change: the module from the repository's root on, what Cosmic Ray calls it, and where it is."""

    module: str
    operator: str
    occurrence: int
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.module}:{self.line}:{self.column + 1}: {self.operator} {self.occurrence}"


def main() -> None:
    """Run the campaign that the command line asks for."""
    parser = argparse.ArgumentParser(description="Tell which small changes of the code no test notices.")
    parser.add_argument("rooms", nargs="+", choices=sorted(ROOMS), help="the rooms to change")
    parser.add_argument("--number", type=int, default=75, help="how many changes to draw for each room")
    parser.add_argument("--seed", type=int, default=SEED, help="the seed of the draw")
    parser.add_argument("--workers", type=int, default=2, help="how many copies are tested at once")
    parser.add_argument(
        "--output", type=Path, help="where to write the survivors; without it they are printed"
    )
    asked = parser.parse_args()
    _install()
    survivors: list[str] = []
    for room in asked.rooms:
        whole = changes(room)
        drawn = sorted(random.Random(asked.seed).sample(whole, min(asked.number, len(whole))))  # noqa: S311
        alive = _campaign(room, drawn, asked.workers)
        survivors += [f"{room}: {len(drawn)} of {len(whole)} changes drawn, {len(alive)} survive", *alive, ""]
    text = "\n".join(survivors)
    if asked.output:
        asked.output.write_text(text, encoding="utf-8")
    else:
        print(text)


def _install() -> None:
    """Cosmic Ray stands in an environment of its own: the tests run without what it needs."""
    if not (TOOL / "bin" / "cosmic-ray").exists():
        venv.create(TOOL, with_pip=True)
        subprocess.run([TOOL / "bin" / "pip", "install", "--quiet", f"cosmic-ray=={VERSION}"], check=True)  # noqa: S603


def _tool(*arguments: str, folder: Path) -> str:
    command = [str(TOOL / "bin" / "cosmic-ray"), *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout


def changes(room: str) -> list[Change]:
    """All changes of a room's modules that can make a difference, in order."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _copy_to(folder / "tree")
        settings = {"module-path": f"src/report_builder/{room}", "timeout": 1.0, "test-command": "true"}
        lines = ["[cosmic-ray]", *(f"{key} = {json.dumps(value)}" for key, value in settings.items())]
        lines += ["excluded-modules = []", "[cosmic-ray.distributor]", 'name = "local"']
        (folder / "tree" / "session.toml").write_text("\n".join(lines), encoding="utf-8")
        _tool("init", "session.toml", "session.sqlite", folder=folder / "tree")
        dump = _tool("dump", "session.sqlite", folder=folder / "tree")
    found = [_change(json.loads(line)[0]["mutations"][0]) for line in dump.splitlines()]
    annotated = {module: _annotated(ROOT / module) for module in {one.module for one in found}}
    return sorted(one for one in found if (one.line, one.column) not in annotated[one.module])


def _change(entry: dict[str, Any]) -> Change:
    return Change(entry["module_path"], entry["operator_name"], entry["occurrence"], *entry["start_pos"])


def _annotated(path: Path) -> set[tuple[int, int]]:
    """Every place in an annotation of a module: line and column."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    return {
        (line, column)
        for part in _annotations(ast.parse(text))
        for line in range(part.lineno, (part.end_lineno or part.lineno) + 1)
        for column in range(
            part.col_offset if line == part.lineno else 0,
            (part.end_col_offset or 0) if line == part.end_lineno else len(lines[line - 1]),
        )
    }


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        parts = (getattr(node, "annotation", None), getattr(node, "returns", None))
        yield from (part for part in parts if isinstance(part, ast.expr))


def _copy_to(folder: Path) -> None:
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED))


def _campaign(room: str, drawn: list[Change], workers: int) -> list[str]:
    """Try each change in one of the copies; those that no test notices."""
    with TemporaryDirectory() as name:
        free: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            _copy_to(Path(name) / str(number))
            free.put(Path(name) / str(number))
        started = time.monotonic()
        if not _passes(room, Path(name) / "0", timeout=None):
            sys.exit(f"the tests of {room} fail without any change")
        limit = (time.monotonic() - started) * TIMES_LONGER

        def survives(change: Change) -> bool:
            folder = free.get()
            try:
                return _survives(room, change, folder, limit)
            finally:
                free.put(folder)

        with ThreadPoolExecutor(workers) as pool:
            found = []
            for change, alive in zip(drawn, pool.map(survives, drawn), strict=True):
                print(f"{'SURVIVES' if alive else 'killed':8} {change}", flush=True)
                found += [str(change)] if alive else []
        return found


def _survives(room: str, change: Change, folder: Path, limit: float) -> bool:
    path = folder / change.module
    before = path.read_bytes()
    try:
        _tool("apply", change.module, change.operator, str(change.occurrence), folder=folder)
        if path.read_bytes() == before:
            raise AssertionError(f"{change} changes nothing")
        return _passes(room, folder, limit)
    finally:
        path.write_bytes(before)


def _passes(room: str, folder: Path, timeout: float | None) -> bool:
    """Whether the tests of a room pass in a copy, whose own code comes first on the path."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "verdict",
    }
    command = [str(PYTHON), "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k", SLOW, *ROOMS[room]]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, env=environment, timeout=timeout, capture_output=True, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    main()
