"""A report is found from wherever in it a command is run, and its messages lead to its files from there."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.cli.folder import archive_command, publishing, report_above
from tests.bad.harness import BASE
from tests.said import ENGLISH

FAULT = "content/chapters/innledning.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A report with one fault, and another folder beside its sources."""
    root = tmp_path / "rapport"
    shutil.copytree(BASE, root)
    (root / "output").mkdir()
    (root / "archive").mkdir()
    (root / "notater").mkdir()
    (root / "settings.yaml").write_text("timezone: Europe/Oslo\n", "utf-8")
    with (root / FAULT).open("a", encoding="utf-8") as file:
        file.write("\n\nEn <hr> her.\n")
    return root


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    run(arguments, ENGLISH, lambda: 0.0)
    return capsys.readouterr().err


COMMANDS = (["check-content"], ["build"], ["release", "--dry-run"], ["preview"])


@pytest.mark.parametrize(
    "folder", [".", "content", "content/chapters", "assets", "assets/bilder", "output", "archive"]
)
def test_a_command_finds_the_report_it_stands_in(
    folder: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / folder)
    for arguments in COMMANDS[:3]:
        place = said(arguments, capsys).partition(":")[0]
        assert (Path.cwd() / place).resolve() == root / FAULT, arguments
    assert "there is no report" not in said(["archive", "verify"], capsys)
    assert "there is no report" not in said(["diff"], capsys)


@pytest.mark.parametrize(
    "path",
    ["content", "content/report.yaml", FAULT, "assets", "settings.yaml", "content/../output"],
)
def test_a_path_into_a_report_is_its_own(
    path: str, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, given, place in (
        (root, path, FAULT),
        (root.parent, f"rapport/{path}", f"rapport/{FAULT}"),
        (root.parent, str(root / path), str(root / FAULT)),
    ):
        monkeypatch.chdir(folder)
        for arguments in COMMANDS[:2]:
            assert said([*arguments, given], capsys).startswith(f"{place}:"), (folder, given)


def test_a_file_beside_is_named_by_the_way_from_here(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "content/chapters")
    assert said(["check-content"], capsys).startswith("innledning.md:")
    monkeypatch.chdir(root / "assets")
    assert said(["check-content"], capsys).startswith("../content/chapters/innledning.md:")


@pytest.mark.parametrize("path", ["notater", "tull", "content/tull", "..", "/"])
def test_what_is_no_part_of_a_report_is_told_as_it_was(
    path: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    assert report_above(path) == path
    assert "there is no report here" in said(["build", path], capsys)


def test_a_report_below_another_is_its_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = root / "output/kopi"
    shutil.copytree(BASE, inner)
    monkeypatch.chdir(inner / "content/chapters")
    assert report_above(".") == "../.."
    assert report_above("..") == "../.."
    monkeypatch.chdir(inner)
    assert report_above(".") == "."


@pytest.mark.parametrize(
    "command",
    ["list", "show v1", "get v1", "verify", "history", "rebuild v1", "export v1 --eark"],
)
def test_a_folder_that_is_no_reports_has_no_archive(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is asked to release what is not there."""
    (tmp_path / "brev.txt").write_text("Kjære", "utf-8")
    assert run(["archive", *command.split(), "--root", str(tmp_path)], ENGLISH, lambda: 0.0) == 2
    told = capsys.readouterr().err
    assert "content/report.yaml: RB-FILE-MISSING there is no report here" in told
    assert told.count("RB-") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["brev.txt"]


@pytest.mark.parametrize("folder", [".", "rapporter/2019-7", "min rapport"])
def test_the_commands_that_are_named_lead_to_the_report_from_here(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, tmp_path / folder, dirs_exist_ok=True)
    at = Path(folder)
    assert run(shlex.split(publishing(at))[1:], ENGLISH, lambda: 0.0) == 0
    for name in ("history", "verify", "repair"):
        assert run(shlex.split(archive_command(name, at))[1:], ENGLISH, lambda: 0.0) == 0, name
    with (at / FAULT).open("a", encoding="utf-8") as file:
        file.write("\nNytt.\n")
    capsys.readouterr()
    assert run(["release", folder, "--note", "Nytt."], ENGLISH, lambda: 0.0) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"publish it with: {publishing(at)}"
    assert run(["archive", "verify", "--record", "--root", folder], ENGLISH, lambda: 0.0) == 0
    assert archive_command("history", at) in capsys.readouterr().out
