"""Opening the archive of a report to read from it, whatever it lacks of what was released."""

from __future__ import annotations

from pathlib import Path

from report_builder.diagnostics import Diagnostics
from report_builder.pipeline.auditing import compare_record
from report_builder.pipeline.identity import is_own
from report_builder.pipeline.record import Record, read_record
from report_builder.pipeline.versions import Shelf, open_shelf


def open_known(root: Path, name: str | None, diagnostics: Diagnostics) -> Shelf | None:
    """Open the archive of a report, and warn where it lacks some of what was released.

    So too where it has another report under the name. What it has can be read all the same.
    """
    shelf = open_shelf(root, diagnostics, name)
    if shelf is None:
        return None
    said = Diagnostics()
    compare_record(root, shelf.archive, said)
    if not said.items:
        is_own(root, shelf, read_record(root, Diagnostics()) or Record({}), said)
    for item in said.items:
        diagnostics.warn(item.code, item.span, item.message, item.hint)
    return shelf
