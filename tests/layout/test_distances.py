"""How far blocks stand from each other on a painted page."""

from __future__ import annotations

import shutil

import pypdfium2
import pytest

from tests.sample_reports import build_folder, make_folder


def height_of(word: str, chapter: str) -> float:
    """Where the first ``word`` stands, in points from the foot of its page."""
    root = make_folder(chapter)
    pdf = build_folder(root).pdf
    shutil.rmtree(root)
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            text = page.get_textpage()
            found = text.search(word, match_case=True).get_next()
            if found:
                return float(text.get_charbox(found[0])[1])
    raise AssertionError(f"no '{word}' on any page")


@pytest.mark.parametrize("block", ["Ordet\n: Hva det betyr.", "- Ordet og mer\n- To"])
def test_a_list_stands_as_close_to_its_heading_as_a_paragraph(block: str) -> None:
    heading = "# Kapittel\n\n## Overskrift {#overskrift}\n\n"
    assert height_of("Ordet", heading + block) == pytest.approx(
        height_of("Ordet", heading + "Ordet."), abs=0.5
    )
