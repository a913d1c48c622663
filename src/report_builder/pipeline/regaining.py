"""Brings back what the archive has lost as a whole: versions of a report, or its journal.

A version is taken from a copy of the archive or from a bag where it proves to belong: by the digest that the
record of the releases knows, or by the id of the report. It is added as a release adds one, so that a run
that is killed leaves the archive as it was, or with a version more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha512
from pathlib import Path

from msgspec import Struct

from report_builder.archive import Archive, Version
from report_builder.archive.faults import place_of
from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, hinted, in_turn, say
from report_builder.pipeline import manifest
from report_builder.pipeline.elsewhere import Found, OfferedBag, in_bags, in_copy
from report_builder.pipeline.journal import Entry, Journal, journal_id, read_journal, report_of
from report_builder.pipeline.lineage import is_in_line
from report_builder.pipeline.manifest import Manifest
from report_builder.pipeline.provenance import PURGE
from report_builder.pipeline.recalling import Recalled, recall
from report_builder.pipeline.record import Record, losses, read_record
from report_builder.pipeline.renewing import Renewal, renewal, tell_until
from report_builder.pipeline.standing_in import stand_in
from report_builder.pipeline.tombstone import Tombstone, identity, is_purged
from report_builder.pipeline.versions import Shelf, publication_in

Said = Manifest | Tombstone


_OF_PURGED = {
    "pipeline.regained": "pipeline.regained-purged",
    "pipeline.would-regain": "pipeline.would-regain-purged",
}


class Regained(Struct, frozen=True):
    """Versions that belong into an object of the archive, after those that it has."""

    object_id: str
    found: tuple[Found, ...]


class Regaining:
    """One search for what is lost, of the report in ``root`` and the others of its archive.

    ``copy`` is a copy of the archive, ``bags`` are versions that were handed over. What may not be taken is
    told to ``diagnostics``.
    """

    def __init__(
        self,
        root: Path,
        archive: Archive,
        copy: Archive | None,
        bags: Sequence[OfferedBag],
        diagnostics: Diagnostics,
    ) -> None:
        self._root, self._archive, self._copy, self._bags = root, archive, copy, bags
        self._diagnostics = diagnostics
        self._record = read_record(root, Diagnostics()) or Record({})
        facts = publication_in(root)
        self._name, self._id = (facts.output, facts.id) if facts else ("", "")

    def has_work(self) -> bool:
        """Tell whether something would be brought back, or may not be; nobody is told what."""
        quiet = Regaining(self._root, self._archive, self._copy, self._bags, Diagnostics())
        planned = quiet.plan()
        return bool(planned or quiet.renewals(planned)) or quiet._diagnostics.has_errors

    def plan(self) -> tuple[Regained, ...]:
        """Find what can be brought back; nothing is written.

        Journals come before reports: what was withdrawn is never there without that being said, even if a run
        is killed between them.
        """
        objects = self._archive.objects().value
        if objects is None or (self._copy is None and not self._bags):
            return ()
        names = {report_of(name) for name in objects} | self._record.reports.keys() | {self._name}
        planned: list[Regained] = []
        for name in sorted(names - {""}):
            report = self._report(name)
            journal = self._journal(name, report)
            planned += [one for one in (journal, report) if one is not None]
        return tuple(planned)

    def recalled(self, name: str, regained: Sequence[Found] = ()) -> Recalled:
        """Put together what the bags of a report know, those of versions that it has or gets back."""
        shelf = Shelf(self._archive, name, self._archive.versions(name).value or ())
        digests = {version.number: shelf.origin(version, Diagnostics()) for version in shelf.versions}
        digests |= {found.version.number: _origin(found) for found in regained}
        ids = self._wanted_ids(name)
        return recall([bag for bag in self._bags if _is_bag_of(bag, name, ids, digests)])

    def renewals(self, planned: Sequence[Regained]) -> tuple[Renewal, ...]:
        """Find which journals lack what the bags know; up to which day they know it is told."""
        if not self._bags:
            return ()
        back = {one.object_id: one.found for one in planned}
        objects = self._archive.objects().value or ()
        found = []
        for name in sorted({report_of(name) for name in objects} | back.keys()):
            regained = back.get(name, ())
            journal = read_journal(self._archive, name, Diagnostics())
            has_journal = bool(self._archive.versions(journal_id(name)).value)
            lacks = journal is not None and bool(losses(self._record, name, journal))
            if journal is None or (has_journal and not regained and not lacks):
                continue
            known = self.recalled(name, regained)
            one = renewal(self._root, self._archive, self._record, name, known, regained)
            found += [one] if one else []
            if known.until and not has_journal and (one or regained) and name not in self._record.reports:
                tell_until(self._archive, name, known.until, self._diagnostics)
        return tuple(found)

    def put(self, planned: Sequence[Regained]) -> bool:
        """Add what was planned, with a note of each version; False after a diagnostic. Raises OSError."""
        return all(self._put(one) for one in planned)

    def tell(self, planned: Sequence[Regained]) -> None:
        """Say what would be brought back."""
        for one in planned:
            for found in one.found:
                self._note(one, found, "pipeline.would-regain")

    def _put(self, one: Regained) -> bool:
        with self._archive.write(one.object_id, self._diagnostics) as writer:
            for found in one.found if writer else ():
                files, facts = found.files(self._diagnostics), found.version
                if files is None or writer is None:
                    return False
                facts_of = (facts.message, facts.author, facts.created, facts.address, found.part_of)
                if writer.add(facts.number, files, *facts_of) is None:
                    return False
                self._note(one, found, "pipeline.regained")
        return writer is not None

    def _note(self, one: Regained, found: Found, key: str) -> None:
        place = place_of(self._archive.place, f"{one.object_id}/v{found.version.number}")
        said = say(key, place=found.place)
        if is_purged(found.version):
            said = say(_OF_PURGED[key])
        self._diagnostics.note("RB-ARCHIVE-MENDED", place, said)

    def _report(self, name: str) -> Regained | None:
        """The versions of a report that the archive has lost; None where none is, or may be taken."""
        own = self._archive.versions(name).value
        if own is None:
            return None
        offered = in_bags(self._bags, name)
        last = self._last(name, own, offered)
        if self._copy is not None and (last is None or last > len(own)):
            offered = offered | in_copy(self._copy, name, self._diagnostics)
        told = self.recalled(name, tuple(offered.values())) if self._bags else Recalled()
        offered = self._without_purged(name, len(own), offered, told)
        last = max(offered, default=0) if last is None else last
        chosen = tuple(_following(offered, len(own), last))
        if not chosen:
            self._tell_gap(name, len(own) + 1, offered, told)
            return None
        refusal = self._refusal(name, own, chosen)
        if refusal is not None:
            self._tell_refused(name, refusal)
            return None
        self._tell_gap(name, chosen[-1].version.number + 1, offered, told)
        return Regained(name, chosen)

    def _last(self, name: str, own: Sequence[Version], bagged: Mapping[int, Found]) -> int | None:
        """The newest version that is asked for; None for all that there are.

        Where the report remembers its releases, a copy that has more of them may be another's; bags are named
        one by one.
        """
        known = self._record.reports.get(name)
        if not own or known is None:
            return None
        return max((*known, *bagged, len(own)))

    def _without_purged(
        self, name: str, count: int, offered: Mapping[int, Found], told: Recalled
    ) -> dict[int, Found]:
        """What is offered, with what stands for a purged version in place of all that bags have of it.

        Where that cannot be made, nothing is offered of it: its bytes must not come back.
        """
        whole = dict(offered)
        if not self._bags:
            return whole
        offices = [said for one in offered.values() if isinstance(said := one.said(), Manifest)][::-1]
        known = self._record.reports.get(name, {})
        for number, purge in self._purges(name, told).items():
            if number <= count:
                continue
            taken, row = whole.pop(number, None), told.rows.get(number)
            of_record = known.get(number, "").lower()
            left = purge and stand_in(purge, row, taken, told.id, offices, of_record)
            if left:
                whole[number] = left
            elif taken or any(other > number for other in offered):
                place = place_of(self._archive.place, f"{name}/v{number}")
                self._diagnostics.error(
                    "RB-ARCHIVE-UNPROVEN", place, *hinted("pipeline.regain-struck", version=number)
                )
        return dict(sorted(whole.items()))

    def _purges(self, name: str, told: Recalled) -> dict[int, Entry | None]:
        """The versions of a report that were purged, with what was said then; None where nobody knows it."""
        marks = (mark.version for mark in self._record.journals.get(name, ()) if mark.kind == PURGE)
        found: dict[int, Entry | None] = dict.fromkeys(marks)
        own = read_journal(self._archive, name, Diagnostics()) or Journal()
        for entry in (*told.journal.entries, *own.entries):
            if entry.kind == PURGE:
                found[entry.version] = entry
        return dict(sorted(found.items()))

    def _tell_gap(self, name: str, number: int, offered: Mapping[int, Found], told: Recalled) -> None:
        """Name the version that is lacking, where later ones are there that cannot stand without it.

        So too where bags name it and the report does not remember it: another would be released in its place.
        """
        after = sorted(other for other in offered if other > number)
        later = in_turn([f"v{other}" for other in after])
        message, hint = hinted("pipeline.regain-gap", report=name, version=number, later=later)
        if not after:
            message = say("pipeline.regain-known", report=name, version=number)
        is_named = number in told.rows and number not in self._record.reports.get(name, {})
        is_told = number in offered or number in self._purges(name, told)
        if not is_told and (after or is_named):
            self._diagnostics.error("RB-ARCHIVE-UNPROVEN", place_of(self._archive.place, name), message, hint)

    def _tell_refused(self, object_id: str, why: Message) -> None:
        self._diagnostics.error(
            "RB-ARCHIVE-UNPROVEN",
            place_of(self._archive.place, object_id),
            *hinted("pipeline.regain-refused", why=why),
        )

    def _refusal(self, name: str, own: Sequence[Version], chosen: Sequence[Found]) -> Message | None:
        """Why versions may not follow those that the archive has; None where they may."""
        said = {found.version.number: told for found in chosen if (told := found.said()) is not None}
        unread = [found.version.number for found in chosen if found.version.number not in said]
        if unread:
            return say("pipeline.regain-unread", version=unread[0])
        journal = read_journal(self._archive, name, Diagnostics())
        for number, told in said.items():
            if journal and journal.purged(number) and isinstance(told, Manifest):
                return say("pipeline.regain-purged", version=number)
        known = self._record.reports.get(name, {})
        matching = {
            found.version.number
            for found in chosen
            if known.get(found.version.number, "").lower() in _digests(found, said)
        }
        others = sorted(known.keys() & said.keys() - matching)
        if others:
            return say("pipeline.regain-other", version=others[0])
        ids = {told.id for told in said.values() if told.id}
        wanted = self._wanted_ids(name)
        if (ids and wanted and not ids & wanted) or not (matching or ids & wanted):
            return say("pipeline.regain-unknown", report=name)
        return None if self._is_in_line(name, own, chosen, said) else say("pipeline.regain-chain")

    def _wanted_ids(self, name: str) -> set[str]:
        """The ids that the report is known to have here."""
        ids = {self._archive.part_of(name), self._archive.part_of(journal_id(name))}
        return (ids | ({self._id} if name == self._name else set())) - {""}

    def _is_in_line(
        self, name: str, own: Sequence[Version], chosen: Sequence[Found], said: Mapping[int, Said]
    ) -> bool:
        shelf = Shelf(self._archive, name, (*own, *(found.version for found in chosen)))
        before, unread = Shelf(self._archive, name, tuple(own)), Diagnostics()
        manifests, tombstones = before.manifests(unread), before.tombstones(unread)
        for found in chosen:
            told = said[found.version.number]
            if isinstance(told, Manifest):
                manifests.append((found.version, told))
            else:
                tombstones[told.version] = told
        return is_in_line(shelf, manifests, tombstones, Diagnostics())

    def _journal(self, name: str, report: Regained | None) -> Regained | None:
        """The journal of a report that is lost, or lacks what is known; None where none may be taken."""
        book = journal_id(name)
        own = self._archive.versions(book).value
        versions = self._archive.versions(name).value
        if self._copy is None or own is None or versions is None:
            return None
        journal = read_journal(self._archive, name, Diagnostics())
        # Where nothing is remembered, versions that come back may be the only sign that more was said.
        is_told_by_report = report is not None and name not in self._record.reports
        if own and (journal is None or not (is_told_by_report or losses(self._record, name, journal))):
            return None
        theirs = in_copy(self._copy, book, self._diagnostics)
        if len(theirs) <= len(own):
            return None
        if any(version.state != theirs[version.number].version.state for version in own):
            self._tell_refused(book, say("pipeline.regain-journal-differs"))
            return None
        back = () if report is None else tuple(found.version for found in report.found)
        there = (*versions, *back)
        if read_journal(self._copy, name, self._diagnostics) is None:
            return None
        if not self._is_of_same(name, there):
            self._tell_refused(book, say("pipeline.regain-journal-other", report=name))
            return None
        return Regained(book, tuple(_following(theirs, len(own), max(theirs))))

    def _is_of_same(self, name: str, versions: Sequence[Version]) -> bool:
        """Tell whether the copy has the same versions; what was purged here must be purged there too.

        Else its journal may tell what should not be known any more.
        """
        assert self._copy is not None
        theirs = self._copy.versions(name).value or ()
        pairs = list(zip(versions, theirs, strict=False))
        return bool(pairs) and all(identity(one) == identity(other) for one, other in pairs)


def _following(offered: Mapping[int, Found], count: int, last: int) -> Iterator[Found]:
    """The versions after the first ``count``, as far as there is no gap."""
    for number in range(count + 1, last + 1):
        if number not in offered:
            return
        yield offered[number]


def _is_bag_of(bag: OfferedBag, name: str, ids: AbstractSet[str], digests: Mapping[int, str | None]) -> bool:
    """Tell whether a bag is of a report that has ``ids``, and of one of its versions."""
    record = bag.record
    if not bag.is_sound or record is None or record.pdf.name != f"{name}.pdf":
        return False
    if record.id and ids and record.id not in ids:
        return False
    digest = sha512(bag.bag.payload[manifest.PATH]).hexdigest()
    return digests.get(record.version, digest) in (None, digest)


def _origin(found: Found) -> str:
    """The sha512 of the manifest that a version was released with."""
    said = found.said() if is_purged(found.version) else None
    return said.manifest.lower() if isinstance(said, Tombstone) else identity(found.version)


def _digests(found: Found, said: Mapping[int, Said]) -> set[str]:
    """What the record of the releases may know a version by."""
    told = said[found.version.number]
    before = {told.manifest.lower()} if isinstance(told, Tombstone) else set()
    return {identity(found.version)} | before
