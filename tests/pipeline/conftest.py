"""A report at an editor's desk, before and after its first release."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from report_builder.cli.app import run
from report_builder.sources.location import STORES
from tests.conftest import BASE
from tests.pipeline.releases import AUTUMN_2026, CHAPTER, DAY, NAMED, SENTENCE, Desk
from tests.said import ENGLISH
from tests.verify_support import SharedMachine

DATES = 'published: 2020-01-02\nupdated: 2020-03-04\nversion: "1.0"\n'


@pytest.fixture
def memory_is_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let settings name the memory of this process, which keeps nothing and is refused otherwise."""
    monkeypatch.setitem(STORES, "memory", "memory")


@pytest.fixture
def desk(good_report: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A report that states no dates."""
    desk = Desk(good_report, capsys)
    desk.edit("content/report.yaml", DATES, "")
    return desk


@pytest.fixture(scope="session")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that report after its first release."""
    root = tmp_path_factory.mktemp("released") / "report"
    shutil.copytree(BASE, root)
    report = root / "content/report.yaml"
    report.write_text(report.read_text("utf-8").replace(DATES, ""), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
        assert run(["release", str(root)], ENGLISH, lambda: 0.0, lambda: AUTUMN_2026) == 0
    return root


@pytest.fixture
def released(first_release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A report of the test's own that states no dates and was released once."""
    shutil.copytree(first_release, tmp_path / "report")
    return Desk(tmp_path / "report", capsys)


@pytest.fixture(scope="session")
def three_releases(first_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with three versions, of which the second should not have been."""
    root = tmp_path_factory.mktemp("thrice") / "report"
    shutil.copytree(first_release, root)
    path = root / CHAPTER
    text = path.read_text("utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
        for number, words in ((1, f"{NAMED}."), (2, "Rettet.")):
            path.write_text(text.replace(SENTENCE, words), "utf-8")
            options = ["--note", f"Om {words}"]
            wall = partial(float, AUTUMN_2026 + number * DAY)
            assert run(["release", str(root), *options], ENGLISH, float, wall) == 0
    return root


@pytest.fixture
def thrice(three_releases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A report of the test's own with those three versions."""
    shutil.copytree(three_releases, tmp_path / "report")
    desk = Desk(tmp_path / "report", capsys)
    desk.now = AUTUMN_2026 + 3 * DAY
    return desk
