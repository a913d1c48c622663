"""What veraPDF says of a file that is to be released."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.manifest import Conformance, Profile
from report_builder.pipeline.scratch import in_scratch
from report_builder.pipeline.stages import Stages

if TYPE_CHECKING:
    from report_builder.check.verapdf import VerifyReport


def verified(
    pdf: bytes, patience: float | None, stages: Stages, diagnostics: Diagnostics
) -> VerifyReport | None:
    """Ask veraPDF; None after a diagnostic, since what is not verified is not released.

    ``patience`` is how many seconds it may stand still; None goes by the file's size.
    """
    stages.begin("verify")
    from report_builder.check.verapdf import verify

    def ask(folder: Path) -> VerifyReport:
        path = folder / "report.pdf"
        path.write_bytes(pdf)
        return verify([path], patience=patience, announce=stages.detail)

    answer = in_scratch(ask, diagnostics)
    if answer is None:
        return None
    # The temporary file's name would tell nobody anything.
    diagnostics.extend(replace(found, span=None) for found in answer.findings)
    return answer if answer.passed else None


def conformance_of(report: VerifyReport | None) -> Conformance:
    """Give what the manifest says of it; nothing where veraPDF was not asked."""
    if report is None:
        return Conformance("", "", ())
    from report_builder.check.standards import NAMES

    profiles = (Profile(NAMES[v.flavour], v.flavour, v.compliant, v.checks) for v in report.verdicts)
    return Conformance("veraPDF", report.engine, tuple(profiles))
