"""``report-builder check``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.terminal import exit_status, progress, show, show_all


@click.command(
    short_help="Check finished PDF files.",
    epilog="""\b
Examples:
  report-builder check output/rapport.pdf
  report-builder check output/*.pdf
""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@show_all
def check(files: tuple[Path, ...]) -> int:
    """Check finished files: structure by our own rules, then PDF/UA-1 and PDF/A-2a by veraPDF."""
    from report_builder.pipeline import check_files

    with progress() as on_stage:
        diagnostics = check_files(files, on_stage)
    show(diagnostics)
    status = exit_status(diagnostics)
    if not status:
        for path in files:
            click.echo(f"{path}: own rules passed; veraPDF passed PDF/UA-1 and PDF/A-2a")
    return status
