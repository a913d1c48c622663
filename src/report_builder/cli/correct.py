"""``report-builder correct``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.edge import Edge
from report_builder.cli.folder import of_a_report, publishing
from report_builder.cli.terminal import exit_status, show
from report_builder.diagnostics import printable


@click.command(
    short_help="Say what is wrong in a released version.",
    epilog="""\b
Examples:
  report-builder correct v1 --note "Figur 2 viser tall for 2018, ikke 2019"
  report-builder correct v2 --note "Lenken til datasettet er rettet" --landing
""",
)
@click.argument("version", metavar="V")
@click.option("--note", required=True, help="What the readers are told, in a sentence or two.")
@click.option(
    "--landing",
    is_flag=True,
    help="Let the landing page have the texts of content/landing.yaml as they are now.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be said; write nothing.")
@of_a_report
@click.pass_obj
def correct(
    edge: Edge, version: str, note: str, landing: bool, dry_run: bool, root: Path, name: str | None
) -> int:
    """Note a correction of version V, which the site shows beside it.

    No byte of the archived version and no number changes: the correction stands in a journal beside the
    versions. What must be right in the report itself is a new version: see report-builder release.
    """
    if fault := edge.epoch_fault():
        show([fault])
        return exit_status([fault])

    from report_builder.pipeline.amending import Request
    from report_builder.pipeline.amending import correct as run

    request = Request(root, version, note, name, dry_run)
    outcome = run(request, edge.now(), edge.clock, landing=landing)
    show(outcome.diagnostics, str(root))
    if outcome.value is not None:
        entry = outcome.value.entry
        said = f"v{entry.version} of {outcome.value.object_id}"
        if not outcome.value.new:
            click.echo(f"the correction of {said} is noted already, {entry.time.isoformat(' ')}")
        elif dry_run:
            click.echo(f"would note a correction of {said}; nothing was written")
        else:
            click.echo(f"noted a correction of {said}, {entry.time.isoformat(' ')}")
        click.echo(f"note: {printable(entry.text)}")
        if entry.landing:
            click.echo("the landing page has the texts of content/landing.yaml")
        if not dry_run:
            click.echo(f"the version is as it was; show the correction with: {publishing(root)}")
    return exit_status(outcome.diagnostics)
