"""The folder of a report, from wherever the user stands or points: in it, among its sources, at its file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from report_builder.cli.terminal import ROOT

F = TypeVar("F", bound=Callable[..., Any])

_REPORT_FILE = Path("content", "report.yaml")
_PARTS = frozenset(
    {"content", "assets", "output", "archive", "settings.yaml", "releases.json", "accessibility.json"}
)
"""What of a report's folder stands for the report: a report below another is never taken for it."""


class ReportFolder(click.Path):
    """A path to a report; one to a file or folder of it becomes that of the report itself."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the folder that has ``content/report.yaml``, or the path as it is where there is none."""
        root = report_above(os.fspath(value))
        if ctx is not None:
            ctx.meta[ROOT] = root
        return super().convert(root, param, ctx)


def report_above(given: str) -> str:
    """Find the report that ``given`` is a part of, as a path that is relative where ``given`` is.

    What is not there belongs to no report: a name that was mistyped is told as that.
    """
    if not Path(given).exists() or Path(given, _REPORT_FILE).is_file():
        return given
    path = Path(os.path.abspath(given))  # noqa: PTH100  `..` is taken away, and no link followed
    for above in path.parents:
        if path.relative_to(above).parts[0] in _PARTS and (above / _REPORT_FILE).is_file():
            return str(above) if Path(given).is_absolute() else os.path.relpath(above)
    return given


def publishing(root: Path) -> str:
    """Give the command that publishes the report in ``root``, from where this one was called."""
    return _typed("publish", *([] if str(root) == "." else [str(root)]))


def archive_command(name: str, root: Path) -> str:
    """Give the command ``name`` for the archive of the report in ``root``, from where this one was called."""
    return _typed("archive", name, *([] if str(root) == "." else ["--root", str(root)]))


def _typed(*words: str) -> str:
    import shlex  # late: most commands name no other

    return shlex.join(["report-builder", *words])


def at_root(command: F) -> F:
    """Give a command the option ``--root``."""
    return click.option(
        "--root",
        default=".",
        type=ReportFolder(path_type=Path),
        metavar="cli.metavar.folder",
        help="cli.option.root",
    )(command)


def of_a_report(command: F) -> F:
    """Give a command the options ``--root`` and ``--report``, as ``root`` and ``name``."""
    name = click.option("--report", "name", metavar="cli.metavar.name", help="cli.option.report")
    return at_root(name(command))
