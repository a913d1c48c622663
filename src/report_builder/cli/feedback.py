"""``report-builder feedback``: list, export, delete, stats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import report_above
from report_builder.cli.groups import Group, RefusedError
from report_builder.cli.process import Process
from report_builder.cli.serve import DATABASE
from report_builder.cli.terminal import show, tell, words
from report_builder.diagnostics import Diagnostic, ExitStatus, printable
from report_builder.language.catalogue import Catalogue
from report_builder.language.message import Value, hinted, say

if TYPE_CHECKING:
    from report_builder.feedback import Answer
    from report_builder.feedback.store import FeedbackStore

_HELPFUL: dict[bool | None, Value] = {True: say("cli.yes"), False: say("cli.no"), None: "-"}
_HEADS = (
    *("cli.head.report", "cli.head.version", "cli.yes", "cli.no"),
    *("cli.head.texts", "cli.head.downloads"),
)

_database = click.option(
    "--database",
    default=DATABASE,
    metavar="cli.metavar.database",
    show_default=True,
    help="cli.feedback.database",
)


@click.group(
    cls=Group,
    short_help="cli.feedback.short",
    help="cli.feedback.help",
    examples=(
        "report-builder feedback stats",
        "report-builder feedback list",
        "report-builder feedback export --format csv > svar.csv",
        "report-builder feedback delete 8d3f0c0a5b6e4f7d9a1b2c3d4e5f6071",
        "report-builder feedback delete --before 2025-01-01",
    ),
)
def feedback() -> None:
    """What readers answered to the question on the site, and the downloads of each version."""


@feedback.command("list", help="cli.feedback.list.help", short_help="cli.feedback.list.short")
@_database
def list_(database: str) -> int:
    """Show every answer, one on a line: id, day, report and version, yes or no, text."""
    return _with_store(database, _list)


@feedback.command(help="cli.feedback.stats.help", short_help="cli.feedback.stats.short")
@_database
def stats(database: str) -> int:
    """Show the sums of every version: yes, no, texts, downloads."""
    return _with_store(database, _stats)


@feedback.command(help="cli.feedback.export.help", short_help="cli.feedback.export.short")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="cli.feedback.export.format",
)
@_database
def export(kind: str, database: str) -> int:
    """Write every answer to the standard output, as CSV for a spreadsheet or as JSON."""
    from report_builder.feedback import to_csv, to_json

    def work(store: FeedbackStore) -> None:
        answers = store.answers()
        click.echo(to_csv(answers) if kind == "csv" else to_json(answers), nl=False)

    return _with_store(database, work)


@feedback.command(help="cli.feedback.delete.help", short_help="cli.feedback.delete.short")
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="cli.metavar.day",
    help="cli.feedback.delete.before",
)
@click.option("--yes", is_flag=True, help="cli.feedback.delete.yes")
@_database
@click.pass_obj
def delete(process: Process, ids: tuple[str, ...], before: datetime | None, yes: bool, database: str) -> int:
    """Delete answers for good, by ID or by age. The counts of downloads stay."""
    if not ids and not before:
        raise RefusedError(say("cli.feedback.name-one"), click.get_current_context())
    if before and before.date() > _today(process) and not yes:
        said = say("cli.feedback.day-to-come", day=str(before.date()))
        raise RefusedError(said, click.get_current_context())
    diagnostics: list[Diagnostic] = []

    def work(store: FeedbackStore) -> None:
        old = store.delete_before(before.date()) if before else 0
        found = store.delete(ids)
        tell(say("cli.feedback.deleted", number=old + len(found)))
        diagnostics.extend(
            Diagnostic("RB-FEEDBACK-ID", *hinted("cli.feedback.no-answer", id=missing))
            for missing in sorted(set(ids) - set(found))
        )

    status = _with_store(database, work)
    told = show(diagnostics)
    return status or told


def _today(process: Process) -> date:
    """Give the calendar day on this machine."""
    return datetime.fromtimestamp(process.wall(), UTC).astimezone().date()


def _list(store: FeedbackStore) -> None:
    for answer in store.answers():
        click.echo(_line(answer, words()))


def _line(answer: Answer, said: Catalogue) -> str:
    version = f"v{answer.version}" if answer.version is not None else "-"
    parts = (answer.id, str(answer.day), answer.report, version, said.text(_HELPFUL[answer.helpful]))
    return printable("  ".join((*parts, answer.text.replace("\n", " ⏎ "))).rstrip())


def _stats(store: FeedbackStore) -> None:
    said = words()
    rows: list[tuple[str, ...]] = [tuple(said(key) for key in _HEADS)]
    for row in store.stats():
        version = f"v{row.version}" if row.version is not None else "-"
        sums = (str(number) for number in (row.yes, row.no, row.texts, row.downloads))
        rows.append((printable(row.report), version, *sums))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for report, *rest in rows:
        numbers = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        click.echo("  ".join((report.ljust(widths[0]), *numbers)))


def _with_store(database: str, work: Callable[[FeedbackStore], object]) -> int:
    from report_builder.feedback import StoreUnavailable, open_store

    if database == DATABASE:  # of the report that the user stands in, wherever in it
        database = str(Path(report_above("."), DATABASE))
    outcome = open_store(database, create=False)
    if outcome.value is None:
        return show(outcome.diagnostics)
    try:
        work(outcome.value)
    except StoreUnavailable as fault:
        diagnostic = Diagnostic("RB-DATABASE", *hinted("cli.feedback.database-fault", reason=fault.reason))
        return show([diagnostic])
    finally:
        outcome.value.close()
    return ExitStatus.DONE
