"""``report-builder archive verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.archive_repair import offer_repair
from report_builder.cli.folder import of_a_report
from report_builder.cli.groups import Command
from report_builder.cli.process import Process
from report_builder.cli.recorded import recorded, recording_fault, tell_recorded
from report_builder.cli.terminal import megabytes, show, show_all, tell
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import hinted, in_turn, say, say_many

if TYPE_CHECKING:
    from report_builder.pipeline.auditing import Audited
    from report_builder.pipeline.recording import Recorder


@click.command(
    cls=Command,
    short_help="cli.archive.verify.short",
    help="cli.archive.verify.help",
    examples=(
        "report-builder archive verify",
        ("report-builder archive verify --record", "cli.archive.verify.recorded"),
    ),
)
@click.argument("version", metavar="V", required=False)
@recorded
@of_a_report
@show_all
@click.pass_obj
def verify(process: Process, version: str | None, record: bool, by: str, root: Path, name: str | None) -> int:
    """Check inventories, digests and files of the whole archive, or those of version V."""
    if fault := recording_fault(process, record=record, by=by):
        return show([fault])

    from report_builder.pipeline.recording import Recorder
    from report_builder.pipeline.versions import open_archive

    diagnostics = Diagnostics()
    opened = open_archive(root, diagnostics)
    recorder = Recorder(root, opened, process.now(), diagnostics, by) if opened else None
    seen, is_recorded = _verified(recorder, name, version, record=record) if recorder else (None, False)
    status = show(diagnostics.items, str(root))
    if seen is not None:
        _say(seen)
    if is_recorded:
        tell_recorded(root)
    if seen is None:
        offer_repair(root)
    return status


def _say(seen: Audited) -> None:
    counts = (
        say_many("cli.reports", seen.reports),
        say_many("cli.versions", seen.versions),
        *([say_many("cli.journals", seen.journals)] if seen.journals else []),
        say_many("cli.files", seen.files),
        say("cli.megabytes", size=megabytes(seen.size)),
    )
    tell(say("cli.archive.verified", counts=in_turn(counts)))


def _verified(
    recorder: Recorder, name: str | None, version: str | None, *, record: bool
) -> tuple[Audited | None, bool]:
    """Verify, and give what was looked at, None after a diagnostic; and whether that was recorded."""
    from report_builder.pipeline.auditing import compare_record, look_through, tell_mixed
    from report_builder.pipeline.versions import open_shelf

    root, archive, diagnostics = recorder.root, recorder.archive, recorder.diagnostics
    number = None
    if version is not None or name is not None:
        shelf = open_shelf(root, diagnostics, name)
        one = shelf.find(version, diagnostics) if shelf and version else None
        if shelf is None or (version and one is None):
            return None, False
        name, number = shelf.object_id, one.number if one else None
    found = look_through(archive, name, number)
    diagnostics.extend(found.diagnostics)
    seen = found.audited
    if seen is None:
        tell_mixed(root, archive, diagnostics)
    # What is there may be whole, and not all that was released: then it is no place to write to.
    is_released = compare_record(root, archive, diagnostics if seen else Diagnostics())
    is_recorded = record and is_released and recorder.fixity(found, name, number)
    if seen is None or not is_released:
        return None, is_recorded
    if not seen.versions:
        told = hinted("cli.archive.empty", folder=str(archive.root))
        if not archive.is_there():
            told = hinted("pipeline.no-archive", archive=str(archive.root))
        diagnostics.error("RB-VERSION-UNKNOWN", None, *told)
        return None, is_recorded
    return seen, is_recorded
