"""``report-builder publish``."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.edge import Edge
from report_builder.cli.extras import missing_extra
from report_builder.cli.folder import ReportFolder
from report_builder.cli.terminal import exit_status, progress, show, show_all
from report_builder.diagnostics import ExitStatus

if TYPE_CHECKING:
    from report_builder.pipeline.publishing import Published


@click.command(
    short_help="Publish the released versions as a web site.",
    epilog="""\b
Examples:
  report-builder publish
  report-builder publish rapporter/2019-7 --output /srv/www/rapport
""",
)
@click.argument("path", default=".", type=ReportFolder())
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder of the site (default: output/site)."
)
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Show what is dated up to this day (default: today).",
)
@show_all
@click.pass_obj
def publish(edge: Edge, path: str, output: Path | None, day: datetime | None) -> int:
    """Write the site of the report in PATH: landing page, HTML edition and PDF of every released version.

    A report that was never released is released first. A version that is dated later, under an embargo, is
    not shown yet; run the command again on that day. The site is written beside the old one, which is
    served until the new one is whole.
    """
    started = edge.clock()
    fault = missing_extra("the site", ("brotli", "fontTools"), "publish") or edge.epoch_fault()
    if fault is not None:
        show([fault])
        return exit_status([fault])

    from report_builder.pipeline.publishing import PublishRequest
    from report_builder.pipeline.publishing import publish as run

    with progress() as on_stage:
        outcome = run(
            PublishRequest(Path(path), output, day.date() if day else None), edge.now(), edge.clock, on_stage
        )
    show(outcome.diagnostics, path)
    if outcome.value is None:
        return exit_status(outcome.diagnostics)
    _summarise(outcome.value, edge.clock() - started, _serving(path, output))
    return ExitStatus.DONE


def _serving(path: str, output: Path | None) -> str:
    """Give the command that serves the site which was written, from where this one was called."""
    words = ["report-builder", "serve"]
    if path != ".":
        words.append(path)
    if output is not None:
        words += ["--site", str(output)]
    return shlex.join(words)


def _named(published: Published) -> str:
    """Say which versions readers find."""
    shown = f"versions 1 to {published.newest}"
    if published.newest is None:
        shown = "no version"
    elif published.versions == 1:
        shown = f"version {published.newest}"
    elif published.withdrawn:
        shown = f"{published.versions} versions, the newest is {published.newest}"
    return f"{shown}, {published.withdrawn} withdrawn" if published.withdrawn else shown


def _summarise(published: Published, seconds: float, serving: str) -> None:
    versions = _named(published)
    if published.first:
        click.echo("released version 1, since there was none")
    if not published.new:
        click.echo(f"unchanged: {published.report}, {versions}, is published in {published.out}")
        return
    size = f"{published.size / 1_000_000:.1f} MB"
    click.echo(published.out)
    click.echo(
        f"{published.report}, {versions} · {published.files} files · {size} · {seconds:.1f} s · "
        f"{published.out.name}/current leads to {published.release.name}"
    )
    click.echo(f"address: {published.address}" if published.address else f"serve it with: {serving}")
