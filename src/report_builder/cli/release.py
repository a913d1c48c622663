"""``report-builder release``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_builder import api
from report_builder.cli.folder import ReportFolder, publishing
from report_builder.cli.groups import Command, RefusedError
from report_builder.cli.process import Process
from report_builder.cli.recorded import signed
from report_builder.cli.terminal import patience, progress, show, show_all, tell, words
from report_builder.diagnostics import ExitStatus
from report_builder.language.message import Message, all_of, in_turn, say, say_many

if TYPE_CHECKING:
    from report_builder.pipeline.manifest import Manifest
    from report_builder.pipeline.releasing import Released


class VersionName(click.ParamType[int]):
    """The number of a version, given as ``v2`` or ``2``."""

    name = "version"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002  click's name
        """Return the number. Raises RefusedError."""
        from report_builder.pipeline.versions import number_of

        number = value if isinstance(value, int) else number_of(value)
        if number is None:
            raise RefusedError(say("cli.usage.version", value=str(value)), ctx)
        return number


@click.command(
    cls=Command,
    short_help="cli.release.short",
    help="cli.release.help",
    examples=(
        "report-builder release",
        'report-builder release --note "Rettet tall i kapittel 2"',
        'report-builder release --note "Ny figur" --date 2026-12-01 --embargo',
        "report-builder release --dry-run",
    ),
)
@click.argument("path", default=".", metavar="cli.metavar.path", type=ReportFolder())
@click.option("--note", default="", metavar="cli.metavar.text", help="cli.release.note")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="cli.metavar.day",
    help="cli.release.date",
)
@click.option("--embargo", is_flag=True, help="cli.release.embargo")
@click.option("--anew", is_flag=True, help="cli.release.anew")
@click.option(
    "--onto",
    type=VersionName(),
    metavar="V",
    help="cli.release.onto",
)
@signed
@click.option("--dry-run", is_flag=True, help="cli.release.dry-run")
@show_all
@patience
@click.pass_obj
def release(
    process: Process,
    path: str,
    note: str,
    day: datetime | None,
    embargo: bool,
    anew: bool,
    onto: int | None,
    by: str,
    dry_run: bool,
    timeout: float | None,
) -> int:
    """Build the report in PATH, check it with veraPDF, and archive it as the next version."""
    started = process.clock()
    if fault := process.epoch_fault():
        return show([fault])

    with progress() as on_stage:
        outcome = api.release(
            path,
            note=note,
            day=day.date() if day else None,
            dry_run=dry_run,
            anew=anew,
            embargo=embargo,
            onto=onto,
            by=by,
            patience=timeout,
            now=process.now(),
            clock=process.clock,
            announce=on_stage,
        )
    status = show(outcome.diagnostics, path)
    if outcome.value is None:
        return status
    if not outcome.value.new:
        _unchanged(outcome.value)
    elif dry_run:
        _would_be(outcome.value, process)
    else:
        _summarise(outcome.value, process.clock() - started, publishing(Path(path)))
    return ExitStatus.DONE


def _unchanged(released: Released) -> None:
    record = released.manifest
    tell(say("cli.release.unchanged", version=record.version, updated=str(record.updated)))
    _say_files(released)


def _say_files(released: Released) -> None:
    if released.files:
        names = all_of([str(file) for file in released.files])
        tell(say_many("cli.release.files", len(released.files), files=names))


def _say_comments(released: Released) -> None:
    """Say that what editors wrote to each other is in the archive too, where anybody may come to read it."""
    if released.comments:
        tell(say_many("cli.release.comments", released.comments))


def _summarise(released: Released, seconds: float, publish: str) -> None:
    from report_builder.content.formats import written_size

    record = released.manifest
    tell(say("cli.release.released", report=released.object_id, dated=_dated(record)))
    tell(say("cli.note-is", text=record.note))
    tell(
        say(
            "cli.release.summary",
            pages=say_many("site.pages", record.pdf.pages),
            size=written_size(record.pdf.size, words()),
            seconds=round(seconds, 1),
            standards=all_of([profile.name for profile in record.conformance.profiles]),
        )
    )
    tell(say("cli.release.archived", folder=str(released.archive)))
    _say_files(released)
    _say_comments(released)
    if released.judged is not None:
        found = released.judged.tally
        said = {"done": found.done, "questions": found.questions, "failed": found.failed}
        tell(say("cli.release.judged", **said))
    click.echo(f"sha512 {record.pdf.sha512}")
    tell(say("cli.release.publish", command=publish))


def _would_be(released: Released, process: Process) -> None:
    """Show what a release would do; the differences are those of the diff command."""
    from report_builder.cli.diff import print_comparison

    record = released.manifest
    tell(say("cli.release.would-be", dated=_dated(record)))
    if record.version > 1:
        tell(say("cli.release.changed", files=in_turn(list(released.changed))))
    else:
        tell(say("cli.release.first"))
    _say_comments(released)
    if released.comparison is not None:
        print_comparison(released.comparison, process)


def _dated(record: Manifest) -> Message:
    dates = {"published": str(record.published), "updated": str(record.updated)}
    return say("cli.release.dated", version=record.version, **dates)
