"""What an archive has lost as a whole comes back from a copy or from bags, where it proves to belong."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.journal import Journal, read_journal
from tests.archive.support import ocfl_faults
from tests.pipeline.releases import DAY, Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

REASON = "Tabell 3 var feil."
NOTE = "Årstallet på side 2 er 2024."
COPY = "copy"


def store(desk: Desk) -> Path:
    return desk.root / "output/archive"


def journal(desk: Desk) -> Journal:
    found = read_journal(Archive(store(desk)), "notat", Diagnostics())
    assert found is not None
    return found


@pytest.fixture
def kept(thrice: Desk) -> Desk:
    """Three versions, of which one is withdrawn and one corrected; a copy of the archive, and bags."""
    root = ("--root", str(thrice.root))
    assert thrice.command("correct", "v1", "--note", NOTE, *root) == 0, thrice.err
    assert thrice.command("withdraw", "v2", "--reason", REASON, *root) == 0, thrice.err
    assert thrice.archive("verify", "--record") == 0, thrice.err
    shutil.copytree(store(thrice), thrice.root / COPY)
    for number in (1, 2, 3):
        bag = str(thrice.root / f"v{number}.zip")
        assert thrice.archive("export", f"v{number}", "--bagit", bag) == 0, thrice.err
    thrice.now += DAY
    return thrice


def from_copy(desk: Desk, *options: str) -> int:
    return desk.archive("repair", "--from", str(desk.root / COPY), *options)


def from_bags(desk: Desk, *numbers: int) -> int:
    bags = [word for number in numbers for word in ("--from", str(desk.root / f"v{number}.zip"))]
    return desk.archive("restore", *bags)


def accept(desk: Desk, *options: str) -> int:
    return desk.archive("repair", "--accept-loss", *options)


def lose(desk: Desk, *names: str) -> None:
    for name in names:
        shutil.rmtree(store(desk) / name)


def older(desk: Desk, name: str, files: dict[str, bytes]) -> None:
    """An object as it was in its first version, as an old copy of the archive has it."""
    lose(desk, name)
    told = Diagnostics()
    part_of = Archive(desk.root / COPY).part_of(name)
    first = (Archive(desk.root / COPY).versions(name).value or ())[0]
    with Archive(store(desk)).write(name, told) as writer:
        assert writer is not None
        assert writer.add(1, files, first.message, first.author, first.created, first.address, part_of)


def first_files(desk: Desk, name: str) -> dict[str, bytes]:
    return dict(Archive(desk.root / COPY).read_all(name, 1).value or {})


def journal_lost(desk: Desk) -> None:
    lose(desk, "notat#journal")


def journal_older(desk: Desk) -> None:
    older(desk, "notat#journal", first_files(desk, "notat#journal"))


def report_lost(desk: Desk) -> None:
    lose(desk, "notat")


def report_older(desk: Desk) -> None:
    older(desk, "notat", first_files(desk, "notat"))


def both_lost(desk: Desk) -> None:
    lose(desk, "notat", "notat#journal")


def root_lost(desk: Desk) -> None:
    shutil.rmtree(store(desk))


def root_emptied(desk: Desk) -> None:
    root_lost(desk)
    store(desk).mkdir()


LOSSES = (journal_lost, journal_older, report_lost, report_older, both_lost, root_lost, root_emptied)
OF_JOURNAL = (journal_lost, journal_older)
OF_REPORT = (report_lost, report_older)


def said(desk: Desk) -> dict[int, list[str]]:
    """What ``archive list`` says of each version."""
    desk.archive("list", "--json")
    rows = json.loads(desk.out)
    return {row["version"]: [entry["kind"] for entry in row.get("journal", ())] for row in rows}


WHOLE = {1: ["correction"], 2: ["withdrawal"], 3: []}


@pytest.mark.parametrize("damage", LOSSES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("with_record", [True, False], ids=["record", "no-record"])
def test_a_copy_brings_back_all_of_it(kept: Desk, damage: Callable[[Desk], None], with_record: bool) -> None:
    events = journal(kept).events
    damage(kept)
    if not with_record:
        if damage is journal_older:
            return  # nothing knows that more was said
        (kept.root / "releases.json").unlink()
    else:
        assert kept.archive("verify") == 4
        assert "repair --from" in kept.err
        assert "RB-ARCHIVE-AWAY" in kept.err
    assert from_copy(kept, "--dry-run") == 0, kept.err
    assert "would be put back" in kept.err
    assert from_copy(kept) == 0, kept.err
    assert "put back" in kept.err
    assert kept.archive("verify") == 0, kept.err
    assert said(kept) == WHOLE
    assert journal(kept).events[: len(events)] == events
    assert journal(kept).events[-1].kind == "recovery"
    assert journal(kept).withdrawn(2) is not None
    assert ocfl_faults(store(kept)) == ""
    assert from_copy(kept) == 0
    assert "nothing to repair" in kept.out


@pytest.mark.parametrize("damage", OF_REPORT, ids=lambda damage: damage.__name__)
def test_bags_bring_a_report_back(kept: Desk, damage: Callable[[Desk], None]) -> None:
    before = Archive(store(kept)).versions("notat").value
    damage(kept)
    assert kept.archive("verify") == 4
    assert "restore --from" in kept.err
    assert from_bags(kept, 3) != 0
    assert "v1 of 'notat' is missing" in kept.err or "v2 of 'notat' is missing" in kept.err
    assert from_bags(kept, 1, 2, 3) == 0, kept.err
    assert kept.archive("verify") == 0, kept.err
    assert said(kept) == WHOLE
    assert Archive(store(kept)).versions("notat").value == before
    assert ocfl_faults(store(kept)) == ""


def test_bags_one_after_another(kept: Desk) -> None:
    report_lost(kept)
    for number in (1, 2):
        assert from_bags(kept, number) == 4
        assert "RB-ARCHIVE-AWAY" in kept.err
    assert from_bags(kept, 3) == 0, kept.err
    assert kept.archive("verify") == 0


@pytest.mark.parametrize("damage", OF_JOURNAL, ids=lambda damage: damage.__name__)
def test_what_was_withdrawn_is_never_shown_as_standing(kept: Desk, damage: Callable[[Desk], None]) -> None:
    damage(kept)
    assert said(kept) == WHOLE
    for command in (
        ("archive", "list"),
        ("archive", "show", "v2"),
        ("archive", "history"),
        ("archive", "get", "v2", "-o", str(kept.root / "a.pdf")),
        ("archive", "export", "v2", "--bagit", str(kept.root / "a.zip")),
        ("archive", "rebuild", "v2"),
        ("diff", "v1", "v2"),
    ):
        kept.command(*command, "--root", str(kept.root))
        assert "RB-ARCHIVE-AWAY" in kept.err, command
        assert "withdrawal of v2" in kept.err, command
        assert "repair --accept-loss" in kept.err, command
    assert kept.archive("show", "v2") == 0
    assert "was withdrawn on 2026-11-26" in " ".join(kept.out.split())
    for refused in ("release", "publish"):
        assert kept.command(refused, str(kept.root)) == 4
        assert "withdrawal of v2" in kept.err


@pytest.mark.parametrize("damage", OF_JOURNAL, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("is_published", [True, False], ids=["published", "unpublished"])
def test_an_editor_goes_on_where_no_copy_is_left(
    kept: Desk, damage: Callable[[Desk], None], is_published: bool
) -> None:
    if is_published:
        assert kept.command("publish", str(kept.root)) == 0, kept.err
    damage(kept)
    shutil.rmtree(kept.root / COPY)
    before = sorted(store(kept).rglob("*"))
    assert kept.archive("repair") == 4
    assert "repair --accept-loss" in kept.err
    assert accept(kept, "--dry-run") == 0, kept.err
    assert "RB-JOURNAL warning" in kept.err
    assert sorted(store(kept).rglob("*")) == before
    assert accept(kept, "--by", "Kari Nordmann") == 0, kept.err
    assert "withdrawal of v2" in kept.err
    assert kept.archive("verify") == 0, kept.err
    assert said(kept) == WHOLE
    entry = journal(kept).withdrawn(2)
    assert entry is not None
    assert bool(entry.publisher) == is_published  # nobody is said to have said what is lost
    assert entry.text == (REASON if is_published else "")
    event = journal(kept).events[-1]
    assert (event.kind, event.outcome) == ("recovery", "warning")
    assert "withdrawal v2" in event.detail
    assert "Kari Nordmann" in {agent.name for agent in event.agents}
    assert kept.command("publish", str(kept.root)) == 0, kept.err
    site = kept.root / "output/site/current/www/notat"
    assert not list((site / "v2").glob("*.pdf"))
    assert accept(kept) == 0
    assert "nothing to repair" in kept.out


def test_a_damaged_journal_is_gone_on_without(kept: Desk) -> None:
    """Its folder is moved out, as the hint says, and kept."""
    for path in (store(kept) / "notat#journal").rglob("*.json"):
        path.unlink()
    assert accept(kept) != 0
    assert "move the folder 'notat#journal' out of" in kept.err
    shutil.move(store(kept) / "notat#journal", kept.root / "set aside")
    assert accept(kept) == 0, kept.err
    assert kept.archive("verify") == 0, kept.err
    assert said(kept) == WHOLE


def test_nothing_is_lost_and_nothing_is_accepted(kept: Desk) -> None:
    before = sorted(store(kept).rglob("*"))
    assert accept(kept) == 0, kept.err
    assert "nothing to repair" in kept.out
    assert sorted(store(kept).rglob("*")) == before


def purged_since(desk: Desk) -> None:
    """What the copy has still may not be known any more."""
    root = ("--root", str(desk.root), "--reason", "Personopplysninger", "--yes")
    assert desk.command("withdraw", "v2", "--purge", *root) == 0, desk.err


@pytest.mark.parametrize("damage", [report_lost, journal_lost], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("with_record", [True, False], ids=["record", "no-record"])
def test_what_was_purged_does_not_come_back(
    kept: Desk, damage: Callable[[Desk], None], with_record: bool
) -> None:
    purged_since(kept)
    damage(kept)
    if not with_record:
        (kept.root / "releases.json").unlink()
    before = sorted(store(kept).rglob("*"))
    assert from_copy(kept) != 0
    assert "RB-ARCHIVE-UNPROVEN" in kept.err
    assert "was not put back" in kept.err
    assert sorted(store(kept).rglob("*")) == before
    if damage is report_lost:
        assert from_bags(kept, 1, 2, 3) == 0, kept.err
        assert_purged(kept)


def assert_purged(desk: Desk) -> None:
    """Of v2 stands what its purge leaves, and nothing of what it was."""
    versions = Archive(store(desk)).versions("notat").value or ()
    assert [list(version.state) == ["withdrawn.json"] for version in versions] == [False, True, False]
    assert desk.archive("verify") == 0, desk.err
    assert ocfl_faults(store(desk)) == ""


def everything_lost(desk: Desk, *, with_record: bool) -> None:
    shutil.rmtree(desk.root / "output")
    if not with_record:
        (desk.root / "releases.json").unlink()


@pytest.mark.parametrize("with_record", [True, False], ids=["record", "no-record"])
def test_bags_bring_back_what_was_said_with_the_versions(kept: Desk, with_record: bool) -> None:
    entries = journal(kept).entries
    everything_lost(kept, with_record=with_record)
    assert from_bags(kept, 1, 2, 3) == 0, kept.err
    assert "3 versions put back, 1 journal rewritten" in kept.out
    # What releases.json remembers shows that nothing was said after the bags were made.
    assert ("the bags know what was said of 'notat' until 2026-11-26" in kept.err) == (not with_record)
    assert said(kept) == WHOLE
    assert [(one.kind, one.time, one.text) for one in journal(kept).entries] == [
        (one.kind, one.time, one.text) for one in entries
    ]
    assert kept.archive("verify") == 0, kept.err


@pytest.mark.parametrize("with_record", [True, False], ids=["record", "no-record"])
@pytest.mark.parametrize("with_old_bag", [True, False], ids=["old-bag", "gap"])
def test_bags_bring_back_a_report_with_a_purged_version(
    kept: Desk, with_record: bool, with_old_bag: bool
) -> None:
    purged_since(kept)
    assert kept.archive("export", "v3", "--bagit", str(kept.root / "v4.zip")) == 0, kept.err
    everything_lost(kept, with_record=with_record)
    assert from_bags(kept, 1, *((2,) if with_old_bag else ()), 4) == 0, kept.err
    assert "put back as the purge left it" in kept.err
    assert_purged(kept)


def other_id(desk: Desk) -> None:
    """The folder and the record are those of another report; so is the journal that stands there."""
    path = desk.root / "content/report.yaml"
    text = path.read_text("utf-8").splitlines()
    own = ["id: urn:uuid:00000000-0000-4000-8000-000000000000" if x.startswith("id:") else x for x in text]
    path.write_text("\n".join(own) + "\n", "utf-8")
    (desk.root / "releases.json").unlink()
    lose(desk, "notat#journal")


def other_digests(desk: Desk) -> None:
    record = json.loads((desk.root / "releases.json").read_text("utf-8"))
    record["reports"]["notat"]["2"] = "0" * 128
    (desk.root / "releases.json").write_text(json.dumps(record), "utf-8")


@pytest.mark.parametrize("other", [other_id, other_digests], ids=lambda other: other.__name__)
def test_another_report_is_not_taken_for_it(kept: Desk, other: Callable[[Desk], None]) -> None:
    other(kept)
    report_lost(kept)
    before = sorted(store(kept).rglob("*"))
    for status in (from_copy(kept), from_bags(kept, 1, 2, 3)):
        assert status != 0
        assert "RB-ARCHIVE-UNPROVEN" in kept.err, kept.err
        assert sorted(store(kept).rglob("*")) == before


def test_a_copy_in_which_the_newest_is_lacking_gives_what_it_has(kept: Desk) -> None:
    report_lost(kept)
    shutil.rmtree(kept.root / COPY / "notat")
    shutil.copytree(store(kept), kept.root / "kept")
    assert from_bags(kept, 1, 2) == 4
    shutil.copytree(store(kept) / "notat", kept.root / COPY / "notat")
    shutil.rmtree(store(kept))
    shutil.copytree(kept.root / "kept", store(kept))
    assert from_copy(kept) == 4
    assert "RB-ARCHIVE-AWAY v3 of 'notat'" in kept.err
    assert from_bags(kept, 3) == 0, kept.err
    assert kept.archive("verify") == 0


def in_bag(desk: Desk, number: int, path: str, change: Callable[[bytes], bytes]) -> None:
    """Change a tag file of a bag as somebody would who makes the list of digests anew."""
    pack = desk.root / f"v{number}.zip"
    with zipfile.ZipFile(pack) as old:
        files = {name: old.read(name) for name in old.namelist()}
    top = next(iter(files)).partition("/")[0]
    changed = change(files[f"{top}/{path}"])
    files[f"{top}/{path}"] = changed
    tags = f"{top}/tagmanifest-sha512.txt"
    lines = [line for line in files[tags].decode().splitlines() if not line.endswith(f"  {path}")]
    files[tags] = "\n".join([*lines, f"{sha512(changed).hexdigest()}  {path}", ""]).encode()
    with zipfile.ZipFile(pack, "w") as new:
        for name, data in files.items():
            new.writestr(name, data)


def twice(table: dict[str, Any]) -> None:
    table["versions"].append(table["versions"][0])


def no_digest(table: dict[str, Any]) -> None:
    table["versions"][0]["sha512"] = "f00"


def no_number(table: dict[str, Any]) -> None:
    table["versions"][0]["version"] = 0


@pytest.mark.parametrize("change", [twice, no_digest, no_number], ids=lambda change: change.__name__)
def test_a_list_that_contradicts_itself_is_told_and_not_used(
    kept: Desk, change: Callable[[dict[str, Any]], None]
) -> None:
    def changed(data: bytes) -> bytes:
        table = json.loads(data)
        change(table)
        return json.dumps(table).encode()

    in_bag(kept, 1, "metadata/versions.json", changed)
    everything_lost(kept, with_record=True)
    assert from_bags(kept, 1, 2, 3) == 0, kept.err
    assert "v1.zip/metadata/versions.json: RB-BAG warning: " in kept.err
    assert said(kept) == WHOLE


def test_a_withdrawal_that_was_undone_comes_back_as_undone(kept: Desk) -> None:
    """A bag from before knows the withdrawal, a newer one no more: nothing is shown as withdrawn."""
    kept.now += DAY
    assert kept.command("withdraw", "v2", "--undo", "--root", str(kept.root)) == 0, kept.err
    newer = str(kept.root / "v3.zip")
    (kept.root / "v3.zip").unlink()
    assert kept.archive("export", "v3", "--bagit", newer) == 0, kept.err
    everything_lost(kept, with_record=False)
    assert from_bags(kept, 1, 2, 3) == 0, kept.err
    assert journal(kept).withdrawn(2) is None
    assert journal(kept).correction(1)
    assert kept.archive("list") == 0
    assert REASON not in kept.out
    assert NOTE in " ".join(kept.out.split())


@pytest.mark.parametrize("with_record", [True, False], ids=["record", "no-record"])
def test_a_version_that_bags_name_and_none_holds_is_told(kept: Desk, with_record: bool) -> None:
    """Nothing is put in its place, and the bag that has it brings back the rest."""
    everything_lost(kept, with_record=with_record)
    assert from_bags(kept, 1, 3) != 0
    assert "v2 of 'notat' is missing" in kept.err
    assert list(said(kept)) == [1]
    assert from_bags(kept, 1, 2, 3) == 0, kept.err
    assert "2 versions put back" in kept.out
    assert said(kept) == WHOLE
    assert kept.archive("verify") == 0, kept.err
    assert from_bags(kept, 1, 2, 3) == 0, kept.err
    assert "nothing to repair" in kept.out


@pytest.mark.parametrize("record", ["none", "older", "whole"])
@pytest.mark.parametrize(
    ("at_first", "then"), [((1,), (3,)), ((1,), (2, 3)), ((1, 3), (1, 2, 3))], ids=["gap", "rest", "all"]
)
def test_what_a_bag_has_comes_or_it_is_told_why_not(
    kept: Desk, record: str, at_first: tuple[int, ...], then: tuple[int, ...]
) -> None:
    """A folder that forgot, or never knew, how far the report had come keeps nothing out."""
    everything_lost(kept, with_record=record != "none")
    if record == "older":
        path = kept.root / "releases.json"
        written = json.loads(path.read_text("utf-8"))
        written["reports"]["notat"] = {"1": written["reports"]["notat"]["1"]}
        path.write_text(json.dumps(written), "utf-8")
    from_bags(kept, *at_first)
    status = from_bags(kept, *then)
    if 2 in then:
        assert status == 0, kept.err
        assert said(kept) == WHOLE
        assert kept.archive("verify") == 0, kept.err
    else:
        assert status == 1
        assert "v2 of 'notat' is missing" in kept.err
        assert list(said(kept)) == [1]


def test_a_bag_says_in_its_first_lines_what_was_said_later(kept: Desk) -> None:
    """Who reads no more than ``bag-info.txt`` knows of a correction and a withdrawal."""
    for number, text in ((1, NOTE), (2, REASON), (3, "")):
        with zipfile.ZipFile(kept.root / f"v{number}.zip") as pack:
            lines = pack.read(f"notat-v{number}/bag-info.txt").decode().splitlines()
        label = "Internal-Sender-Description: "
        note, *later = [line.removeprefix(label) for line in lines if line.startswith(label)]
        assert note
        assert [text in one for one in later] == ([True] if text else [])
