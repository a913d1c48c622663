"""A fault of our own: the traceback goes into a file that the user can send."""

from __future__ import annotations

import os
from collections.abc import Sequence

from report_builder import __version__
from report_builder.diagnostics import Diagnostic


def write_fault_report(error: Exception, arguments: Sequence[str]) -> Diagnostic:
    """Write what happened to a new file in the folder for temporary files; the diagnostic names it."""
    import platform
    import tempfile
    import traceback

    text = "\n".join(
        (
            f"report-builder {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {list(arguments)!r}",
            "",
            "".join(traceback.format_exception(error)),
        )
    )
    message = f"a fault of the program itself ({type(error).__name__})"
    try:
        descriptor, path = tempfile.mkstemp(prefix="report-builder-fault-", suffix=".txt")
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as problem:
        hint = f"the report about it could not be written ({problem.strerror})"
        return Diagnostic("RB-INTERNAL", message, hint)
    return Diagnostic("RB-INTERNAL", message, f"please send {path} to whoever maintains report-builder")
