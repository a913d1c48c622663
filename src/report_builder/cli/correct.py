"""``report-builder correct``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import of_a_report, publishing
from report_builder.cli.groups import Command
from report_builder.cli.process import Process
from report_builder.cli.recorded import signed
from report_builder.cli.terminal import show, tell
from report_builder.language.message import say

if TYPE_CHECKING:
    from report_builder.pipeline.amending import Amended


@click.command(
    cls=Command,
    short_help="cli.correct.short",
    help="cli.correct.help",
    examples=(
        'report-builder correct v1 --note "Figur 2 viser tall for 2018, ikke 2019"',
        'report-builder correct v2 --note "Lenken til datasettet er rettet" --landing',
    ),
)
@click.argument("version", metavar="V")
@click.option("--note", required=True, metavar="cli.metavar.text", help="cli.correct.note")
@click.option(
    "--landing",
    is_flag=True,
    help="cli.correct.landing",
)
@signed
@click.option("--dry-run", is_flag=True, help="cli.option.dry-run")
@of_a_report
@click.pass_obj
def correct(
    process: Process,
    version: str,
    note: str,
    landing: bool,
    by: str,
    dry_run: bool,
    root: Path,
    name: str | None,
) -> int:
    """Note a correction of version V, which the site shows beside it."""
    if fault := process.epoch_fault():
        return show([fault])

    from report_builder.pipeline.amending import Request
    from report_builder.pipeline.amending import correct as run

    request = Request(root, version, note, name, dry_run, by)
    outcome = run(request, process.now(), process.clock, landing=landing)
    status = show(outcome.diagnostics, str(root))
    if outcome.value is not None:
        _say(outcome.value, root, dry_run=dry_run)
    return status


def _say(amended: Amended, root: Path, *, dry_run: bool) -> None:
    entry = amended.entry
    done = "cli.correct.would" if dry_run else "cli.correct.done"
    if not amended.new:
        done = "cli.correct.already"
    tell(say(done, version=entry.version, report=amended.object_id, time=entry.time.isoformat(" ")))
    tell(say("cli.note-is", text=entry.text))
    if entry.landing:
        tell(say("cli.correct.has-landing"))
    if not dry_run:
        tell(say("cli.correct.publish", command=publishing(root)))
