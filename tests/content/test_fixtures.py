"""Source and result side by side: see fixtures/README.md."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.content.dump import dump
from tests.content.projects import load, report_of
from tests.said import line_of

FIXTURES = Path(__file__).parent / "fixtures"


class Case(NamedTuple):
    title: str
    source: str
    expected: str


def cases(name: str) -> Iterator[Case]:
    parts = (FIXTURES / name).read_text("utf-8").split("\n.\n")
    for index in range(0, len(parts) - 1, 3):
        title, source, expected = (part.lstrip("\n") for part in parts[index : index + 3])
        yield Case(title, source + "\n", expected + "\n")


def _shown(name: str, case: Case, root: Path) -> str:
    if name == "blocks.md":
        return dump(report_of(root, case.source))
    outcome = load(root, case.source)
    return "".join(f"{line_of(d)}\n".removeprefix("content/chapters/k1.md:") for d in outcome.diagnostics)


@pytest.mark.parametrize(
    ("name", "case"),
    [pytest.param(name, case, id=case.title) for name in ("blocks.md", "errors.md") for case in cases(name)],
)
def test_fixture(name: str, case: Case, tmp_path: Path) -> None:
    shown = _shown(name, case, tmp_path)
    if "REGENERATE" in os.environ:
        path = FIXTURES / name
        old = f"{case.title}\n.\n{case.source}.\n{case.expected}.\n"
        new = f"{case.title}\n.\n{case.source}.\n{shown}.\n"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    else:
        assert shown == case.expected
