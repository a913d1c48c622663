"""``report-builder withdraw``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.edge import Edge
from report_builder.cli.folder import of_a_report, publishing
from report_builder.cli.terminal import exit_status, show
from report_builder.diagnostics import ExitStatus, printable

if TYPE_CHECKING:
    from report_builder.pipeline.amending import Amended, Request
    from report_builder.pipeline.purging import Taken

_NAMED = 20
"""So many files that may have the text are named."""


@click.command(
    short_help="Take a released version back.",
    epilog="""\b
Examples:
  report-builder withdraw v2 --reason "Feil i tallene fra kommunene"
  report-builder withdraw v2 --undo
  report-builder withdraw v2 --reason "Navn på deltakere" --purge --dry-run
  report-builder withdraw v2 --reason "Navn på deltakere" --purge
""",
)
@click.argument("version", metavar="V")
@click.option("--reason", default="", help="Why, in a sentence or two, for the public.")
@click.option("--undo", is_flag=True, help="Show the version again, with the same bytes.")
@click.option(
    "--purge",
    is_flag=True,
    help="Take the bytes that no other version has out of the archive, too. This cannot be undone.",
)
@click.option("--yes", is_flag=True, help="With --purge: do not ask, where this is a terminal.")
@click.option("--dry-run", is_flag=True, help="Show what would be done; write nothing.")
@of_a_report
@click.pass_obj
def withdraw(
    edge: Edge,
    version: str,
    reason: str,
    undo: bool,
    purge: bool,
    yes: bool,
    dry_run: bool,
    root: Path,
    name: str | None,
) -> int:
    """Withdraw version V: the site says what was withdrawn, when, why and by whom, and shows it no more.

    The version stays in the archive, and every number as it is. With --purge, as for personal data, the
    archive is rewritten without the bytes that only V has, and output/ loses its file; a tombstone says so.
    What else in output/ may have the text, such as a draft or a comparison, is named. Copies elsewhere,
    such as backups, are not reached. --dry-run shows what would go.
    """
    if purge and undo:
        raise click.UsageError("--purge cannot be undone: choose one of --purge and --undo")
    if fault := edge.epoch_fault():
        show([fault])
        return exit_status([fault])

    from report_builder.pipeline.amending import Request, reinstate
    from report_builder.pipeline.amending import withdraw as run

    request = Request(root, version, reason, name, dry_run)
    if purge:
        return _purge(edge, request, yes=yes)
    outcome = (reinstate if undo else run)(request, edge.now())
    show(outcome.diagnostics, str(root))
    if outcome.value is not None:
        _say(outcome.value, "shown again" if undo else "withdrawn", root, dry_run=dry_run)
    return exit_status(outcome.diagnostics)


def _purge(edge: Edge, request: Request, *, yes: bool) -> int:
    """Say what goes for ever, ask where somebody can answer, and do it."""
    from msgspec.structs import replace

    from report_builder.pipeline.purging import purge as run

    if not request.dry_run and not yes and _can_answer():
        would = run(replace(request, dry_run=True), edge.now())
        if would.value is None:
            show(would.diagnostics, str(request.root))
            return exit_status(would.diagnostics)
        _say_taken(would.value, request.root, dry_run=True)
        if not click.confirm("This cannot be undone. Do it?"):
            click.echo("nothing was done")
            return ExitStatus.DONE
    outcome = run(request, edge.now())
    show(outcome.diagnostics, str(request.root))
    if outcome.value is not None:
        _say_taken(outcome.value, request.root, dry_run=request.dry_run)
    return exit_status(outcome.diagnostics)


def _can_answer() -> bool:
    return sys.stdin.isatty()


def _say_taken(taken: Taken, root: Path, *, dry_run: bool) -> None:
    entry = taken.entry
    said = f"v{entry.version} of {taken.object_id}"
    if dry_run:
        click.echo(f"{said} would be withdrawn and purged, for ever; nothing was written")
    else:
        click.echo(f"{said} is withdrawn and purged, {entry.time.isoformat(' ')}")
    click.echo(f"reason: {printable(entry.text)}")
    goes = "would go" if dry_run else "gone"
    for path, size in taken.gone.items():
        click.echo(f"{goes}: {printable(path)}, {size} bytes")
    together: dict[tuple[int, ...], list[str]] = {}
    for path, versions in taken.shared.items():
        together.setdefault(versions, []).append(printable(path))
    for versions, paths in together.items():
        others = ", ".join(f"v{number}" for number in versions)
        click.echo(f"stays, for it is in {others} too: {', '.join(paths)}")
    for file in taken.files:
        click.echo(f"{goes}: {file}")
    for other in taken.left[:_NAMED]:
        click.echo(f"may have the same text, and stays: {printable(str(other))}")
    if len(taken.left) > _NAMED:
        click.echo(f"and {len(taken.left) - _NAMED} more in output/")
    if taken.left:
        click.echo("look through them, and remove those that have it")
    click.echo("not reached: backups and other copies of the archive; content/, from which you release")
    if not dry_run:
        click.echo(f"the site still has it; take it away there with: {publishing(root)}")


def _say(amended: Amended, what: str, root: Path, *, dry_run: bool) -> None:
    entry = amended.entry
    said = f"v{entry.version} of {amended.object_id}"
    if dry_run:
        click.echo(f"{said} would be {what}; nothing was written")
    else:
        click.echo(f"{said} is {what}, {entry.time.isoformat(' ')}")
    if entry.text:
        click.echo(f"reason: {printable(entry.text)}")
    if not dry_run:
        click.echo(f"it is as it was in the archive; let the site follow with: {publishing(root)}")
