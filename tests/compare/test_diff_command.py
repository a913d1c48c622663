"""``report-builder diff``, as a communications officer and a script use it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from report_builder.cli.app import run
from tests.conftest import BASE
from tests.pipeline.releases import AUTUMN_2026, Desk
from tests.said import ENGLISH
from tests.verify_support import SharedMachine

SENTENCE = "Et avsnitt med en note."


@pytest.fixture
def desk(good_report: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(good_report, capsys)


def diff(desk: Desk, *arguments: str) -> int:
    return desk.command("diff", *arguments, "--root", str(desk.root))


@pytest.fixture(scope="module")
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report with two releases: one sentence and one finding are between them."""
    root = tmp_path_factory.mktemp("released") / "report"
    shutil.copytree(BASE, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("report_builder.check.verapdf._Machine", SharedMachine)
        for note in ("", "Rettet"):
            assert run(["release", str(root), "--note", note], ENGLISH, lambda: 0.0, lambda: AUTUMN_2026) == 0
            edit(root / "content/chapters/drofting.md", SENTENCE, "Et annet avsnitt med en note.")
            edit(root / "content/findings.yaml", "value: 73", "value: 74")
    return root


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


@pytest.fixture
def released(two_versions: Path, desk: Desk) -> Desk:
    shutil.rmtree(desk.root)
    shutil.copytree(two_versions, desk.root)
    return desk


def test_two_versions_differ_in_a_sentence_and_a_finding(released: Desk, tmp_path: Path) -> None:
    page = tmp_path / "endret.html"
    assert diff(released, "v1", "2", "--json", "--html", str(page)) == 0
    told = json.loads(released.out)
    assert [finding["id"] for finding in told["findings"]] == ["tillit"]
    assert [[piece["text"] for piece in text["words"]] for text in told["texts"]] == [
        ["Et ", "annet", " avsnitt med en note.[1]"]
    ]
    assert [fact["field"] for fact in told["metadata"]] == ["version", "updated"]
    assert told["numbers"] == told["figures"] == []
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert released.err == f"{page}\n"


def test_the_content_now_is_compared_with_the_newest_version(released: Desk) -> None:
    assert diff(released, "--exit-code") == 0
    assert released.out == "no difference between v2 and the content as it is now\n"
    assert diff(released, "v1", "--exit-code") == 1
    assert "Value: [-73-]{+74+}" in released.out
    assert "Metadata" not in released.out, "a release gives number and dates, whatever the content says"
    assert diff(released, "v1") == 0


def test_files_are_compared_without_a_report(released: Desk, tmp_path: Path) -> None:
    paths = []
    for version in ("v1", "v2"):
        path = tmp_path / f"{version}.pdf"
        path.write_bytes(released.pdf(version, tmp_path))
        paths.append(str(path))
    assert released.command("diff", *paths, "--root", str(tmp_path)) == 0
    assert "Findings" not in released.out
    assert "[-73 %-]{+74 %+}".replace(" ", "\u00a0") in released.out


def test_what_is_not_there_is_named(released: Desk, desk: Desk) -> None:
    assert diff(released, "v7", "borte.pdf") == 2
    assert "RB-VERSION-UNKNOWN" in desk.err
    assert "borte.pdf: RB-DIFF-FILE it cannot be compared: there is no such file" in desk.err
    assert desk.out == ""


def test_without_a_release_there_is_nothing_to_compare_with(desk: Desk) -> None:
    assert diff(desk) == 2
    assert "release it first" in desk.err


def test_a_page_that_cannot_be_written(released: Desk, tmp_path: Path) -> None:
    assert diff(released, "v1", "v2", "--html", str(tmp_path / "borte" / "side.html")) == 3
    assert "RB-OUTPUT-WRITE" in released.err
    assert released.out == ""


def test_faults_of_the_content_are_told_as_in_a_build(released: Desk) -> None:
    released.edit("content/findings.yaml", "value: 74", "value: mange")
    assert diff(released) == 2
    assert "content/findings.yaml:3" in released.err
