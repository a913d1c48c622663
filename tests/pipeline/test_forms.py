"""How a file says who wrote it is written down with its release, and a version is built again as it was."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from report_builder.model.report import Edition
from report_builder.pipeline import releasing
from report_builder.pipeline.dating import edition_of
from tests.pipeline.releases import Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

SEVERAL = "authors: [Kari Eksempel, Ola Eksempel, Eksempeletaten]"


def first_form(*given: Any) -> Edition:
    """The edition as it was before there was another form."""
    return replace(edition_of(*given), form=1)


@pytest.mark.parametrize("form", [1, 2])
def test_a_version_by_several_authors_is_built_again_in_its_form(
    form: int, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edit("content/report.yaml", "authors: [Kari Eksempel]", SEVERAL)
    if form == 1:
        monkeypatch.setattr(releasing, "edition_of", first_form)
    assert desk.release() == 0, desk.err
    monkeypatch.undo()
    assert desk.archive("rebuild", "v1") == 0, desk.err
    (path,) = desk.root.rglob("v1/content/manifest.json")
    assert json.loads(path.read_text("utf-8")).get("form", 1) == form
    reader = PdfReader(BytesIO(desk.pdf("v1", tmp_path)))
    assert reader.xmp_metadata is not None
    names = ["Kari Eksempel", "Ola Eksempel", "Eksempeletaten"]
    together = "; ".join(names)
    assert reader.metadata is not None
    assert reader.metadata.author == together
    assert reader.xmp_metadata.dc_creator == (names if form == 1 else [together])
    text = " ".join(reader.pages[1].extract_text().split())
    assert (", ".join(names) in text) == (form == 2)


def test_manifests_of_the_first_releases_say_no_form(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "edition_of", first_form)
    assert desk.release() == 0, desk.err
    (path,) = desk.root.rglob("v1/content/manifest.json")
    assert "form" not in json.loads(path.read_text("utf-8"))
