"""How a file says who wrote it is written down with its release, and a version is built again as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from report_builder.model.report import FORM, Edition
from report_builder.pipeline import releasing
from report_builder.pipeline.dating import edition_of
from tests.pipeline.releases import Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

SEVERAL = "authors: [Kari Eksempel, Ola Eksempel, Eksempeletaten]"


def earlier(form: int) -> Callable[..., Edition]:
    """What makes editions as they were in an earlier form."""
    return lambda *given: replace(edition_of(*given), form=form)


@pytest.mark.parametrize("form", range(1, FORM + 1))
def test_a_version_by_several_authors_is_built_again_in_its_form(
    form: int, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edit("content/report.yaml", "authors: [Kari Eksempel]", SEVERAL)
    if form != FORM:
        monkeypatch.setattr(releasing, "edition_of", earlier(form))
    assert desk.release() == 0, desk.err
    monkeypatch.undo()
    bag = str(tmp_path / "bag.zip")
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert desk.archive("export", "v1", "--bagit", bag) == 0, desk.err
    assert desk.command("archive", "rebuild", "--bag", bag) == 0, desk.err
    (path,) = desk.root.rglob("v1/content/manifest.json")
    assert json.loads(path.read_text("utf-8")).get("form", 1) == form
    pdf = desk.pdf("v1", tmp_path)
    assert (pdf.index(b"pdfaid:part") < pdf.index(b"endstream")) == (form > 2)
    reader = PdfReader(BytesIO(pdf))
    assert reader.xmp_metadata is not None
    names = ["Kari Eksempel", "Ola Eksempel", "Eksempeletaten"]
    together = "; ".join(names)
    assert reader.metadata is not None
    assert reader.metadata.author == together
    assert reader.xmp_metadata.dc_creator == (names if form == 1 else [together])
    text = " ".join(reader.pages[1].extract_text().split())
    assert (", ".join(names) in text) == (form > 1)
    own = json.loads(path.read_text("utf-8"))["id"]
    assert (f"<rdf:li>{own}</rdf:li>".encode() in pdf) == (form > 3)


def test_manifests_of_the_first_releases_say_no_form(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "edition_of", earlier(1))
    assert desk.release() == 0, desk.err
    (path,) = desk.root.rglob("v1/content/manifest.json")
    assert "form" not in json.loads(path.read_text("utf-8"))
