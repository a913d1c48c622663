"""``report-builder check-content``."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.terminal import exit_status, progress, show


@click.command(
    "check-content",
    short_help="Check the content and the theme without building.",
    epilog="""\b
Examples:
  report-builder check-content
  report-builder check-content rapporter/2019-7
""",
)
@click.argument("path", default=".", type=click.Path())
def check_content(path: str) -> int:
    """Check the content and the theme of the report in PATH (default: this folder) without building it.

    Shows every problem of the content, the theme and the pages that they would make.
    """
    from report_builder import pipeline

    with progress() as on_stage:
        diagnostics = pipeline.check_content(Path(path), on_stage)
    show(diagnostics, path)
    status = exit_status(diagnostics)
    if not status:
        click.echo("content and theme: nothing to mend")
    return status
