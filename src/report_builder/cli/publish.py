"""``report-builder publish``."""

from __future__ import annotations

import shlex
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder import api
from report_builder.cli.extras import missing_extra
from report_builder.cli.folder import ReportFolder
from report_builder.cli.groups import Command
from report_builder.cli.made_path import MadePath
from report_builder.cli.process import Process
from report_builder.cli.terminal import megabytes, progress, show, show_all, tell
from report_builder.diagnostics import ExitStatus
from report_builder.language.message import Message, Value, say, say_many

if TYPE_CHECKING:
    from report_builder.pipeline.publishing import Published


@click.command(
    cls=Command,
    short_help="cli.publish.short",
    help="cli.publish.help",
    examples=(
        "report-builder publish",
        "report-builder publish rapporter/2019-7 --output /srv/www/rapport",
    ),
)
@click.argument("path", default=".", metavar="cli.metavar.path", type=ReportFolder())
@click.option(
    "-o", "--output", type=MadePath("nettsted"), metavar="cli.metavar.folder", help="cli.publish.output"
)
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="cli.metavar.day",
    help="cli.publish.on",
)
@show_all
@click.pass_obj
def publish(process: Process, path: str, output: Path | None, day: datetime | None) -> int:
    """Write the site of the report in PATH: landing page, HTML edition and PDF of every released version."""
    started = process.clock()
    fault = missing_extra(say("cli.the-site"), ("brotli", "fontTools"), "publish") or process.epoch_fault()
    if fault is not None:
        return show([fault])

    with progress() as on_stage:
        outcome = api.publish(
            path,
            output=output,
            day=day.date() if day else None,
            now=process.now(),
            clock=process.clock,
            announce=on_stage,
        )
    status = show(outcome.diagnostics, path)
    if outcome.value is None:
        return status
    _summarise(outcome.value, process.clock() - started, _serving(path, output))
    return ExitStatus.DONE


def _serving(path: str, output: Path | None) -> str:
    """Give the command that serves the site which was written, from where this one was called."""
    words = ["report-builder", "serve"]
    if path != ".":
        words.append(path)
    if output is not None:
        words += ["--site", str(output)]
    return shlex.join(words)


def _named(published: Published) -> Message:
    """Say which versions readers find."""
    newest = published.newest
    if newest is None:
        shown = say("cli.publish.no-version")
    elif published.versions == 1:
        shown = say("cli.publish.one-version", newest=newest)
    elif published.withdrawn:
        shown = say("cli.publish.some-versions", number=published.versions, newest=newest)
    else:
        shown = say("cli.publish.all-versions", newest=newest)
    if not published.withdrawn:
        return shown
    return say_many("cli.publish.withdrawn", published.withdrawn, shown=shown)


def _summarise(published: Published, seconds: float, serving: str) -> None:
    named: dict[str, Value] = {"report": published.report, "versions": _named(published)}
    if published.first:
        tell(say("cli.publish.first"))
    if not published.new:
        tell(say("cli.publish.unchanged", **named, folder=str(published.out)))
        return
    click.echo(published.out)
    tell(
        say(
            "cli.publish.summary",
            **named,
            seen=say_many("cli.files-and-size", published.files, size=megabytes(published.size)),
            seconds=round(seconds, 1),
            link=f"{published.out.name}/current",
            target=published.release.name,
        )
    )
    if published.address:
        tell(say("cli.publish.address", address=published.address))
    else:
        tell(say("cli.publish.serve", command=serving))
