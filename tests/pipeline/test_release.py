"""Releases as an editor makes them: numbered, dated, checked, and never lost."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from errno import ENOSPC
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from report_builder.archive import Archive
from report_builder.check import reading, verapdf
from report_builder.cli.app import run
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline import releasing
from tests.archive.faulty_archive_disk import FailingArchiveDisk
from tests.pipeline.releases import DAY, SENTENCE, Desk
from tests.said import ENGLISH

pytestmark = pytest.mark.usefixtures("shared_verapdf")


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
    assert (info["/CreationDate"], info["/ModDate"]) == ("D:20191204000000+01'00", "D:20220510000000+02'00")
    packet = reading_xmp(pdf)
    assert "<xmp:CreateDate>2019-12-04T00:00:00+01:00<" in packet
    assert "<xmp:ModifyDate>2022-05-10T00:00:00+02:00<" in packet
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
    shutil.copytree(desk.root, other.root, ignore=shutil.ignore_patterns("output", "releases.json"))
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


@pytest.mark.parametrize("step", ["load_release", "make"])
def test_content_that_changes_meanwhile_is_not_released(
    released: Desk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    original = getattr(releasing, step)

    def and_an_edit(*arguments: Any, **named: Any) -> Any:
        made = original(*arguments, **named)
        released.edit("content/chapters/drofting.md", "Nytt avsnitt.", "Et enda nyere avsnitt.")
        return made

    with monkeypatch.context() as patch:
        patch.setattr(releasing, step, and_an_edit)
        assert released.release("--note", "Ny") == 4
    assert "content/chapters/drofting.md: RB-SOURCE-CHANGED" in released.err
    assert len(released.versions()) == 1


def test_nothing_changed(released: Desk) -> None:
    released.now += DAY
    assert released.release() == 0
    assert released.out.startswith("unchanged since version 1 (2026-11-23)\nthe file is ")
    assert released.release("--note", "Ingenting") == 0
    assert len(released.versions()) == 1


def test_a_change_needs_a_note(released: Desk) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    for options in ([], ["--note", "  "]):
        assert released.release(*options) == 2
        assert "RB-RELEASE-NOTE 'content/chapters/drofting.md' changed since version 1" in released.err
    assert len(released.versions()) == 1


@pytest.mark.parametrize(
    "note", ["\x1b[31mrødt", "\udcff", "\ue000", "\x00", "\uffff", "x" * 1001], ids=ascii
)
def test_a_note_that_cannot_be_published(released: Desk, note: str) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    for options in ([], ["--dry-run"]):
        assert released.release("--note", note, *options) == 2
        assert released.err.startswith("RB-RELEASE-TEXT the note has ")
        assert len(released.err) < 250
    assert len(released.versions()) == 1


def test_a_note_is_one_line_of_any_script(released: Desk) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    assert released.release("--note", " Čájet\n\tođđa \u2028 👩\u200d🔬 ") == 0, released.err
    assert released.versions()[1]["note"] == "Čájet ođđa 👩\u200d🔬"


def test_what_nobody_sees_leaves_a_note(released: Desk) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    assert released.release("--note", "bak\u202elengs \ufeffog for\u00advaltning\u200b") == 0, released.err
    assert "RB-INVISIBLE note: U+202E (right-to-left override)" in released.err
    assert released.versions()[1]["note"] == "baklengs og forvaltning"


def test_a_report_under_a_new_name_begins_anew_and_says_so(released: Desk) -> None:
    released.edit("content/report.yaml", "output: notat", "output: utredning")
    assert released.release("--dry-run") == 0
    assert "note: 'utredning' is a new report in the archive, which has 'notat'" in released.err
    assert "RB-RELEASE-FIRST" in released.err
    for number in range(6):
        with Archive(released.root / "output/archive").write(f"a{number}", Diagnostics()) as writer:
            assert writer is not None
            assert writer.add(1, {"a.txt": b"a"}, "a", "b", datetime(2020, 1, 1, tzinfo=UTC))
    released.release("--dry-run")
    assert "which has 'a0', 'a1', 'a2', 'a3', 'a4' and 2 more;" in released.err


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    assert desk.release("--dry-run") == 0
    assert "would release version 1, published 2026-11-23" in desk.out
    assert not (desk.root / "output").exists()
    desk.release()
    desk.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    assert desk.release("--dry-run", "--date", "2026-12-24", "--embargo") == 0
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
    monkeypatch.setattr("report_builder.finish.metadata._identification", lambda _: iter(()))
    monkeypatch.setattr("report_builder.pipeline.production._passes", lambda *_: True)
    assert desk.release() == 1
    assert "RB-PDF-VERAPDF PDF/UA-1" in desk.err
    assert desk.versions() == []


def test_faulty_content_is_told_in_full(desk: Desk) -> None:
    desk.edit("content/report.yaml", "kind:", "kynd:")
    desk.edit("content/chapters/drofting.md", SENTENCE, "<b>fet</b>")
    assert desk.release() == 2
    assert "RB-UNKNOWN-KEY" in desk.err
    assert desk.versions() == []


def test_one_release_at_a_time(released: Desk) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    with Archive(released.root / "output/archive", pid=4711).write("notat", Diagnostics()) as writer:
        assert writer is not None
        assert released.release("--note", "Samtidig") == 4
    assert "RB-ARCHIVE-BUSY" in released.err
    assert "4711" in released.err
    assert released.release("--note", "Etterpå") == 0
    assert [version["note"] for version in released.versions()] == ["Første versjon.", "Etterpå"]


def test_a_full_disk_is_told_and_the_same_command_completes(
    released: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    for count in (1, 20, 60):
        with monkeypatch.context() as patch:
            patch.setattr(
                "report_builder.archive.store.ArchiveDisk", partial(FailingArchiveDisk, count, ENOSPC)
            )
            assert released.release("--note", "Nytt") == 3
        assert "RB-OUTPUT-WRITE" in released.err
        assert len(released.versions()) == 1
        assert released.archive("verify") == 0
    assert released.release("--note", "Nytt") == 0, released.err
    assert len(released.versions()) == 2


def test_a_clock_that_tells_no_time(released: Desk, tmp_path: Path) -> None:
    target = tmp_path / "notat.zip"
    export = ["archive", "export", "v1", "--bagit", str(target), "--root", str(released.root)]
    for epoch in ("i dag", "-1", "253402300799"):
        for command in (export, ["release", str(released.root)]):
            assert run(command, {**ENGLISH, "SOURCE_DATE_EPOCH": epoch}, lambda: 0.0, lambda: 0.0) == 2
    assert not target.exists()
    last = {"SOURCE_DATE_EPOCH": "253402214399"}
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    assert (
        run(["release", str(released.root), "--dry-run"], {**ENGLISH, **last}, lambda: 0.0, lambda: 0.0) == 0
    )


@pytest.mark.parametrize("folder", [r"a\0b", "~/arkiv", r"a\e[31m"])
def test_a_folder_that_cannot_be_the_archive(released: Desk, folder: str) -> None:
    (released.root / "settings.yaml").write_text(f'archive: "{folder}"\n')
    for command in (("archive", "list", "--root"), ("release",)):
        assert released.command(*command, str(released.root)) == 2
        assert f"{released.root}/settings.yaml:1:10: RB-VALUE the folder of the archive" in released.err


def test_no_room_for_temporary_files(released: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    released.edit("content/chapters/drofting.md", SENTENCE, "Nytt avsnitt.")
    monkeypatch.setattr("tempfile.tempdir", str(released.root / "borte"))
    for command in (
        ("archive", "rebuild", "v1", "--root"),
        ("diff", "v1", "v1", "--root"),
        ("release", "--note", "Ny"),
    ):
        assert released.command(*command, str(released.root)) == 3
        assert "RB-OUTPUT-WRITE the folder for temporary files cannot be used: no such file" in released.err


def test_a_number_of_an_earlier_version_that_stayed_in_the_text_is_told(released: Desk) -> None:
    released.edit("content/findings.yaml", "value: 73", "value: 74")
    chapter = "content/chapters/drofting.md"
    text = released.root.joinpath(chapter).read_text("utf-8")
    released.root.joinpath(chapter).write_text(f"{text}\nHele 73 % har fått større tillit.\n", "utf-8")

    assert released.command("check-content", str(released.root)) == 0
    told = "'73 %' was the finding 'tillit'"
    assert told in released.err
    assert "in version 1, and is now 74" in released.err

    assert released.release("--note", "Rettet et tall", "--dry-run") == 0
    assert told in released.err

    # With the archive away nothing is known of earlier versions, and nothing is said.
    settings_archive = next(released.root.rglob("0=ocfl_1.*")).parent
    settings_archive.rename(settings_archive.with_name("borte"))
    assert released.command("check-content", str(released.root)) == 0
    assert told not in released.err
