"""What a release has of settings.yaml: the way to a newer version."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from report_builder.check import reading
from report_builder.layout.blocks.addresses import readable
from report_builder.model.language import LANGUAGES
from tests.pipeline.releases import DAY, SENTENCE, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

ADDRESS = "https://www.example.no/rapporter/"


def settings(desk: Desk, *lines: str) -> None:
    (desk.root / "settings.yaml").write_text("".join(f"{line}\n" for line in lines), "utf-8")


def links(pdf: bytes) -> dict[str, str]:
    """The address of each link to a page of newer versions, with its description."""
    annotations = [note.get_object() for note in PdfReader(BytesIO(pdf)).pages[1].get("/Annots", ())]
    return {
        str(note["/A"]["/URI"]): str(note["/Contents"])
        for note in annotations
        if "/A" in note and str(note["/A"].get("/URI", "")).endswith("/nyeste/")
    }


def words(pdf: bytes) -> str:
    return " ".join(reading.text(pdf).split())


def manifest(desk: Desk, number: int) -> dict[str, object]:
    found = desk.root / f"output/archive/notat/v{number}/content/manifest.json"
    read: dict[str, object] = json.loads(found.read_text("utf-8"))
    return read


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_release_leads_to_a_page_that_knows_of_newer_ones(
    desk: Desk, tmp_path: Path, language: str
) -> None:
    desk.edit("content/report.yaml", "language: nb\n", f"language: {language}\n")
    settings(desk, f"address: {ADDRESS}")
    assert desk.release() == 0, desk.err
    pdf = desk.pdf("v1", tmp_path)
    said = f"{LANGUAGES[language].newer} www.example.no/rapporter/notat/v1/nyeste/"
    assert links(pdf) == {f"{ADDRESS}notat/v1/nyeste/": said}
    assert said in words(pdf)
    assert manifest(desk, 1)["address"] == ADDRESS


def test_a_version_is_built_again_as_it_was_whatever_the_settings_say_now(desk: Desk, tmp_path: Path) -> None:
    assert desk.release() == 0, desk.err  # as all were released before there was this link
    settings(desk, f"address: {ADDRESS}")
    desk.edit("content/chapters/drofting.md", SENTENCE, "Et annet avsnitt med en note.")
    desk.now += DAY
    assert desk.release("--dry-run") == 0, desk.err
    assert "nyeste" not in desk.out, "no change that a reader is to be told"
    assert desk.release("--note", "Rettet") == 0, desk.err
    assert [len(links(desk.pdf(f"v{number}", tmp_path))) for number in (1, 2)] == [0, 1]
    assert "address" not in manifest(desk, 1)
    for said in (f"address: {ADDRESS}", "address: https://flyttet.example/", "archive: output/archive"):
        settings(desk, said)
        for version in ("v1", "v2"):
            assert desk.archive("rebuild", version) == 0, desk.err
            assert f"{version} is identical" in desk.out


def test_the_way_to_newer_versions_is_no_change_of_the_text(desk: Desk) -> None:
    settings(desk, f"address: {ADDRESS}")
    assert desk.release() == 0, desk.err
    desk.edit("content/chapters/drofting.md", SENTENCE, "Et annet avsnitt med en note.")
    settings(desk, "address: https://flyttet.example/")
    assert desk.command("diff", "v1", "working", "--root", str(desk.root)) == 0, desk.err
    assert "annet" in desk.out
    assert "nyeste" not in desk.out
    assert desk.release("--note", "Rettet") == 0, desk.err
    assert desk.command("diff", "v1", "v2", "--root", str(desk.root)) == 0, desk.err
    assert "version: [-1-]{+2+}" in desk.out
    assert "nyeste" not in desk.out


def test_a_build_is_no_version_and_leads_to_none(desk: Desk) -> None:
    settings(desk, f"address: {ADDRESS}")
    assert desk.command("build", str(desk.root)) == 0, desk.err
    assert not links((desk.root / "output/notat.pdf").read_bytes())


def test_an_address_that_cannot_stand_in_a_file_is_told_before_anything_is_written(desk: Desk) -> None:
    settings(desk, "address: https://www.exam ple.no/")
    assert desk.release() == 2
    assert "settings.yaml: RB-VALUE 'address'" in desk.err
    assert not (desk.root / "output/archive/notat").exists()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"{ADDRESS}notat/v1/", "www.example.no/rapporter/notat/v1/"),
        ("http://xn--blbr-roah.no:8000/", "http://blåbær.no:8000/"),
        ("https://example.no/%C3%85rs%20rapport%2Fx/", "example.no/Års%20rapport%2Fx/"),
        ("https://example.no/%D1%8F/%FF/%C2%AD/", "example.no/%D1%8F/%FF/%C2%AD/"),
        ("https://xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
        ("https://xn--\x80/", "xn--\x80/"),
    ],
)
def test_how_an_address_is_printed(address: str, shown: str) -> None:
    assert readable(address) == shown
