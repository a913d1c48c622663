"""The listener's script: as it was reviewed for each sample, the same from the PDF and the edition."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
import pytest

from report_builder.check.script import script_of_page, script_of_pdf
from report_builder.check.script_vocabulary import VOCABULARY
from report_builder.preview.speech import ROLES
from report_builder.publish.addresses import INDEX
from report_builder.publish.edition import page_names
from tests.publish.edition.support import edition
from tests.sample_reports import EVERY, NAMES, ROOT, sample
from tests.test_samples import GOLDEN, assert_golden

SCRIPTS = GOLDEN / "script"


class Difference(msgspec.Struct, rename={"side": "in"}):
    """Where the two may differ: what is mended in the script of one ``side``, and why."""

    reason: str
    side: str
    find: str
    put: str

    def mended(self, script: str) -> str:
        return re.sub(self.find, self.put, script, flags=re.MULTILINE)


DIFFERENCES = msgspec.yaml.decode((SCRIPTS / "differences.yaml").read_bytes(), type=list[Difference])


@cache
def scripts(name: str) -> dict[str, str]:
    """The scripts of a sample's PDF and of its edition, page after page."""
    pages = edition(name)
    order = [INDEX, *page_names(sample(name).report).values()]
    html = "".join(script_of_page(pages[page].decode()) for page in order)
    return {"pdf": script_of_pdf(sample(name).pdf), "html": html}


@pytest.mark.parametrize("name", NAMES)
def test_the_script_is_the_one_that_was_reviewed(name: str) -> None:
    assert_golden(scripts(name)["pdf"], SCRIPTS / f"{name}.txt")


@pytest.mark.parametrize("name", sorted({*EVERY} - {"report-noktern"}))
def test_pdf_and_edition_say_the_same_but_for_what_is_listed(name: str) -> None:
    mended, _ = compared(name)
    assert mended["html"].splitlines() == mended["pdf"].splitlines()


def compared(name: str) -> tuple[dict[str, str], set[str]]:
    """Both scripts with the differences mended one after the other, and the reasons of those found."""
    mended, found = dict(scripts(name)), set()
    for difference in DIFFERENCES:
        before = mended[difference.side]
        mended[difference.side] = difference.mended(before)
        if mended[difference.side] != before:
            found.add(difference.reason)
    return mended, found


def test_every_difference_is_one_and_has_a_reason() -> None:
    reasons = [difference.reason for difference in DIFFERENCES]
    assert {reason for reason in reasons if not reason.endswith(".")} == set()
    assert set(reasons) == {reason for name in NAMES for reason in compared(name)[1]}


def test_every_role_is_described() -> None:
    text = Path(ROOT, "docs", "script.md").read_text("utf-8")
    assert {role for role in VOCABULARY if f"`{role}`" not in text} == set()
    assert set(ROLES) == VOCABULARY, "the preview has words for each"
