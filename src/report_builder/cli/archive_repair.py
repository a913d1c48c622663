"""``report-builder archive repair``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import at_root
from report_builder.cli.groups import Command
from report_builder.cli.process import Process
from report_builder.cli.recorded import signed
from report_builder.cli.terminal import show, show_all, tell
from report_builder.diagnostics import Diagnostic, Severity
from report_builder.language.message import say, say_many

if TYPE_CHECKING:
    from report_builder.pipeline.repairing import RepairRequest


@click.command(
    cls=Command,
    short_help="cli.archive-repair.short",
    help="cli.archive-repair.help",
    examples=(
        "report-builder archive repair --dry-run",
        "report-builder archive repair",
        "report-builder archive repair --from /mnt/sikkerhetskopi/rapport",
    ),
)
@click.option(
    "--from",
    "copy",
    type=click.Path(exists=True, path_type=Path),
    metavar="cli.metavar.folder",
    help="cli.archive-repair.from",
)
@click.option("--accept-loss", is_flag=True, help="cli.archive-repair.accept-loss")
@signed
@at_root
@click.option("--dry-run", is_flag=True, help="cli.option.dry-run")
@show_all
@click.pass_obj
def repair(process: Process, copy: Path | None, accept_loss: bool, by: str, root: Path, dry_run: bool) -> int:
    """Write anew what is missing or damaged in the archive, where other copies prove what stood there."""
    if fault := process.epoch_fault():
        return show([fault])

    from report_builder.pipeline.repairing import RepairRequest

    asked = RepairRequest(root, copy, dry_run, now=process.now(), by=by, accept_loss=accept_loss)
    return mend(asked)


def mend(request: RepairRequest) -> int:
    """Repair an archive, say how much was written anew, or would be, and give the exit status."""
    from report_builder.pipeline.repairing import repair_archive

    outcome = repair_archive(request)
    status = show(outcome.diagnostics, str(request.root))
    found = outcome.value
    if found is None:
        _tell_part(outcome.diagnostics, dry_run=request.dry_run)
        return status
    if not found.mended:
        tell(say("cli.archive-repair.nothing"))
    elif request.dry_run:
        tell(say_many("cli.archive-repair.would", found.mended))
    else:
        tell(say_many("cli.archive-repair.done", found.mended))
    return status


def _tell_part(diagnostics: Collection[Diagnostic], *, dry_run: bool) -> None:
    """Count what was written anew, or would be, and what is wrong still; nothing where nothing was tried."""
    codes = Counter(item.code for item in diagnostics)
    left = {item.span for item in diagnostics if item.severity is Severity.ERROR and item.span}
    mended = codes["RB-ARCHIVE-MENDED"]
    if mended or codes["RB-ARCHIVE-UNPROVEN"]:
        done = say_many("cli.archive-repair.part-would" if dry_run else "cli.archive-repair.part", mended)
        both = say(
            "cli.archive-repair.both", mended=done, left=say_many("cli.archive-repair.left", len(left))
        )
        tell(both if left else done, err=True)


def offer_repair(root: Path) -> None:
    """Say how what is damaged is mended, where that is known or a copy could prove it."""
    from report_builder.pipeline.repairing import RepairRequest, repair_archive

    codes = Counter(item.code for item in repair_archive(RepairRequest(root, dry_run=True)).diagnostics)
    if count := codes["RB-ARCHIVE-MENDED"]:
        tell(say_many("cli.archive.can-mend", count, command="report-builder archive repair"), err=True)
    if codes["RB-ARCHIVE-UNPROVEN"]:
        tell(say("cli.archive.could-mend"), err=True)
