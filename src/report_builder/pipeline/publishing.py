"""From the archive to the site: every version of the report, each as it was released."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, json

from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.pipeline.drafting import today_in
from report_builder.pipeline.guarding import may_write_site
from report_builder.pipeline.making import has_report, load
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.record import is_same_archive, read_record
from report_builder.pipeline.releasing import SITE, ReleaseRequest, release
from report_builder.pipeline.shelf import Shelf, open_shelf
from report_builder.pipeline.silencing import shown, shown_of_archived
from report_builder.pipeline.stages import Stages, silent
from report_builder.published import is_own_site, keeps_versions, standing
from report_builder.sources.files import SourceFiles

if TYPE_CHECKING:
    from report_builder.archive import Version
    from report_builder.publish import Publishable, SiteDisk, Wanted


class PublishRequest(Struct, frozen=True):
    """What is asked for: the report's ``root``, and the folder of the site (None: ``output/site`` there).

    What is dated after ``day`` (None for today) is not shown yet.
    """

    root: Path
    output: Path | None = None
    day: date | None = None


class Published(Struct, frozen=True):
    """A site that is served from now on.

    ``out`` is its folder, ``release`` that of this state of it. ``new`` is False where the very same site
    stood there already. ``first`` tells that the first version was released on the way. ``size`` is in bytes,
    ``address`` None as long as the settings name none.
    """

    report: str
    newest: int
    versions: int
    out: Path
    release: Path
    files: int
    size: int
    new: bool
    first: bool
    address: str | None


def publish(
    request: PublishRequest,
    now: datetime,
    clock: Callable[[], float],
    announce: Callable[[str], None] = silent,
    disk: SiteDisk | None = None,
) -> Outcome[Published]:
    """Publish every version of the report; one that was never released is released first.

    Every failure is a diagnostic, and then the site that was there before stands. ``now`` and ``clock`` are
    for a first release, see :func:`report_builder.pipeline.releasing.release`.
    """
    diagnostics = Diagnostics()
    published = _publish(request, now, clock, announce, disk, diagnostics)
    assert published is not None or diagnostics.has_errors, "publish failed without a word"
    return Outcome(None if diagnostics.has_errors else published, shown(diagnostics))


def _publish(
    request: PublishRequest,
    now: datetime,
    clock: Callable[[], float],
    announce: Callable[[str], None],
    disk: SiteDisk | None,
    diagnostics: Diagnostics,
) -> Published | None:
    from report_builder.settings import read_settings

    settings = read_settings(request.root, diagnostics)
    out = request.output or request.root / SITE
    if settings is None or not may_write_site(out, request.root, settings.archive, diagnostics):
        return None
    stages = Stages(clock, silent)
    shelf = _shelf(request.root, stages, diagnostics)
    if shelf is None:
        return None
    record = read_record(request.root, diagnostics)
    archive = settings.archive
    if record is None or not is_same_archive(record, shelf.object_id, shelf.versions, archive, diagnostics):
        return None
    from report_builder.publish import build_site

    first = not shelf.versions
    if first:
        if not (
            is_own_site(out, shelf.object_id, diagnostics)
            and keeps_versions(out, shelf.object_id, {}, diagnostics)
        ):
            return None  # the archive is away, and another version 1 is nothing to release
        diagnostics.extend(release(ReleaseRequest(request.root), now, clock, announce).diagnostics)
        again = None if diagnostics.has_errors else open_shelf(request.root, diagnostics)
        if again is None:
            return None
        shelf = again
    announce("read versions")
    today = today_in(settings.timezone, now)
    day = request.day or today
    found = shelf.manifests(diagnostics)
    if request.output is None and any(today < record.updated <= day for _, record in found):
        diagnostics.error(
            "RB-EMBARGO",
            None,
            f"'{out}' would show before its day what is under an embargo (today is {today})",
            "to see the site as it will be, name a folder of its own: --output proof",
        )
        return None
    stands = {number for report, number in standing(out) if report == shelf.object_id}
    versions = _shown(found, day, stands, diagnostics)
    if diagnostics.has_errors or not versions:
        return None
    announce("write the site")
    wanted = [_wanted(shelf, *each, settings.address, diagnostics, stages) for each in versions]
    site = build_site(shelf.object_id, wanted, out, settings.address, disk)
    diagnostics.extend(site.diagnostics)
    if site.value is None:
        return None
    return Published(
        report=shelf.object_id,
        newest=wanted[-1].number,
        versions=len(wanted),
        out=out,
        release=site.value.folder,
        files=site.value.files,
        size=site.value.size,
        new=site.value.new,
        first=first,
        address=settings.address,
    )


def _shown(
    found: Sequence[tuple[Version, Manifest]], day: date, stands: Collection[int], diagnostics: Diagnostics
) -> list[tuple[Version, Manifest]]:
    """Leave out what is dated after ``day``: it is under an embargo, and a note says so.

    What ``stands`` on the site already is no secret any more, and its address is for ever.
    """
    shown = []
    for version, record in found:
        if record.updated <= day:
            shown.append((version, record))
        elif version.number in stands:
            shown.append((version, record))
            diagnostics.warn(
                "RB-EMBARGO",
                None,
                f"version {version.number} is dated {record.updated}, and stands published already",
                "what was published stays; its address is for ever",
            )
        else:
            diagnostics.note(
                "RB-EMBARGO",
                None,
                f"version {version.number} is dated {record.updated}, and is not shown before",
                "publish again on that day",
            )
    if found and not shown:
        diagnostics.error(
            "RB-EMBARGO", None, f"nothing is to be shown on {day}", "publish on the day of the first version"
        )
    return shown


def _shelf(root: Path, stages: Stages, diagnostics: Diagnostics) -> Shelf | None:
    """Open the archive of the report in ``root``, whether or not it has a version; None after a diagnostic.

    Where nobody can say which report is meant, the faults of ``report.yaml`` say why.
    """
    said = Diagnostics()
    shelf = open_shelf(root, said, may_be_empty=True)
    faults = Diagnostics()
    if any(item.code == "RB-VERSION-UNKNOWN" for item in said.items) and has_report(root, "publish", faults):
        load(SourceFiles(root), faults, stages)
    diagnostics.extend(faults.items if faults.has_errors else said.items)
    return shelf


def _wanted(
    shelf: Shelf,
    version: Version,
    record: Manifest,
    address: str | None,
    diagnostics: Diagnostics,
    stages: Stages,
) -> Wanted:
    """A version for the site, read from the archive only where it has to be drawn."""
    from report_builder.publish import Wanted

    # Every byte that it is drawn from has its digest in the state.
    key = sha256(json.encode([dict(version.state), address])).hexdigest()
    return Wanted(
        version.number,
        key,
        record.note,
        record.pdf.sha512,
        lambda: _publishable(shelf, version, record, diagnostics, stages),
    )


def _publishable(
    shelf: Shelf, version: Version, record: Manifest, diagnostics: Diagnostics, stages: Stages
) -> Publishable | None:
    """Read one version from the archive; None after a diagnostic."""
    from report_builder.pipeline.rebuilding import load_version
    from report_builder.publish import Pdf, Publishable

    read = Diagnostics()
    loaded = load_version(shelf, version, record, read, stages)
    diagnostics.extend(shown_of_archived(read))
    data = shelf.read(version, record.pdf.name, diagnostics)
    if data is None or loaded is None:
        return None
    report, theme = loaded
    stated = record.pdf
    return Publishable(
        number=record.version,
        published=record.published,
        updated=record.updated,
        note=record.note,
        conformance=tuple(profile.name for profile in record.conformance.profiles if profile.compliant),
        pdf=Pdf(stated.name, data, stated.sha512, stated.pages, stated.size, stated.language),
        report=report,
        theme=theme,
        updated_at=record.updated_at,
    )
