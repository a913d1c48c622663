"""``report-builder theme``: how a report looks, and where that is said."""

from __future__ import annotations

from pathlib import Path

import click

from report_builder.cli.folder import at_root
from report_builder.cli.groups import Group
from report_builder.cli.terminal import show, words
from report_builder.diagnostics import Diagnostics


@click.group(
    cls=Group,
    short_help="cli.theme.short",
    help="cli.theme.help",
    examples=("report-builder theme show", "report-builder theme show noktern"),
)
def theme() -> None:
    """Look at the theme of a report."""


@theme.command(
    "show",
    short_help="cli.theme.show.short",
    help="cli.theme.show.help",
    examples=(
        "report-builder theme show",
        "report-builder theme show konstruktiv > theme.yaml",
    ),
)
@click.argument("name", metavar="cli.metavar.name", required=False)
@at_root
@click.pass_context
def show_(context: click.Context, root: Path, name: str | None) -> int:
    """Print the theme NAME, or that of the report, with the place that each value comes from."""
    from report_builder.pipeline.theming import theme_shown

    diagnostics = Diagnostics()
    text = theme_shown(root, name, words(context), diagnostics)
    if text is not None:
        click.echo(text, nl=False)
    return show(diagnostics.items, str(root))
