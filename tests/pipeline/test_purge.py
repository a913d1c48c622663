"""A version with what should never have been published: its bytes go, and everything else stays."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.journal import read_journal
from tests.archive.support import ocfl_faults
from tests.pipeline.releases import CHAPTER, DAY, NAMED, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

REASON = "Navn på deltakere"


def purge(desk: Desk, *options: str, version: str = "v2") -> int:
    return desk.command(
        "withdraw", version, "--reason", REASON, "--purge", *options, "--root", str(desk.root)
    )


def store(desk: Desk) -> Path:
    return desk.root / "output/archive"


def with_secret(desk: Desk) -> list[str]:
    """The files below the report in which the secret can be read."""
    return [
        str(path.relative_to(desk.root))
        for path in sorted(desk.root.rglob("*"))
        if path.is_file() and NAMED.encode() in path.read_bytes()
    ]


def kinds(desk: Desk) -> list[tuple[str, int]]:
    journal = read_journal(Archive(store(desk)), "notat", Diagnostics())
    assert journal is not None
    return [(entry.kind, entry.version) for entry in journal.entries]


def everything(desk: Desk) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(desk.root.rglob("*")) if path.is_file()}


def test_what_only_the_version_had_is_gone(thrice: Desk, tmp_path: Path) -> None:
    before = {version: thrice.pdf(version, tmp_path) for version in ("v1", "v3")}
    secret = thrice.pdf("v2", tmp_path)
    (thrice.root / "output/notat.pdf").write_bytes(secret)
    (thrice.root / "output/other.pdf").write_bytes(b"%PDF other")
    (thrice.root / "output/.rb-1-00000000.tmp").write_bytes(secret)
    assert with_secret(thrice)
    assert purge(thrice) == 0, thrice.err
    assert thrice.err == ""
    assert with_secret(thrice) == []
    assert secret not in everything(thrice).values()
    assert sorted(path.name for path in (thrice.root / "output").glob("*.pdf")) == [
        "notat-v1.pdf",
        "notat-v3.pdf",
        "other.pdf",
    ]
    assert {version: thrice.pdf(version, tmp_path) for version in ("v1", "v3")} == before
    assert thrice.archive("verify") == 0, thrice.err
    assert "1 report, 3 versions, 1 journal, " in thrice.out
    assert ocfl_faults(store(thrice)) == ""
    assert kinds(thrice) == [("withdrawal", 2), ("purge", 2)]
    for version in ("v1", "v3"):
        assert thrice.archive("rebuild", version) == 0, thrice.err


def test_it_is_said_what_goes_and_what_stays(thrice: Desk) -> None:
    before = everything(thrice)
    assert purge(thrice, "--dry-run") == 0, thrice.err
    assert everything(thrice) == before
    would = thrice.out
    assert "nothing was written" in would
    assert f"would go: source/{CHAPTER}, " in would
    assert f"would go: {thrice.root}/output/notat-v2.pdf\n" in would
    (stays,) = (line for line in would.splitlines() if line.startswith("stays"))
    assert stays.startswith("stays, for it is in v1, v3 too: ")
    assert ", source/assets/bilder/rute.png, " in stays
    assert "source/content/report.yaml" in stays
    assert "backups" in would
    assert purge(thrice) == 0
    lines = [line.replace("would go", "gone") for line in would.splitlines() if "would go" in line]
    assert [line for line in thrice.out.splitlines() if line.startswith("gone")] == lines


def test_every_command_knows_of_it(thrice: Desk, tmp_path: Path) -> None:
    assert purge(thrice) == 0
    said = f"was withdrawn and purged on 2026-11-26 ('{REASON}')"
    assert thrice.archive("list") == 0
    assert said in " ".join(thrice.out.split())
    assert thrice.archive("list", "--json") == 0
    assert [version["version"] for version in json.loads(thrice.out)] == [1, 3]
    assert f"RB-PURGED note: v2 {said}" in thrice.err
    assert thrice.archive("show", "v2") == 0
    assert said in " ".join(thrice.out.split())
    assert thrice.archive("show", "v2", "--json") == 0
    assert json.loads(thrice.out)["reason"] == REASON
    root = ("--root", str(thrice.root))
    for arguments in (
        ("archive", "get", "v2", "-o", str(tmp_path / "x.pdf"), *root),
        ("archive", "rebuild", "v2", *root),
        ("archive", "export", "v2", "--bagit", str(tmp_path / "x.zip"), *root),
        ("diff", "v1", "v2", *root),
        ("correct", "v2", "--note", "x", *root),
        ("withdraw", "v2", "--reason", "x", *root),
        ("withdraw", "v2", "--undo", *root),
        ("withdraw", "v2", "--reason", "x", "--purge", *root),
    ):
        assert thrice.command(*arguments) == 2, arguments
        assert f"RB-PURGED v2 {said}; see: report-builder archive show v2\n" in thrice.err
    assert not (tmp_path / "x.pdf").exists()
    assert thrice.command("diff", "v1", "v3", *root) == 0, thrice.err
    assert thrice.command("withdraw", "v2", "--purge", "--undo", *root) == 2
    assert "RB-USAGE" in thrice.err
    assert NAMED not in thrice.out + thrice.err


def test_a_withdrawn_version_is_purged(thrice: Desk) -> None:
    root = ("--root", str(thrice.root))
    assert thrice.command("withdraw", "v2", "--purge", *root) == 2
    assert "RB-RELEASE-TEXT" in thrice.err
    assert thrice.command("withdraw", "v2", "--reason", REASON, *root) == 0
    assert thrice.command("withdraw", "v2", "--purge", *root) == 0, thrice.err
    assert f"reason: {REASON}" in thrice.out
    assert kinds(thrice) == [("withdrawal", 2), ("purge", 2)]


def test_what_was_corrected_in_it_goes_too(thrice: Desk) -> None:
    root = ("--root", str(thrice.root))
    landing = thrice.root / "content/landing.yaml"
    landing.write_text(f"lead: {NAMED}.\n", "utf-8")
    assert thrice.command("correct", "v2", "--note", f"Om {NAMED}", "--landing", *root) == 0, thrice.err
    landing.write_text("lead: Rettet.\n", "utf-8")
    assert thrice.command("correct", "v3", "--note", "Rettet", "--landing", *root) == 0, thrice.err
    landing.unlink()
    assert purge(thrice) == 0
    assert with_secret(thrice) == []
    journal = read_journal(Archive(store(thrice)), "notat", Diagnostics())
    assert journal is not None
    assert journal.landing(2) is None
    assert journal.landing(3) == b"lead: Rettet.\n"
    assert kinds(thrice) == [("correction", 2), ("correction", 3), ("withdrawal", 2), ("purge", 2)]
    assert ocfl_faults(store(thrice)) == ""
    assert thrice.release() == 0, thrice.err  # the record agrees


@pytest.mark.parametrize("numbers", [(3,), (2, 3), (1, 2, 3)])
def test_a_release_goes_on_after_it(thrice: Desk, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        assert purge(thrice, version=f"v{number}") == 0, thrice.err
    thrice.now += DAY
    assert thrice.release() == 2
    assert "RB-RELEASE-NOTE" in thrice.err
    assert thrice.release("--dry-run") == 0, thrice.err
    assert "would release version 4, published 2026-11-23, updated 2026-11-27" in thrice.out
    assert thrice.release("--note", "På nytt") == 0, thrice.err
    assert [version["version"] for version in thrice.versions()] == [
        number for number in (1, 2, 3, 4) if number not in numbers
    ]
    assert thrice.archive("rebuild", "v4") == 0
    assert ocfl_faults(store(thrice)) == ""
    assert thrice.release() == 0
    assert "unchanged since version 4" in thrice.out


def test_an_archive_from_before_is_not_taken_for_the_right_one(thrice: Desk) -> None:
    shutil.copytree(store(thrice), thrice.root / "backup")
    record = (thrice.root / "releases.json").read_bytes()
    assert purge(thrice) == 0
    now = (thrice.root / "releases.json").read_bytes()
    # A machine that does not know of it yet learns of it.
    (thrice.root / "releases.json").write_bytes(record)
    assert thrice.release() == 0, thrice.err
    assert (thrice.root / "releases.json").read_bytes() == now
    shutil.rmtree(store(thrice))
    shutil.move(thrice.root / "backup", store(thrice))
    for command in ("release", "publish"):
        assert thrice.command(command, str(thrice.root)) == 4
        assert "RB-ARCHIVE-AWAY" in thrice.err
        assert "v2" in thrice.err


def lose_journal_entry(desk: Desk) -> None:
    """The run died when the bytes were gone, and before it was said."""
    shutil.rmtree(store(desk) / "notat#journal")
    (desk.root / "releases.json").unlink()


def bring_copy_back(desk: Desk) -> None:
    """The run died before it removed the file of the release."""
    (desk.root / "output/notat-v2.pdf").write_bytes(b"%PDF with the secret")


@pytest.mark.parametrize("left", [lose_journal_entry, bring_copy_back])
def test_the_same_command_completes_it(thrice: Desk, left: Callable[[Desk], None]) -> None:
    assert purge(thrice) == 0
    left(thrice)
    assert purge(thrice) == 0, thrice.err
    assert kinds(thrice)[-1] == ("purge", 2)
    assert not (thrice.root / "output/notat-v2.pdf").exists()
    assert purge(thrice) == 2
    assert "RB-PURGED" in thrice.err


def test_it_asks_on_a_terminal(thrice: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(thrice)
    monkeypatch.setattr("report_builder.cli.withdraw._can_answer", lambda: True)
    monkeypatch.setattr("report_builder.cli.withdraw.confirm", lambda _: False)
    assert purge(thrice) == 0
    assert "would go: " in thrice.out
    assert everything(thrice) == before
    assert purge(thrice, "--yes") == 0
    assert with_secret(thrice) == []


@pytest.mark.parametrize("command", ["release", "withdraw"])
def test_a_report_that_is_out_of_its_place_is_put_there(thrice: Desk, command: str) -> None:
    """A run died where folders cannot be swapped, when the old one had left and the new one not come."""
    before = everything(thrice)
    work = store(thrice) / "extensions/report-builder/notat.work"
    work.mkdir(parents=True)
    shutil.move(store(thrice) / "notat", work / "before")
    shutil.copytree(work / "before", work / "object")
    for verb in ("list", "verify"):
        assert thrice.archive(verb) == 2
        assert "notat.work/before: RB-ARCHIVE-MISSING" in thrice.err
        assert "completes it" in thrice.err
    assert thrice.command("publish", str(thrice.root)) == 2
    assert "RB-ARCHIVE-MISSING" in thrice.err
    if command == "release":
        assert thrice.release() == 0, thrice.err
        assert "unchanged since version 3" in thrice.out
    else:
        undo = ("withdraw", "v2", "--undo", "--root", str(thrice.root))
        assert thrice.command(*undo, "--dry-run") == 2
        assert "RB-ARCHIVE-MISSING" in thrice.err
        assert thrice.command(*undo) == 4
        assert "RB-NOT-WITHDRAWN" in thrice.err
    assert everything(thrice) == before


def test_what_was_said_of_other_versions_is_not_inherited(thrice: Desk) -> None:
    assert purge(thrice) == 0
    shutil.rmtree(store(thrice) / "notat")
    (thrice.root / "releases.json").unlink()
    for options in ((), ("--anew",)):
        assert thrice.release(*options) == 4
        assert "RB-ARCHIVE-AWAY" in thrice.err
    shutil.rmtree(store(thrice) / "notat#journal")
    assert thrice.release() == 0, thrice.err


def test_what_else_in_output_may_have_the_text_is_named(thrice: Desk) -> None:
    """Drafts, comparisons, bags and proofs are nobody's to remove but the person's who made them."""
    root = str(thrice.root)
    output = thrice.root / "output"
    for made in (
        ("build", root, "--draft"),
        ("build", root, "-o", f"{output}/min.pdf"),
        ("diff", "v2", "v3", "--html", f"{output}/forskjell.html", "--root", root),
        ("archive", "export", "v2", "--bagit", f"{output}/bag.zip", "--root", root),
        ("publish", root),
        ("publish", root, "--output", f"{output}/prove"),
    ):
        assert thrice.command(*made) in (0, 1), thrice.err
    shutil.copytree(store(thrice), output / "kopi/arkiv")
    (output / "feedback").mkdir()
    (output / "feedback/answers.sqlite").write_bytes(b"")
    stays = ["bag.zip", "forskjell.html", "kopi/arkiv", "min.pdf", "notat-utkast.pdf", "notat-v1.pdf"]
    stays += ["notat-v3.pdf", "prove"]
    for options in (("--dry-run",), ()):
        assert purge(thrice, *options) == 0, thrice.err
        begin = f"may have the same text, and stays: {output}/"
        assert [
            line.removeprefix(begin) for line in thrice.out.splitlines() if line.startswith(begin)
        ] == stays
        assert "and remove those that have it" in thrice.out
    # What was not named has it no more, once the site has followed.
    assert thrice.command("publish", root) == 0, thrice.err
    left = [path for path in with_secret(thrice) if path.startswith("output/")]
    assert all(any(path.startswith(f"output/{name}") for name in stays) for path in left), left
    assert any(path.startswith("output/kopi/") for path in left)


def test_many_files_that_may_have_the_text_are_counted(thrice: Desk) -> None:
    (thrice.root / "output/mange").mkdir()
    for number in range(30):
        (thrice.root / f"output/mange/{number:02}.txt").write_text("x")
    assert purge(thrice, "--dry-run") == 0, thrice.err
    assert thrice.out.count("may have the same text, and stays: ") == 20
    assert "and 12 more in output/" in thrice.out
