"""Lists that letters and Roman numerals count, tasks, and lines that stand as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.model.blocks import Block, List, Paragraph
from report_builder.model.inlines import LineBreak, plain_text
from tests.content.projects import load


def read(root: Path, text: str) -> tuple[Block, ...]:
    """The blocks of a chapter; lists that begin in their middle are told."""
    report = load(root, f"# K\n\n{text}\n")
    assert report.value is not None
    assert {item.code for item in report.diagnostics} <= {"RB-LEFT-MARKUP"}
    return report.value.chapters[0].blocks


def labels(block: Block) -> list[str]:
    """The labels of a list and of those in it, in their order."""
    assert isinstance(block, List)
    found = []
    for number, item in enumerate(block.items, block.start or 0):
        found.append(block.numbering.label(number))
        found += [label for inner in item.blocks if isinstance(inner, List) for label in labels(inner)]
    return found


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("a) en\nb) to\nc) tre", "a) b) c)"),
        ("a) en\n\nb) to", "a) b)"),
        ("a. en\nb. to", "a. b."),
        ("(a) en\n(b) to", "(a) (b)"),
        ("A) en\nB) to", "A) B)"),
        ("i) en\nii) to\niii) tre\niv) fire", "i) ii) iii) iv)"),
        ("i. en\nii. to", "i. ii."),
        ("I) en\nII) to", "I) II)"),
        ("a) en\n   i) to\n   ii) tre\nb) fire", "a) i) ii) b)"),
        ("1. en\n   a) to\n   b) tre\n2. fire", "1. a) b) 2."),
        ("a) en\nog mer\n\n   og enda et avsnitt\nb) to", "a) b)"),
        ("g) syv\nh) åtte\ni) ni", None),
        ("\n".join(f"{chr(97 + n)}) x" for n in range(26)), " ".join(f"{chr(97 + n)})" for n in range(26))),
        ("a) en\nB) to", None),
        ("a) en\n(b) to", None),
        ("a) står alene.", None),
        ("1) en\n2) to", "1) 2)"),
        ("3. tre\n4. fire", "3. 4."),
        ("Per B. Hansen sier at det er slik, og at ingen har sett noe annet.\nb) to", None),
        ("b) to\nc) tre", None),
        ("vi. d.\nvii. d.", None),
    ],
)
def test_what_letters_count(tmp_path: Path, text: str, counted: str | None) -> None:
    first, *others = read(tmp_path, text)
    assert not others
    assert (" ".join(labels(first)) if isinstance(first, List) else None) == counted


def test_a_list_ends_a_paragraph(tmp_path: Path) -> None:
    before, counted = read(tmp_path, "Vi ser på:\na) en\nb) to")
    assert isinstance(before, Paragraph)
    assert labels(counted) == ["a)", "b)"]


def test_a_list_goes_on_after_a_break(tmp_path: Path) -> None:
    first, _, second, _, third = read(tmp_path, "a) en\nb) to\n\nTekst.\n\nc) tre\n\nTekst.\n\n1) ny\n2) to")
    assert [labels(one) for one in (first, second, third)] == [["a)", "b)"], ["c)"], ["1)", "2)"]]


def test_numbers_go_on_after_a_break(tmp_path: Path) -> None:
    *_, last = read(tmp_path, "1. en\n2. to\n\nTekst.\n\n3. tre\n4. fire")
    assert labels(last) == ["3.", "4."]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("- [x] a\n- [ ] b\n- [X] c\n- d", [True, False, True, None]),
        ("1. [x] a\n2. [ ] b", [True, False]),
        ("- [x](https://example.org/) lenke", [None]),
        ("- `[x]` kode", [None]),
        ("- x [x] b", [None]),
    ],
)
def test_tasks(tmp_path: Path, text: str, states: list[bool | None]) -> None:
    (found,) = read(tmp_path, text)
    assert isinstance(found, List)
    assert [item.checked for item in found.items] == states


def test_lines_stand_as_they_are_written(tmp_path: Path) -> None:
    blocks = read(tmp_path, "| Etaten\n|   0001 *Oslo*\n|\n| to\n| tre")
    assert all(isinstance(block, Paragraph) for block in blocks)
    said = [plain_text(block.children) for block in blocks if isinstance(block, Paragraph)]
    assert said == ["Etaten \u00a0\u00a00001\u00a0Oslo", "to tre"]
    first = blocks[0]
    assert isinstance(first, Paragraph)
    assert [node.verse for node in first.children if isinstance(node, LineBreak)] == [True]


@pytest.mark.parametrize(
    "mark", ["a) ", "a) x\n", "a) x\nb) y\n", "| x\n", "|\n", "i. ", "- [ ] ", "(a) x\n\n"]
)
def test_what_is_hostile_is_read_in_one_go(tmp_path: Path, mark: str) -> None:
    assert load(tmp_path, f"# K\n\n{mark * 2000}\n") is not None
