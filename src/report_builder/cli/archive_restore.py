"""``report-builder archive restore``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.archive_repair import mend
from report_builder.cli.folder import at_root
from report_builder.cli.groups import Command
from report_builder.cli.process import Process
from report_builder.cli.recorded import signed
from report_builder.cli.terminal import show, show_all


@click.command(
    cls=Command,
    short_help="cli.archive-restore.short",
    help="cli.archive-restore.help",
    examples=(
        "report-builder archive restore --from rapport-v2.zip --dry-run",
        "report-builder archive restore --from rapport-v1.zip --from rapport-v2.zip",
    ),
)
@click.option(
    "--from",
    "bags",
    type=click.Path(exists=True, path_type=Path),
    metavar="cli.metavar.file",
    help="cli.archive-restore.from",
    required=True,
    multiple=True,
)
@click.option("--accept-loss", is_flag=True, help="cli.archive-repair.accept-loss")
@signed
@at_root
@click.option("--dry-run", is_flag=True, help="cli.option.dry-run")
@show_all
@click.pass_obj
def restore(
    process: Process, bags: tuple[Path, ...], accept_loss: bool, by: str, root: Path, dry_run: bool
) -> int:
    """Put back what is missing or damaged in the archive, from bags whose digests fit."""
    if fault := process.epoch_fault():
        return show([fault])

    from report_builder.pipeline.repairing import RepairRequest

    asked = RepairRequest(root, None, dry_run, bags, process.now(), by, accept_loss)
    return mend(asked)
