"""``report-builder withdraw``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.edge import Edge
from report_builder.cli.folder import of_a_report
from report_builder.cli.terminal import exit_status, show
from report_builder.diagnostics import printable

if TYPE_CHECKING:
    from report_builder.pipeline.amending import Amended


@click.command(
    short_help="Take a released version back.",
    epilog="""\b
Examples:
  report-builder withdraw v2 --reason "Feil i tallene fra kommunene"
  report-builder withdraw v2 --undo
""",
)
@click.argument("version", metavar="V")
@click.option("--reason", default="", help="Why, in a sentence or two, for the public.")
@click.option("--undo", is_flag=True, help="Show the version again, with the same bytes.")
@click.option("--dry-run", is_flag=True, help="Show what would be done; write nothing.")
@of_a_report
@click.pass_obj
def withdraw(
    edge: Edge, version: str, reason: str, undo: bool, dry_run: bool, root: Path, name: str | None
) -> int:
    """Withdraw version V: the site says what was withdrawn, when, why and by whom, and shows it no more.

    The version stays in the archive, and every number as it is.
    """
    if fault := edge.epoch_fault():
        show([fault])
        return exit_status([fault])

    from report_builder.pipeline.amending import Request, reinstate
    from report_builder.pipeline.amending import withdraw as run

    request = Request(root, version, reason, name, dry_run)
    outcome = (reinstate if undo else run)(request, edge.now())
    show(outcome.diagnostics, str(root))
    if outcome.value is not None:
        _say(outcome.value, "shown again" if undo else "withdrawn", dry_run=dry_run)
    return exit_status(outcome.diagnostics)


def _say(amended: Amended, what: str, *, dry_run: bool) -> None:
    entry = amended.entry
    said = f"v{entry.version} of {amended.object_id}"
    if dry_run:
        click.echo(f"{said} would be {what}; nothing was written")
    else:
        click.echo(f"{said} is {what}, {entry.time.isoformat(' ')}")
    if entry.text:
        click.echo(f"reason: {printable(entry.text)}")
    if not dry_run:
        click.echo("it is as it was in the archive; let the site follow with: report-builder publish")
