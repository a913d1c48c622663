"""A fault of our own: the traceback goes into a file that the user can send."""

from __future__ import annotations

import os
from collections.abc import Sequence

from report_builder.diagnostics import Diagnostic
from report_builder.language.message import say
from report_builder.language.reason import reason_of
from report_builder.own_version import own_version


def write_fault_report(error: Exception, arguments: Sequence[str]) -> Diagnostic:
    """Write what happened to a new file in the folder for temporary files; the diagnostic names it."""
    import platform
    import tempfile
    import traceback

    text = "\n".join(
        (
            f"report-builder {own_version()}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {list(arguments)!r}",
            "",
            "".join(traceback.format_exception(error)),
        )
    )
    message = say("cli.fault", kind=type(error).__name__)
    try:
        descriptor, path = tempfile.mkstemp(prefix="report-builder-fault-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as problem:
        hint = say("cli.fault.not-written", reason=reason_of(problem))
        return Diagnostic("RB-INTERNAL", message, hint)
    return Diagnostic("RB-INTERNAL", message, say("cli.fault.hint", path=path))
