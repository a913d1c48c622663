"""A folder for files that are needed only during a step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted
from report_builder.language.reason import reason_of
from report_builder.temporary import private_folder

T = TypeVar("T")


def in_scratch(work: Callable[[Path], T], diagnostics: Diagnostics) -> T | None:
    """Give what ``work`` makes of an empty folder, which nobody else can look into and which is removed then.

    None after RB-OUTPUT-WRITE where the folder cannot be made or written to: an OSError of ``work``.
    """
    try:
        with private_folder() as folder:
            return work(folder)
    except OSError as fault:
        diagnostics.error("RB-OUTPUT-WRITE", None, *hinted("pipeline.no-scratch", reason=reason_of(fault)))
        return None
