"""What a release has of settings.yaml: the way to a newer version, and when its days begin."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from report_builder.check import reading
from report_builder.language.address_words import address_words
from report_builder.language.catalogue import catalogue, languages
from report_builder.layout.blocks.front import readable
from report_builder.pipeline.manifest import decode
from report_builder.pipeline.stamping import archived_edition
from report_builder.published import page_of_newer
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
        if "/A" in note and re.search(r"/v[0-9]+/[a-z]+/$", str(note["/A"].get("/URI", "")))
    }


def dates(pdf: bytes) -> tuple[str, str]:
    """When the file says that it was made and changed."""
    said = PdfReader(BytesIO(pdf)).metadata
    assert said is not None
    return str(said["/CreationDate"]), str(said["/ModDate"])


def updated(desk: Desk) -> list[str]:
    """When the feed says that it was changed, and each of its entries, newest first."""
    feed = (desk.root / "output/site/current/www/notat/atom.xml").read_text("utf-8")
    return re.findall("<updated>(.*?)</updated>", feed)


def words(pdf: bytes) -> str:
    return " ".join(reading.text(pdf).split())


def manifest(desk: Desk, number: int) -> dict[str, object]:
    found = desk.root / f"output/archive/notat/v{number}/content/manifest.json"
    read: dict[str, object] = json.loads(found.read_text("utf-8"))
    return read


@pytest.mark.parametrize("language", languages())
def test_a_release_leads_to_a_page_that_knows_of_newer_ones(
    desk: Desk, tmp_path: Path, language: str
) -> None:
    desk.edit("content/report.yaml", "language: nb\n", f"language: {language}\n")
    settings(desk, f"address: {ADDRESS}")
    assert desk.release() == 0, desk.err
    pdf = desk.pdf("v1", tmp_path)
    page = page_of_newer("notat", 1, address_words(language))
    asked, seen = catalogue(language)("document.newer"), f"www.example.no/rapporter/{page}"
    assert links(pdf) == {f"{ADDRESS}{page}": f"{seen} ({asked})"}
    assert f"{asked} {seen}" in words(pdf)
    assert manifest(desk, 1)["address"] == ADDRESS


def test_what_was_released_by_the_first_program_is_built_again_as_it_was(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("report_builder.pipeline.releasing.stamped", lambda edition, *_: edition)
        assert desk.release("--date", "2026-06-01") == 0, desk.err
    assert manifest(desk, 1).keys().isdisjoint({"address", "published_at", "updated_at"})
    settings(desk, f"address: {ADDRESS}", "timezone: Asia/Tokyo")
    pdf = desk.pdf("v1", tmp_path)
    assert not links(pdf)
    assert dates(pdf) == ("D:20260601000000Z", "D:20260601000000Z")
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert "v1 is identical" in desk.out
    assert desk.command("publish", str(desk.root)) == 0, desk.err
    assert updated(desk) == ["2026-06-01T00:00:00Z"] * 2


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
    assert "Version: [-1-]{+2+}" in desk.out
    assert "nyeste" not in desk.out


def test_a_build_is_no_version_and_leads_to_none(desk: Desk) -> None:
    settings(desk, f"address: {ADDRESS}")
    assert desk.command("build", str(desk.root)) == 0, desk.err
    assert not links((desk.root / "output/notat.pdf").read_bytes())


@pytest.mark.parametrize(
    "address", ["https://www.exam ple.no/", "https://example.no/\u200b", "https://ex\xa0.no"]
)
def test_an_address_that_cannot_stand_in_a_file_is_told_before_anything_is_written(
    desk: Desk, address: str
) -> None:
    settings(desk, f"address: {address}")
    assert desk.release() == 2
    assert "settings.yaml:1:10: RB-VALUE" in desk.err
    assert not (desk.root / "output/archive/notat").exists()


def test_a_manifest_of_another_s_with_an_odd_address_is_read(released: Desk) -> None:
    record = decode((released.root / "output/archive/notat/v1/content/manifest.json").read_bytes())
    assert record is not None
    for odd in (
        "",
        "x",
        "https://",
        "https://exam ple.no/",
        "javascript:alert(1)//",
        "http://[",
        "https://æ.no/",
    ):
        found = archived_edition(replace(record, address=odd)).newer
        assert found.isascii()
        assert found == "" or found.startswith(("https://", "http://"))


@pytest.mark.parametrize(
    ("zone", "now", "day", "offset"),
    [
        ("Europe/Oslo", "2026-12-31T23:30", "2027-01-01", "+01:00"),
        ("Europe/Oslo", "2026-07-31T22:05", "2026-08-01", "+02:00"),
        ("Pacific/Kiritimati", "2026-12-30T23:30", "2026-12-31", "+14:00"),
        ("Australia/Lord_Howe", "2026-04-04T23:30", "2026-04-05", "+11:00"),
        ("America/St_Johns", "2026-11-24T02:29", "2026-11-23", "-03:30"),
    ],
)
def test_the_day_of_a_release_has_begun_wherever_it_is_written(
    desk: Desk, tmp_path: Path, zone: str, now: str, day: str, offset: str
) -> None:
    settings(desk, f"timezone: {zone}")
    desk.now = datetime.fromisoformat(f"{now}+00:00").timestamp()
    assert desk.command("publish", str(desk.root)) == 0, desk.err
    pdf = desk.pdf("v1", tmp_path)
    pdf_date = f"D:{day.replace('-', '')}000000{offset.replace(':', chr(39))}"
    assert dates(pdf) == (pdf_date, pdf_date)
    begun = f"{day}T00:00:00{offset}"
    assert datetime.fromisoformat(begun).timestamp() <= desk.now
    packet = PdfReader(BytesIO(pdf)).xmp_metadata
    assert packet is not None
    assert packet.stream.get_data().decode().count(f">{begun}<") == 5
    assert (manifest(desk, 1)["published_at"], manifest(desk, 1)["updated_at"]) == (begun, begun)
    assert updated(desk) == [begun, begun]
    bag = tmp_path / "bag.zip"
    assert desk.archive("export", "v1", "--bagit", str(bag)) == 0, desk.err
    about = zipfile.ZipFile(bag).read("notat-v1/bag-info.txt").decode()
    assert f"\nBagging-Date: {day}\n" in about
    settings(desk, "timezone: Asia/Tokyo")
    assert desk.archive("rebuild", "v1") == 0, desk.err


def test_the_first_publication_stays_when_it_was(desk: Desk, tmp_path: Path) -> None:
    assert desk.release() == 0, desk.err
    settings(desk, "timezone: Asia/Tokyo")
    desk.edit("content/chapters/drofting.md", SENTENCE, "Et annet avsnitt med en note.")
    desk.now += DAY
    assert desk.release("--note", "Rettet") == 0, desk.err
    assert dates(desk.pdf("v2", tmp_path)) == ("D:20261123000000+01'00", "D:20261124000000+09'00")


def test_a_build_says_the_days_that_the_report_states_as_a_release_does(desk: Desk) -> None:
    desk.edit("content/report.yaml", "kind:", "published: 2020-07-02\nupdated: 2021-03-04\nkind:")
    assert desk.command("build", str(desk.root)) == 0, desk.err
    made = (desk.root / "output/notat.pdf").read_bytes()
    assert dates(made) == ("D:20200702000000+02'00", "D:20210304000000+01'00")


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
