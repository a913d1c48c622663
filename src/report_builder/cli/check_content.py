"""``report-builder check-content``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import ReportFolder
from report_builder.cli.terminal import exit_status, place_of, progress, show, show_all
from report_builder.diagnostics import Diagnostic, printable

if TYPE_CHECKING:
    from report_builder.pipeline.mending import Mended

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]")


@click.command(
    "check-content",
    short_help="Check the content and the theme without building.",
    epilog="""\b
Examples:
  report-builder check-content
  report-builder check-content rapporter/2019-7
  report-builder check-content --fix --dry-run
""",
)
@click.argument("path", default=".", type=ReportFolder())
@click.option("--fix", is_flag=True, help="Mend what can only be meant in one way, and show what was done.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would be mended; write nothing.")
@show_all
def check_content(path: str, fix: bool, dry_run: bool) -> int:
    """Check the content and the theme of the report in PATH (default: this folder) without building it.

    Shows every problem of the content, the theme and the pages that they would make.
    """
    if dry_run and not fix:
        raise click.UsageError("--dry-run needs --fix, since a check writes nothing")
    diagnostics = _mended(path, dry_run=dry_run) if fix else _checked(path)
    show(diagnostics, path)
    status = exit_status(diagnostics)
    if not status:
        click.echo("content and theme: nothing to mend")
    return status


def _checked(path: str) -> tuple[Diagnostic, ...]:
    from report_builder import pipeline

    with progress() as on_stage:
        return pipeline.check_content(Path(path), on_stage)


def _mended(path: str, *, dry_run: bool) -> tuple[Diagnostic, ...]:
    from report_builder.pipeline.mending import mend_content

    with progress() as on_stage:
        mended = mend_content(Path(path), on_stage, dry_run=dry_run)
    if not mended.mendings:
        click.echo("nothing that can be mended by itself")
    elif mended.written or dry_run:
        _tell(mended, path, dry_run=dry_run)
    return mended.left


def _tell(mended: Mended, root: str, *, dry_run: bool) -> None:
    """Show each mending on a line of its own, and count them."""
    for mending in mended.mendings:
        before, after = _excerpt(mending.before), _excerpt(mending.after)
        click.echo(f"{place_of(mending.span, root)}: {mending.code} {before} → {after}")
    count, files = len(mended.mendings), len(mended.paths)
    places = "1 place" if count == 1 else f"{count} places"
    where = "1 file" if files == 1 else f"{files} files"
    ending = "; nothing was written" if dry_run else ""
    click.echo(f"{'would mend' if dry_run else 'mended'} {places} in {where}{ending}")


def _excerpt(text: str) -> str:
    """Show some words of a source on one line, with every line end and invisible character told."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = "⏎".join(_INVISIBLE.sub(_escaped, printable(line.replace("\t", "⇥"))) for line in lines)
    return f"'{shown}'" if shown else "nothing"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
