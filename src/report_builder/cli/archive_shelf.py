"""What the commands of the archive share: its versions, and where a file is written to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import F
from report_builder.diagnostics import Diagnostics

if TYPE_CHECKING:
    from report_builder.pipeline.versions import Shelf


def output(key: str) -> Callable[[F], F]:
    """Give a command the option ``-o``; ``key`` is what it says of it."""
    return click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar="cli.metavar.file", help=key
    )


def shelf_of(root: Path, name: str | None, diagnostics: Diagnostics) -> Shelf | None:
    """Open the archive of a report, and warn where it lacks some of what was released."""
    from report_builder.pipeline.versions import open_shelf

    shelf = open_shelf(root, diagnostics, name)
    if shelf is not None:
        _warn_of_loss(root, shelf, diagnostics)
    return shelf


def _warn_of_loss(root: Path, shelf: Shelf, diagnostics: Diagnostics) -> None:
    """Warn where the archive lacks some of what was released, or has another report under the name.

    What it has can be read all the same.
    """
    from report_builder.pipeline.auditing import compare_record
    from report_builder.pipeline.identity import is_own
    from report_builder.pipeline.record import Record, read_record

    said = Diagnostics()
    compare_record(root, shelf.archive, said)
    if not said.items:
        is_own(root, shelf, read_record(root, Diagnostics()) or Record({}), said)
    for item in said.items:
        diagnostics.warn(item.code, item.span, item.message, item.hint)
