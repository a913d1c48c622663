"""Each version names the one before it, so that two copies of an archive are told apart."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha512
from pathlib import Path

import pytest

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.manifest import PATH
from tests.pipeline.releases import DAY, Desk
from tests.pipeline.test_record import RECORD, revise

pytestmark = pytest.mark.usefixtures("shared_verapdf")


def store(desk: Desk) -> Path:
    return desk.root / "output/archive"


def files_of(desk: Desk, number: int) -> Mapping[str, bytes]:
    found = Archive(store(desk)).read_all("notat", number).value
    assert found is not None
    return found


def put(desk: Desk, number: int, files: Mapping[str, bytes]) -> None:
    """Add a version as a program would that knows of bytes alone."""
    diagnostics = Diagnostics()
    with Archive(store(desk)).write("notat", diagnostics) as writer:
        assert writer is not None
        now = datetime.fromtimestamp(desk.now + number * DAY, UTC)
        assert writer.add(number, files, "Rettet.", "Etaten", now) is not None, diagnostics.items


def verified(desk: Desk) -> int:
    return desk.archive("verify")


@pytest.fixture
def copies(thrice: Desk, tmp_path: Path) -> tuple[Desk, Desk]:
    """Two copies of a report and its archive, of which each has made a version 4; the second also a fifth."""
    shutil.copytree(thrice.root, tmp_path / "copy")
    copy = Desk(tmp_path / "copy", thrice._capsys)
    copy.now = thrice.now
    assert revise(thrice, "Den ene.") == 0, thrice.err
    assert revise(copy, "Den andre.") == 0, copy.err
    assert revise(copy, "Og mer.") == 0, copy.err
    return thrice, copy


def test_each_version_names_the_one_before_it(thrice: Desk) -> None:
    manifests = [files_of(thrice, number)[PATH] for number in (1, 2, 3)]
    named = [json.loads(data).get("previous") for data in manifests]
    assert named == [
        None,
        {"version": 1, "sha512": sha512(manifests[0]).hexdigest()},
        {"version": 2, "sha512": sha512(manifests[1]).hexdigest()},
    ]
    assert len({json.loads(data)["id"] for data in manifests}) == 1
    assert verified(thrice) == 0, thrice.err


def test_two_copies_that_each_made_another_version(copies: tuple[Desk, Desk]) -> None:
    one, other = copies
    for desk in copies:
        assert verified(desk) == 0, desk.err
    assert one.command("publish", str(one.root)) == 0, one.err
    # The newest version of the one after that of the other: every digest is right.
    put(one, 5, files_of(other, 5))
    before = sorted(store(one).rglob("*"))
    site = (one.root / "output/site/current").readlink()
    record = (one.root / RECORD).read_bytes()
    for has_record in (True, False):
        assert verified(one) == 1
        assert "RB-ARCHIVE-CHAIN" in one.err
        assert "v5 was released after another v4" in one.err
        assert one.archive("verify", "v5") == 1
        assert one.archive("verify", "v4") == 0, one.err
        assert one.command("publish", str(one.root)) == 1
        assert "RB-ARCHIVE-CHAIN" in one.err
        options = ("--onto", "v5") if has_record else ()
        one.edit("content/report.yaml", "authors: [Kari Eksempel]", "authors: [Ola Eksempel]")
        assert one.release("--note", "Nytt", *options) == 1
        assert "RB-ARCHIVE-CHAIN" in one.err
        one.edit("content/report.yaml", "authors: [Ola Eksempel]", "authors: [Kari Eksempel]")
        assert (one.root / RECORD).exists() == has_record
        (one.root / RECORD).unlink(missing_ok=True)
    (one.root / RECORD).write_bytes(record)
    assert sorted(store(one).rglob("*")) == before
    assert (one.root / "output/site/current").readlink() == site


def test_the_archive_of_the_other_copy_is_not_the_right_one(copies: tuple[Desk, Desk]) -> None:
    one, other = copies
    assert one.command("publish", str(one.root)) == 0, one.err
    shutil.rmtree(store(one))
    shutil.copytree(store(other), store(one))
    for command in (
        ("archive", "verify", "--root", str(one.root)),
        ("publish", str(one.root)),
        ("release", str(one.root), "--note", "Nytt"),
    ):
        assert one.command(*command) == 4, command
        assert "RB-ARCHIVE-AWAY" in one.err
        assert "v4" in one.err
    (one.root / RECORD).unlink()
    assert verified(one) == 0, one.err  # it is whole, and nothing else is known here
    assert one.command("publish", str(one.root)) == 4
    assert "RB-SITE-OTHER" in one.err


def test_files_of_the_other_copy_are_told(copies: tuple[Desk, Desk]) -> None:
    """A folder of a version and the inventory are copied over by hand."""
    one, other = copies
    shutil.copytree(store(other) / "notat/v5", store(one) / "notat/v5")
    assert verified(one) == 1
    for name in ("inventory.json", "inventory.json.sha512"):
        (store(one) / "notat" / name).unlink()
        shutil.copy(store(other) / "notat" / name, store(one) / "notat" / name)
    assert verified(one) == 1
    assert one.command("publish", str(one.root)) in {1, 4}


def test_versions_of_two_reports_are_told_apart(copies: tuple[Desk, Desk]) -> None:
    one, other = copies
    record = json.loads(files_of(other, 5)[PATH])
    record |= {"id": "urn:nbn:no-1", "version": 5}
    record["previous"]["sha512"] = sha512(files_of(one, 4)[PATH]).hexdigest()
    put(one, 5, {**files_of(other, 5), PATH: json.dumps(record).encode()})
    assert verified(one) == 1
    assert "v5 is of another report, urn:nbn:no-1" in one.err


def test_a_version_that_was_purged_keeps_its_place(thrice: Desk) -> None:
    purge = ("--reason", "Feil", "--purge", "--root", str(thrice.root))
    assert thrice.command("withdraw", "v2", *purge) == 0, thrice.err
    assert verified(thrice) == 0, thrice.err
    assert thrice.command("withdraw", "v3", *purge) == 0, thrice.err
    assert revise(thrice, "Mer.") == 0, thrice.err
    assert verified(thrice) == 0, thrice.err
    assert thrice.command("publish", str(thrice.root)) == 0, thrice.err


def copied_over(copies: tuple[Desk, Desk]) -> tuple[Desk, Desk, Path]:
    """Put the fifth version and the inventory of the second copy into the first; the first as it was."""
    one, other = copies
    before = one.root.parent / "before"
    shutil.copytree(one.root, before)
    shutil.copytree(store(other) / "notat/v5", store(one) / "notat/v5")
    for name in ("inventory.json", "inventory.json.sha512"):
        (store(one) / "notat" / name).unlink()
        shutil.copy(store(other) / "notat" / name, store(one) / "notat" / name)
    return one, other, before


def written(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_an_inventory_of_another_copy_is_never_followed(copies: tuple[Desk, Desk]) -> None:
    one, other, before = copied_over(copies)
    mixed = written(one.root)
    for options in ((), ("--dry-run",), ("--from", str(other.root))):
        assert verified(one) == 1
        assert "RB-ARCHIVE-CHAIN" in one.err
        assert "has another v4" in one.err
        assert one.archive("repair", *options) == 1
        assert "has another v4" in one.err
        assert "repair --from FOLDER" in one.err
        assert written(one.root) == mixed, options
    # The right copy puts the right list back; the version that does not belong is moved out by hand.
    assert one.archive("repair", "--from", str(before)) == 1
    shutil.move(store(one) / "notat/v5", one.root.parent / "v5")
    assert verified(one) == 0, one.err
    assert written(store(one) / "notat") == written(before / "output/archive/notat")


def test_a_file_that_is_whole_by_its_own_version_is_left(copies: tuple[Desk, Desk]) -> None:
    """Nothing tells which copy counts, where the record of the releases is lost too."""
    one, other, _ = copied_over(copies)
    (one.root / RECORD).unlink()
    mixed = written(store(one) / "notat/v4")
    assert one.archive("repair", "--from", str(other.root)) == 1
    assert "whole by the list in v4" in one.err
    assert written(store(one) / "notat/v4") == mixed
