"""What only some commands need, and an installation without it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from report_builder.diagnostics import Diagnostic


def missing_extra(command: str, libraries: Sequence[str], extra: str) -> Diagnostic | None:
    """Give the fault of an installation without the ``extra`` that ``command`` needs; None with it."""
    missing = [name for name in libraries if find_spec(name) is None]
    if not missing:
        return None
    from report_builder.installed import install_hint

    return Diagnostic(
        "RB-EXTRA-MISSING",
        f"{command} needs {', '.join(missing)}, which the extra '{extra}' installs",
        install_hint(extra),
    )
