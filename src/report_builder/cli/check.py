"""``report-builder check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.edge import Edge
from report_builder.cli.terminal import exit_status, patience, progress, show, show_all

if TYPE_CHECKING:
    from report_builder.check.answer import Checked


def _profiles(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Take the short names out of what was given, which may be several in one."""
    from report_builder.check.standards import NAMES

    asked = [name.strip().lower() for value in values for name in value.split(",")]
    for name in asked:
        if name not in NAMES:
            message = f"'{name}' is not one of {', '.join(NAMES)}"
            raise click.BadParameter(message, context, option)
    return tuple(name for name in NAMES if name in asked)


@click.command(
    short_help="Check finished PDF files.",
    epilog="""\b
Examples:
  report-builder check output/rapport.pdf
  report-builder check rapporter/ --json
  report-builder check --profile ua1 --profile 2b fremmed.pdf

\b
Standards for --profile: ua1, ua2 (PDF/UA-1 and -2), 1a, 1b, 2a, 2b, 2u,
3a, 3b, 3u, 4, 4e, 4f (PDF/A).
Exit status: 0 all files passed, 1 one failed, 3 one could not be verified.
""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--profile",
    "profiles",
    metavar="NAME",
    multiple=True,
    callback=_profiles,
    help="Standard to check by, once or more (default: what each file claims).",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs; see docs/check.md.")
@show_all
@patience
@click.pass_obj
def check(
    edge: Edge, files: tuple[Path, ...], profiles: tuple[str, ...], as_json: bool, timeout: float | None
) -> int:
    """Check finished files of any maker: by our own rules, and by veraPDF.

    FILE may be a folder: that stands for the PDF files in it and below. A file is held to the standards
    that it claims, or to those named by --profile. Our own rules are about PDF/UA-1 and PDF/A-2a; a file
    that is held to both must meet more than these ask, as a report of ours does.
    """
    from report_builder.pipeline.checking import CheckRequest, check_files

    with progress() as on_stage:
        done = check_files(CheckRequest(files, profiles, timeout), edge.clock, on_stage)
    if as_json:
        from report_builder.check.answer import as_json as in_json

        click.echo(in_json(done.files, done.engine), nl=False)
    else:
        show(done.diagnostics)
        _summarise(done.files)
    return exit_status(done.diagnostics)


def _summarise(files: tuple[Checked, ...]) -> None:
    """Print what passed; of several files also what failed, and how many did not."""
    from report_builder.check.standards import listed
    from report_builder.diagnostics import printable

    for file in files:
        if file.passed:
            own = "own rules passed; " if file.own_rules else ""
            click.echo(printable(f"{file.path}: {own}veraPDF passed {listed(file.profiles)}"))
        elif len(files) > 1:
            click.echo(printable(f"{file.path}: failed"))
    if len(files) > 1:
        click.echo(f"{sum(file.passed for file in files)} of {len(files)} files passed")
