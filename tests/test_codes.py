"""The table of codes, its page, and the codes that the source uses agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_builder.codes import CODES
from report_builder.language.catalogue import catalogue, languages
from scripts.write_codes import pages

SOURCE = Path(__file__).parent.parent / "src" / "report_builder"
CODE = re.compile(r"\"(RB-[A-Z0-9-]+)\"")


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_page_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == pages()[path], "run: make docs"


def test_source_uses_the_codes_of_the_table_and_all_of_them() -> None:
    used = {
        code
        for path in SOURCE.rglob("*.py")
        if path.name != "codes.py"
        for code in CODE.findall(path.read_text("utf-8"))
    }
    assert used == set(CODES)


@pytest.mark.parametrize("language", languages())
def test_meanings_read_as_sentences_without_head_and_stop(language: str) -> None:
    for code in CODES:
        meaning = catalogue(language)(f"code.{code}")
        assert meaning[0].islower() or meaning.split()[0].isupper()
        assert not meaning.endswith(".")
