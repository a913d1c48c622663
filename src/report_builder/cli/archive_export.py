"""``report-builder archive export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_builder.cli.archive_preflight import show_preflight
from report_builder.cli.archive_shelf import output, shelf_of
from report_builder.cli.folder import of_a_report
from report_builder.cli.groups import Command, RefusedError
from report_builder.cli.made_path import MadePath
from report_builder.cli.process import Process
from report_builder.cli.recorded import recorded, recording_fault, tell_recorded
from report_builder.cli.terminal import megabytes, show, tell
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import say, say_many

if TYPE_CHECKING:
    from report_builder.archive import Version


@click.command(
    cls=Command,
    short_help="cli.archive.export.short",
    help="cli.archive.export.help",
    examples=(
        ("report-builder archive export v2 --bagit rapport.zip", "cli.archive.export.as-bag"),
        ("report-builder archive export v2 --ro-crate", "cli.archive.export.as-crate"),
        ("report-builder archive export v2 --eark", "cli.archive.export.as-eark"),
        ("report-builder archive export v2 --check", "cli.archive.export.as-check"),
    ),
)
@click.argument("version", metavar="V")
@click.option(
    "--bagit",
    "bag",
    type=MadePath("rapport.zip"),
    metavar="cli.metavar.file",
    help="cli.archive.export.bagit",
)
@click.option("--ro-crate", "crate", is_flag=True, help="cli.archive.export.crate")
@click.option("--eark", is_flag=True, help="cli.archive.export.eark")
@output("cli.archive.export.output", "rapport.zip")
@click.option("--check", is_flag=True, help="cli.archive.export.check")
@click.option("--json", "as_json", is_flag=True, help="cli.option.json")
@recorded
@of_a_report
@click.pass_obj
def export(
    process: Process,
    version: str,
    bag: Path | None,
    crate: bool,
    eark: bool,
    output: Path | None,
    check: bool,
    as_json: bool,
    record: bool,
    by: str,
    root: Path,
    name: str | None,
) -> int:
    """Write version V, its source and its metadata for who shall keep it."""
    _refuse(bag, output, crate=crate, eark=eark, check=check, as_json=as_json, record=record)
    if fault := recording_fault(process, record=record, by=by) or process.epoch_fault():
        return show([fault])

    from report_builder.pipeline.exporting import Exporting, export_bag, export_eark, look_at
    from report_builder.pipeline.recording import Recorder

    diagnostics = Diagnostics()
    shelf = shelf_of(root, name, diagnostics)
    found = shelf.find(version, diagnostics) if shelf else None
    written, is_recorded = None, False
    _need_form(found, bag, crate=crate, eark=eark, check=check)
    if shelf and found:
        asked = Exporting(shelf, found, root, process.now())
        if check:
            seen = look_at(asked, diagnostics)
            status = show(diagnostics.items, str(root))
            if seen is not None:
                show_preflight(seen, as_json=as_json)
            return status
        if eark:
            written = export_eark(asked, output, diagnostics)
        else:
            written = export_bag(asked, bag or output, diagnostics, with_crate=crate)
        if written is not None and record:
            form = "E-ARK" if eark else "BagIt, RO-Crate" if crate else "BagIt"
            recorder = Recorder(root, shelf.archive, asked.now, diagnostics, by)
            is_recorded = recorder.export(shelf.object_id, found, form, written.files, written.size)
    status = show(diagnostics.items, str(root))
    if written is not None:
        click.echo(written.path)
        counts = say_many("cli.files-and-size", written.files, size=megabytes(written.size))
        tell(say("cli.archive.packaged" if eark else "cli.archive.bagged", seen=counts))
    if is_recorded:
        tell_recorded(root)
    return status


def _refuse(
    bag: Path | None,
    output: Path | None,
    *,
    crate: bool,
    eark: bool,
    check: bool,
    as_json: bool,
    record: bool,
) -> None:
    """Raise RefusedError for options that do not go together."""
    forms = bag is not None or crate or eark or output is not None or record
    if as_json and not check:
        said = say("cli.archive.export.json-of-check")
    elif check and forms:
        said = say("cli.archive.export.check-alone")
    elif not check and (((bag is not None or crate) and eark) or (bag is not None and output is not None)):
        said = say("cli.archive.export.one-form")
    else:
        return
    raise RefusedError(said, click.get_current_context())


def _need_form(found: Version | None, bag: Path | None, *, crate: bool, eark: bool, check: bool) -> None:
    """Raise RefusedError where nothing says what shall be made of a version that is there."""
    if found is not None and not (check or bag is not None or crate or eark):
        raise RefusedError(say("cli.archive.export.one-form"), click.get_current_context())
