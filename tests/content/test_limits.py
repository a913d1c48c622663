"""Texts that take long to read where they are long are refused; those that are not too long are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.content.limits import LONGEST
from report_builder.diagnostics import Severity
from tests.content.projects import load

HOSTILE = {
    "nested marks": "*a **a ",
    "brackets": "[ (](",
    "passages": "[x]{lang=en} ",
    "findings": "{finding}`tillit` ",
    "unclosed comments": "<!-- ",
    "unclosed links": "[a](<b",
    "brackets that open": "[a",
    "unclosed elements": "<b>a",
    "unclosed styles": "==a ~~b ",
    "braces": "{a",
    "marks of code": "e` f`` g``` ",
    "ends of links": "a](b",
    "escaped": "\\[",
    "entities": "&amp",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_line_that_is_too_long_is_refused_at_its_place(tmp_path: Path, kind: str) -> None:
    text = HOSTILE[kind] * (LONGEST // len(HOSTILE[kind]) + 1)
    (found,) = [
        item for item in load(tmp_path, f"# K\n\n{text}\n").diagnostics if item.severity is Severity.ERROR
    ]
    assert (found.code, found.span and found.span.line) == ("RB-VALUE", 3)


def test_a_paragraph_of_many_lines_is_refused_too(tmp_path: Path) -> None:
    text = "Et ord og et til som går over linjen.\n" * (LONGEST // 38 + 1)
    found = [item for item in load(tmp_path, f"# K\n\n{text}").diagnostics if item.severity is Severity.ERROR]
    assert [(item.code, item.span and item.span.line) for item in found] == [("RB-VALUE", 3)]


@pytest.mark.whole
@pytest.mark.parametrize("kind", HOSTILE)
def test_one_that_is_not_too_long_is_read(tmp_path: Path, kind: str) -> None:
    assert load(tmp_path, f"# K\n\n{HOSTILE[kind] * (LONGEST // len(HOSTILE[kind]))}\n") is not None
