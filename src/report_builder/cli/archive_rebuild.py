"""``report-builder archive rebuild``: a version of the archive, or one in a bag, built again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.archive_shelf import output, shelf_of
from report_builder.cli.folder import of_a_report
from report_builder.cli.groups import Command, RefusedError
from report_builder.cli.process import Process
from report_builder.cli.recorded import recorded, recording_fault, tell_recorded
from report_builder.cli.terminal import progress, show, tell
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say

if TYPE_CHECKING:
    from report_builder.pipeline.rebuilding import Rebuilt


@click.command(
    cls=Command,
    short_help="cli.archive.rebuild.short",
    help="cli.archive.rebuild.help",
    examples=(
        "report-builder archive rebuild v1",
        "report-builder archive rebuild v1 -o gjenbygd.pdf",
        "report-builder archive rebuild --bag rapport.zip",
    ),
)
@click.argument("version", metavar="V", required=False)
@click.option(
    "--bag",
    type=click.Path(exists=True, path_type=Path),
    metavar="cli.metavar.file",
    help="cli.archive.rebuild.bag",
)
@output("cli.archive.rebuild.output", "rapport.pdf")
@recorded
@of_a_report
@click.pass_obj
def rebuild(
    process: Process,
    version: str | None,
    bag: Path | None,
    output: Path | None,
    record: bool,
    by: str,
    root: Path,
    name: str | None,
) -> int:
    """Build a version from the source archived with it, and say whether the bytes are identical."""
    if (version is None) == (bag is None):
        raise RefusedError(say("cli.archive.rebuild.which"), click.get_current_context())
    if bag is not None and record:
        raise RefusedError(say("cli.archive.rebuild.record"), click.get_current_context())
    if fault := recording_fault(process, record=record, by=by):
        return show([fault])
    diagnostics, is_recorded = Diagnostics(), False
    if bag is not None:
        built, kept = _of_bag(process, bag, output, root, diagnostics)
    else:
        signed = by if record else None
        built, kept, is_recorded = _of_archive(
            process, version or "", output, root, name, signed, diagnostics
        )
    status = show(diagnostics.items, str(root))
    if kept:
        click.echo(kept)
    if built and built.identical:
        archived = built.manifest
        tell(say("cli.archive.identical", version=archived.version, size=archived.pdf.size))
    if is_recorded:
        tell_recorded(root)
    return status


def _of_archive(
    process: Process,
    version: str,
    output: Path | None,
    root: Path,
    name: str | None,
    by: str | None,
    diagnostics: Diagnostics,
) -> tuple[Rebuilt | None, Path | None, bool]:
    """What was built, where it is kept, and whether it is recorded; ``by`` is None where it shall not be."""
    from report_builder.pipeline.fetching import keep
    from report_builder.pipeline.guarding import may_write_file
    from report_builder.pipeline.rebuilding import rebuild as run
    from report_builder.pipeline.recording import Recorder

    shelf = shelf_of(root, name, diagnostics)
    found = shelf.find(version, diagnostics) if shelf else None
    if shelf is None or found is None:
        return None, None, False
    if output and not may_write_file(output, root, shelf.archive.root, diagnostics):
        return None, None, False
    with progress() as on_stage:
        built = run(shelf, found, diagnostics, process.clock, on_stage)
    recorder = None if by is None else Recorder(root, shelf.archive, process.now(), diagnostics, by)
    is_recorded = recorder is not None and recorder.rebuild(shelf.object_id, found)
    kept = keep(shelf, built.pdf, output, root, diagnostics) if built and output else None
    return built, kept, is_recorded


def _of_bag(
    process: Process, bag: Path, output: Path | None, root: Path, diagnostics: Diagnostics
) -> tuple[Rebuilt | None, Path | None]:
    from report_builder.output import write_file
    from report_builder.pipeline.rebuilding_bag import may_keep, rebuild_bag

    if output and not may_keep(output, root, bag, diagnostics):
        return None, None
    with progress() as on_stage:
        built = rebuild_bag(bag, diagnostics, process.clock, on_stage)
    return built, output if built and output and write_file(output, built.pdf, diagnostics) else None
