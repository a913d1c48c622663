"""``report-builder archive``: versions listed, shown, fetched, verified, rebuilt, handed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_builder.cli.archive_move import move
from report_builder.cli.archive_repair import repair
from report_builder.cli.edge import Edge
from report_builder.cli.folder import of_a_report
from report_builder.cli.groups import Group
from report_builder.cli.terminal import exit_status, progress, show, show_all
from report_builder.diagnostics import Diagnostics, printable

if TYPE_CHECKING:
    from report_builder.archive import Version
    from report_builder.pipeline.journal import Journal
    from report_builder.pipeline.manifest import Manifest
    from report_builder.pipeline.shelf import Shelf
    from report_builder.pipeline.tombstone import Tombstone

_WIDTH = 80


@click.group(
    cls=Group,
    short_help="List, show, fetch, verify and rebuild released versions.",
    epilog="""\b
Examples:
  report-builder archive list
  report-builder archive show v2
  report-builder archive get v1 -o rapport.pdf
  report-builder archive verify
  report-builder archive rebuild v1
  report-builder archive export v2 --bagit rapport.zip
  report-builder archive move archive
  report-builder archive repair
""",
)
def archive() -> None:
    """Work with the versions that were released.

    The archive is an OCFL 1.1 storage root: output/archive, or the folder that settings.yaml names.
    """


archive.add_command(move)
archive.add_command(repair)


@archive.command("list", short_help="The versions in a table.")
@of_a_report
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def list_versions(root: Path, name: str | None, as_json: bool) -> int:
    """List the versions of a report, oldest first; as JSON those that can be fetched."""
    diagnostics = Diagnostics()
    shelf = _shelf(root, name, diagnostics)
    found = [] if shelf is None else shelf.manifests(diagnostics)
    purged = {} if shelf is None else shelf.tombstones(diagnostics)
    journal = _journal(shelf, diagnostics)
    if as_json:
        for left in purged.values():
            hint = f"its bytes are gone for ever; see: report-builder archive show v{left.version}"
            diagnostics.note("RB-PURGED", None, f"v{left.version} {left.said}", hint)
    show(diagnostics.items, str(root))
    if shelf is not None:
        if as_json:
            import json

            fields = [_fields(version, record, journal) for version, record in found]
            click.echo(json.dumps(fields, indent=2, ensure_ascii=False))
        else:
            _print_table([record for _, record in found], purged, journal)
    return exit_status(diagnostics.items)


@archive.command("show", short_help="All that is known of a version.")
@click.argument("version", metavar="V")
@of_a_report
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def show_version(version: str, root: Path, name: str | None, as_json: bool) -> int:
    """Show dates, note, digest, conformance, tools and files of version V."""
    from report_builder.pipeline.tombstone import is_purged

    diagnostics = Diagnostics()
    shelf = _shelf(root, name, diagnostics)
    found = shelf.find(version, diagnostics) if shelf else None
    if shelf and found and is_purged(found):
        left = shelf.tombstone(found, diagnostics)
        show(diagnostics.items, str(root))
        if left is not None:
            _print_tombstone(shelf, left, as_json=as_json)
        return exit_status(diagnostics.items)
    record = shelf.manifest(found, diagnostics) if shelf and found else None
    journal = _journal(shelf, diagnostics)
    show(diagnostics.items, str(root))
    if shelf and found and record:
        if as_json:
            import json

            fields = {**json.loads(record.encode()), "archived": _time(found), "files": dict(found.state)}
            click.echo(json.dumps(fields | _later(journal, record.version), indent=2, ensure_ascii=False))
        else:
            _print_version(shelf, found, record, journal)
    return exit_status(diagnostics.items)


@archive.command("get", short_help="Fetch the PDF of a version.")
@click.argument("version", metavar="V")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write (default: NAME-vN.pdf)."
)
@of_a_report
def get(version: str, output: Path | None, root: Path, name: str | None) -> int:
    """Write the PDF of version V to a file, after a look at its digest."""
    from report_builder.pipeline.fetching import fetch

    diagnostics = Diagnostics()
    shelf = _shelf(root, name, diagnostics)
    found = shelf.find(version, diagnostics) if shelf else None
    path = fetch(shelf, found, output, root, diagnostics) if shelf and found else None
    show(diagnostics.items, str(root))
    if path is not None:
        click.echo(path)
    return exit_status(diagnostics.items)


@archive.command("verify", short_help="Check every file and digest.")
@click.argument("version", metavar="[V]", required=False)
@of_a_report
@show_all
def verify(version: str | None, root: Path, name: str | None) -> int:
    """Check inventories, digests and files of the whole archive, or those of version V.

    Every fault is told with its file and both digests; nothing is ever mended here.
    """
    diagnostics = Diagnostics()
    line = _verified(root, name, version, diagnostics)
    show(diagnostics.items, str(root))
    if line:
        click.echo(line)
    return exit_status(diagnostics.items)


def _verified(root: Path, name: str | None, version: str | None, diagnostics: Diagnostics) -> str:
    """Verify, and say what was looked at; empty after a diagnostic."""
    from report_builder.pipeline.auditing import audit, compare_record
    from report_builder.pipeline.shelf import open_archive, open_shelf

    opened = open_archive(root, diagnostics)
    if opened is None:
        return ""
    number = None
    if version is not None or name is not None:
        shelf = open_shelf(root, diagnostics, name)
        found = shelf.find(version, diagnostics) if shelf and version else None
        if shelf is None or (version and found is None):
            return ""
        name, number = shelf.object_id, found.number if found else None
    seen = audit(opened, name, number, diagnostics)
    # What is there may be whole, and not all that was released.
    if seen is None or not compare_record(root, opened, diagnostics):
        return ""
    if not seen.versions:
        diagnostics.error(
            "RB-VERSION-UNKNOWN", None, f"the archive '{opened.root}' is empty", "release a version first"
        )
        return ""
    counts = (
        _count(seen.reports, "report"),
        _count(seen.versions, "version"),
        *([_count(seen.journals, "journal")] if seen.journals else []),
        _count(seen.files, "file"),
        f"{seen.size / 1_000_000:.1f} MB",
    )
    return f"{', '.join(counts)}: every digest is right"


@archive.command("rebuild", short_help="Build a version from its own source.")
@click.argument("version", metavar="V")
@of_a_report
@click.pass_obj
def rebuild(edge: Edge, version: str, root: Path, name: str | None) -> int:
    """Build version V from the source archived with it, and say whether the bytes are identical."""
    from report_builder.pipeline.rebuilding import rebuild as run

    diagnostics = Diagnostics()
    shelf = _shelf(root, name, diagnostics)
    found = shelf.find(version, diagnostics) if shelf else None
    built = None
    if shelf and found:
        with progress() as on_stage:
            built = run(shelf, found, diagnostics, edge.clock, on_stage)
    show(diagnostics.items, str(root))
    if built and built.identical:
        click.echo(f"v{built.manifest.version} is identical: {built.manifest.pdf.size} bytes, built anew")
    return exit_status(diagnostics.items)


@archive.command("export", short_help="Hand a version over as a BagIt bag.")
@click.argument("version", metavar="V")
@click.option(
    "--bagit",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    help="The bag to write: .zip or .tar.",
)
@of_a_report
@click.pass_obj
def export(edge: Edge, version: str, target: Path, root: Path, name: str | None) -> int:
    """Write version V, its source and its metadata as a BagIt bag (RFC 8493)."""
    if fault := edge.epoch_fault():
        show([fault])
        return exit_status([fault])

    from report_builder.pipeline.fetching import export as run

    diagnostics = Diagnostics()
    shelf = _shelf(root, name, diagnostics)
    found = shelf.find(version, diagnostics) if shelf else None
    bag = run(shelf, found, target, root, edge.now(), diagnostics) if shelf and found else None
    show(diagnostics.items, str(root))
    if bag is not None:
        click.echo(target)
        click.echo(f"{_count(bag.files, 'file')}, {bag.size / 1_000_000:.1f} MB, with sha512 manifests")
    return exit_status(diagnostics.items)


def _shelf(root: Path, name: str | None, diagnostics: Diagnostics) -> Shelf | None:
    from report_builder.pipeline.shelf import open_shelf

    shelf = open_shelf(root, diagnostics, name)
    if shelf is not None:
        _warn_of_loss(root, shelf, diagnostics)
    return shelf


def _warn_of_loss(root: Path, shelf: Shelf, diagnostics: Diagnostics) -> None:
    """What is there can be read although the archive has not all that was released."""
    from report_builder.pipeline.auditing import compare_record

    said = Diagnostics()
    compare_record(root, shelf.archive, said)
    for item in said.items:
        diagnostics.warn(item.code, item.span, item.message, item.hint)


def _journal(shelf: Shelf | None, diagnostics: Diagnostics) -> Journal:
    """The journal of a report; an empty one after a diagnostic."""
    from report_builder.pipeline.journal import Journal, read_journal

    found = None if shelf is None else read_journal(shelf.archive, shelf.object_id, diagnostics)
    return found or Journal()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _time(version: Version) -> str:
    return f"{version.created:%Y-%m-%dT%H:%M:%SZ}"


def _later(journal: Journal, number: int) -> dict[str, Any]:
    """What was said of a version after its release, where there is anything."""
    from msgspec import to_builtins

    entries = [to_builtins(entry) for entry in journal.of(number)]
    return {"journal": entries} if entries else {}


def _fields(version: Version, record: Manifest, journal: Journal) -> dict[str, Any]:
    return {
        "version": record.version,
        "published": record.published.isoformat(),
        "updated": record.updated.isoformat(),
        "archived": _time(version),
        "note": record.note,
        "pages": record.pdf.pages,
        "size": record.pdf.size,
        "sha512": record.pdf.sha512,
        **_later(journal, record.version),
    }


def _print_table(records: list[Manifest], purged: Mapping[int, Tombstone], journal: Journal) -> None:
    """One line a version; a long note goes on below itself, and so does what was said of it later."""
    click.echo("version  updated     pages     size  note")
    lines = {left.version: (f"{left.updated}", "-", "-", [left.said]) for left in purged.values()}
    for record in records:
        size = f"{record.pdf.size / 1_000_000:.2f} MB"
        notes = [record.note, *_standing(journal, record.version)]
        lines[record.version] = (f"{record.updated}", str(record.pdf.pages), size, notes)
    for number, (updated, pages, size, notes) in sorted(lines.items()):
        line = f"v{number:<7} {updated}  {pages:>5}  {size:>7}  "
        for note in notes:
            for part in _wrapped(note, _WIDTH - len(line)):
                click.echo(line + part)
                line = " " * len(line)
    published = [left.published for left in purged.values()] + [record.published for record in records]
    if published:
        click.echo(f"published {min(published)}")


def _standing(journal: Journal, number: int) -> list[str]:
    """What holds of a version now, by its journal: that it is withdrawn, and what was corrected."""
    withdrawal = journal.withdrawn(number)
    told = [withdrawal.said] if withdrawal else []
    return told + [f"corrected {entry.time.date()}: {entry.text}" for entry in journal.correction(number)]


def _print_tombstone(shelf: Shelf, left: Tombstone, *, as_json: bool) -> None:
    if as_json:
        click.echo(left.encode().decode().rstrip())
        return
    _print_labelled(
        ("report", f"{shelf.object_id} v{left.version}, which {left.said}"),
        ("publisher", left.publisher),
        ("published", left.published.isoformat()),
        ("updated", left.updated.isoformat()),
        ("sha512", f"{left.pdf.sha512} of {left.pdf.name}, which was taken away"),
    )


def _print_version(shelf: Shelf, version: Version, record: Manifest, journal: Journal) -> None:
    from report_builder.pipeline.shelf import SOURCE

    conformance, pdf = record.conformance, record.pdf
    passed = ", ".join(
        f"{profile.name} passed ({profile.checks} checks)"
        for profile in conformance.profiles
        if profile.compliant
    )
    dependencies = ", ".join(f"{name} {version}" for name, version in record.dependencies.items())
    tool = "{name} {version}, Python {python}".format_map(defaultdict(str, record.tool))
    sources = [path.removeprefix(SOURCE) for path in version.state if path.startswith(SOURCE)]
    _print_labelled(
        ("report", f"{shelf.object_id} v{record.version}"),
        ("title", record.title),
        ("publisher", record.publisher),
        ("published", record.published.isoformat()),
        ("updated", record.updated.isoformat()),
        ("archived", _time(version)),
        ("note", record.note),
        *(("later", text) for text in _standing(journal, record.version)),
        ("pdf", f"{pdf.name}, {_count(pdf.pages, 'page')}, {pdf.size} bytes, {pdf.language}"),
        ("sha512", pdf.sha512),
        ("checked by", f"{conformance.validator} {conformance.validator_version}: {passed}"),
        ("made with", f"{tool}, {dependencies}"),
        ("source", f"{_count(len(sources), 'file')}: {', '.join(sources)}"),
    )


def _print_labelled(*lines: tuple[str, str]) -> None:
    for label, text in lines:
        label_column = f"{label:<12}"
        for part in _wrapped(text, _WIDTH - len(label_column)):
            click.echo(label_column + part)
            label_column = " " * len(label_column)


def _wrapped(text: str, width: int) -> Iterator[str]:
    import textwrap

    yield from textwrap.wrap(printable(text), max(width, 20), break_on_hyphens=False) or [""]
