"""Reports with one, two and three versions, released and published once for the whole session."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from report_builder.cli.app import run
from tests.outside.promised import BEGIN_ANEW
from tests.outside.remembered import RememberingMachine
from tests.outside.scene import AUTUMN_2026, DAY, TEXT, Scene, set_up
from tests.pipeline.releases import SENTENCE
from tests.said import ENGLISH

Stage = Callable[..., Scene]
MACHINE = "report_builder.check.verapdf._Machine"


def _do(*arguments: str, now: float) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MACHINE, RememberingMachine)
        return run(arguments, ENGLISH, lambda: 0.0, lambda: now)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of it takes its time."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.whole)


class Warehouse:
    """Makes each stage when it is first asked for: version N stands on N - 1."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def stage(self, layout: str, versions: int) -> Path:
        target = self.folder / f"{layout}-{versions}"
        if target.exists():
            return target
        if versions == 0:
            set_up(target, layout)
            return target
        shutil.copytree(self.stage(layout, versions - 1), target, symlinks=True)
        report = target / "report"
        site = report / "output/site" if layout == "home" else target / "site"
        now = AUTUMN_2026 + versions * DAY
        options = []
        if versions > 1:
            text = (report / TEXT).read_text("utf-8")
            old = SENTENCE if versions == 2 else f"Et avsnitt med en note, utgave {versions - 1}."
            new = f"Et avsnitt med en note, utgave {versions}."
            (report / TEXT).write_text(text.replace(old, new), "utf-8")
            options = ["--note", f"Utgave {versions}"]
        status = _do("release", str(report), *options, now=now)
        if status and versions == 1:  # an empty folder may have to be named a new archive's
            status = _do("release", str(report), BEGIN_ANEW, now=now)
        assert status == 0
        assert _do("publish", str(report), "-o", str(site), now=now) == 0
        return target


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return Warehouse(tmp_path_factory.mktemp("outside"))


@pytest.fixture(autouse=True)
def remembering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask veraPDF once for each file."""
    monkeypatch.setattr(MACHINE, RememberingMachine)


@pytest.fixture
def stage(warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Stage:
    """``stage("drive", 2)``: a scene of the test's own with so many versions released and published."""

    def make(layout: str = "drive", versions: int = 1) -> Scene:
        target = tmp_path / "here"
        shutil.copytree(warehouse.stage(layout, versions), target, symlinks=True)
        scene = Scene(target, capsys, layout)
        scene.now = AUTUMN_2026 + max(versions, 1) * DAY
        return scene

    return make
