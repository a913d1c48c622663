"""The table of codes, its page, and the codes that the source uses agree."""

from __future__ import annotations

import re
from pathlib import Path

from report_builder.codes import CODES
from scripts.write_codes import TARGET, text

SOURCE = Path(__file__).parent.parent / "src" / "report_builder"
CODE = re.compile(r"\"(RB-[A-Z0-9-]+)\"")


def test_page_is_up_to_date() -> None:
    assert TARGET.read_text("utf-8") == text(), "run: make docs"


def test_source_uses_the_codes_of_the_table_and_all_of_them() -> None:
    used = {
        code
        for path in SOURCE.rglob("*.py")
        if path.name != "codes.py"
        for code in CODE.findall(path.read_text("utf-8"))
    }
    assert used == set(CODES)


def test_meanings_read_as_sentences_without_head_and_stop() -> None:
    for code in CODES.values():
        assert code.meaning[0].islower() or code.meaning.split()[0].isupper()
        assert not code.meaning.endswith(".")
