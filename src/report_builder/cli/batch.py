"""``report-builder batch``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from report_builder import api
from report_builder.cli.folder import ReportFolder
from report_builder.cli.groups import Command
from report_builder.cli.process import Process
from report_builder.cli.terminal import progress, show, show_all, tell, wants_all
from report_builder.diagnostics import Diagnostic, ExitStatus, Severity
from report_builder.language.message import Message, say, say_many

if TYPE_CHECKING:
    from report_builder.pipeline.batching import Batch, UnitMade

_TOLD = 20
"""Of so many units it is told what is wrong; the others are counted."""


@click.command(
    cls=Command,
    short_help="cli.batch.short",
    help="cli.batch.help",
    examples=(
        "report-builder batch",
        "report-builder batch --dry-run",
        "report-builder batch --jobs 4 --fail-after 10",
    ),
)
@click.argument("path", metavar="cli.metavar.path", default=".", type=ReportFolder())
@click.option("--jobs", type=click.IntRange(1), metavar="cli.metavar.number", help="cli.batch.jobs")
@click.option("--dry-run", is_flag=True, help="cli.batch.dry-run")
@click.option("--force", is_flag=True, help="cli.batch.force")
@click.option(
    "--fail-after", type=click.IntRange(1), metavar="cli.metavar.number", help="cli.batch.fail-after"
)
@show_all
@click.pass_obj
def batch(
    process: Process, path: str, jobs: int | None, dry_run: bool, force: bool, fail_after: int | None
) -> int:
    """Make the report of each unit in content/batch.yaml."""
    started = process.clock()
    if fault := process.epoch_fault():
        return show([fault])
    failed: list[UnitMade] = []
    with progress() as on_stage:
        pace = _Pace(process, started)

        def each(made: UnitMade, done: int, count: int) -> None:
            if made.is_failed:
                failed.append(made)
            on_stage(pace.said(made, done, count))

        outcome = api.batch(path, jobs=jobs, dry_run=dry_run, force=force, fail_after=fail_after, each=each)
    status = show(outcome.diagnostics, path)
    if outcome.value is None:
        return status
    if dry_run:
        return max(status, _tell_plan(outcome.value, path))
    _tell_failed([(say("cli.batch.failed", name=one.entry.name), one.diagnostics) for one in failed], path)
    _summarise(outcome.value, pace.kept, process.clock() - started)
    return ExitStatus.CHECK_FAILED if failed and status is ExitStatus.DONE else status


class _Pace:
    """How fast reports are made, and how long those take that are left."""

    def __init__(self, process: Process, started: float) -> None:
        self._process, self._started = process, started
        self._made = self.kept = 0

    def said(self, made: UnitMade, done: int, count: int) -> Message:
        """What is told when one more is done; those that were there already say nothing of the pace."""
        if made.is_kept:
            self.kept += 1
            self._started = self._process.clock()
        else:
            self._made += 1
        seconds = self._process.clock() - self._started
        if not self._made or not seconds:
            return say("cli.batch.done", done=done, count=count)
        rate = self._made / seconds
        left = round((count - done) / rate)
        return say("cli.batch.progress", done=done, count=count, rate=round(rate, 1), left=left)


def _tell_plan(planned: Batch, path: str) -> ExitStatus:
    """Tell what would be made, and what could not."""
    count = len(planned.index.units)
    without = sum(len(doubt.units) for doubt in planned.doubts)
    _tell_failed([(_doubted(doubt.units), doubt.diagnostics) for doubt in planned.doubts], path)
    tell(say_many("cli.batch.units", count))
    if without:
        tell(say_many("cli.batch.without", without))
    return ExitStatus.BAD_INPUT if without else ExitStatus.DONE


def _doubted(units: Sequence[str]) -> Message:
    first, *others = units
    if not others:
        return say("cli.batch.doubt", name=first)
    return say_many("cli.batch.doubts", len(others), name=first)


def _tell_failed(failed: Sequence[tuple[Message, Sequence[Diagnostic]]], path: str) -> None:
    told = failed if wants_all() else failed[:_TOLD]
    for said, diagnostics in told:
        tell(said, err=True)
        show([item for item in diagnostics if item.severity is Severity.ERROR], path)
    if others := len(failed) - len(told):
        tell(say_many("cli.batch.more", others), err=True)


def _summarise(done: Batch, kept: int, seconds: float) -> None:
    counts = done.index.counts
    click.echo(done.folder)
    tell(
        say(
            "cli.batch.summary",
            made=counts["made"] - kept,
            kept=kept,
            failed=counts["failed"],
            waiting=counts["waiting"],
            seconds=round(seconds, 1),
        )
    )
