"""``report-builder release``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_builder.cli.edge import Edge
from report_builder.cli.folder import ReportFolder
from report_builder.cli.terminal import exit_status, patience, progress, show, show_all
from report_builder.diagnostics import ExitStatus

if TYPE_CHECKING:
    from report_builder.pipeline.releasing import Released


class VersionName(click.ParamType[int]):
    """The number of a version, given as ``v2`` or ``2``."""

    name = "version"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        from report_builder.pipeline.shelf import number_of

        number = value if isinstance(value, int) else number_of(value)
        if number is None:
            self.fail(f"'{value}' is no version; write v2", param, ctx)
        return number


@click.command(
    short_help="Release the next version into the archive.",
    epilog="""\b
Examples:
  report-builder release
  report-builder release --note "Rettet tall i kapittel 2"
  report-builder release --note "Ny figur" --date 2026-12-01 --embargo
  report-builder release --dry-run
""",
)
@click.argument("path", default=".", type=ReportFolder())
@click.option("--note", default="", help="What is new, in a sentence or two, for the public list of changes.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Its date (default: today).",
)
@click.option("--embargo", is_flag=True, help="Allow a date that is still to come: it is shown from then on.")
@click.option(
    "--anew", is_flag=True, help="Begin at version 1, although versions are known that the archive lacks."
)
@click.option(
    "--onto",
    type=VersionName(),
    metavar="V",
    help="The version that this one follows, where it was released from another copy of the report.",
)
@click.option("--dry-run", is_flag=True, help="Show version, dates and differences; write nothing.")
@show_all
@patience
@click.pass_obj
def release(
    edge: Edge,
    path: str,
    note: str,
    day: datetime | None,
    embargo: bool,
    anew: bool,
    onto: int | None,
    dry_run: bool,
    timeout: float | None,
) -> int:
    """Build the report in PATH, check it with veraPDF, and archive it as the next version.

    The first release sets the date of publication, unless report.yaml states one. Later releases keep it,
    set the date of the update, and need a note. Where nothing has changed there is no new version. Links that
    the new version would break are told.
    """
    started = edge.clock()
    if fault := edge.epoch_fault():
        show([fault])
        return exit_status([fault])

    from report_builder.pipeline.releasing import ReleaseRequest
    from report_builder.pipeline.releasing import release as run

    request = ReleaseRequest(
        Path(path), note, day.date() if day else None, dry_run, timeout, anew, embargo, onto
    )
    with progress() as on_stage:
        outcome = run(request, edge.now(), edge.clock, on_stage)
    show(outcome.diagnostics, path)
    if outcome.value is None:
        return exit_status(outcome.diagnostics)
    if not outcome.value.new:
        _unchanged(outcome.value)
    elif dry_run:
        _would_be(outcome.value, edge)
    else:
        _summarise(outcome.value, edge.clock() - started)
    return ExitStatus.DONE


def _unchanged(released: Released) -> None:
    click.echo(f"unchanged since version {released.manifest.version} ({released.manifest.updated})")
    _say_files(released)


def _say_files(released: Released) -> None:
    if released.files:
        click.echo(f"the file is {' and '.join(map(str, released.files))}")


def _summarise(released: Released, seconds: float) -> None:
    record = released.manifest
    click.echo(f"{released.object_id}, {_dated(record.version, record.published, record.updated)}")
    click.echo(f"note: {record.note}")
    from report_builder.content.written import written_size

    size = written_size(record.pdf.size, released.words)
    passed = " and ".join(profile.name for profile in record.conformance.profiles)
    click.echo(f"{record.pdf.pages} pages · {size} · {seconds:.1f} s · veraPDF passed {passed}")
    click.echo(f"archived in {released.archive}")
    _say_files(released)
    click.echo(f"sha512 {record.pdf.sha512}")
    click.echo("publish it with: report-builder publish")


def _would_be(released: Released, edge: Edge) -> None:
    """Show what a release would do; the differences are those of the diff command."""
    from report_builder.cli.diff import print_comparison

    record = released.manifest
    click.echo(
        f"would release {_dated(record.version, record.published, record.updated)}; nothing was written"
    )
    click.echo(
        f"files that changed: {', '.join(released.changed)}" if record.version > 1 else "the first version"
    )
    if released.comparison is not None:
        print_comparison(released.comparison, edge)


def _dated(version: int, published: date, updated: date) -> str:
    return f"version {version}, published {published}, updated {updated}"
