"""What a finding states, apart from where its lines may end."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from report_builder.compare.grouping import finding_fields
from report_builder.diagnostics import SourceSpan
from report_builder.model.findings import Finding

FINDING = Finding(
    id="uro",
    value=Decimal(7),
    unit="%",
    display="7\u00a0%",
    statement="Mer uro i 3 etater",
    question="",
    sample=None,
    source="",
    group="",
    span=SourceSpan("content/findings.yaml", 1),
)


def test_a_rule_for_line_ends_changes_no_finding() -> None:
    """As between a version before ``words`` was written into report.yaml, and one after."""
    assert finding_fields(FINDING, replace(FINDING, statement="Mer uro i 3\u00a0etater")) == ()


def test_another_word_does() -> None:
    (field,) = finding_fields(FINDING, replace(FINDING, statement="Mer uro i 3\u00a0tilsyn"))
    assert (field.name, field.before, field.after) == (
        *("statement", "Mer uro i 3 etater", "Mer uro i 3\u00a0tilsyn"),
    )
