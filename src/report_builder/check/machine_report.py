"""veraPDF's verdicts in the form of its own machine-readable reports (MRR).

The engine that this program starts leaves out what veraPDF writes its reports with, so they are written here
from what it answered. What differs from one run to the next has no place in them: the times, and the place of
the file on the machine.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from report_builder.check.standards import NAMES
from report_builder.check.verapdf import Failure, Verdict, VerifyReport

_SAYS = {
    True: "PDF file is compliant with Validation Profile requirements.",
    False: "PDF file is not compliant with Validation Profile requirements.",
}
_OF_NONE = (
    '    <featureReports failedJobs="0">0</featureReports>',
    '    <repairReports failedJobs="0">0</repairReports>',
)


def machine_report(report: VerifyReport, name: str, size: int) -> bytes:
    """Give what veraPDF said of one file as XML; ``name`` is the file's, ``size`` is in bytes."""
    compliant = sum(verdict.compliant for verdict in report.verdicts)
    counts = _attributes(compliant=compliant, nonCompliant=len(report.verdicts) - compliant, failedJobs=0)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!-- Written by report-builder from what the engine of veraPDF answered; times are left out. -->",
        "<report>",
        "  <buildInformation>",
        f'    <releaseDetails id="core" version={quoteattr(report.engine)}/>',
        "  </buildInformation>",
        "  <jobs>",
        "    <job>",
        f'      <item size="{size}">',
        f"        <name>{escape(name)}</name>",
        "      </item>",
        *(line for verdict in report.verdicts for line in _verdict(verdict)),
        "    </job>",
        "  </jobs>",
        '  <batchSummary totalJobs="1" failedToParse="0" encrypted="0" outOfMemory="0" veraExceptions="0">',
        f"    <validationReports{counts}>{len(report.verdicts)}</validationReports>",
        *_OF_NONE,
        "  </batchSummary>",
        "</report>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _verdict(verdict: Verdict) -> list[str]:
    failed, rules = sum(failure.count for failure in verdict.failures), len(verdict.failures)
    about = _attributes(
        jobEndStatus="normal",
        profileName=f"{NAMES[verdict.flavour]} validation profile",
        statement=_SAYS[verdict.compliant],
        isCompliant=str(verdict.compliant).lower(),
    )
    details = _attributes(
        passedRules=verdict.rules - rules,
        failedRules=rules,
        passedChecks=verdict.checks - failed,
        failedChecks=failed,
    )
    return [
        f"      <validationReport{about}>",
        f"        <details{details}{'>' if rules else '/>'}",
        *(line for failure in verdict.failures for line in _rule(failure)),
        *(["        </details>"] if rules else []),
        "      </validationReport>",
    ]


def _rule(failure: Failure) -> list[str]:
    about = _attributes(
        clause=failure.clause, testNumber=failure.test, status="failed", failedChecks=failure.count
    )
    return [
        f"          <rule{about}>",
        f"            <description>{escape(failure.message)}</description>",
        "          </rule>",
    ]


def _attributes(**values: object) -> str:
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in values.items())
