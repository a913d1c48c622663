"""Every sample, and the report itself: all the words in order, the tags as they were reviewed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from report_builder.check import check_pdf
from report_builder.check.reading import dump_tags, text
from tests.expected_text import expected_words
from tests.sample_reports import EVERY, NAMES, sample
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
    dump = dump_tags(sample(name).pdf)
    golden = GOLDEN / f"{name}.yaml"
    if os.environ.get(UPDATE):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(dump, encoding="utf-8")
    assert dump == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EVERY)
def test_the_file_meets_pdf_ua_1_and_pdf_a_2a(name: str) -> None:
    assert_complies(sample(name).pdf)


@pytest.mark.parametrize("name", EVERY)
def test_the_own_rules_find_nothing(name: str) -> None:
    made = sample(name)
    report = check_pdf(made.pdf)
    assert [str(item) for item in report.findings] == []
    assert report.passed
