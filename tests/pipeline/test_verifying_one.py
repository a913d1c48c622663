"""``archive verify v2`` judges what version 2 stands on, and tells apart what else it sees."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from report_builder.archive import Archive
from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.journal import read_journal
from report_builder.pipeline.provenance import Event
from tests.archive.support import overwrite
from tests.pipeline.releases import Desk

pytestmark = pytest.mark.usefixtures("shared_verapdf")

ALL = frozenset({1, 2, 3})
Damage = Callable[[Path], None]


def lost(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def cut(path: Path) -> None:
    overwrite(path, path.read_bytes()[:-20])


def stray(path: Path) -> None:
    path.write_bytes(b"?")


def linked(path: Path) -> None:
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")


DAMAGES: tuple[tuple[str, Damage, frozenset[int]], ...] = (
    ("v1/content/manifest.json", lost, frozenset({1})),
    ("v2/content/manifest.json", lost, frozenset({2})),
    ("v3/content/notat.pdf", lost, frozenset({3})),
    ("v1/content/manifest.json", cut, frozenset({1})),
    ("v2/content/notat.pdf", cut, frozenset({2})),
    ("v1/content/source/content/report.yaml", lost, ALL),
    ("v1/content/source/content/report.yaml", cut, ALL),
    ("v1/inventory.json", lost, frozenset({1})),
    ("v2/inventory.json", cut, frozenset({2})),
    ("v2/inventory.json.sha512", cut, frozenset({2})),
    ("v3/inventory.json", cut, frozenset({3})),
    ("v3/inventory.json.sha512", lost, frozenset({3})),
    ("v1", lost, ALL),
    ("v2", lost, frozenset({2})),
    ("v3", lost, frozenset({3})),
    ("v1/content", linked, ALL),
    ("v2/content", linked, frozenset({2})),
    ("v2/content/stray.txt", stray, frozenset({2})),
    ("stray.txt", stray, frozenset()),
    ("inventory.json", cut, ALL),
    ("inventory.json.sha512", lost, ALL),
    ("0=ocfl_object_1.1", lost, ALL),
    ("../notat#journal/v1/content/journal.json", lost, frozenset()),
    ("../notat#journal/v1/content/journal.json", cut, frozenset()),
)
"""What is damaged, how, and which versions do not stand when it is."""


def events(desk: Desk) -> tuple[Event, ...]:
    journal = read_journal(Archive(desk.root / "output/archive"), "notat", Diagnostics())
    assert journal is not None
    return journal.events


@pytest.mark.parametrize(
    ("path", "damage", "fallen"), DAMAGES, ids=lambda value: getattr(value, "__name__", None)
)
def test_each_version_is_judged_by_what_it_stands_on(
    thrice: Desk, path: str, damage: Damage, fallen: frozenset[int]
) -> None:
    if "#journal" in path:
        assert thrice.archive("verify", "--record") == 0, thrice.err
    damage(thrice.root / "output/archive/notat" / path)
    assert thrice.archive("verify") != 0
    for number in ALL:
        assert (thrice.archive("verify", f"v{number}") != 0) == (number in fallen), (number, thrice.err)
        is_seen = damage is not cut or "inventory" in path or "journal" in path
        if is_seen and number not in fallen:
            assert f"v{number} does not need this" in thrice.err


@pytest.mark.parametrize("path", ["v1/content/manifest.json", "v3/content/manifest.json"])
def test_what_is_recorded_is_true_of_the_version(thrice: Desk, path: str) -> None:
    (thrice.root / "output/archive/notat" / path).unlink()
    for number in sorted(ALL):
        thrice.archive("verify", f"v{number}", "--record")
    found = [(event.version, event.outcome) for event in events(thrice)]
    fallen = int(path[1])
    assert found == [(number, "fail" if number == fallen else "success") for number in sorted(ALL)]


def test_a_lost_tombstone_is_no_other_version(thrice: Desk) -> None:
    purged = ("withdraw", "v2", "--reason", "Navn", "--purge", "--yes", "--root", str(thrice.root))
    assert thrice.command(*purged) == 0, thrice.err
    (thrice.root / "output/archive/notat/v2/content/withdrawn.json").unlink()
    assert thrice.archive("verify", "v3") == 0, thrice.err
    assert thrice.archive("verify", "v2") != 0
    assert "RB-ARCHIVE-FILE-MISSING" in thrice.err
    assert "RB-ARCHIVE-AWAY" not in thrice.err
