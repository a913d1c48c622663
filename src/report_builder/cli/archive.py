"""``report-builder archive``: versions listed, shown, fetched, verified, rebuilt, handed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_builder.cli.archive_export import export
from report_builder.cli.archive_history import history
from report_builder.cli.archive_move import move
from report_builder.cli.archive_rebuild import rebuild
from report_builder.cli.archive_repair import repair
from report_builder.cli.archive_restore import restore
from report_builder.cli.archive_shelf import output, shelf_of, zone_of
from report_builder.cli.archive_verify import verify
from report_builder.cli.folder import of_a_report
from report_builder.cli.groups import Group
from report_builder.cli.terminal import megabytes, show, tell, words
from report_builder.diagnostics import Diagnostics, printable
from report_builder.language.message import Value, in_turn, say, say_many

if TYPE_CHECKING:
    from report_builder.archive import Version
    from report_builder.pipeline.journal import Journal
    from report_builder.pipeline.manifest import Manifest
    from report_builder.pipeline.tombstone import Tombstone
    from report_builder.pipeline.versions import Shelf

_WIDTH = 80
_HEADS = ("cli.head.version", "cli.head.updated", "cli.head.pages", "cli.head.size", "cli.head.note")


@click.group(
    cls=Group,
    short_help="cli.archive.short",
    help="cli.archive.help",
    examples=(
        "report-builder archive list",
        "report-builder archive show v2",
        "report-builder archive get v1 -o rapport.pdf",
        "report-builder archive history",
        "report-builder archive verify",
        "report-builder archive rebuild v1",
        "report-builder archive export v2 --bagit rapport.zip",
        "report-builder archive move archive",
        "report-builder archive repair",
        "report-builder archive restore --from rapport.zip",
    ),
)
def archive() -> None:
    """Work with the versions that were released."""


archive.add_command(export)
archive.add_command(history)
archive.add_command(move)
archive.add_command(rebuild)
archive.add_command(repair)
archive.add_command(restore)
archive.add_command(verify)


@archive.command("list", short_help="cli.archive.list.short", help="cli.archive.list.help")
@of_a_report
@click.option("--json", "as_json", is_flag=True, help="cli.option.json")
def list_versions(root: Path, name: str | None, as_json: bool) -> int:
    """List the versions of a report, oldest first; as JSON those that can be fetched."""
    diagnostics = Diagnostics()
    shelf = shelf_of(root, name, diagnostics)
    found = [] if shelf is None else shelf.manifests(diagnostics)
    purged = {} if shelf is None else shelf.tombstones(diagnostics)
    journal = _journal(shelf, diagnostics)
    if as_json:
        for left in purged.values():
            said = say("cli.archive.purged", version=left.version, said=left.said)
            diagnostics.note("RB-PURGED", None, said, say("pipeline.purged.hint", version=left.version))
    status = show(diagnostics.items, str(root))
    if shelf is not None:
        if as_json:
            import json

            fields = [_fields(version, record, journal) for version, record in found]
            click.echo(json.dumps(fields, indent=2, ensure_ascii=False))
        else:
            _print_table([record for _, record in found], purged, journal)
    return status


@archive.command("show", short_help="cli.archive.show.short", help="cli.archive.show.help")
@click.argument("version", metavar="V")
@of_a_report
@click.option("--json", "as_json", is_flag=True, help="cli.option.json")
def show_version(version: str, root: Path, name: str | None, as_json: bool) -> int:
    """Show dates, note, digest, conformance, tools and files of version V."""
    from report_builder.pipeline.tombstone import is_purged

    diagnostics = Diagnostics()
    shelf = shelf_of(root, name, diagnostics)
    found = shelf.find(version, diagnostics) if shelf else None
    if shelf and found and is_purged(found):
        left = shelf.tombstone(found, diagnostics)
        status = show(diagnostics.items, str(root))
        if left is not None:
            _print_tombstone(shelf, left, as_json=as_json)
        return status
    record = shelf.manifest(found, diagnostics) if shelf and found else None
    journal = _journal(shelf, diagnostics)
    status = show(diagnostics.items, str(root))
    if shelf and found and record:
        if as_json:
            import json

            fields = {**json.loads(record.encode()), "archived": _time(found), "files": dict(found.state)}
            fields = _beside(shelf, found) | fields  # what the version itself says of the one before counts
            click.echo(json.dumps(fields | _later(journal, record.version), indent=2, ensure_ascii=False))
        else:
            _print_version(shelf, found, record, journal, zone_of(root))
    return status


@archive.command("get", short_help="cli.archive.get.short", help="cli.archive.get.help")
@click.argument("version", metavar="V")
@output("cli.archive.get.output", "rapport.pdf")
@of_a_report
def get(version: str, output: Path | None, root: Path, name: str | None) -> int:
    """Write the PDF of version V to a file, after a look at its digest."""
    from report_builder.pipeline.fetching import fetch

    diagnostics = Diagnostics()
    shelf = shelf_of(root, name, diagnostics)
    found = shelf.find(version, diagnostics) if shelf else None
    path = fetch(shelf, found, output, root, diagnostics) if shelf and found else None
    status = show(diagnostics.items, str(root))
    if path is not None:
        click.echo(path)
    return status


def _journal(shelf: Shelf | None, diagnostics: Diagnostics) -> Journal:
    """The journal of a report; an empty one after a diagnostic."""
    from report_builder.pipeline.journal import Journal

    found = None if shelf is None else shelf.journal(diagnostics)
    return found or Journal()


def _time(version: Version) -> str:
    """When a version was archived, for machines."""
    return f"{version.created:%Y-%m-%dT%H:%M:%SZ}"


def _later(journal: Journal, number: int) -> dict[str, Any]:
    """What was said of a version after its release, where there is anything."""
    from msgspec import to_builtins

    entries = [to_builtins(entry) for entry in journal.of(number)]
    return {"journal": entries} if entries else {}


def _beside(shelf: Shelf, version: Version) -> dict[str, Any]:
    """The version before and the one after, as the archive has them now; what is not there is left out."""
    from msgspec import to_builtins

    from report_builder.pipeline.relations import beside

    before, after = beside(shelf, version)
    return {name: to_builtins(one) for name, one in (("previous", before), ("next", after)) if one}


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
    said = words()
    rows = {left.version: [str(left.updated), "-", "-", said.text(left.said)] for left in purged.values()}
    for record in records:
        size = f"{megabytes(record.pdf.size, 2):.2f}".replace(".", said("rule.decimal"))
        shown = [str(record.updated), str(record.pdf.pages), said("cli.megabytes", size=size)]
        rows[record.version] = [*shown, record.note, *map(said.text, journal.standing(record.version))]
    heads = [said(key) for key in _HEADS]
    table = [heads, *([f"v{number}", *rows[number]] for number in sorted(rows))]
    widths = [max(len(row[column]) for row in table) for column in range(len(heads) - 1)]
    for version, updated, pages, size, *notes in table:
        first, second, third, fourth = widths
        line = f"{version:<{first}}  {updated:<{second}}  {pages:>{third}}  {size:>{fourth}}  "
        for note in notes:
            for part in _wrapped(note, _WIDTH - len(line)):
                click.echo(line + part)
                line = " " * len(line)
    published = [left.published for left in purged.values()] + [record.published for record in records]
    if published:
        tell(say("cli.archive.published", day=str(min(published))))


def _print_tombstone(shelf: Shelf, left: Tombstone, *, as_json: bool) -> None:
    if as_json:
        click.echo(left.encode().decode().rstrip())
        return
    report = say("cli.archive.gone-report", report=shelf.object_id, version=left.version, said=left.said)
    _print_labelled(
        (say("cli.head.report"), report),
        (say("cli.label.publisher"), left.publisher),
        (say("cli.label.published"), left.published.isoformat()),
        (say("cli.head.updated"), left.updated.isoformat()),
        ("sha512", say("cli.archive.gone-file", sha512=left.pdf.sha512, name=left.pdf.name)),
    )


def _print_version(shelf: Shelf, version: Version, record: Manifest, journal: Journal, zone: str) -> None:
    """Each thing that is known of a version, on a line with its label; times are those of ``zone``."""
    from report_builder.model.days import told_time
    from report_builder.pipeline.versions import SOURCE

    conformance, pdf = record.conformance, record.pdf
    passed = in_turn(
        [
            say_many("cli.archive.passed", profile.checks, standard=profile.name)
            for profile in conformance.profiles
            if profile.compliant
        ]
    )
    validator = f"{conformance.validator} {conformance.validator_version}"
    beside = (*record.dependencies.items(), *record.plugins.items())
    dependencies = ", ".join(f"{name} {version}" for name, version in beside)
    tool = "{name} {version}, Python {python}".format_map(defaultdict(str, record.tool))
    sources = [path.removeprefix(SOURCE) for path in version.state if path.startswith(SOURCE)]
    pages, files = say_many("site.pages", pdf.pages), say_many("cli.files", len(sources))
    described = say("cli.archive.file", name=pdf.name, pages=pages, size=pdf.size, language=pdf.language)
    _print_labelled(
        (say("cli.head.report"), f"{shelf.object_id} v{record.version}"),
        (say("cli.label.title"), record.title),
        (say("cli.label.publisher"), record.publisher),
        (say("cli.label.published"), record.published.isoformat()),
        (say("cli.head.updated"), record.updated.isoformat()),
        (say("cli.label.archived"), told_time(version.created, zone)),
        (say("cli.head.note"), record.note),
        *_neighbours(shelf, version),
        *((say("cli.label.later"), text) for text in journal.standing(record.version)),
        ("pdf", described),
        ("sha512", pdf.sha512),
        (say("cli.label.checked-by"), say("cli.archive.checked", validator=validator, passed=passed)),
        (say("cli.label.made-with"), f"{tool}, {dependencies}"),
        (say("cli.label.source"), say("cli.archive.sources", files=files, names=", ".join(sources))),
    )


def _neighbours(shelf: Shelf, version: Version) -> Iterator[tuple[Value, Value]]:
    from report_builder.pipeline.relations import beside

    for label, one in zip(("cli.label.previous", "cli.label.next"), beside(shelf, version), strict=True):
        if one:
            yield say(label), f"v{one.version} (sha512 {one.sha512[:16]}…)"


def _print_labelled(*lines: tuple[Value, Value]) -> None:
    said = words()
    labels = [said.text(label) for label, _ in lines]
    width = max(12, 2 + max(map(len, labels)))
    for label, (_, text) in zip(labels, lines, strict=True):
        label_column = f"{label:<{width}}"
        for part in _wrapped(said.text(text), _WIDTH - width):
            click.echo(label_column + part)
            label_column = " " * width


def _wrapped(text: str, width: int) -> Iterator[str]:
    import textwrap

    yield from textwrap.wrap(printable(text), max(width, 20), break_on_hyphens=False) or [""]
