"""``report-builder withdraw``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import of_a_report, publishing
from report_builder.cli.groups import Command, RefusedError
from report_builder.cli.process import Process
from report_builder.cli.recorded import signed
from report_builder.cli.terminal import confirm, show, tell
from report_builder.diagnostics import ExitStatus
from report_builder.language.message import in_turn, say

if TYPE_CHECKING:
    from report_builder.pipeline.amending import Amended, Request
    from report_builder.pipeline.purging import Taken

_NAMED = 20
"""So many files that may have the text are named."""


@click.command(
    cls=Command,
    short_help="cli.withdraw.short",
    help="cli.withdraw.help",
    examples=(
        'report-builder withdraw v2 --reason "Feil i tallene fra kommunene"',
        "report-builder withdraw v2 --undo",
        'report-builder withdraw v2 --reason "Navn på deltakere" --purge --dry-run',
        'report-builder withdraw v2 --reason "Navn på deltakere" --purge',
    ),
)
@click.argument("version", metavar="V")
@click.option("--reason", default="", metavar="cli.metavar.text", help="cli.withdraw.reason")
@click.option("--undo", is_flag=True, help="cli.withdraw.undo")
@click.option(
    "--purge",
    is_flag=True,
    help="cli.withdraw.purge",
)
@click.option("--yes", is_flag=True, help="cli.withdraw.yes")
@signed
@click.option("--dry-run", is_flag=True, help="cli.option.dry-run")
@of_a_report
@click.pass_obj
def withdraw(
    process: Process,
    version: str,
    reason: str,
    undo: bool,
    purge: bool,
    yes: bool,
    by: str,
    dry_run: bool,
    root: Path,
    name: str | None,
) -> int:
    """Withdraw version V: the site says what was withdrawn, when, why and by whom, and shows it no more."""
    if purge and undo:
        raise RefusedError(say("cli.withdraw.purge-or-undo"), click.get_current_context())
    if fault := process.epoch_fault():
        return show([fault])

    from report_builder.pipeline.amending import Request, reinstate
    from report_builder.pipeline.amending import withdraw as run

    request = Request(root, version, reason, name, dry_run, by)
    if purge:
        return _purge(process, request, yes=yes)
    outcome = (reinstate if undo else run)(request, process.now())
    status = show(outcome.diagnostics, str(root))
    if outcome.value is not None:
        _say(outcome.value, root, undo=undo, dry_run=dry_run)
    return status


def _purge(process: Process, request: Request, *, yes: bool) -> int:
    """Say what is taken away for ever, ask for a confirmation on a terminal, and do it."""
    from msgspec.structs import replace

    from report_builder.pipeline.purging import purge as run

    if not request.dry_run and not yes and _can_answer():
        would = run(replace(request, dry_run=True), process.now())
        if would.value is None:
            return show(would.diagnostics, str(request.root))
        _say_taken(would.value, request.root, dry_run=True)
        if not confirm(say("cli.withdraw.ask")):
            tell(say("cli.withdraw.nothing-done"))
            return ExitStatus.DONE
    outcome = run(request, process.now())
    status = show(outcome.diagnostics, str(request.root))
    if outcome.value is not None:
        _say_taken(outcome.value, request.root, dry_run=request.dry_run)
    return status


def _can_answer() -> bool:
    return sys.stdin.isatty()


def _say_taken(taken: Taken, root: Path, *, dry_run: bool) -> None:
    entry = taken.entry
    done = "cli.withdraw.would-purge" if dry_run else "cli.withdraw.purged"
    tell(say(done, version=entry.version, report=taken.object_id, time=entry.time.isoformat(" ")))
    tell(say("cli.withdraw.reason-is", text=entry.text))
    for path, size in taken.gone.items():
        tell(
            say("cli.withdraw.bytes-would-go" if dry_run else "cli.withdraw.bytes-gone", path=path, size=size)
        )
    together: dict[tuple[int, ...], list[str]] = {}
    for path, versions in taken.shared.items():
        together.setdefault(versions, []).append(path)
    for versions, paths in together.items():
        others = in_turn([f"v{number}" for number in versions])
        tell(say("cli.withdraw.shared", versions=others, paths=in_turn(paths)))
    for file in taken.files:
        tell(say("cli.withdraw.file-would-go" if dry_run else "cli.withdraw.file-gone", path=str(file)))
    for other in taken.left[:_NAMED]:
        tell(say("cli.withdraw.left", path=str(other)))
    if len(taken.left) > _NAMED:
        tell(say("cli.withdraw.more-left", count=len(taken.left) - _NAMED))
    if taken.left:
        tell(say("cli.withdraw.look-through"))
    tell(say("cli.withdraw.not-reached"))
    if not dry_run:
        tell(say("cli.withdraw.site-has-it", command=publishing(root)))


def _say(amended: Amended, root: Path, *, undo: bool, dry_run: bool) -> None:
    entry = amended.entry
    if dry_run:
        done = "cli.withdraw.would-be-shown" if undo else "cli.withdraw.would-be-withdrawn"
    else:
        done = "cli.withdraw.shown" if undo else "cli.withdraw.withdrawn"
    tell(say(done, version=entry.version, report=amended.object_id, time=entry.time.isoformat(" ")))
    if entry.text:
        tell(say("cli.withdraw.reason-is", text=entry.text))
    if not dry_run:
        tell(say("cli.withdraw.follow", command=publishing(root)))
