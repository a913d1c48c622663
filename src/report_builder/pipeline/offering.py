"""What is named to mend an archive with: a copy of it, or bags that were handed over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from report_builder.archive import Archive
from report_builder.archive.inventory import DECLARATION, INVENTORY
from report_builder.archive.names import shown
from report_builder.archive.tree import Kind, Tree
from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import hinted
from report_builder.pipeline import manifest
from report_builder.pipeline.elsewhere import OfferedBag
from report_builder.pipeline.relations import PATH as VERSIONS
from report_builder.settings import read_settings
from report_builder.sources.location import Address, Location


def copy_place(folder: Path | None, diagnostics: Diagnostics) -> Location | None:
    """Where the copy of the archive is that was named: a folder of it, or of a report that has it.

    None for none, and after RB-ARCHIVE-ROOT for what is no copy.
    """
    if folder is None:
        return None
    if folder.is_file() or (folder / "bagit.txt").is_file():
        diagnostics.error("RB-ARCHIVE-ROOT", None, *hinted("pipeline.copy-is-bag", path=shown(str(folder))))
        return None
    has_report = (folder / "content").is_dir() or (folder / "settings.yaml").is_file()
    settings = read_settings(folder, Diagnostics()) if has_report else None
    place = settings.archive if settings is not None else folder
    if not isinstance(place, Address) and not _has_objects(Tree(place)):
        diagnostics.error("RB-ARCHIVE-ROOT", None, *hinted("pipeline.copy-is-none", path=shown(str(folder))))
        return None
    return place


def _has_objects(tree: Tree) -> bool:
    """A damaged copy may have what is asked for, so long as it has something of an object."""
    return any(
        kind is Kind.FOLDER
        and any(tree.kind(f"{name}/{part}") is not None for part in (DECLARATION, INVENTORY))
        for name, kind in tree.entries().items()
    )


def opened_bags(paths: Sequence[Path], diagnostics: Diagnostics) -> tuple[OfferedBag, ...] | None:
    """The bags that were named and can be read; None where none of them can."""
    from report_builder.archive.bag_reading import open_bag

    opened = [(path, open_bag(path)) for path in paths]
    found = tuple(
        OfferedBag(path, outcome.value, not outcome.failed)
        for path, outcome in opened
        if outcome.value is not None
    )
    # What is whole in one is taken, whatever is wrong in it or in another.
    tell = diagnostics.warn if found else diagnostics.error
    for _, outcome in opened:
        for item in outcome.diagnostics:
            tell(item.code, item.span, item.message, item.hint)
    for offered in found:
        if offered.beside(VERSIONS) and offered.table is None:
            place = SourceSpan(f"{offered.path}/metadata/{VERSIONS}")
            diagnostics.warn("RB-BAG", place, *hinted("pipeline.bag-table"))
    return found if found or not opened else None


def tell_strangers(
    bags: Sequence[OfferedBag], archive: Archive, known: Collection[str], diagnostics: Diagnostics
) -> None:
    """Tell of each bag that is of another report than those that the archive has, or shall have."""
    names = {*(archive.objects().value or ()), *known}
    for offered in bags:
        record = manifest.decode(offered.bag.payload.get(manifest.PATH, b""))
        if record is None:
            continue
        report = record.pdf.name.removesuffix(".pdf")
        own = archive.part_of(report)
        if names and (report not in names or (own and record.id and own != record.id)):
            message, hint = hinted("pipeline.bag-stranger", report=shown(report), id=shown(record.id))
            diagnostics.warn("RB-BAG", SourceSpan(str(offered.path)), message, hint)
