"""From the archive to the site: every version of the report, each as it was released."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, json
from msgspec.structs import replace

from report_builder.archive import Version
from report_builder.diagnostics import Diagnostics, Outcome
from report_builder.language.address_words import UNSTATED, AddressWords
from report_builder.language.message import Announce, hinted, say, silent
from report_builder.pipeline.drafting import first_edition, today_in
from report_builder.pipeline.events import events_of
from report_builder.pipeline.formers import findings_in
from report_builder.pipeline.guarding import may_write_site
from report_builder.pipeline.identity import is_own
from report_builder.pipeline.journal import Journal, read_journal
from report_builder.pipeline.keeping_edition import publishable_of
from report_builder.pipeline.lineage import is_in_line
from report_builder.pipeline.losing import is_loss, told_of, warn_of_loss
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.production import has_report, load
from report_builder.pipeline.rebuilding import load_version
from report_builder.pipeline.record import is_same_archive, read_record
from report_builder.pipeline.releasing import ReleaseRequest, release
from report_builder.pipeline.silencing import shown, shown_of_archived
from report_builder.pipeline.stages import Stages
from report_builder.pipeline.tombstone import Tombstone
from report_builder.pipeline.versions import Shelf, open_shelf, publication_in
from report_builder.publish import Named, Pdf, Publishable, SiteDisk, Wanted, build_site
from report_builder.published import SITE, has_room, is_own_site, keeps_versions, shown_on
from report_builder.settings import Settings, read_settings
from report_builder.sources.files import SourceFiles


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
    stood there already. ``first`` tells that the first version was released on the way, ``newest`` is None
    where all are withdrawn. ``size`` is in bytes, ``address`` None as long as the settings name none.
    """

    report: str
    newest: int | None
    versions: int
    withdrawn: int
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
    announce: Announce = silent,
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
    announce: Announce,
    disk: SiteDisk | None,
    diagnostics: Diagnostics,
) -> Published | None:

    settings = read_settings(request.root, diagnostics)
    out = request.output or request.root / SITE
    if settings is None or not may_write_site(out, request.root, settings.archive, diagnostics):
        return None
    if not has_room(out, diagnostics):
        return None
    stages = Stages(clock, silent)
    shelf = _opened(request.root, out, stages, diagnostics)
    if shelf is None:
        return None
    first = not shelf.versions
    if first:
        if not _would_show(request, today_in(settings.timezone, now), diagnostics):
            return None
        diagnostics.extend(release(ReleaseRequest(request.root), now, clock, announce).diagnostics)
        again = None if diagnostics.has_errors else open_shelf(request.root, diagnostics)
        if again is None:
            return None
        shelf = again
    announce(say("stage.read-versions"))
    today = today_in(settings.timezone, now)
    day = request.day or today
    stands = shown_on(out, shelf.object_id)
    found, lost = told_of(shelf, stands, diagnostics)
    coming = [record for _, record in found if today < record.updated <= day]
    if request.output is None and any(record.version not in stands for record in coming):
        diagnostics.error(
            "RB-EMBARGO", None, *hinted("pipeline.embargo-early", folder=str(out), today=str(today))
        )
        return None
    asked = _Site(request.root, out, day, stands, lost)
    published = _written(shelf, found, settings, asked, disk, announce, stages, diagnostics)
    return None if published is None else replace(published, first=first)


def _would_show(request: PublishRequest, today: date, diagnostics: Diagnostics) -> bool:
    """Tell whether the day that was asked for would show a first version; False after RB-EMBARGO.

    A release is for ever, so none is made on the way to a site that is not written. What is wrong with the
    sources is told by the release.
    """
    facts = None if request.day is None else publication_in(request.root)
    if request.day is None or facts is None:
        return True
    dated = first_edition(facts, today).updated
    if dated <= request.day:
        return True
    diagnostics.error(
        "RB-EMBARGO", None, *hinted("pipeline.first-not-shown", day=str(request.day), dated=str(dated))
    )
    return False


def _opened(root: Path, out: Path, stages: Stages, diagnostics: Diagnostics) -> Shelf | None:
    """Open the archive; None after a diagnostic, as where it is not the one that the site was made from."""
    shelf = _shelf(root, stages, diagnostics)
    record = None if shelf is None else read_record(root, diagnostics)
    if shelf is None or record is None:
        return None
    report = shelf.object_id
    if not is_same_archive(record, root, report, shelf.versions, shelf.archive, diagnostics):
        return None
    if not is_own(root, shelf, record, diagnostics):
        return None
    if shelf.versions:
        return shelf
    # Where the archive is away, another version 1 is nothing to release.
    may_begin = is_own_site(out, report, diagnostics) and keeps_versions(out, report, {}, diagnostics)
    return shelf if may_begin else None


class _Site(Struct, frozen=True):
    """The site that is asked for: the report's folder ``root``, the site's own, the day for which it is made.

    ``stands`` are the versions that its readers know already, ``lost`` those that do not say any more what
    they are.
    """

    root: Path
    out: Path
    day: date
    stands: frozenset[int]
    lost: frozenset[int]


def _written(
    shelf: Shelf,
    found: Sequence[tuple[Version, Manifest]],
    settings: Settings,
    asked: _Site,
    disk: SiteDisk | None,
    announce: Announce,
    stages: Stages,
    diagnostics: Diagnostics,
) -> Published | None:
    """Write the site of the versions ``found``; None after a diagnostic."""
    journal = read_journal(shelf.archive, shelf.object_id, diagnostics)
    tombstones = shelf.tombstones(diagnostics)
    if journal is None or diagnostics.has_errors or not is_in_line(shelf, found, tombstones, diagnostics):
        return None
    events = events_of(journal, found, tombstones, asked.day, asked.stands)
    gone = {each.number for each in events.withdrawn}
    events = replace(events, findings=_named(shelf, found, gone))
    left = [each for each in found if each[1].version not in gone]
    versions = _shown(left, asked.day, asked.stands, diagnostics)
    if versions is None:
        return None
    if not versions and not gone:
        diagnostics.error("RB-EMBARGO", None, *hinted("pipeline.nothing-to-show", day=str(asked.day)))
        return None
    announce(say("stage.write-site"))
    words = _address_words(found, asked.lost, tombstones.values())
    reading = _Reading(shelf, journal, settings.address, words, asked, diagnostics, stages)
    while True:
        site = build_site(
            shelf.object_id,
            [reading.wanted(*each) for each in versions],
            asked.out,
            settings.address,
            disk,
            events,
            lambda: reading.left(asked.root, found),
            words,
        )
        drawable = [each for each in versions if each[1].version not in reading.undrawn]
        if site.value is not None or len(drawable) == len(versions):
            break
        versions = drawable
    diagnostics.extend(site.diagnostics)
    if site.value is None or diagnostics.has_errors:
        return None
    return Published(
        report=shelf.object_id,
        newest=versions[-1][1].version if versions else None,
        versions=len(versions),
        withdrawn=len(gone),
        out=asked.out,
        release=site.value.folder,
        files=site.value.files,
        size=site.value.size,
        new=site.value.new,
        first=False,
        address=settings.address,
    )


def _named(
    shelf: Shelf, found: Sequence[tuple[Version, Manifest]], gone: Collection[int]
) -> dict[int, Named]:
    """Give the ids of the findings of withdrawn versions, so that their addresses still lead somewhere.

    Of one that was purged nothing is known.
    """
    named = dict.fromkeys(gone, Named(()))
    for version, record in found:
        if record.version in gone:
            findings = findings_in(shelf, version, record.pdf.language)
            formerly = {name: each.formerly for name, each in findings.items() if each.formerly}
            named[record.version] = Named(tuple(findings), formerly)
    return named


def _address_words(
    found: Sequence[tuple[Version, Manifest]], lost: Collection[int], tombstones: Iterable[Tombstone]
) -> AddressWords:
    """Give the words of the report's addresses, which all of its versions state that state anything."""
    stated = [record.addresses for _, record in found if record.version not in lost]
    stated += [tombstone.addresses for tombstone in tombstones]
    return stated[0] if stated else UNSTATED


def _shown(
    found: Sequence[tuple[Version, Manifest]], day: date, stands: Collection[int], diagnostics: Diagnostics
) -> list[tuple[Version, Manifest]] | None:
    """Leave out what is dated after ``day``: it is under an embargo, and a note says so.

    What ``stands`` on the site already is no secret any more, and its address is for ever: RB-EMBARGO.
    """
    shown = []
    for version, record in found:
        if record.updated <= day:
            shown.append((version, record))
        elif version.number in stands:
            dated = str(record.updated)
            diagnostics.error(
                "RB-EMBARGO",
                None,
                *hinted("pipeline.embargo-published", version=version.number, dated=dated, day=str(day)),
            )
        else:
            diagnostics.note(
                "RB-EMBARGO",
                None,
                *hinted("pipeline.embargo", version=version.number, day=str(record.updated)),
            )
    return None if diagnostics.has_errors else shown


def _shelf(root: Path, stages: Stages, diagnostics: Diagnostics) -> Shelf | None:
    """Open the archive of the report in ``root``, whether or not it has a version; None after a diagnostic.

    Where it cannot be told which report is meant, the faults of ``report.yaml`` say why.
    """
    said = Diagnostics()
    shelf = open_shelf(root, said, may_be_empty=True)
    faults = Diagnostics()
    if any(item.code == "RB-VERSION-UNKNOWN" for item in said.items) and has_report(root, "publish", faults):
        load(SourceFiles(root), faults, stages)
    diagnostics.extend(faults.items if faults.has_errors else said.items)
    return shelf


class _Reading:
    """Reads versions from the archive, each only where it has to be drawn.

    ``undrawn`` are those of which bytes are lost, and that the site can do without.
    """

    def __init__(
        self,
        shelf: Shelf,
        journal: Journal,
        address: str | None,
        words: AddressWords,
        asked: _Site,
        diagnostics: Diagnostics,
        stages: Stages,
    ) -> None:
        self._shelf, self._journal, self._asked = shelf, journal, asked
        self._address, self._words = address, words
        self._diagnostics, self._stages = diagnostics, stages
        self.undrawn: set[int] = set()

    def wanted(self, version: Version, record: Manifest) -> Wanted:
        """A version for the site."""
        landing = self._journal.landing(record.version)
        # Every byte that it is drawn from has its digest in the state, or stands in the journal.
        drawn_from = json.encode([dict(version.state), self._address, self._words, landing])
        return Wanted(
            record.version,
            sha256(drawn_from).hexdigest(),
            record.note,
            record.pdf.sha512,
            lambda: self._publishable(version, record, landing),
        )

    def left(self, root: Path, found: Sequence[tuple[Version, Manifest]]) -> Publishable | None:
        """What the report goes by where every version is withdrawn: the newest that is not purged.

        Where all are, the sources as they are now; None after a diagnostic.
        """
        if found:
            return self._publishable(*found[-1], None)
        loaded = load(SourceFiles(root), self._diagnostics, self._stages)
        if loaded is None:
            return None
        report, theme = loaded
        day, facts = date.min, report.publication
        pdf = Pdf(f"{facts.output}.pdf", b"", "", 0, 0, facts.language)
        return Publishable(1, day, day, "", (), pdf, report, theme)

    def _publishable(self, version: Version, record: Manifest, landing: bytes | None) -> Publishable | None:
        """Read one version; None after a diagnostic."""
        if version.number in self._asked.lost:  # what stands for its manifest is not enough to draw it
            self._shelf.manifest(version, self._diagnostics)
            return None
        read = Diagnostics()
        loaded = load_version(self._shelf, version, record, read, self._stages, landing)
        data = self._shelf.read(version, record.pdf.name, read) if loaded is not None else None
        if data is None and is_loss(read) and self._can_be_left_out(version):
            warn_of_loss(version.number, read, (), self._diagnostics)
            self.undrawn.add(version.number)
            return None
        self._diagnostics.extend(shown_of_archived(read))
        if data is None or loaded is None:
            return None
        report, theme = loaded
        return publishable_of(record, data, report, theme)

    def _can_be_left_out(self, version: Version) -> bool:
        return version is not self._shelf.newest and version.number not in self._asked.stands
