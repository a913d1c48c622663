"""A folder for files that are needed only during a step."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from report_builder.diagnostics import Diagnostics
from report_builder.output import reason_of

T = TypeVar("T")


def in_scratch(work: Callable[[Path], T], diagnostics: Diagnostics) -> T | None:
    """Give what ``work`` makes of an empty folder, which is removed then.

    None after RB-OUTPUT-WRITE where the folder cannot be made or written to: an OSError of ``work``.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            return work(Path(folder))
    except OSError as fault:
        diagnostics.error(
            "RB-OUTPUT-WRITE",
            None,
            f"the folder for temporary files cannot be used: {reason_of(fault)}",
            "make room there, or name another with TMPDIR",
        )
        return None
