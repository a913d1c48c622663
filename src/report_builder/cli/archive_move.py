"""``report-builder archive move``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.folder import at_root
from report_builder.cli.terminal import exit_status, show, show_all


@click.command(
    short_help="Move the archive to another folder.",
    epilog="""\b
Examples:
  report-builder archive move archive
  report-builder archive move /srv/arkiv/aarsrapport
""",
)
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@at_root
@click.option("--dry-run", is_flag=True, help="Check everything and say what would be done; write nothing.")
@show_all
def move(path: Path, root: Path, dry_run: bool) -> int:
    """Copy the archive to PATH, check every digest there, name it in settings.yaml, and remove the old one.

    PATH is taken from where you are; it must not exist, or be an empty folder. Whatever interrupts it, the
    archive that settings.yaml names is whole, and the same command again completes the move.
    """
    from report_builder.pipeline.moving import MoveRequest, move_archive

    outcome = move_archive(MoveRequest(root, path, dry_run))
    show(outcome.diagnostics, str(root))
    moved = outcome.value
    if moved is None:
        return exit_status(outcome.diagnostics)
    seen = f"{moved.seen.files} files, {moved.seen.size / 1_000_000:.1f} MB"
    if moved.before is None:
        click.echo(f"the archive is in {moved.after} already; every digest is right ({seen})")
    elif dry_run:
        click.echo(f"would move the archive from {moved.before} to {moved.after} ({seen})")
        click.echo(f"would write 'archive: {moved.name}' in settings.yaml; nothing was written")
    else:
        click.echo(f"moved from {moved.before} to {moved.after}; every digest is right ({seen})")
        click.echo(f"settings.yaml says 'archive: {moved.name}'; the old place is removed")
    return exit_status(outcome.diagnostics)
