"""Rules that came after a release keep no version from its readers."""

from __future__ import annotations

import shutil

import pytest

from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.making import load
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
