"""``report-builder archive move``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.folder import at_root
from report_builder.cli.groups import Command
from report_builder.cli.process import Process
from report_builder.cli.recorded import signed
from report_builder.cli.terminal import megabytes, show, show_all, tell
from report_builder.diagnostics import Diagnostic
from report_builder.language.message import Value, say, say_many


@click.command(
    cls=Command,
    short_help="cli.archive-move.short",
    help="cli.archive-move.help",
    examples=(
        "report-builder archive move archive",
        "report-builder archive move /srv/arkiv/aarsrapport",
        "report-builder archive move s3://lager/aarsrapport",
    ),
)
@click.argument("path", metavar="cli.metavar.path")
@signed
@at_root
@click.option("--dry-run", is_flag=True, help="cli.archive-move.dry-run")
@show_all
@click.pass_obj
def move(process: Process, path: str, by: str, root: Path, dry_run: bool) -> int:
    """Copy the archive to PATH, prove it there, name it in settings.yaml, and remove the old one."""
    if fault := process.epoch_fault():
        return show([fault])

    from report_builder.pipeline.moving import MoveRequest, move_archive
    from report_builder.sources.location import location, location_fault

    if unfit := location_fault(path):
        return show([Diagnostic("RB-ARCHIVE-TARGET", *unfit)])
    outcome = move_archive(MoveRequest(root, location(path, Path()), dry_run, by), process.now())
    status = show(outcome.diagnostics, str(root))
    moved = outcome.value
    if moved is None:
        return status
    seen = say_many("cli.files-and-size", moved.seen.files, size=megabytes(moved.seen.size))
    places: dict[str, Value] = {"before": str(moved.before), "after": str(moved.after), "seen": seen}
    if moved.before is None:
        tell(say("cli.archive-move.already", after=str(moved.after), seen=seen))
    elif dry_run:
        tell(say("cli.archive-move.would", **places))
        tell(say("cli.archive-move.would-write", name=moved.name))
    else:
        tell(say("cli.archive-move.moved", **places))
        tell(say("cli.archive-move.written", name=moved.name))
    return status
