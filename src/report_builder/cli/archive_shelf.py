"""What the commands of the archive share: its versions, and where a file is written to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import F
from report_builder.cli.made_path import MadePath
from report_builder.diagnostics import Diagnostics

if TYPE_CHECKING:
    from report_builder.pipeline.versions import Shelf


def output(key: str, example: str) -> Callable[[F], F]:
    """Give a command the option ``-o``; ``key`` is what it says of it, ``example`` a file that would do."""
    return click.option("-o", "--output", type=MadePath(example), metavar="cli.metavar.file", help=key)


def shelf_of(root: Path, name: str | None, diagnostics: Diagnostics) -> Shelf | None:
    """Open the archive of a report, and warn where it lacks some of what was released."""
    from report_builder.pipeline.shelving import open_known

    return open_known(root, name, diagnostics)


def zone_of(root: Path) -> str:
    """Give the name of the time zone in which times are told to people: that of the report, else UTC."""
    from report_builder.settings import read_settings

    settings = read_settings(root, Diagnostics())
    return settings.timezone if settings else "UTC"
