from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from report_builder.diagnostics import Diagnostic, Outcome
from report_builder.language.message import Value
from report_builder.output import Disk
from report_builder.pipeline.building import Built, Request, build_report
from tests.pipeline.faulty_disk import STEPS, FailingDisk, StepDisk
from tests.surroundings import locale_here

ROOT = Path(__file__).parents[2]
OLD = b"%PDF-old"
RENAMED = ("after replace", "before sync_folder", "after sync_folder")
MOMENTS = [f"{when} {step}" for step in STEPS for when in ("before", "after")]


def build(request: Request, disk: Disk | None = None) -> Outcome[Built]:
    return build_report(request, lambda: 0.0, disk=disk)


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [item.code for item in diagnostics]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    path = tmp_path / "out" / "report.pdf"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def test_a_build_puts_a_whole_file_in_place(good_report: Path, output: Path) -> None:
    outcome = build(Request(good_report, output))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert outcome.value.size == output.stat().st_size
    assert outcome.value.pages == len(PdfReader(output).pages)
    assert not outcome.value.verified
    assert list(output.parent.iterdir()) == [output]


def test_the_report_names_its_file(good_report: Path) -> None:
    outcome = build(Request(good_report))
    assert outcome.value is not None
    assert outcome.value.path == good_report / "output" / "notat.pdf"
    assert outcome.value.path.exists()


def test_a_draft_has_a_name_of_its_own_and_says_so_on_every_page(good_report: Path) -> None:
    outcome = build(Request(good_report, draft=True))
    assert outcome.value is not None
    assert outcome.value.path.name == "notat-utkast.pdf"
    pages = PdfReader(outcome.value.path).pages
    assert all("utkast" in page.extract_text().lower() for page in pages)


def test_stages_are_announced_and_timed(good_report: Path, output: Path) -> None:
    ticks = iter(range(100))
    announced: list[Value] = []
    outcome = build_report(Request(good_report, output), lambda: float(next(ticks)), announced.append)
    assert outcome.value is not None
    assert [name for name, _ in outcome.value.timings] == announced
    assert [seconds for _, seconds in outcome.value.timings] == [1.0] * len(announced)


def test_a_link_to_the_output_stays_a_link(good_report: Path, output: Path) -> None:
    link = output.parent / "latest.pdf"
    link.symlink_to(output)
    assert build(Request(good_report, link)).value is not None
    assert link.is_symlink()
    assert output.read_bytes() != OLD


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_whose_disk_fails_leaves_old_or_new(
    good_report: Path, output: Path, moment: str, number: int
) -> None:
    outcome = build(Request(good_report, output), FailingDisk(moment, number))
    assert outcome.value is None
    assert codes(outcome.diagnostics) == ["RB-OUTPUT-WRITE"]
    assert (output.read_bytes() == OLD) == (moment not in RENAMED)
    if moment in RENAMED:
        assert output.read_bytes().endswith(b"%%EOF\n")
    if moment != "after create":
        assert list(output.parent.iterdir()) == [output]


KILLED = """
import sys
from pathlib import Path
from report_builder.pipeline.building import Request, build_report
from tests.pipeline.faulty_disk import KillingDisk
build_report(Request(Path(sys.argv[1]), Path(sys.argv[2])), lambda: 0.0, disk=KillingDisk(int(sys.argv[3])))
"""


def test_a_build_that_is_killed_leaves_old_or_new(good_report: Path, output: Path) -> None:
    disk = StepDisk()
    build(Request(good_report, output), disk)
    new = output.read_bytes()
    # Each moment once: of the many writes the first and the last will do.
    counts = [disk.trace.index(moment) + 1 for moment in MOMENTS]
    for count in counts:
        output.write_bytes(OLD)
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, good_report, output, str(count)], cwd=ROOT, check=False
        )
        assert killed.returncode == -signal.SIGKILL
        assert output.read_bytes() == (new if disk.trace[count - 1] in RENAMED else OLD)
        outcome = build(Request(good_report, output))
        assert outcome.value is not None
        left = [] if disk.trace[count - 1] in {"before create", *RENAMED} else ["RB-STALE-TEMP"]
        assert codes(outcome.diagnostics) == left
        assert output.read_bytes() == new
        assert list(output.parent.iterdir()) == [output]


def test_a_file_size_limit_of_the_system_is_met_in_order(good_report: Path, output: Path) -> None:
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "from report_builder.cli import main\n"
        "main()\n"
    )
    shown = subprocess.run(
        [sys.executable, "-B", "-c", script, "build", good_report, "-o", output],
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 3
    assert "RB-OUTPUT-WRITE" in shown.stderr
    assert output.read_bytes() == OLD
    assert list(output.parent.iterdir()) == [output]


def test_builds_are_the_same_everywhere(good_report: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "et annet sted" / "æøå"
    elsewhere.parent.mkdir()
    made = []
    surroundings = [
        {"TZ": "UTC", "LC_ALL": locale_here("C"), "PYTHONHASHSEED": "1", "HOME": str(tmp_path)},
        {
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": locale_here("nb_NO.UTF-8"),
            "PYTHONHASHSEED": "2",
            "PYTHONUTF8": "1",
        },
    ]
    for number, environment in enumerate(surroundings):
        root = good_report if number == 0 else good_report.rename(elsewhere)
        target = tmp_path / f"{number}.pdf"
        subprocess.run(
            [sys.executable, "-m", "report_builder", "build", root, "-o", target],
            env={"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1575417600", **environment},
            cwd=tmp_path if number else "/",
            check=True,
        )
        made.append(target.read_bytes())
    assert made[0] == made[1]
