"""Row 42 of the fault table: every kind of bad OCFL 1.1 object is refused, with the right reason."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest

from report_builder.archive import Archive
from report_builder.archive.tree import Tree
from report_builder.diagnostics import Severity
from tests.archive.bad_objects import (
    CASES,
    Bad,
    each,
    move_declaration,
    replace_content,
    replace_folder_with_link,
    replace_with_link,
    wrong_sidecar,
)
from tests.archive.support import (
    NAME,
    add,
    contents,
    copy,
    edit,
    edit_head,
    errors,
    make,
    ocfl_faults,
    overwrite,
)
from tests.said import english, line_of


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("sound") / "archive")
    assert errors(root) == []
    assert ocfl_faults(root) == ""
    return root


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_a_bad_object_is_refused(bad: Bad, sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")
    bad.spoil(root / NAME)
    before = snapshot(root)
    found = errors(root)
    told = [(item.code, item.span.path if item.span else "", english(item.message)) for item in found]
    path = f"{NAME}/{bad.path}"
    assert [one for one in told if one[:2] == (bad.code, path) and f"(OCFL {bad.rule})" in one[2]], told
    assert snapshot(root) == before, "verify repairs nothing"
    if bad.seen:
        assert ocfl_faults(root) != ""


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_nothing_is_built_on_a_bad_object(bad: Bad, sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")
    bad.spoil(root / NAME)
    before = snapshot(root)
    added, diagnostics = add(root, 4, {"report.pdf": b"%PDF second"})
    if added is None:
        assert any(item.severity is Severity.ERROR for item in diagnostics)
        assert snapshot(root) == before
    else:  # damage to what the new version does not rest on is not healed, nor hidden
        assert {item.code for item in errors(root)} >= {bad.code}


def snapshot(root: Path) -> dict[str, object]:
    """Every name below the root, with bytes where there are some."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else path.is_symlink()
        for path in root.rglob("*")
    }


def test_a_changed_file_is_told_with_both_digests(sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")
    replace_content(root / NAME)
    (found,) = errors(root)
    expected, actual = sha512(b"%PDF second").hexdigest(), sha512(b"%PDF forged").hexdigest()
    assert f"expected {expected}, found {actual}" in english(found.message)
    read = Archive(root).read(NAME, 2, "report.pdf")
    assert read.value is None
    assert read.diagnostics == (found,)
    assert Archive(root).read(NAME, 1, "report.pdf").value == b"%PDF first"
    assert Archive(root).read_all(NAME, 2).value is None


def test_only_one_version_is_verified_where_one_is_named(sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")
    replace_content(root / NAME)
    assert not Archive(root).verify(NAME, 1).failed
    assert Archive(root).verify(NAME, 2).failed
    assert not Archive(root).verify(NAME, 3).failed
    assert [item.code for item in Archive(root).verify(NAME, 9).diagnostics] == ["RB-ARCHIVE-MISSING"]
    assert [item.code for item in Archive(root).verify("other").diagnostics] == ["RB-ARCHIVE-MISSING"]


EDITS: dict[str, Callable[[dict[str, Any]], object]] = {
    "message": lambda found: found["versions"]["v1"].update(message="another"),
    "time": lambda found: found["versions"]["v1"].update(created="2019-12-05T09:00:01Z"),
    "person": lambda found: found["versions"]["v1"]["user"].update(name="Ola"),
    "file": lambda found: found["versions"]["v1"]["state"].pop(next(iter(found["versions"]["v1"]["state"]))),
}
"""What one may change by hand in each inventory, since each knows the first version."""


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("what", EDITS)
@pytest.mark.parametrize("folder", ["", "v1", "v2", "v3"])
def test_the_inventory_that_was_edited_is_the_one_that_is_named(
    folder: str, what: str, sealed: bool, sound: Path, tmp_path: Path
) -> None:
    """No other is blamed, whichever of them it is, with or without a sidecar that fits."""
    root = copy(sound, tmp_path / "archive")
    edited = root / NAME / folder
    seal = (edited / "inventory.json.sha512").read_bytes()
    edit(edited, EDITS[what])
    if not sealed:
        overwrite(edited / "inventory.json.sha512", seal)
    found = errors(root)
    inventory = (edited / "inventory.json").relative_to(root).as_posix()
    assert inventory in {item.span.path for item in found if item.span}
    assert {item.span and item.span.path for item in found} <= {inventory, f"{inventory}.sha512"}


def test_a_link_is_not_followed_out_of_the_archive(sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")
    replace_with_link(root / NAME)
    outcome = Archive(root).read(NAME, 1, "report.pdf")
    assert outcome.value is None
    assert [item.code for item in outcome.diagnostics] == ["RB-ARCHIVE-KIND"]
    outside = tmp_path / "outside"
    (root / NAME).rename(outside)
    (root / NAME).symlink_to(outside)
    assert [item.code for item in Archive(root).versions(NAME).diagnostics] == ["RB-ARCHIVE-KIND"]
    assert [item.code for item in errors(root)] == ["RB-ARCHIVE-KIND"]
    assert add(root, 4, {})[0] is None


def test_all_faults_are_found_at_once(sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")
    replace_content(root / NAME)
    (root / NAME / "more.txt").write_bytes(b"")
    wrong_sidecar(root / NAME)
    move_declaration(root / NAME)
    assert [item.code for item in errors(root)] == [
        "RB-ARCHIVE-DECLARATION",
        "RB-ARCHIVE-DECLARATION",
        "RB-ARCHIVE-SIDECAR",
        "RB-ARCHIVE-EXTRA",
        "RB-ARCHIVE-DIGEST",
    ]


def test_a_million_faults_are_not_all_told(sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")
    edit_head(root / NAME, lambda found: found.update({f"key{count}": 0 for count in range(100_000)}))
    found = errors(root)
    assert len(found) < 100
    assert any("further faults" in english(item.message) for item in found)


def test_a_hostile_name_stays_on_its_line(sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")
    (root / NAME / "v1" / "content" / "a\nRB-FAKE \x1b[31m").write_bytes(b"")
    Path(os.fsdecode(os.fsencode(root / NAME / "v1" / "content") + b"/\xff")).write_bytes(b"")
    found = errors(root)
    assert len(found) == 2
    assert all(line_of(item).isprintable() for item in found)


def test_what_ocfl_only_recommends_is_a_warning(sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")

    def bare(inventory: dict[str, Any]) -> None:
        del inventory["versions"]["v3"]["message"], inventory["versions"]["v3"]["user"]

    edit_head(root / NAME, bare)
    (found,) = Archive(root).verify().diagnostics
    assert (found.code, found.severity) == ("RB-ARCHIVE-ADVICE", Severity.WARNING)
    assert "v3 has no message and no author (OCFL W007)" in english(found.message)
    assert ocfl_faults(root) == ""


def test_fixity_of_another_program_is_checked_and_kept(sound: Path, tmp_path: Path) -> None:
    from hashlib import md5

    root = copy(sound, tmp_path / "archive")
    digest = md5(b"%PDF first", usedforsecurity=False).hexdigest()
    fixity = {"md5": {digest: ["v1/content/report.pdf"]}}
    edit_head(root / NAME, lambda found: found.update(fixity=fixity))
    assert errors(root) == []
    added, _ = add(root, 4, {"report.pdf": b"%PDF fourth"})
    assert added is not None
    assert json.loads((root / NAME / "inventory.json").read_bytes())["fixity"] == fixity
    assert ocfl_faults(root) == ""
    assert len(contents(root)) == 4


ROOTS: list[tuple[str, Callable[[Path], object], str, str]] = [
    ("no declaration", lambda root: (root / "0=ocfl_1.1").unlink(), "RB-ARCHIVE-ROOT", "E069"),
    ("two declarations", lambda root: (root / "0=ocfl_1.0").touch(), "RB-ARCHIVE-ROOT", "E069"),
    ("wrong declaration", lambda root: overwrite(root / "0=ocfl_1.1", b"x"), "RB-ARCHIVE-ROOT", "E075"),
    (
        "a declaration too large",
        lambda root: overwrite(root / "0=ocfl_1.1", b"x" * 70_000),
        "RB-ARCHIVE-KIND",
        "E069",
    ),
    ("no layout", lambda root: (root / "ocfl_layout.json").unlink(), "RB-ARCHIVE-FILE-MISSING", "E070"),
    ("layout is no JSON", lambda root: overwrite(root / "ocfl_layout.json", b"{"), "RB-ARCHIVE-ROOT", "E070"),
    (
        "layout breaks off",
        lambda root: overwrite(root / "ocfl_layout.json", b"{\n,"),
        "RB-ARCHIVE-ROOT",
        "E070",
    ),
    ("layout is a list", lambda root: overwrite(root / "ocfl_layout.json", b"[]"), "RB-ARCHIVE-ROOT", "E070"),
    (
        "another layout",
        lambda root: overwrite(root / "ocfl_layout.json", b'{"extension": "0004", "description": ""}'),
        "RB-ARCHIVE-ROOT",
        "E071",
    ),
    ("a folder of no object", lambda root: (root / ".git").mkdir(), "RB-ARCHIVE-EXTRA", "E072"),
    ("a link", lambda root: (root / "link").symlink_to("/"), "RB-ARCHIVE-KIND", "E072"),
    (
        "a file among the extensions",
        lambda root: each((root / "extensions").mkdir, (root / "extensions/a").touch),
        "RB-ARCHIVE-EXTRA",
        "E112",
    ),
]


@pytest.mark.parametrize(
    ("spoil", "code", "rule"), [case[1:] for case in ROOTS], ids=[case[0] for case in ROOTS]
)
def test_a_bad_root_is_refused(
    spoil: Callable[[Path], object], code: str, rule: str, sound: Path, tmp_path: Path
) -> None:
    root = copy(sound, tmp_path / "archive")
    spoil(root)
    found = errors(root)
    assert [(item.code, f"(OCFL {rule})" in english(item.message)) for item in found] == [(code, True)]


def test_a_layout_is_told_where_it_breaks_off(sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")
    overwrite(root / "ocfl_layout.json", b'{\n "extension": ,\n}')
    (found,) = errors(root)
    assert str(found.span) == "ocfl_layout.json:2:15"


@pytest.mark.parametrize("name", ["extensions", "extensions/report-builder"])
def test_nothing_is_written_through_a_link(sound: Path, tmp_path: Path, name: str) -> None:
    root = copy(sound, tmp_path / "archive")
    (outside := tmp_path / "outside").mkdir()
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(outside)
    added, diagnostics = add(root, 4, {"report.pdf": b"new"})
    assert added is None
    assert [item.code for item in diagnostics] == ["RB-ARCHIVE-KIND"]
    assert list(outside.iterdir()) == []


def test_what_cannot_be_read_is_told(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Tree._open

    def refuse(self: Tree, path: str) -> int:
        if path.endswith("v1/content/report.pdf"):
            raise PermissionError(13, os.strerror(13))
        return original(self, path)

    monkeypatch.setattr(Tree, "_open", refuse)
    (found,) = errors(sound)
    assert found.code == "RB-ARCHIVE-READ"
    assert "cannot be read: permission denied" in english(found.message)


def test_nothing_is_read_through_a_link_where_steps_cannot_be_opened(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("report_builder.archive.tree._STEPWISE", False)
    root = copy(sound, tmp_path / "archive")
    assert errors(root) == []
    replace_folder_with_link(root / NAME)
    outcome = Archive(root).read(NAME, 1, "report.pdf")
    assert [item.code for item in outcome.diagnostics] == ["RB-ARCHIVE-KIND"]


def test_a_path_that_every_version_has_is_told_for_each(sound: Path, tmp_path: Path) -> None:
    root = copy(sound, tmp_path / "archive")

    def lead_out(inventory: dict[str, Any]) -> None:
        for version in inventory["versions"].values():
            paths = next(iter(version["state"].values()))
            paths[:] = ["../out"]

    edit_head(root / NAME, lead_out)
    for _ in range(2):  # what is remembered of an inventory is never a fault
        told = [english(item.message) for item in Archive(root).versions(NAME).diagnostics]
        assert len([message for message in told if "../out" in message]) == 3, told
