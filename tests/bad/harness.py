"""Reads a case, spoils a copy of the base report, runs the command, and compares."""

from __future__ import annotations

import importlib
import re
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from report_builder.cli.app import run
from tests.said import ENGLISH

HERE = Path(__file__).parent
BASE = HERE / "_base"
OLD_OUTPUT = b"%PDF-old, and not to be touched"

_KEYS = {
    "row",
    "exit",
    "file",
    "line",
    "column",
    "severity",
    "says",
    "also",
    "replace",
    "append",
    "delete",
    "setup",
    "command",
    "environment",
    "output",
}
_LINE = re.compile(
    r"(?:(?P<file>[^:\n]+?)(?::(?P<line>\d+):(?P<column>\d+))?: )?"
    r"(?P<code>RB-[A-Z0-9-]+) (?:(?P<severity>warning|note): )?(?P<text>.*)"
)


@dataclass(frozen=True)
class Shown:
    """One diagnostic as the user reads it."""

    code: str
    file: str
    line: int
    column: int
    severity: str
    text: str


@dataclass
class Bench:
    """The spoilt copy of the base report, and what is run on it."""

    folder: Path
    output: Path
    command: list[str]
    environment: dict[str, str]
    monkeypatch: pytest.MonkeyPatch

    @property
    def root(self) -> Path:
        return self.folder / "report"


@dataclass(frozen=True)
class Case:
    """One folder with a ``case.yaml``."""

    folder: Path
    data: Mapping[str, Any] = field(repr=False)

    @property
    def code(self) -> str:
        return self.folder.parent.name

    @property
    def name(self) -> str:
        return f"{self.code}/{self.folder.name}"

    @property
    def rows(self) -> tuple[int, ...]:
        row = self.data["row"]
        return tuple(row) if isinstance(row, list) else (row,)


def cases() -> list[Case]:
    """Every case, in the order of its name."""
    found = [
        Case(path.parent, yaml.safe_load(path.read_text("utf-8")))
        for path in sorted(HERE.glob("RB-*/*/case.yaml"))
    ]
    for case in found:
        unknown = set(case.data) - _KEYS
        assert not unknown, f"{case.name}: unknown keys {sorted(unknown)}"
    return found


def spoil(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Make the report of a case under ``folder``, with an old output beside it."""
    root = folder / "report"
    shutil.copytree(BASE, root)
    shutil.copytree(
        case.folder,
        root,
        dirs_exist_ok=True,
        ignore=lambda at, _names: ["case.yaml"] if Path(at) == case.folder else [],
    )
    for change in case.data.get("replace", []):
        _replace(root / change["file"], change["old"], change["new"], case)
    for change in case.data.get("append", []):
        path = root / change["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(change["text"])
    for name in case.data.get("delete", []):
        (root / name).unlink()
    output = folder / case.data.get("output", "out/report.pdf")
    output.parent.mkdir(parents=True, exist_ok=True)
    if not output.exists():
        output.write_bytes(OLD_OUTPUT)
    places = {"root": str(root), "output": str(output), "folder": str(folder)}
    command = case.data.get("command", ["build", "{root}", "--output", "{output}"])
    environment = {name: str(value) for name, value in case.data.get("environment", {}).items()}
    bench = Bench(folder, output, [part.format(**places) for part in command], environment, monkeypatch)
    if "setup" in case.data:
        _setup(case.data["setup"])(bench)
    return bench


def _replace(path: Path, old: str, new: str, case: Case) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{case.name}: {old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


def _setup(name: str) -> Callable[[Bench], None]:
    module, _, function = name.partition(".")
    found: Callable[[Bench], None] = getattr(importlib.import_module(f"tests.bad.setups.{module}"), function)
    return found


def execute(bench: Bench) -> int:
    """Run the command of a case in this process; its exit status."""
    return run(bench.command, {**ENGLISH, **bench.environment}, time.perf_counter)


def diagnostics(stderr: str, root: Path) -> list[Shown]:
    """Read the diagnostics back from what was printed; paths relative to the report's root or its folder."""
    shown = []
    for line in stderr.splitlines():
        match = _LINE.fullmatch(line)
        if match:
            file = (
                (match["file"] or "")
                .removeprefix(f"{root.as_posix()}/")
                .removeprefix(f"{root.parent.as_posix()}/")
            )
            shown.append(
                Shown(
                    match["code"],
                    file,
                    int(match["line"] or 0),
                    int(match["column"] or 0),
                    match["severity"] or "error",
                    match["text"],
                )
            )
    return shown


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` that can be read without waiting, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size < 10_000_000
    }
