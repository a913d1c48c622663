"""``report-builder archive history``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.archive_shelf import shelf_of, zone_of
from report_builder.cli.folder import of_a_report
from report_builder.cli.groups import Command
from report_builder.cli.terminal import megabytes, show, words
from report_builder.diagnostics import Diagnostics, printable
from report_builder.language.message import Value, in_turn, say, say_many

if TYPE_CHECKING:
    from report_builder.pipeline.provenance import Event

_HEADS = ("cli.head.time", "cli.head.version", "cli.head.event", "cli.head.outcome", "cli.head.agents")


@click.command(
    cls=Command,
    short_help="cli.archive-history.short",
    help="cli.archive-history.help",
    examples=("report-builder archive history", "report-builder archive history v2"),
)
@click.argument("version", metavar="V", required=False)
@of_a_report
@click.option("--json", "as_json", is_flag=True, help="cli.option.json")
def history(version: str | None, root: Path, name: str | None, as_json: bool) -> int:
    """List all that happened to a report or to version V of it, oldest first."""
    from zoneinfo import ZoneInfo

    from report_builder.pipeline.history import events_json, events_of, in_zone

    diagnostics = Diagnostics()
    shelf = shelf_of(root, name, diagnostics)
    one = shelf.find(version, diagnostics) if shelf and version else None
    journal = shelf.journal(diagnostics) if shelf else None
    events: Sequence[Event] = ()
    if shelf is not None and journal is not None and (one is not None or not version):
        number = one.number if one else None
        events = [each for each in events_of(shelf, journal, diagnostics) if _is_about(each, number)]
    events = in_zone(events, ZoneInfo(zone_of(root)))
    status = show(diagnostics.items, str(root))
    if as_json and shelf is not None:
        click.echo(events_json(events), nl=False)
    elif events:
        _print_table(events)
    return status


def _is_about(event: Event, number: int | None) -> bool:
    """Tell whether an event is of a version (None: of any), or of the whole report."""
    return number is None or event.version in (None, number)


def _print_table(events: Sequence[Event]) -> None:
    """One line an event, however long: it can be searched for by line."""
    from report_builder.pipeline.event_words import event_word

    said = words()
    table = [[said(key) for key in _HEADS]]
    for event in events:
        time = event.when.isoformat(" ", "minutes")
        version = said("cli.archive-history.all") if event.version is None else f"v{event.version}"
        kind, outcome = (said.text(event_word(word)) for word in (event.kind, event.outcome))
        table.append([time, version, kind, outcome, said.text(_by(event))])
    widths = [max(len(row[column]) for row in table) for column in range(len(_HEADS) - 1)]
    for *cells, last in table:
        line = "".join(f"{cell:<{width}}  " for cell, width in zip(cells, widths, strict=True))
        click.echo(printable(f"{line}{last}"))


def _by(event: Event) -> Value:
    """Who did it, and what is told of it."""
    from report_builder.pipeline.details import told_detail

    agents = in_turn([f"{agent.name} {agent.version}".rstrip() for agent in event.agents])
    told = detail = told_detail(event)
    if event.files:
        told = say_many("cli.files", event.files)
        if event.size:
            told = say_many("cli.files-and-size", event.files, size=megabytes(event.size))
        if event.detail:
            told = in_turn([told, detail])
    return say("cli.archive-history.by", agents=agents, told=told) if told else agents
