"""``report-builder diff``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import at_root
from report_builder.cli.groups import Command
from report_builder.cli.made_path import MadePath
from report_builder.cli.process import Process
from report_builder.cli.terminal import progress, show, show_all, words
from report_builder.diagnostics import Diagnostics, ExitStatus

if TYPE_CHECKING:
    from report_builder.compare.model import Comparison, Op
    from report_builder.pipeline.comparing import Compared

DIFFERENT = 1
"""The exit status with --exit-code where anything differs."""


@click.command(
    cls=Command,
    short_help="cli.diff.short",
    help="cli.diff.help",
    examples=(
        ("report-builder diff", "cli.diff.example-now"),
        ("report-builder diff v1", "cli.diff.example-version"),
        "report-builder diff v1 v2 --html hva-er-nytt.html",
        "report-builder diff gammel.pdf ny.pdf --json",
    ),
    notes=("cli.diff.statuses",),
)
@click.argument("before", metavar="A", required=False)
@click.argument("after", metavar="B", required=False)
@at_root
@click.option("--json", "as_json", is_flag=True, help="cli.option.json")
@click.option(
    "--html", "page", metavar="cli.metavar.file", type=MadePath("endringer.html"), help="cli.diff.html"
)
@click.option("--exit-code", is_flag=True, help="cli.diff.exit-code")
@show_all
@click.pass_obj
def diff(
    process: Process,
    before: str | None,
    after: str | None,
    root: Path,
    as_json: bool,
    page: Path | None,
    exit_code: bool,
) -> int:
    """Show what changed from A to B: findings and numbers, metadata, text, figures."""
    from report_builder.pipeline.comparing import compare_sides

    faults = Diagnostics()
    if page is not None and not _may_write_page(page, root, (before, after), faults):
        return show(faults.items, str(root))
    with progress() as on_stage:
        outcome = compare_sides(root, before, after, process.clock, on_stage)
    status = show(outcome.diagnostics, str(root))
    if outcome.value is None:
        return status
    if page is not None:
        _write_page(outcome.value, root, page, faults)
        if faults.has_errors:
            return show(faults.items)
    if as_json:
        from report_builder.compare import as_json as in_json

        click.echo(in_json(outcome.value.comparison), nl=False)
    else:
        print_comparison(outcome.value.comparison, process)
    return DIFFERENT if exit_code and outcome.value.comparison.different else ExitStatus.DONE


def print_comparison(comparison: Comparison, process: Process) -> None:
    """Print what changed, in colours where the terminal and NO_COLOR allow it."""
    from report_builder.compare import as_text

    colour = False if process.environment.get("NO_COLOR") else None  # None: click takes them out of a pipe
    click.echo(as_text(comparison, words(), _painted), nl=False, color=colour)


def _painted(op: Op, text: str) -> str:
    return click.style(text, fg="red" if op == "removed" else "green")


def _may_write_page(
    target: Path, root: Path, sides: tuple[str | None, ...], diagnostics: Diagnostics
) -> bool:
    """Tell, before the long work, whether the page may be written there; False after a diagnostic."""
    from report_builder.pipeline.guarding import may_write_file
    from report_builder.settings import read_settings

    settings = read_settings(root, diagnostics)
    inputs = [Path(side) for side in sides if side]
    return settings is not None and may_write_file(target, root, settings.archive, diagnostics, inputs)


def _write_page(compared: Compared, root: Path, target: Path, diagnostics: Diagnostics) -> None:
    """Write the page in one step, or say why it cannot be written."""
    from report_builder.compare import as_page
    from report_builder.output import write_file
    from report_builder.pipeline.comparing import theme_of

    text = as_page(compared.comparison, compared.before, compared.after, theme_of(root))
    if write_file(target, text.encode(), diagnostics):
        click.echo(target, err=True)
