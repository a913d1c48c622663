"""``report-builder archive repair``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.folder import archive_command, at_root
from report_builder.cli.groups import Command
from report_builder.cli.process import Process
from report_builder.cli.recorded import signed
from report_builder.cli.terminal import show, show_all, tell
from report_builder.codes import exit_of
from report_builder.diagnostics import Diagnostic, ExitStatus, Severity
from report_builder.language.message import Message, in_turn, say, say_many

if TYPE_CHECKING:
    from report_builder.pipeline.repairing import RepairRequest

_VERSION = re.compile(r"v[0-9]+")


@click.command(
    cls=Command,
    short_help="cli.archive-repair.short",
    help="cli.archive-repair.help",
    examples=(
        "report-builder archive repair --dry-run",
        "report-builder archive repair",
        "report-builder archive repair --from /mnt/sikkerhetskopi/rapport",
    ),
)
@click.option(
    "--from",
    "copy",
    type=click.Path(exists=True, path_type=Path),
    metavar="cli.metavar.folder",
    help="cli.archive-repair.from",
)
@click.option("--accept-loss", is_flag=True, help="cli.archive-repair.accept-loss")
@signed
@at_root
@click.option("--dry-run", is_flag=True, help="cli.option.dry-run")
@show_all
@click.pass_obj
def repair(process: Process, copy: Path | None, accept_loss: bool, by: str, root: Path, dry_run: bool) -> int:
    """Write anew what is missing or damaged in the archive, where other copies prove what stood there."""
    if fault := process.epoch_fault():
        return show([fault])

    from report_builder.pipeline.repairing import RepairRequest

    asked = RepairRequest(root, copy, dry_run, now=process.now(), by=by, accept_loss=accept_loss)
    return mend(asked)


def mend(request: RepairRequest) -> int:
    """Repair an archive, say how much was written anew, or would be, and give the exit status."""
    from report_builder.pipeline.repairing import repair_archive

    outcome = repair_archive(request)
    status = show(outcome.diagnostics, str(request.root))
    found = outcome.value
    if found is None:
        _tell_part(outcome.diagnostics, dry_run=request.dry_run)
        return status
    if not found.mended:
        tell(say("cli.archive-repair.nothing"))
        return status
    parts = in_turn(_parts(outcome.diagnostics, found.mended, dry_run=request.dry_run))
    tell(say("cli.archive-repair.would" if request.dry_run else "cli.archive-repair.done", parts=parts))
    return status


def _parts(diagnostics: Collection[Diagnostic], mended: int, *, dry_run: bool) -> list[Message]:
    """Count what was written anew or put back, or would be, by what it is; ``mended`` is how much in all.

    Of a journal that goes on without what is lost there is no note.
    """
    kinds = Counter(
        _kind(item.span.path if item.span else "") for item in diagnostics if item.code == "RB-ARCHIVE-MENDED"
    )
    kinds["cli.archive-repair.renewed"] += max(mended - kinds.total(), 0)
    return [say_many(_WOULD[kind] if dry_run else kind, kinds[kind]) for kind in _KINDS if kinds[kind]]


_KINDS = (
    "cli.archive-repair.part",
    "cli.archive-repair.versions",
    "cli.archive-repair.journals",
    "cli.archive-repair.renewed",
)
_WOULD = {
    "cli.archive-repair.part": "cli.archive-repair.part-would",
    "cli.archive-repair.versions": "cli.archive-repair.versions-would",
    "cli.archive-repair.journals": "cli.archive-repair.journals-would",
    "cli.archive-repair.renewed": "cli.archive-repair.renewed-would",
}


def _kind(place: str) -> str:
    """What stands at a place of the archive: a file, a whole version of a report or journal, or a journal."""
    from report_builder.pipeline.journal import is_journal

    files, versions, journals, renewed = _KINDS
    folder, _, name = place.rpartition("/")
    if is_journal(name):
        return renewed
    if not _VERSION.fullmatch(name):
        return files
    return journals if is_journal(folder) else versions


def _tell_part(diagnostics: Collection[Diagnostic], *, dry_run: bool) -> None:
    """Count what was written anew, or would be, and what is wrong still; nothing of what was not seen."""
    codes = Counter(item.code for item in diagnostics)
    left = {item.span for item in diagnostics if item.severity is Severity.ERROR and item.span}
    mended = codes["RB-ARCHIVE-MENDED"]
    if mended or any(exit_of(code) is ExitStatus.CHECK_FAILED for code in codes):
        parts = _parts(diagnostics, 0, dry_run=dry_run)
        key = "cli.archive-repair.part-would" if dry_run else "cli.archive-repair.part"
        done = in_turn(parts or [say_many(key, 0)])
        still = say_many("cli.archive-repair.left", len(left))
        both = say("cli.archive-repair.both", mended=done, left=still)
        tell(both if left else say("cli.archive-repair.only", mended=done), err=True)


def offer_repair(root: Path) -> None:
    """Say how what is damaged is mended, where that is known or a copy could prove it."""
    from report_builder.pipeline.repairing import RepairRequest, repair_archive

    codes = Counter(item.code for item in repair_archive(RepairRequest(root, dry_run=True)).diagnostics)
    if count := codes["RB-ARCHIVE-MENDED"]:
        tell(say_many("cli.archive.can-mend", count, command=archive_command("repair", root)), err=True)
    if codes["RB-ARCHIVE-UNPROVEN"]:
        tell(say("cli.archive.could-mend"), err=True)
