"""Old versions of which the archive has lost bytes: a site keeps what it has of them, or does without them.

The newest version is what readers come for, and one lost file of the first keeps it from nobody. What is lost
is a warning with the name of the file; how it is mended is the archive's matter.
"""

from __future__ import annotations

from collections.abc import Collection

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics, Severity
from report_builder.language.message import say
from report_builder.pipeline import manifest
from report_builder.pipeline.manifest import Conformance, Manifest, ReleasedPdf
from report_builder.pipeline.tombstone import is_purged
from report_builder.pipeline.versions import Shelf

_LOST = frozenset({"RB-ARCHIVE-FILE-MISSING", "RB-ARCHIVE-DIGEST", "RB-ARCHIVE-KIND", "RB-ARCHIVE-READ"})


def is_loss(said: Diagnostics) -> bool:
    """Tell whether every error is about bytes that the archive has lost, and there is one."""
    errors = [item for item in said.items if item.severity is Severity.ERROR]
    return bool(errors) and all(item.code in _LOST for item in errors)


def warn_of_loss(number: int, said: Diagnostics, stands: Collection[int], diagnostics: Diagnostics) -> None:
    """Pass on as warnings what was said of a version; ``stands`` are those that the site has."""
    hint = say("pipeline.site-without.hint", version=number)
    if number in stands:
        hint = say("pipeline.site-keeps.hint", version=number)
    for item in said.items:
        diagnostics.warn(item.code, item.span, item.message, hint)


def told_of(
    shelf: Shelf, stands: Collection[int], diagnostics: Diagnostics
) -> tuple[list[tuple[Version, Manifest]], frozenset[int]]:
    """Read what every version says of itself, oldest first, and the numbers of those that no longer can.

    Of these, one that ``stands`` on the site is there by what the inventory says of it, which is enough to
    know it again; others are left out. Those that were purged are passed over. A diagnostic for each that
    cannot be read: an error where it is the newest, or is damaged otherwise than by loss.
    """
    read = Diagnostics()
    found = shelf.manifests(read)
    whole = {version.number for version, _ in found}
    lost: dict[int, Diagnostics] = {}
    for version in shelf.versions:
        if version.number in whole or is_purged(version) or version is shelf.newest:
            continue
        own = Diagnostics()
        if (
            manifest.PATH in version.state
            and shelf.read(version, manifest.PATH, own) is None
            and is_loss(own)
        ):
            lost[version.number] = own
            if version.number in stands:
                found.append((version, _by_inventory(version)))
    expected = sum(not is_purged(version) for version in shelf.versions)
    if len(whole) + len(lost) < expected:
        diagnostics.extend(read.items)
    for number, own in lost.items():
        warn_of_loss(number, own, stands, diagnostics)
    return sorted(found, key=lambda each: each[0].number), frozenset(lost)


def _by_inventory(version: Version) -> Manifest:
    """What tells a version again from any other, though its manifest is lost."""
    name = next((path for path in version.state if path.endswith(".pdf") and "/" not in path), "")
    return Manifest(
        version=version.number,
        published=version.created.date(),
        updated=version.created.date(),
        note=version.message,
        title="",
        publisher=version.author,
        contact={},
        pdf=ReleasedPdf(name, version.state.get(name, ""), 0, 0, ""),
        conformance=Conformance("", "", ()),
        tool={},
        dependencies={},
    )
