"""Many reports from one set of sources: the same files however they are made, and what earlier runs left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from report_builder.content.load import read_report
from report_builder.content.units.batch_file import read_units
from report_builder.content.units.unit_file import unit_file
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.pipeline import batch_checks, batching
from report_builder.pipeline.batch_index import JOURNAL
from report_builder.pipeline.batch_pool import Lost, each_done
from report_builder.pipeline.batching import Batch, BatchRequest, UnitMade, make_batch
from report_builder.pipeline.building import Request, build_report
from report_builder.sources.files import SourceFiles
from tests.batches import CHAPTER, CHAPTER_PATH, TABLE, TABLE_PATH, die_at, make_unit_or_die, write_batch
from tests.said import line_of


def nothing(_made: UnitMade, _done: int, _count: int) -> None:
    """Listen to nothing."""


@pytest.fixture
def root(good_report: Path) -> Path:
    """The batch of four groups, each with a report of one chapter."""
    facts = good_report / "content/report.yaml"
    facts.write_text(facts.read_text("utf-8").replace("  - drofting.md\n", ""), "utf-8")
    (good_report / "content/chapters/drofting.md").unlink()
    return write_batch(good_report)


def run(root: Path, **asked: bool | int) -> tuple[Batch, dict[str, str]]:
    """Make the batch; what became of each unit, by its name."""
    became: dict[str, str] = {}

    def each(made: UnitMade, done: int, count: int) -> None:
        became[made.entry.name] = "kept" if made.is_kept else made.entry.state.value
        assert (done, count) == (len(became), 4)

    outcome = make_batch(BatchRequest(root, **{"jobs": 1, **asked}), each)  # type: ignore[arg-type]
    assert outcome.value is not None, [line_of(item) for item in outcome.diagnostics]
    return outcome.value, became


def files_of(root: Path) -> dict[str, bytes]:
    folder = root / "output/batch"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), "utf-8")


def test_the_files_are_the_same_however_they_are_made(root: Path, tmp_path: Path) -> None:
    assert set(run(root, jobs=2)[1].values()) == {"made"}
    together = files_of(root)
    assert len(together) == 6
    assert set(run(root, force=True)[1].values()) == {"made"}
    assert files_of(root) == together
    units = read_units(SourceFiles(root), "nb", Diagnostics()) or ()
    alone = tmp_path / "alone.pdf"
    assert build_report(Request(root, alone, unit=unit_file(units[2])), lambda: 0.0).value is not None
    assert alone.read_bytes() == together["0303/notat-0303.pdf"]


def test_what_is_there_is_kept_and_what_changed_is_made_again(root: Path) -> None:
    run(root)
    before = files_of(root)
    assert set(run(root)[1].values()) == {"kept"}
    assert files_of(root) == before

    edit(root, TABLE_PATH, "Nord;felt", "Nord;kyst")
    assert run(root)[1] == {"Nord": "made", "Sør": "kept", "Øst": "kept", "Vest": "kept"}

    (root / "output/batch/0302/notat-0302.pdf").write_bytes(b"%PDF-")
    (root / "output/batch/0304/notat-0304.pdf").unlink()
    assert run(root)[1] == {"Nord": "kept", "Sør": "made", "Øst": "kept", "Vest": "made"}
    assert {
        **files_of(root),
        **{name: before[name] for name in before if "0301" in name or "index" in name},
    } == before

    edit(root, CHAPTER_PATH, "svarte", "har svart")
    assert set(run(root)[1].values()) == {"made"}


@pytest.mark.parametrize("shown", [False, True], ids=["alone", "shown"])
def test_a_new_row_makes_other_reports_again_only_where_they_show_it(root: Path, shown: bool) -> None:
    table = '\nTabell: Alle {#tbl-alle}\n\n::: {.table from="grupper.csv"}\n:::\n' if shown else ""
    write_batch(
        root,
        chapter=CHAPTER + table,
        batch=f"{(root / 'content/batch.yaml').read_text('utf-8')}whole: Nord\n",
    )
    edit(root, TABLE_PATH, "0304", "0305;Midt;stab;9;4,0\n0304")
    run(root)
    edit(root, TABLE_PATH, "0305;Midt;stab;9;4,0", "0305;Midt;stab;9;4,1")
    became = run(root)[1]
    assert became.pop("Midt") == "made"
    assert set(became.values()) == ({"made"} if shown else {"kept"})


def test_a_run_that_is_interrupted_goes_on_where_it_was(root: Path) -> None:
    def stop(_made: UnitMade, done: int, _count: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_batch(BatchRequest(root, jobs=1), stop)
    journal = root / "output/batch" / JOURNAL
    with journal.open("ab") as file:
        file.write(b'{"unit": "0303", "na')  # killed while it wrote
    assert run(root)[1] == {"Nord": "kept", "Sør": "kept", "Øst": "made", "Vest": "made"}
    assert not journal.exists()
    assert set(run(root)[1].values()) == {"kept"}


def test_a_unit_that_fails_stops_no_other(root: Path) -> None:
    run(root)
    edit(root, TABLE_PATH, "Sør;felt;24;3,9", "Sør;felt;24;")
    batch, became = run(root)
    assert became == {"Nord": "made", "Sør": "failed", "Øst": "made", "Vest": "made"}
    assert batch.index.counts == {"made": 3, "failed": 1, "waiting": 0}
    index = json.loads((root / "output/batch/index.json").read_bytes())
    assert [unit["state"] for unit in index["units"]] == ["made", "failed", "made", "made"]


def test_no_more_are_begun_after_so_many_failed(root: Path) -> None:
    edit(root, TABLE_PATH, "12;4,2", "12;")
    assert run(root, fail_after=1)[1] == {"Nord": "failed"}
    rows = (root / "output/batch/index.csv").read_text("utf-8-sig").splitlines()
    assert [row.split(";")[-2] for row in rows[1:]] == ["failed", "waiting", "waiting", "waiting"]


def test_texts_are_looked_at_before_the_first_file_is_made(root: Path) -> None:
    edit(root, TABLE_PATH, "12;4,2", "12;")
    batch, became = run(root, dry_run=True)
    assert became == {}
    assert [(doubt.units, [item.code for item in doubt.diagnostics]) for doubt in batch.doubts] == [
        (("Nord",), ["RB-VALUE"])
    ]
    edit(root, CHAPTER_PATH, "{unit.n}", "{unit.m}")
    outcome = make_batch(BatchRequest(root, jobs=1), nothing)
    assert outcome.value is None
    assert any("unit.m" in line_of(item) for item in outcome.diagnostics)
    assert not (root / "output").exists()


def test_what_only_some_passages_have_wrong_is_told_of_those_who_have_them(root: Path) -> None:
    passage = "\n::: {.when test=\"unit.type = 'stab'\"}\n![](bilder/ingen.png)\n:::\n"
    write_batch(root, chapter=CHAPTER + passage)
    (doubt,) = run(root, dry_run=True)[0].doubts
    assert doubt.units == ("Øst", "Vest")


def test_of_units_alike_one_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(files: SourceFiles, *rest: object, **named: object) -> object:
            read[files.read_text("content/unit.yaml", Diagnostics(), None) or ""] += 1
            return real(files, *rest, **named)

        return call

    monkeypatch.setattr(batch_checks, "read_report", counted(read_report))
    rows = "".join(f"{kode};G{kode};felt;{kode};4,5\n" for kode in range(1000, 1200))
    (root / TABLE_PATH).write_text(TABLE + rows, "utf-8")
    make_batch(BatchRequest(root, dry_run=True), nothing)
    assert len(read) <= 4


def test_a_process_that_dies_takes_one_report_with_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "make_unit", make_unit_or_die)
    told: list[str] = []

    def each(made: UnitMade, _done: int, _count: int) -> None:
        # What the other process was writing meanwhile is a note of the report that was made once more.
        told.extend(line_of(item) for item in made.diagnostics if item.severity is Severity.ERROR)

    outcome = make_batch(BatchRequest(root, jobs=2), each)
    assert outcome.value is not None
    assert outcome.value.index.counts == {"made": 3, "failed": 1, "waiting": 0}
    (line,) = told
    assert line.startswith("RB-BATCH-LOST")
    assert "Sør" in line


def test_what_was_given_to_a_process_that_died_is_done_elsewhere_once(tmp_path: Path) -> None:
    tasks = [tmp_path / name for name in ("a", "b", "dies-once", "c", "dies", "d")]
    done = [one.task.name if isinstance(one, Lost) else one for one in each_done(die_at, tasks, 2)]
    assert Counter(done) == Counter(task.name for task in tasks)
    lost = [
        one.task.name
        for one in each_done(die_at, [tmp_path / "dies", tmp_path / "a"], 2)
        if isinstance(one, Lost)
    ]
    assert lost == ["dies"]


def test_what_the_program_fails_at_is_told_and_the_others_go_on(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = build_report

    def broken(request: Request, *rest: object) -> object:
        if b"Nord" in (request.unit or b""):
            raise ZeroDivisionError("by nought")
        return real(request, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(batching, "build_report", broken)
    assert run(root)[1] == {"Nord": "failed", "Sør": "made", "Øst": "made", "Vest": "made"}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of other systems")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda one: one.name)
def test_whatever_ends_a_run_no_process_of_it_is_left_and_the_next_goes_on(
    root: Path, number: signal.Signals
) -> None:
    rows = "".join(f"{kode};G{kode};felt;{kode};4,5\n" for kode in range(1000, 1200))
    (root / TABLE_PATH).write_text(TABLE + rows, "utf-8")
    command = [sys.executable, "-m", "report_builder", "batch", str(root), "--jobs", "2"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    journal = root / "output/batch" / JOURNAL
    while not journal.exists():
        assert running.poll() is None
        time.sleep(0.02)
    # As a terminal does, which has all of them in one group; what kills a process asks no other.
    (os.killpg if number is signal.SIGINT else os.kill)(running.pid, number)
    _, told = running.communicate(timeout=60)  # until every process has let go of its end
    assert told == "" or number is signal.SIGKILL  # of which Python itself tells
    assert running.returncode in (128 + number, -number)
    became: Counter[str] = Counter()

    def stop(made: UnitMade, _done: int, _count: int) -> None:
        became["kept" if made.is_kept else made.entry.state.value] += 1
        if not made.is_kept:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_batch(BatchRequest(root, jobs=1), stop)
    assert became["kept"] > 0
    assert became["made"] == 1


def test_what_cells_say_is_neither_markup_nor_a_formula(root: Path) -> None:
    hostile = [
        "=cmd|' /C calc'!A0",
        "{finding}`x` **b** <b> [a](b) {unit.n}",
        "<!-- a -->",
        '"Nord\n\n# og sør"',
    ]
    rows = "".join(f"{kode};{name};felt;9;4,0\n" for kode, name in enumerate(hostile, 2000))
    (root / TABLE_PATH).write_text(TABLE + rows, "utf-8")
    outcome = make_batch(BatchRequest(root, jobs=1), nothing)
    assert outcome.value is not None
    assert outcome.value.index.counts["made"] == 8
    index = (root / "output/batch/index.csv").read_text("utf-8-sig").splitlines()
    assert [row.split(";")[1] for row in index[5:]] == [f"'{hostile[0]}", *hostile[1:3], "Nord # og sør"]
    for entry in outcome.value.index.units[4:]:
        document = pypdfium2.PdfDocument(root / "output/batch" / entry.file)
        words = " ".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        assert f"I {entry.name} svarte" in " ".join(words.replace("\u00a0", " ").split())
