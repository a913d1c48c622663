"""No diagnostic moves when characters that are left out stand before it: its column is that of the file."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from report_builder.diagnostics import Diagnostic
from report_builder.pipeline.checking import check_content
from tests.bad.harness import Case, cases, spoil

_UNSEEN = "\u200d\u200e\u200c"
_TEXTS = (".md", ".yaml")


def found(root: Path) -> dict[str, list[Diagnostic]]:
    """The diagnostics at places inside text files, by file."""
    by_file: dict[str, list[Diagnostic]] = {}
    for item in check_content(root):
        if item.span is not None and item.span.line and item.span.path.endswith(_TEXTS):
            by_file.setdefault(item.span.path, []).append(item)
    return by_file


def columns(items: list[Diagnostic]) -> Counter[tuple[str, int, int]]:
    return Counter(
        (item.code, item.span.line, item.span.column)
        for item in items
        if item.span and item.code not in ("RB-INVISIBLE", "RB-YAML-SYNTAX")
    )


def shifted(root: Path, before: dict[str, list[Diagnostic]]) -> list[str]:
    """Put characters that nobody sees before each fault; tell the faults that did not keep their place."""
    for path, items in before.items():
        file = root / path
        lines = file.read_text("utf-8").split("\n")
        for line in {item.span.line for item in items if item.span}:
            # Behind the blanks, so that the line begins as it did.
            blanks = len(lines[line - 1]) - len(lines[line - 1].lstrip(" "))
            lines[line - 1] = lines[line - 1][:blanks] + _UNSEEN + lines[line - 1][blanks:]
        file.write_text("\n".join(lines), "utf-8")
    after = found(root)
    wrong = []
    for path, items in before.items():
        was, now = columns(items), columns(after.get(path, []))
        for (code, line, column), count in was.items():
            # A fault of a whole line stands at its beginning, whatever that is.
            places = [(code, line, column + len(_UNSEEN)), (code, line, column)]
            if now[places[0]] != count and not (
                now[places[1]] == count and column <= 1 + _blanks(root, path, line)
            ):
                wrong.append(f"{path}:{line}:{column} {code}: {sorted(now)}")
    return wrong


def _blanks(root: Path, path: str, line: int) -> int:
    text = (root / path).read_text("utf-8").split("\n")[line - 1]
    return len(text) - len(text.lstrip(" "))


def usable() -> list[Case]:
    """The cases of faults that are found in the content, and whose files can be written as text."""
    # A line of the scaffold is known by all of its characters.
    others = (case for case in cases() if not case.name.startswith("RB-PLACEHOLDER"))
    plain = (case for case in others if "command" not in case.data and "setup" not in case.data)
    return [case for case in plain if str(case.data.get("file")).endswith(_TEXTS)]


def _faults(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    root = spoil(case, tmp_path, monkeypatch).root
    return [f"{case.name} {fault}" for fault in shifted(root, found(root))]


_SAMPLE = random.Random(3).sample(usable(), 30)  # noqa: S311  a sample, no secret


@pytest.mark.parametrize("case", _SAMPLE, ids=lambda case: case.name)
def test_a_fault_keeps_its_place(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _faults(case, tmp_path, monkeypatch) == []


@pytest.mark.whole
@pytest.mark.parametrize("case", usable(), ids=lambda case: case.name)
def test_every_fault_keeps_its_place(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _faults(case, tmp_path, monkeypatch) == []


def test_a_letter_in_two_parts_moves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(case for case in usable() if case.code == "RB-GLYPH")
    root = spoil(case, tmp_path, monkeypatch).root
    chapter = root / "content/chapters/innledning.md"
    line = unicodedata.normalize("NFD", "Én gård på høyden: [her](#finnes-ikke).")
    chapter.write_text(chapter.read_text("utf-8") + "\n" + line + "\n", "utf-8")
    (item,) = [item for item in check_content(root) if item.code == "RB-DANGLING-REF"]
    assert item.span is not None
    assert item.span.column == line.index("[") + 1
