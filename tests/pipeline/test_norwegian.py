"""The path of README, from a release to what is said of it later, walked in Norwegian."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.norwegian import english_among, english_in, record
from tests.pipeline.releases import CHAPTER, SENTENCE, Desk


def walk(desk: Desk, steps: Sequence[tuple[int, Sequence[str]]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each command, in bokmål, and look for English in what it prints and in its nynorsk."""
    desk.environment = {"RB_LANG": "nb"}
    said = record(monkeypatch)
    for status, step in steps:
        arguments = [each.format(root=desk.root) for each in step]
        assert desk.command(*arguments) == status, f"{arguments}\n{desk.err}"
        assert not english_in(desk.out + desk.err), desk.out + desk.err
        assert not english_among(said)
        said.clear()


def test_what_is_released_is_looked_at(released: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    released.edit(CHAPTER, SENTENCE, "Et avsnitt som er rettet.")
    here = ("--root", "{root}")
    steps = [
        (0, ("archive", "list", *here)),
        (0, ("archive", "show", "v1", *here)),
        (0, ("archive", "verify", *here)),
        (0, ("archive", "get", "v1", *here, "-o", "{root}/hentet.pdf")),
        (0, ("archive", "export", "v1", *here, "--bagit", "{root}/pakke.zip")),
        (0, ("archive", "export", "v1", *here, "--ro-crate", "-o", "{root}/pakke.tar")),
        (0, ("archive", "export", "v1", *here, "--eark", "-o", "{root}/eark.zip")),
        (2, ("archive", "export", "v1", *here)),
        (0, ("archive", "repair", *here)),
        (2, ("archive", "show", "v2", *here)),
        (0, ("diff", *here)),
        (2, ("diff", "v1", "v2", *here)),
        (0, ("correct", "v1", *here, "--note", "Figur 2 viser tall for 2018", "--dry-run")),
        (0, ("correct", "v1", *here, "--note", "Figur 2 viser tall for 2018")),
        (0, ("withdraw", "v1", *here, "--reason", "Feil i tallene", "--purge", "--dry-run")),
        (2, ("release", "{root}")),
    ]
    walk(released, steps, monkeypatch)


@pytest.mark.whole
def test_the_whole_path(thrice: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    thrice.edit(CHAPTER, "Rettet.", "Et avsnitt som er rettet.")
    here = ("--root", "{root}")
    moved = str(tmp_path / "flyttet")
    steps = [
        (0, ("build", "{root}", "--verify", "--timings")),
        (0, ("check", "{root}/output")),
        (0, ("release", "{root}", "--note", "Ny figur", "--dry-run")),
        (0, ("release", "{root}", "--note", "Ny figur")),
        (0, ("release", "{root}")),
        (0, ("publish", "{root}")),
        (0, ("publish", "{root}")),
        (0, ("archive", "rebuild", "v1", *here)),
        (0, ("archive", "move", moved, *here, "--dry-run")),
        (0, ("archive", "move", moved, *here)),
        (0, ("withdraw", "v2", *here, "--reason", "Feil i tallene")),
        (0, ("archive", "list", *here)),
        (0, ("publish", "{root}")),
        (0, ("withdraw", "v2", *here, "--undo")),
        (0, ("withdraw", "v2", *here, "--reason", "Feil i tallene", "--purge", "--yes")),
        (0, ("archive", "show", "v2", *here)),
        (0, ("diff", "v1", "v3", *here)),
    ]
    walk(thrice, steps, monkeypatch)
