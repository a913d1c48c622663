"""``report-builder batch``: what it answers, in which words, and with which status."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.lock import Busy, held
from report_builder.cli.app import run
from report_builder.language.catalogue import languages
from tests.batches import BATCH, CHAPTER, CHAPTER_PATH, TABLE, write_batch
from tests.said import ENGLISH


@pytest.fixture
def root(good_report: Path) -> Path:
    """The batch of four groups."""
    return write_batch(good_report)


def batch(root: Path, *options: str, language: str = "en") -> int:
    return run(["batch", str(root), "--jobs", "1", *options], {**ENGLISH, "RB_LANG": language}, float)


def test_it_makes_the_reports_and_says_how_many(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(root) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    folder, summary = shown.out.splitlines()
    assert folder == str(root / "output/batch")
    assert summary.startswith("4 made · 0 kept · 0 failed · 0 not begun · ")
    assert sorted(path.name for path in (root / "output/batch").rglob("*.pdf")) == [
        *(f"notat-030{number}.pdf" for number in (1, 2, 3, 4)),
    ]
    assert batch(root) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("0 made · 4 kept · ")


@pytest.mark.parametrize("language", languages())
def test_a_dry_run_counts_and_writes_nothing(
    root: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(root, "--dry-run", language=language) == 0
    assert capsys.readouterr().out.startswith("4 ")
    write_batch(root, table=TABLE.replace("4,2", "").replace("3,9", ""))
    assert batch(root, "--dry-run", language=language) == 2
    shown = capsys.readouterr()
    assert [line[:2] for line in shown.out.splitlines()] == ["4 ", "2 "]
    assert "Nord" in shown.err.splitlines()[0]
    assert "content/chapters/innledning.md:3:" in shown.err
    assert not (root / "output").exists()


def test_what_failed_is_told_with_its_unit(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_batch(root, table=TABLE.replace("4,2", ""))
    assert batch(root) == 1
    shown = capsys.readouterr()
    first, second = shown.err.splitlines()
    assert first == "The report for Nord was not made:"
    assert "innledning.md:3:" in second
    assert "RB-VALUE" in second
    assert "3 made · 0 kept · 1 failed" in shown.out


def test_of_many_that_failed_some_are_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"{kode};G{kode};felt;9;\n" for kode in range(1000, 1030))
    write_batch(root, table=TABLE + rows)
    assert batch(root) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len([line for line in lines if line.endswith("was not made:")]) == 20
    assert lines[-1] == "10 more failed; use --all to see all"


@pytest.mark.parametrize(
    ("batch_file", "chapter", "code"),
    [
        (BATCH.replace("navn", "navm"), CHAPTER, "RB-VALUE"),
        (BATCH.replace("grupper", "ingen"), CHAPTER, "RB-FILE-MISSING"),
        (BATCH, CHAPTER.replace("{unit.n}", "{unit.m}"), "RB-VALUE"),
        (BATCH, CHAPTER.replace("> all.", "> alle."), "RB-VALUE"),
        (BATCH, "", "RB-EMPTY"),
    ],
)
def test_what_is_wrong_with_all_stops_it_before_the_first(
    root: Path, batch_file: str, chapter: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_batch(root, batch=batch_file, chapter=chapter)
    assert batch(root) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert code in shown.err
    assert not (root / "output").exists()


def test_a_folder_without_units_is_told(good_report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(good_report) == 2
    assert "content/batch.yaml: RB-FILE-MISSING" in capsys.readouterr().err
    (good_report / "content/report.yaml").unlink()
    assert batch(good_report) == 2
    assert "content/report.yaml: RB-FILE-MISSING" in capsys.readouterr().err


def test_the_second_of_two_runs_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with held(root / "output/batch/.lock", ArchiveDisk()) as lock:
        assert not isinstance(lock, Busy)
        assert batch(root) == 4
    assert "RB-BATCH-BUSY" in capsys.readouterr().err
    assert not [*(root / "output").rglob("*.pdf")]


def test_where_nothing_can_be_written_it_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "output").write_text("a file", "utf-8")
    assert batch(root) == 3
    assert "RB-OUTPUT-WRITE" in capsys.readouterr().err


def test_a_check_of_the_content_looks_at_the_first_unit(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(*options: str) -> int:
        return run(["check-content", str(root), *options], ENGLISH, float)

    assert check() == 0
    write_batch(root, batch=BATCH.replace("navn", "navm"), chapter=f"{CHAPTER}\n{{unit.m}}\n")
    assert check() == 2
    assert "content/batch.yaml:2:7: RB-VALUE" in capsys.readouterr().err
    write_batch(root, chapter=f"{CHAPTER}\nDet er {{unit.m}} .\n")
    before = (root / CHAPTER_PATH).read_text("utf-8")
    assert check("--fix") == 2
    assert "no column unit.m" in capsys.readouterr().err
    assert (root / CHAPTER_PATH).read_text("utf-8") == before.replace(" .", ".")
    assert not (root / "content/unit.yaml").exists()
