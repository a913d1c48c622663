"""Rules that came after a release keep no version from its readers."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from report_builder.codes import CODES
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.making import LATER, load
from report_builder.pipeline.stages import Stages
from report_builder.sources.files import SourceFiles
from tests.sample_reports import make_folder

PASTED = ("År\tSum\n2023\t12", "|A|B|\n|1|2|", "Tabell: Uten tabell", "•\tEtt\n•\tTo")


@pytest.mark.parametrize("text", PASTED)
@pytest.mark.parametrize("archived", [True, False])
def test_what_was_released_is_read_as_it_was_then(text: str, archived: bool) -> None:
    root = make_folder(f"# Kapittel\n\n{text}\n")
    try:
        diagnostics = Diagnostics()
        loaded = load(SourceFiles(root), diagnostics, Stages(lambda: 0.0), archived=archived)
    finally:
        shutil.rmtree(root)
    assert (loaded is not None) == archived
    assert diagnostics.has_errors != archived


KEEP_OUT = {
    "RB-PDF-NO-CLAIM": "it is about a file that is checked, not about content",
    "RB-RECORD": "it is about what the report knows of its releases, not about content",
    "RB-ARCHIVE-AWAY": "it is about an archive that is not the right one, not about content",
    "RB-EMBARGO": "it is about the day on which a version is shown, not about content",
    "RB-SITE-OTHER": "it is about what stands published, not about content",
    "RB-WINDOWS-PATH": "no file was ever found by such a path, so nothing was released with it",
}
"""Errors that are newer than the first releases and stop old versions too, with the reason."""


def test_every_error_that_came_later_is_decided_on() -> None:
    """A new code that is an error is passed over in what was released, or has its reason here."""
    known = set(Path(__file__).with_name("codes_at_first_release.txt").read_text().split())
    source = "\n".join(path.read_text("utf-8") for path in Path("src/report_builder").rglob("*.py"))
    errors = set(re.findall(r'error\(\s*"(RB-[A-Z0-9-]+)"', source))
    refusals = set(re.findall(r'_RefusedError\(\s*"(RB-[A-Z0-9-]+)"', source))
    assert ((errors | refusals) & CODES.keys()) - known <= LATER | KEEP_OUT.keys()
    assert not LATER & (known | KEEP_OUT.keys())
