"""Every part of an archive, lost or damaged, and every command: told, never wrong, and cured as is said."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from report_builder.archive.inventory import DECLARATION, INVENTORY, SIDECAR
from report_builder.archive.root import CONFIG
from report_builder.archive.root import DECLARATION as ROOT
from report_builder.cli.app import run
from tests.archive.support import ocfl_faults, overwrite
from tests.pipeline.releases import AUTUMN_2026, DAY, Desk
from tests.pipeline.test_regaining import WHOLE, said, store
from tests.said import ENGLISH

pytestmark = pytest.mark.usefixtures("shared_verapdf")

REPORT, JOURNAL = "notat", "notat#journal"

PARTS = (
    ROOT,
    CONFIG,
    *(f"{name}/{part}" for name in (REPORT, JOURNAL) for part in (DECLARATION, INVENTORY, SIDECAR)),
    f"{REPORT}/v1/{INVENTORY}",
    f"{REPORT}/v3/{INVENTORY}",
    f"{REPORT}/v3/{SIDECAR}",
    f"{REPORT}/v1/content/notat.pdf",
    f"{REPORT}/v2/content/manifest.json",
    f"{REPORT}/v3/content/manifest.json",
    f"{JOURNAL}/v1/content/journal.json",
    f"{JOURNAL}/v3/content/events/0001.jsonl",
    f"{REPORT}/v1",
    f"{REPORT}/v3",
    f"{JOURNAL}/v3",
    REPORT,
    JOURNAL,
    "",
)
"""Files and folders below the archive; the last one is the archive itself."""


def lost(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def damaged(path: Path) -> None:
    """A bit of a file is another one; of a folder nothing can be read."""
    for file in [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]:
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        overwrite(file, b"" if path.is_dir() else bytes(data))


COMMANDS = (
    ("archive", "verify"),
    ("archive", "list"),
    ("archive", "show", "v2"),
    ("archive", "history"),
    ("archive", "export", "v3", "--bagit", "{root}/out.zip"),
    ("archive", "rebuild", "v3"),
    ("archive", "repair"),
    ("archive", "repair", "--accept-loss"),
    ("archive", "repair", "--from", "{root}/copy"),
    ("archive", "restore", "--from", "{root}/v1.zip", "--from", "{root}/v2.zip", "--from", "{root}/v3.zip"),
    ("release", "{root}"),
    ("publish", "{root}"),
    ("correct", "v3", "--note", "Rettet."),
    ("diff", "v1", "v3"),
)

CURED = {command[:2] for command in COMMANDS if command[1] in ("verify", "repair", "restore", "v3", "{root}")}
"""After these, which may have written something, a copy cures the archive."""

Cell = tuple[str, Callable[[Path], None], tuple[str, ...]]
CELLS: list[Cell] = list(product(PARTS, (lost, damaged), COMMANDS))


@pytest.fixture(scope="module")
def whole(three_releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, its journal of three versions, a copy of the archive, and a bag of each version."""
    root = tmp_path_factory.mktemp("parts") / "report"
    shutil.copytree(three_releases, root)
    told = ("--root", str(root))
    commands: list[tuple[str, ...]] = [
        ("correct", "v1", "--note", "Årstallet på side 2 er 2024.", *told),
        ("withdraw", "v2", "--reason", "Tabell 3 var feil.", *told),
        ("archive", "verify", "--record", *told),
    ]
    commands += [
        ("archive", "export", f"v{number}", "--bagit", f"{root}/v{number}.zip", *told) for number in (1, 2, 3)
    ]
    for command in commands:
        assert run(list(command), ENGLISH, float, lambda: AUTUMN_2026 + 3 * DAY) == 0
    shutil.copytree(root / "output/archive", root / "copy")
    return root


def every_word(desk: Desk, command: tuple[str, ...]) -> int:
    words = [word.format(root=desk.root) for word in command]
    takes_root = command[0] not in ("release", "publish")
    return desk.command(*words, *(("--root", str(desk.root)) if takes_root else ()))


def named(desk: Desk) -> list[str]:
    """The commands of the archive that what was said names."""
    return re.findall(r"archive (?:repair|restore)(?: --[a-z-]+)?", desk.err)


def moved(desk: Desk) -> bool:
    """Do what a hint says that has a folder in the way; False where none says so."""
    folder = re.search(r"move the folder '([^']+)' out of", desk.err)
    if folder is None and "move the whole archive" not in desk.err:
        return False
    path = store(desk) / folder[1] if folder else store(desk)
    shutil.move(path, desk.root / f"aside-{len(list(desk.root.glob('aside-*')))}")
    return True


def assert_cured(desk: Desk, command: tuple[str, ...]) -> None:
    """The command mends it all; where a folder is in the way, it says so, and mends it then."""
    tries = 0
    while every_word(desk, command) != 0:
        assert moved(desk), desk.err
        tries += 1
        assert tries < 5, desk.err
    assert desk.archive("verify") == 0, desk.err
    # Another file being lost keeps nobody from correcting version 3.
    assert said(desk) in (WHOLE, WHOLE | {3: ["correction"]})
    assert ocfl_faults(store(desk)) == ""


def fresh(whole: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    shutil.copytree(whole, folder / "report")
    desk = Desk(folder / "report", capsys)
    desk.now = AUTUMN_2026 + 4 * DAY
    return desk


def assert_told_and_cured(desk: Desk, cell: Cell) -> None:
    part, damage, command = cell
    damage(store(desk) / part)
    status = every_word(desk, command)
    assert status in (0, 1, 2, 4), (cell, desk.err)
    assert "Traceback" not in desk.err
    if command[1] in ("repair", "restore"):
        assert status == 0 or named(desk) or "--from" in desk.err or "move the" in desk.err, (cell, desk.err)
    elif command == COMMANDS[0]:
        assert status != 0, cell
        assert named(desk), (cell, desk.err)
    elif command[0] in ("release", "publish", "correct") and status == 0:
        assert_unharmed(desk, cell)
    if command == ("archive", "show", "v2") and status == 0:
        assert "was withdrawn" in " ".join(desk.out.split()), (cell, desk.err)
    if command[:2] in CURED:
        assert_cured(desk, ("archive", "repair", "--from", "{root}/copy"))


def assert_unharmed(desk: Desk, cell: Cell) -> None:
    """Nothing was built on damage: what a command wrote is not of what is lost."""
    www = desk.root / "output/site/current/www/notat"
    assert not list((www / "v2").glob("*.pdf")), (cell, desk.err)


def of_report() -> Iterator[str]:
    yield from (part for part in PARTS if part.startswith(REPORT) and not part.startswith(JOURNAL))


def check(cells: list[Cell], whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, cell in enumerate(cells):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert_told_and_cured(fresh(whole, folder, capsys), cell)
        shutil.rmtree(folder)


def test_some_parts_and_commands(whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(random.Random(29).sample(CELLS, 20), whole, tmp_path, capsys)  # noqa: S311 - the same in every run


@pytest.mark.whole
@pytest.mark.parametrize("damage", [lost, damaged], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_and_every_command(
    whole: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    part: str,
    damage: Callable[[Path], None],
) -> None:
    cells = [cell for cell in CELLS if cell[:2] == (part, damage)]
    check(cells, whole, tmp_path, capsys)


@pytest.mark.whole
@pytest.mark.parametrize("damage", [lost, damaged], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("part", list(of_report()))
def test_bags_cure_every_part_of_a_report(
    whole: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    part: str,
    damage: Callable[[Path], None],
) -> None:
    desk = fresh(whole, tmp_path, capsys)
    damage(store(desk) / part)
    assert_cured(desk, COMMANDS[9])


@pytest.mark.whole
@pytest.mark.parametrize("damage", [lost, damaged], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("part", [part for part in PARTS if part.startswith(JOURNAL)])
def test_every_part_of_a_journal_can_be_gone_on_without(
    whole: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    part: str,
    damage: Callable[[Path], None],
) -> None:
    desk = fresh(whole, tmp_path, capsys)
    shutil.rmtree(desk.root / "copy")
    damage(store(desk) / part)
    assert_cured(desk, ("archive", "repair", "--accept-loss"))
