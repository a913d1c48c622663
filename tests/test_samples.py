"""Every sample, and the report itself: all the words in order, the tags as they were reviewed."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

import pytest

from report_builder.check import check_pdf
from report_builder.check.reading import Node, Passage, read_structure, text
from tests.expected_text import expected_words
from tests.page_map import page_map
from tests.sample_reports import EVERY, NAMES, sample
from tests.tag_dump import dump_tags
from tests.verify_support import assert_complies

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "UPDATE_GOLDEN"
"""Set it to write the golden files anew; then read the difference as a reviewer."""


@pytest.mark.parametrize("name", EVERY)
def test_the_tag_tree_reads_like_the_source(name: str) -> None:
    made = sample(name)
    assert text(made.pdf).split() == expected_words(made.report, made.page_of)


@pytest.mark.parametrize("name", NAMES)
def test_the_tags_are_those_that_were_reviewed(name: str) -> None:
    assert_golden(dump_tags(sample(name).pdf), GOLDEN / f"{name}.yaml")


@pytest.mark.parametrize("name", EVERY)
def test_the_pages_are_those_that_were_reviewed(name: str) -> None:
    made = sample(name)
    assert_golden(page_map(made.pdf, made.page), GOLDEN / "pages" / f"{name}.txt")


def assert_golden(found: str, golden: Path) -> None:
    """``found`` is what was reviewed; with :data:`UPDATE` it is written for review."""
    if os.environ.get(UPDATE):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    reviewed = golden.read_text(encoding="utf-8")
    changes = unified_diff(reviewed.splitlines(), found.splitlines(), "reviewed", "found", n=1, lineterm="")
    if reviewed != found:
        raise AssertionError("\n".join(("", *changes)))


def test_an_element_over_two_pages_owns_its_marks_in_order() -> None:
    waiting = [node for name in EVERY for node in read_structure(sample(name).pdf)]
    over = 0
    while waiting:
        node = waiting.pop()
        waiting += (kid for kid in node.kids if isinstance(kid, Node))
        marks = [(kid.page, kid.mcid) for kid in node.kids if isinstance(kid, Passage)]
        assert marks == sorted(set(marks))
        over += len({page for page, _ in marks}) > 1
    assert over


@pytest.mark.parametrize("name", EVERY)
def test_the_file_meets_pdf_ua_1_and_pdf_a_2a(name: str) -> None:
    assert_complies(sample(name).pdf)


@pytest.mark.parametrize("name", EVERY)
def test_the_own_rules_find_nothing(name: str) -> None:
    made = sample(name)
    report = check_pdf(made.pdf)
    assert [str(item) for item in report.findings] == []
    assert report.passed
