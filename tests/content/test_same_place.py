"""A fault hides no other fault of the same place."""

from __future__ import annotations

import shutil

import pytest

from report_builder.content.load import read_report
from report_builder.sources.files import SourceFiles
from tests.sample_reports import make_folder


@pytest.mark.parametrize("around", ["Se {}", "- Se {}", "> Se {}", "{}\nFigur 1: Folk", "Her er\n{}"])
def test_an_image_within_text_is_told_with_its_weak_alternative(around: str) -> None:
    root = make_folder("# Kapittel\n\n" + around.format("![bilde](bilder/a.png)") + "\n")
    try:
        told = {item.code for item in read_report(SourceFiles(root)).diagnostics}
    finally:
        shutil.rmtree(root)
    assert {"RB-IMAGE-MISSING", "RB-WEAK-ALT"} <= told
    assert ("RB-UNSUPPORTED" in told) == ("\n" in around)
