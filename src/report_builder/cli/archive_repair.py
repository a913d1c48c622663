"""``report-builder archive repair``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.folder import at_root
from report_builder.cli.terminal import exit_status, show, show_all


@click.command(
    short_help="Mend what other copies prove.",
    epilog="""\b
Examples:
  report-builder archive repair --dry-run
  report-builder archive repair
  report-builder archive repair --from /mnt/sikkerhetskopi/rapport
""",
)
@click.option(
    "--from",
    "copy",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="A copy of the archive, or of the report's folder.",
)
@at_root
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@show_all
def repair(copy: Path | None, root: Path, dry_run: bool) -> int:
    """Write anew what is missing or damaged in the archive, where other copies prove what stood there.

    Inventories prove each other. Archived files are looked for by their digest: under other names in the
    archive, in output/, on the site, among the sources, and in a copy. Each file that is written is told.
    What nothing proves is told and left as it is.
    """
    from report_builder.pipeline.repairing import RepairRequest, repair_archive

    outcome = repair_archive(RepairRequest(root, copy, dry_run))
    show(outcome.diagnostics, str(root))
    found = outcome.value
    if found is None:
        return exit_status(outcome.diagnostics)
    files = f"{found.mended} file{'' if found.mended == 1 else 's'}"
    if not found.mended:
        click.echo("nothing to mend: every digest is right")
    elif dry_run:
        click.echo(f"{files} would be written anew; nothing was written")
    else:
        click.echo(f"{files} written anew; every digest is right")
    return exit_status(outcome.diagnostics)
