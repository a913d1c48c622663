"""What is said of a version after its release: beside it, and without changing it."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.journal import Journal, journal_id, read_journal
from tests.archive.support import ocfl_faults
from tests.pipeline.releases import DAY, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

NOTE, REASON = "Figur 2 viser tall for 2018", "Feil i tallene fra kommunene"


def amend(desk: Desk, *arguments: str) -> int:
    return desk.command(*arguments, "--root", str(desk.root))


def correct(desk: Desk, *options: str) -> int:
    return amend(desk, "correct", "v1", "--note", NOTE, *options)


def withdraw(desk: Desk, *options: str) -> int:
    return amend(desk, "withdraw", "v1", "--reason", REASON, *options)


def undo(desk: Desk, *options: str) -> int:
    return amend(desk, "withdraw", "v1", "--undo", *options)


def journal(desk: Desk) -> Journal:
    diagnostics = Diagnostics()
    found = read_journal(Archive(store(desk)), "notat", diagnostics)
    assert found is not None, diagnostics.items
    return found


def store(desk: Desk) -> Path:
    return desk.root / "output/archive"


def report(desk: Desk) -> dict[str, bytes]:
    """Every byte of the report's own object."""
    folder = store(desk) / "notat"
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def everything(desk: Desk) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(desk.root.rglob("*")) if path.is_file()}


def codes(desk: Desk) -> set[str]:
    return set(re.findall(r"RB-[A-Z-]+", desk.err))


def test_what_is_said_stands_beside_the_versions(released: Desk) -> None:
    before = report(released)
    assert correct(released) == 0, released.err
    assert "report-builder publish" in released.out
    released.now += DAY
    assert withdraw(released) == 0, released.err
    released.now += DAY
    assert undo(released) == 0, released.err
    assert report(released) == before
    assert [entry.kind for entry in journal(released).entries] == [
        "correction",
        "withdrawal",
        "reinstatement",
    ]
    assert released.archive("verify") == 0, released.err
    assert "1 report, 1 version, 1 journal, " in released.out
    assert ocfl_faults(store(released)) == ""


def test_an_entry_says_who_and_when(released: Desk) -> None:
    assert correct(released) == 0
    (entry,) = journal(released).correction(1)
    assert (entry.text, entry.publisher) == (NOTE, "Eksempeletaten")
    assert entry.time.isoformat() == "2026-11-23T13:00:00+01:00"
    assert entry.contact
    (released.root / "settings.yaml").write_text("timezone: Asia/Tokyo\n", "utf-8")
    assert withdraw(released) == 0
    withdrawal = journal(released).withdrawn(1)
    assert withdrawal is not None
    assert withdrawal.time.isoformat() == "2026-11-23T21:00:00+09:00"


def test_a_withdrawal_holds_until_it_is_undone(released: Desk) -> None:
    assert journal(released).withdrawn(1) is None
    for _ in range(2):
        assert withdraw(released) == 0
        assert journal(released).withdrawn(1) is not None
        assert undo(released) == 0
        assert journal(released).withdrawn(1) is None
    assert len(journal(released).entries) == 4


def test_a_correction_is_said_once(released: Desk) -> None:
    assert correct(released) == 0
    assert correct(released) == 0
    assert "noted already" in released.out
    assert len(journal(released).entries) == 1
    assert amend(released, "correct", "v1", "--note", "Noe annet") == 0
    assert [entry.text for entry in journal(released).correction(1)] == ["Noe annet", NOTE]


def test_the_texts_of_the_landing_page_are_corrected(released: Desk) -> None:
    assert correct(released, "--landing") == 2
    assert "content/landing.yaml: RB-FILE-MISSING" in released.err
    path = released.root / "content/landing.yaml"
    path.write_text("ingress: Rettet tekst.\n", "utf-8")
    assert correct(released, "--landing") == 2
    assert "content/landing.yaml:1:1: RB-" in released.err
    assert journal(released) == Journal()
    path.write_text("lead: Rettet tekst.\n", "utf-8")
    assert correct(released, "--landing") == 0, released.err
    assert journal(released).landing(1) == path.read_bytes()
    # A later correction without texts leaves them as they are.
    assert amend(released, "correct", "v1", "--note", "Noe annet") == 0
    assert journal(released).landing(1) == path.read_bytes()
    path.write_text("lead: Rettet igjen.\n", "utf-8")
    assert correct(released, "--landing") == 0, released.err
    assert journal(released).landing(1) == path.read_bytes()
    assert ocfl_faults(store(released)) == ""


def away(desk: Desk) -> None:
    store(desk).rename(desk.root / "away")


def on_a_drive(desk: Desk) -> None:
    away(desk)
    (desk.root / "settings.yaml").write_text(f"archive: {desk.root}/drive/arkiv\n", "utf-8")


def withdrawn(desk: Desk) -> None:
    assert withdraw(desk) == 0


def never(_: Desk) -> None:
    pass


def busy(desk: Desk) -> None:
    """Somebody releases all the while."""
    lock = store(desk) / "extensions/report-builder/notat.lock"
    lock.parent.mkdir(parents=True)
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT)
    os.write(descriptor, b'{"work":"writing","process":4711,"version":2}')
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def broken(desk: Desk) -> None:
    """Another hand has written in the journal, and every digest fits."""
    diagnostics = Diagnostics()
    with Archive(store(desk)).write(journal_id("notat"), diagnostics) as writer:
        assert writer is not None
        text = json.dumps({"entries": [{"kind": "withdrawal", "version": "1"}]})
        assert writer.add(1, {"journal.json": text.encode()}, "x", "y", datetime(2026, 11, 1, tzinfo=UTC))


FAULTS: list[tuple[Callable[[Desk], None], tuple[str, ...], int, str]] = [
    (never, ("correct", "v9", "--note", NOTE), 2, "RB-VERSION-UNKNOWN"),
    (never, ("withdraw", "v9", "--reason", REASON), 2, "RB-VERSION-UNKNOWN"),
    (never, ("correct", "v1", "--note", " "), 2, "RB-RELEASE-TEXT"),
    (never, ("correct", "v1", "--note", "a\x1b[2J"), 2, "RB-RELEASE-TEXT"),
    (never, ("withdraw", "v1"), 2, "RB-RELEASE-TEXT"),
    (never, ("withdraw", "v1", "--reason", "x" * 1001), 2, "RB-RELEASE-TEXT"),
    (never, ("withdraw", "v1", "--undo"), 4, "RB-NOT-WITHDRAWN"),
    (withdrawn, ("withdraw", "v1", "--reason", REASON), 4, "RB-WITHDRAWN"),
    (withdrawn, ("correct", "v1", "--note", NOTE), 4, "RB-WITHDRAWN"),
    (away, ("correct", "v1", "--note", NOTE), 4, "RB-ARCHIVE-AWAY"),
    (away, ("withdraw", "v1", "--undo"), 4, "RB-ARCHIVE-AWAY"),
    (on_a_drive, ("withdraw", "v1", "--reason", REASON), 4, "RB-ARCHIVE-AWAY"),
    (busy, ("withdraw", "v1", "--reason", REASON), 4, "RB-ARCHIVE-BUSY"),
    (busy, ("correct", "v1", "--note", NOTE), 4, "RB-ARCHIVE-BUSY"),
    (broken, ("withdraw", "v1", "--reason", REASON), 1, "RB-JOURNAL"),
    (broken, ("archive", "verify"), 1, "RB-JOURNAL"),
    (broken, ("archive", "list"), 1, "RB-JOURNAL"),
]


@pytest.mark.parametrize(("before", "command", "status", "code"), FAULTS)
def test_what_cannot_be_is_told(
    released: Desk, before: Callable[[Desk], None], command: tuple[str, ...], status: int, code: str
) -> None:
    before(released)
    files = everything(released)
    assert amend(released, *command) == status
    assert code in codes(released), released.err
    assert "; " in released.err
    assert everything(released) == files
    assert not (released.root / "drive").exists()


@pytest.mark.parametrize("command", [correct, withdraw, undo])
def test_a_dry_run_writes_nothing(released: Desk, command: Callable[..., int]) -> None:
    if command is undo:
        assert withdraw(released) == 0
    before = everything(released)
    assert command(released, "--dry-run") == 0, released.err
    assert "nothing was written" in released.out
    assert everything(released) == before


def test_a_journal_is_no_report(released: Desk) -> None:
    assert correct(released) == 0
    (released.root / "content/report.yaml").unlink()
    assert released.archive("list", "--json") == 0, released.err  # the only report, without a name
    found: list[dict[str, Any]] = json.loads(released.out)
    assert [version["version"] for version in found] == [1]
    assert released.archive("list", "--report", "notat#journal") == 2
    assert "the archive has: notat" in released.err
    assert released.archive("verify", "--report", "notat") == 0
    assert "1 report, 1 version, 1 journal, " in released.out


def test_what_was_said_is_listed_and_shown(released: Desk, tmp_path: Path) -> None:
    assert correct(released) == 0
    assert withdraw(released) == 0
    for verb in (("list",), ("show", "v1")):
        assert released.archive(*verb) == 0
        plain = " ".join(released.out.split())
        assert f"was withdrawn on 2026-11-23 ('{REASON}')" in plain
        assert f"corrected 2026-11-23: {NOTE}" in plain
        assert released.archive(*verb, "--json") == 0
        found = json.loads(released.out)
        said = (found[0] if isinstance(found, list) else found)["journal"]
        assert [entry["kind"] for entry in said] == ["correction", "withdrawal"]
    for fetch in (
        ("get", "v1", "-o", str(tmp_path / "a.pdf")),
        ("export", "v1", "--bagit", str(tmp_path / "a.zip")),
    ):
        assert released.archive(*fetch) == 0
        assert f"RB-WITHDRAWN warning: v1 was withdrawn on 2026-11-23 ('{REASON}')" in released.err
    assert (tmp_path / "a.pdf").is_file()


def test_a_bag_tells_what_was_said(released: Desk, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    assert released.archive("export", "v1", "--bagit", str(target)) == 0
    without = target.read_bytes()
    assert correct(released) == 0
    (released.root / "content/landing.yaml").write_text("lead: Rettet tekst.\n", "utf-8")
    assert amend(released, "correct", "v1", "--note", "Rettet", "--landing") == 0
    assert withdraw(released) == 0
    assert released.archive("export", "v1", "--bagit", str(target)) == 0
    shutil.unpack_archive(target, tmp_path / "unpacked")
    found = tmp_path / "unpacked/notat-v1/metadata"
    said = json.loads((found / "journal.json").read_text("utf-8"))["entries"]
    assert [entry["kind"] for entry in said] == ["correction", "correction", "withdrawal"]
    assert (found / said[1]["landing"]).read_text("utf-8") == "lead: Rettet tekst.\n"
    assert b"metadata/journal.json" not in without


def test_the_report_knows_what_was_said(released: Desk) -> None:
    """An archive from before the withdrawal is told from the right one."""
    backup = {Path(name): data for name, data in everything(released).items() if "/archive/" in name}
    assert withdraw(released) == 0
    record = json.loads((released.root / "releases.json").read_text("utf-8"))
    assert record["journals"] == {
        "notat": [{"kind": "withdrawal", "version": 1, "time": "2026-11-23T13:00:00+01:00"}]
    }
    store(released).rename(released.root / "away")
    for path, data in backup.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for command in (
        ("publish", str(released.root)),
        ("release", str(released.root)),
        ("correct", "v1", "--note", NOTE, "--root", str(released.root)),
    ):
        assert released.command(*command) == 4
        assert "RB-ARCHIVE-AWAY" in released.err
        assert "withdrawal of v1" in released.err


def test_an_entry_of_a_kind_to_come_is_kept(released: Desk) -> None:
    assert correct(released) == 0
    review = {"kind": "review-answer", "question": 7, "text": "Takk for svaret"}
    with Archive(store(released)).write(journal_id("notat"), Diagnostics()) as writer:
        assert writer is not None
        written = [*journal(released).written, review]
        data = json.dumps({"entries": written, "more": 1}).encode()
        assert writer.add(2, {"journal.json": data}, "x", "y", datetime(2026, 12, 1, tzinfo=UTC))
    assert withdraw(released) == 0, released.err
    assert [entry["kind"] for entry in journal(released).written] == [
        "correction",
        "review-answer",
        "withdrawal",
    ]
    assert journal(released).written[1] == review
    assert [entry.kind for entry in journal(released).entries] == ["correction", "withdrawal"]


def test_an_archive_without_a_journal_is_as_it_was(released: Desk) -> None:
    before = everything(released)
    for verb in (("list",), ("show", "v1"), ("verify",), ("rebuild", "v1")):
        assert released.archive(*verb) == 0, released.err
    assert released.release() == 0
    assert "unchanged" in released.out
    assert set(everything(released)) - set(before) <= {str(released.root / "output/notat-v1.pdf")}


def test_an_old_file_that_is_lost_takes_no_history_with_it(thrice: Desk) -> None:
    """The newest version of a journal says all that was said; the older ones may go."""
    for number in (1, 2, 3):
        options = ("--note", f"Merknad {number}.", "--root", str(thrice.root))
        assert thrice.command("correct", f"v{number}", *options) == 0, thrice.err
    assert thrice.archive("history", "--json") == 0
    history = json.loads(thrice.out)
    shutil.rmtree(thrice.root / "output/archive/notat#journal/v2/content")
    assert thrice.archive("verify") == 1
    assert thrice.archive("history", "--json") == 0
    assert json.loads(thrice.out) == history
    assert thrice.archive("repair") == 1
    assert "RB-ARCHIVE-UNPROVEN" in thrice.err
    assert "repair --accept-loss" in thrice.err
    assert "move" not in thrice.err
    more = ("correct", "v3", "--note", "Merknad 4.", "--root", str(thrice.root))
    assert thrice.command(*more) == 0, thrice.err
    assert "RB-ARCHIVE-FILE-MISSING" in thrice.err
    assert thrice.archive("repair", "--accept-loss", "--dry-run") == 0, thrice.err
    assert thrice.archive("verify") == 1
    assert thrice.archive("repair", "--accept-loss") == 0, thrice.err
    assert thrice.archive("verify") == 0, thrice.err
    assert thrice.archive("history", "--json") == 0
    kept = json.loads(thrice.out)
    assert [event for event in kept if event in history] == history
    assert len(kept) == len(history) + 2
    assert thrice.command(*more[:3], "Merknad 5.", *more[4:]) == 0, thrice.err


def test_a_lost_file_of_the_newest_journal_stops_a_correction(thrice: Desk) -> None:
    options = ("--note", "Merknad.", "--root", str(thrice.root))
    assert thrice.command("correct", "v1", *options) == 0, thrice.err
    shutil.rmtree(thrice.root / "output/archive/notat#journal/v1/content")
    assert thrice.command("correct", "v2", *options) == 1
    assert thrice.archive("repair", "--accept-loss") == 1
