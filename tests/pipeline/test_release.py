"""Releases as an editor makes them: numbered, dated, checked, and never lost."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from errno import ENOSPC
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from report_builder.archive import Archive
from report_builder.check import reading, verapdf
from report_builder.diagnostics import Diagnostics
from report_builder.finish import BuildStamp
from tests.archive.faulty_archive_disk import FailingArchiveDisk
from tests.pipeline.releases import DAY, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

SENTENCE = "Et avsnitt med en note."


@pytest.fixture
def desk(good_report: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A report that states no dates."""
    desk = Desk(good_report, capsys)
    desk.edit("content/report.yaml", 'published: 2020-01-02\nupdated: 2020-03-04\nversion: "1.0"\n', "")
    return desk


def dates(desk: Desk) -> list[tuple[str, str]]:
    return [(version["published"], version["updated"]) for version in desk.versions()]


def test_a_correction_from_first_release_to_rebuild(desk: Desk, tmp_path: Path) -> None:
    assert desk.release() == 0, desk.err
    assert desk.out.startswith("notat, version 1, published 2026-11-23, updated 2026-11-23\n")
    first = desk.pdf("v1", tmp_path)
    desk.edit("content/chapters/drofting.md", SENTENCE, "Et annet avsnitt med en note.")
    desk.now += 3 * DAY
    assert desk.release("--note", "Ett avsnitt er rettet") == 0, desk.err
    assert dates(desk) == [("2026-11-23", "2026-11-23"), ("2026-11-23", "2026-11-26")]
    assert [version["note"] for version in desk.versions()] == ["Første versjon.", "Ett avsnitt er rettet"]
    assert desk.pdf("v1", tmp_path) == first
    assert "Et annet avsnitt" in reading.text(desk.pdf("v2", tmp_path))
    assert desk.archive("verify") == 0, desk.err
    assert desk.out.startswith("1 report, 2 versions, ")
    for version in ("v1", "v2"):
        assert desk.archive("rebuild", version) == 0, desk.err
        assert f"{version} is identical" in desk.out


def test_dates_agree_wherever_they_stand(desk: Desk, tmp_path: Path) -> None:
    desk.release("--date", "2019-12-04")
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    desk.release("--date", "2022-05-10", "--note", "Ny")
    pdf = desk.pdf("v2", tmp_path)
    info = {key: str(value) for key, value in (PdfReader(BytesIO(pdf)).metadata or {}).items()}
    assert (info["/Published"], info["/Updated"], info["/Version"]) == ("2019-12-04", "2022-05-10", "2")
    assert (info["/CreationDate"], info["/ModDate"]) == ("D:20191204000000Z", "D:20220510000000Z")
    packet = reading_xmp(pdf)
    assert "<xmp:CreateDate>2019-12-04T00:00:00Z<" in packet
    assert "<xmp:ModifyDate>2022-05-10T00:00:00Z<" in packet
    lines = reading.text(pdf).splitlines()
    for label, value in (("Publisert", "4. desember 2019"), ("Oppdatert", "10. mai 2022"), ("Versjon", "2")):
        assert lines[lines.index(label) + 1] == value
    assert dates(desk)[1] == ("2019-12-04", "2022-05-10")


def reading_xmp(pdf: bytes) -> str:
    metadata = PdfReader(BytesIO(pdf)).xmp_metadata
    assert metadata is not None
    return metadata.stream.get_data().decode()


def test_the_calendar_is_that_of_oslo_unless_configured(desk: Desk, tmp_path: Path) -> None:
    desk.now += 11.5 * 3600  # 23:30 UTC
    desk.release()
    assert dates(desk) == [("2026-11-24", "2026-11-24")]
    other = Desk(tmp_path / "other", desk._capsys)
    shutil.copytree(desk.root, other.root, ignore=shutil.ignore_patterns("output"))
    (other.root / "settings.yaml").write_text("timezone: America/New_York\narchive: ../kept\n")
    other.now = desk.now
    other.release()
    assert dates(other) == [("2026-11-23", "2026-11-23")]
    assert (tmp_path / "kept" / "0=ocfl_1.1").exists()


def test_dates_that_the_report_states(good_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report may have been published before it came into the archive; a new date of the editor's counts."""
    desk = Desk(good_report, capsys)
    desk.release()
    desk.edit("content/report.yaml", "updated: 2020-03-04", "updated: 2021-05-17")
    desk.release("--note", "17. mai")
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    desk.release("--note", "I dag")
    assert dates(desk) == [
        ("2020-01-02", "2020-03-04"),
        ("2020-01-02", "2021-05-17"),
        ("2020-01-02", "2026-11-23"),
    ]
    desk.edit("content/report.yaml", "published: 2020-01-02", "published: 2020-01-03")
    assert desk.release("--note", "Feil dato") == 0
    assert "RB-RELEASE-DATE warning: 'published' is 2020-01-03" in desk.err
    assert dates(desk)[3][0] == "2020-01-02"


def test_a_date_before_the_previous_one_warns(desk: Desk) -> None:
    desk.release()
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    desk.now -= 40 * DAY
    assert desk.release("--note", "Klokka er stilt tilbake") == 0
    assert "RB-RELEASE-DATE warning: version 2 is dated 2026-10-14, version 1 2026-11-23" in desk.err
    assert "RB-ARCHIVE-CLOCK" in desk.err
    assert [version["version"] for version in desk.versions()] == [1, 2]
    assert desk.archive("verify") == 0


def test_nothing_changed(desk: Desk) -> None:
    desk.release()
    desk.now += DAY
    assert desk.release() == 0
    assert desk.out == "unchanged since version 1 (2026-11-23)\n"
    assert desk.release("--note", "Ingenting") == 0
    assert len(desk.versions()) == 1


def test_a_change_needs_a_note(desk: Desk) -> None:
    desk.release()
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    for options in ([], ["--note", "  "]):
        assert desk.release(*options) == 2
        assert "RB-RELEASE-NOTE 'content/chapters/drofting.md' changed since version 1" in desk.err
    assert len(desk.versions()) == 1


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    assert desk.release("--dry-run") == 0
    assert "would release version 1, published 2026-11-23" in desk.out
    assert not (desk.root / "output").exists()
    desk.release()
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    assert desk.release("--dry-run", "--date", "2026-12-24") == 0
    assert "would release version 2, published 2026-11-23, updated 2026-12-24" in desk.out
    assert "content/chapters/drofting.md" in desk.out
    assert "Nytt" in desk.out
    assert len(desk.versions()) == 1


def test_what_is_not_verified_is_not_released(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "PACKAGES", ("no_such_package",))
    assert desk.release() == 3
    assert "RB-NOT-VERIFIED" in desk.err
    assert desk.versions() == []


def test_what_verapdf_refuses_is_not_released(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report_builder.finish.metadata._identification", lambda: iter(()))
    monkeypatch.setattr("report_builder.pipeline.making._passes", lambda *_: True)
    assert desk.release() == 1
    assert "RB-PDF-VERAPDF PDF/UA-1" in desk.err
    assert desk.versions() == []


def test_faulty_content_is_told_in_full(desk: Desk) -> None:
    desk.edit("content/report.yaml", "kind:", "kynd:")
    desk.edit("content/chapters/drofting.md", SENTENCE, "<b>fet</b>")
    assert desk.release() == 2
    assert "RB-UNKNOWN-KEY" in desk.err
    assert desk.versions() == []


def test_a_version_holds_all_that_it_was_built_from(desk: Desk) -> None:
    desk.release()
    assert desk.archive("show", "1", "--json") == 0
    shown = json.loads(desk.out)
    files = shown["files"]
    assert {
        "notat.pdf",
        "manifest.json",
        "source/content/report.yaml",
        "source/assets/bilder/rute.png",
    } <= set(files)
    assert "source/assets/themes/konstruktiv/theme.yaml" in files
    assert shown["pdf"]["sha512"] == files["notat.pdf"]
    assert [profile["name"] for profile in shown["conformance"]["profiles"]] == ["PDF/UA-1", "PDF/A-2a"]
    assert shown["conformance"]["validator_version"]
    assert shown["dependencies"]["reportlab"]


def test_a_rebuild_needs_neither_the_desk_nor_the_built_in_theme(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.release()
    shutil.rmtree(desk.root / "content")
    monkeypatch.setattr("report_builder.theme.builtin.themes", lambda: ())
    monkeypatch.setattr("report_builder.theme.builtin.fonts", lambda: ())
    assert desk.archive("rebuild", "v1") == 0, desk.err
    assert "v1 is identical" in desk.out


def test_a_rebuild_that_differs_says_what_else_does(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.release()
    monkeypatch.setattr("report_builder.__version__", "9.9")
    monkeypatch.setattr(BuildStamp, "__str__", lambda _: "report-builder 9.9")
    assert desk.archive("rebuild", "v1") == 1
    assert "RB-REBUILD-DIFFERS v1 has other bytes" in desk.err
    assert "report-builder was " in desk.err


@pytest.mark.parametrize("name", ["v3", "0", "siste", "v", "../v1", "v1 "])
def test_a_version_that_is_not_there(desk: Desk, name: str) -> None:
    desk.release()
    for verb in ("show", "get", "rebuild", "verify"):
        assert desk.archive(verb, name) == 2
        assert "RB-VERSION-UNKNOWN" in desk.err
        assert "there is v1" in desk.err


def test_rot_is_told_with_both_digests_and_never_mended(desk: Desk, tmp_path: Path) -> None:
    desk.release()
    stored = next((desk.root / "output/archive").rglob("*.pdf"))
    good = stored.read_bytes()
    stored.chmod(0o644)
    stored.write_bytes(good.replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    assert desk.archive("verify") == 1
    assert "RB-ARCHIVE-DIGEST" in desk.err
    assert "notat.pdf" in desk.err
    assert desk.archive("get", "v1", "-o", str(tmp_path / "x.pdf")) == 1
    assert not (tmp_path / "x.pdf").exists()
    assert stored.read_bytes() != good


def test_one_release_at_a_time(desk: Desk) -> None:
    desk.release()
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    with Archive(desk.root / "output/archive", pid=4711).write("notat", Diagnostics()) as writer:
        assert writer is not None
        assert desk.release("--note", "Samtidig") == 4
    assert "RB-ARCHIVE-BUSY" in desk.err
    assert "4711" in desk.err
    assert desk.release("--note", "Etterpå") == 0
    assert [version["note"] for version in desk.versions()] == ["Første versjon.", "Etterpå"]


def test_a_full_disk_is_told_and_the_same_command_completes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.release()
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    for count in (1, 20, 60):
        with monkeypatch.context() as patch:
            patch.setattr(
                "report_builder.archive.store.ArchiveDisk", partial(FailingArchiveDisk, count, ENOSPC)
            )
            assert desk.release("--note", "Nytt") == 3
        assert "RB-OUTPUT-WRITE" in desk.err
        assert len(desk.versions()) == 1
        assert desk.archive("verify") == 0
    assert desk.release("--note", "Nytt") == 0, desk.err
    assert len(desk.versions()) == 2


def test_a_damaged_manifest_hides_no_other_version(desk: Desk) -> None:
    desk.release()
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    desk.release("--note", "Nytt")
    stored = desk.root / "output/archive/notat/v1/content/manifest.json"
    stored.chmod(0o644)
    stored.write_bytes(b"{}")
    assert desk.archive("list", "--json") == 1
    assert [version["version"] for version in json.loads(desk.out)] == [2]
    assert "RB-ARCHIVE-DIGEST" in desk.err


def test_a_version_of_another_program(desk: Desk) -> None:
    diagnostics = Diagnostics()
    with Archive(desk.root / "output/archive").write("notat", diagnostics) as writer:
        assert writer is not None
        assert writer.add(1, {"a.txt": b"a"}, "a", "b", datetime(2020, 1, 1, tzinfo=UTC))
    for verb, status in ((["list"], 1), (["show", "v1"], 2), (["rebuild", "v1"], 2)):
        assert desk.archive(*verb) == status
    desk.archive("list")
    assert "RB-VERSION-FOREIGN v1 has no manifest.json" in desk.err
    assert desk.release("--note", "x") != 0
    assert desk.archive("verify") == 0


def test_a_bag_for_the_archive_institution(desk: Desk, tmp_path: Path) -> None:
    desk.release()
    target = tmp_path / "notat.zip"
    assert desk.archive("export", "v1", "--bagit", str(target)) == 0, desk.err
    first = target.read_bytes()
    shutil.unpack_archive(target, tmp_path / "unpacked")
    info = next((tmp_path / "unpacked").rglob("bag-info.txt")).read_text("utf-8")
    for line in (
        "Source-Organization: Eksempeletaten",
        "Bagging-Date: 2026-11-23",
        "External-Identifier: notat/v1",
        "Title: Et lite notat",
        "Date-Published: 2026-11-23",
    ):
        assert line in info
    desk.archive("export", "v1", "--bagit", str(target))
    assert target.read_bytes() == first


def test_the_archive_lists_in_eighty_columns(desk: Desk) -> None:
    desk.release()
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    desk.release("--note", "En lang forklaring som går over flere linjer. " * 4)
    for verb in (("list",), ("show", "v2")):
        assert desk.archive(*verb) == 0
        assert max(map(len, desk.out.splitlines())) <= 80
        assert "En lang forklaring" in desk.out
