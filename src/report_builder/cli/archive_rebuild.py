"""``report-builder archive rebuild``: a version of the archive, or one in a bag, built again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.archive_shelf import output, shelf_of
from report_builder.cli.folder import of_a_report
from report_builder.cli.groups import Command, RefusedError
from report_builder.cli.process import Process
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
@output("cli.archive.rebuild.output")
@of_a_report
@click.pass_obj
def rebuild(
    process: Process, version: str | None, bag: Path | None, output: Path | None, root: Path, name: str | None
) -> int:
    """Build a version from the source archived with it, and say whether the bytes are identical."""
    if (version is None) == (bag is None):
        raise RefusedError(say("cli.archive.rebuild.which"), click.get_current_context())
    diagnostics = Diagnostics()
    built, kept = (
        _of_bag(process, bag, output, root, diagnostics)
        if bag is not None
        else _of_archive(process, version or "", output, root, name, diagnostics)
    )
    status = show(diagnostics.items, str(root))
    if kept:
        click.echo(kept)
    if built and built.identical:
        record = built.manifest
        tell(say("cli.archive.identical", version=record.version, size=record.pdf.size))
    return status


def _of_archive(
    process: Process,
    version: str,
    output: Path | None,
    root: Path,
    name: str | None,
    diagnostics: Diagnostics,
) -> tuple[Rebuilt | None, Path | None]:
    from report_builder.pipeline.fetching import keep
    from report_builder.pipeline.rebuilding import rebuild as run

    shelf = shelf_of(root, name, diagnostics)
    found = shelf.find(version, diagnostics) if shelf else None
    if shelf is None or found is None:
        return None, None
    with progress() as on_stage:
        built = run(shelf, found, diagnostics, process.clock, on_stage)
    return built, keep(shelf, built.pdf, output, root, diagnostics) if built and output else None


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
