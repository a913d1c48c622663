"""veraPDF's verdicts as its own machine-readable reports have them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from report_builder.check.machine_report import machine_report
from report_builder.check.verapdf import Failure, Verdict, VerifyReport

PATH = Path("/tmp/somewhere/report.pdf")  # noqa: S108  a name alone


def report(*verdicts: Verdict) -> VerifyReport:
    return VerifyReport(verdicts, (), "1.2.3", tuple(verdict.flavour for verdict in verdicts))


def test_a_file_that_complies() -> None:
    data = machine_report(
        report(Verdict(PATH, "ua1", True, 900, (), 106), Verdict(PATH, "2a", True, 50, (), 144)),
        "<notat> & co.pdf",
        1234,
    )
    root = ET.fromstring(data)  # noqa: S314  our own
    assert root.tag == "report"
    assert [one.attrib for one in root.iter("releaseDetails")] == [{"id": "core", "version": "1.2.3"}]
    (item,) = root.iter("item")
    assert item.get("size") == "1234"
    assert item.findtext("name") == "<notat> & co.pdf"
    assert [
        (one.get("profileName"), one.get("isCompliant"), dict(one[0].attrib))
        for one in root.iter("validationReport")
    ] == [
        (f"{name} validation profile", "true", details)
        for name, details in (
            (
                "PDF/UA-1",
                {"passedRules": "106", "failedRules": "0", "passedChecks": "900", "failedChecks": "0"},
            ),
            (
                "PDF/A-2a",
                {"passedRules": "144", "failedRules": "0", "passedChecks": "50", "failedChecks": "0"},
            ),
        )
    ]
    (summary,) = root.iter("validationReports")
    assert (summary.attrib, summary.text) == (
        {"compliant": "2", "nonCompliant": "0", "failedJobs": "0"},
        "2",
    )
    assert b"somewhere" not in data, "where the file stood on the machine"


def test_a_file_that_does_not() -> None:
    failures = (Failure("7.1", 3, 4, 'A "<mark>" is & stays missing'), Failure("7.2", 1, 1, "x"))
    root = ET.fromstring(machine_report(report(Verdict(PATH, "ua1", False, 20, failures, 106)), "a.pdf", 1))  # noqa: S314
    (verdict,) = root.iter("validationReport")
    assert verdict.get("isCompliant") == "false"
    assert "is not compliant" in (verdict.get("statement") or "")
    assert verdict[0].attrib == {
        "passedRules": "104",
        "failedRules": "2",
        "passedChecks": "15",
        "failedChecks": "5",
    }
    assert [(one.attrib, one.findtext("description")) for one in root.iter("rule")] == [
        (
            {"clause": "7.1", "testNumber": "3", "status": "failed", "failedChecks": "4"},
            'A "<mark>" is & stays missing',
        ),
        ({"clause": "7.2", "testNumber": "1", "status": "failed", "failedChecks": "1"}, "x"),
    ]
