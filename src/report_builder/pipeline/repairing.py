"""Mends of an archive what other copies prove, and tells what nothing proves."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from functools import partial
from hashlib import sha512
from pathlib import Path

from msgspec import Struct

from report_builder.archive import Archive, ArchiveDisk
from report_builder.archive.faults import place_of
from report_builder.archive.inventory import INVENTORY, Inventory
from report_builder.archive.lock import Holder, Work
from report_builder.archive.mending import Wanted, plan, put, tidy_whole
from report_builder.archive.proving import Mend, Unproven
from report_builder.archive.root import EXTENSIONS
from report_builder.archive.shutting import shut
from report_builder.archive.store import tree_of
from report_builder.archive.tree import Tree, UnreadableError
from report_builder.diagnostics import Diagnostics, Outcome, Severity, SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.language.reason import reason_of
from report_builder.output import remove_stale
from report_builder.pipeline.accepting import lost_journals, renewed, tell_accepted
from report_builder.pipeline.auditing import Audited, audit, compare_record
from report_builder.pipeline.beginning import may_stand
from report_builder.pipeline.elsewhere import OfferedBag
from report_builder.pipeline.identity import archived_id
from report_builder.pipeline.journal import is_journal, report_of
from report_builder.pipeline.letting_go import old_losses, tell_let_go
from report_builder.pipeline.offering import copy_place, opened_bags, tell_strangers
from report_builder.pipeline.record import Record, read_record, refusal
from report_builder.pipeline.recording import Recorder, office_of
from report_builder.pipeline.regaining import Regaining
from report_builder.pipeline.renewing import Renewal, tell_renewal
from report_builder.pipeline.versions import SOURCE, archive_of, publication_in, with_settings
from report_builder.published import OUTPUT, POINTER, RELEASES, SITE
from report_builder.settings import Settings
from report_builder.sources.location import Address, Location


class RepairRequest(Struct, frozen=True):
    """What is asked for: the report in ``root``; ``copy`` is another folder of it, or a copy of its archive.

    ``dry_run`` writes nothing. ``bags`` are versions that were handed over, as BagIt bags: a file of theirs
    is taken where its digest is the one that the archive names, whatever else is in the bag. ``now`` is when,
    in UTC, for the journal, and ``by`` a person who asked to be named there; without ``now`` nothing is
    recorded. ``accept_loss`` goes on with a journal that lacks what no copy has.
    """

    root: Path
    copy: Path | None = None
    dry_run: bool = False
    bags: tuple[Path, ...] = ()
    now: datetime | None = None
    by: str = ""
    accept_loss: bool = False


class Repaired(Struct, frozen=True):
    """How many files, versions and journals came back, or would, in an archive that is sound, or would be."""

    archive: Location
    mended: int


def repair_archive(request: RepairRequest, disk: ArchiveDisk | None = None) -> Outcome[Repaired]:
    """Write anew what is missing or damaged and proven; each file that was, is a note (RB-ARCHIVE-MENDED).

    What nothing proves is RB-ARCHIVE-UNPROVEN and left as it is. An archive that is sound is not touched.
    """
    return with_settings(
        request.root, lambda settings, told: _Repair(request, settings, disk or ArchiveDisk(), told).run()
    )


class _Repair:
    """One run."""

    def __init__(
        self, request: RepairRequest, settings: Settings, disk: ArchiveDisk, diagnostics: Diagnostics
    ) -> None:
        self._request, self._disk, self._diagnostics = request, disk, diagnostics
        self._archive = archive_of(request.root, settings, disk)
        self._let_go: set[str] = set()
        self._regaining = Regaining(request.root, self._archive, None, (), diagnostics)

    def run(self) -> Repaired | None:
        bags = opened_bags(self._request.bags, self._diagnostics)
        place = copy_place(self._request.copy, self._diagnostics)
        if bags is None or self._diagnostics.has_errors:
            return None
        record, facts = read_record(self._request.root, Diagnostics()), publication_in(self._request.root)
        known = {*(record.reports if record else ()), *([facts.output] if facts else ())}
        tell_strangers(bags, self._archive, known, self._diagnostics)
        copy = None if place is None else tree_of(place, str(place))
        other = None if place is None else Archive(place, place=str(place))
        self._regaining = Regaining(self._request.root, self._archive, other, bags, self._diagnostics)
        seen = self._seen(Diagnostics())
        if seen is not None and seen.versions and not self._lacks():
            self._seen(self._diagnostics)  # what is only advised
            self._tidy()
            return Repaired(self._archive.root, 0)
        done = self._tried(copy, bags)
        if not self._recorded():
            return None
        if done is not None:
            self._tidy()
        return done

    def _tried(self, copy: Tree | None, bags: Sequence[OfferedBag]) -> Repaired | None:
        """Mend; what was written anew until something failed stays, and is told."""
        try:
            with ExitStack() as stack:
                found = self._mended(stack, copy, bags)
            # Each writer is kept out of what it writes to, and may not be kept out of all meanwhile.
            if found is None:
                return None
            mends, unproven = found
            back = self._brought_back(unproven)
            left = [one for one in unproven if report_of(one.path.partition("/")[0]) not in self._let_go]
            return self._ended(mends, left, back)
        except UnreadableError as fault:
            span = self._span("") if isinstance(self._archive.root, Address) else None
            self._diagnostics.error(fault.code, span, fault.message, fault.hint)
        except OSError as fault:
            self._diagnostics.error(
                "RB-OUTPUT-WRITE",
                None,
                *hinted("pipeline.repair-failed", archive=str(self._archive.root), reason=reason_of(fault)),
            )
        return None

    def _lacks(self) -> bool:
        """Tell whether the archive, of which all is whole, lacks something that may come back."""
        unheard = Diagnostics()
        has_all = compare_record(self._request.root, self._archive, unheard)
        return not has_all or self._regaining.has_work()

    def _mended(
        self, stack: ExitStack, copy: Tree | None, bags: Sequence[OfferedBag]
    ) -> tuple[list[Mend], list[Unproven]] | None:
        """Write anew what is proven, file by file; None after a diagnostic."""
        tree = tree_of(self._archive.root, self._archive.place)
        holder = Holder(Work.MENDING, os.getpid())
        is_there = self._archive.is_there() and any(tree.entries())
        if (
            is_there
            and not self._request.dry_run
            and not shut(tree, self._disk, stack, holder, self._diagnostics)
        ):
            return None
        seek = _Seeker(self._request.root, copy, bags)
        record = read_record(self._request.root, Diagnostics()) or Record({})
        found = plan(tree, copy, seek, partial(_refusal, record)) if is_there else []
        mends = [one for one in found if isinstance(one, Mend)]
        unproven = [one for one in found if isinstance(one, Unproven)]
        if self._request.dry_run:
            for one in mends:
                self._tell(one, say("pipeline.would-mend", proof=one.proof))
        elif mends:
            for one in put(tree, mends, self._disk):
                self._tell(one, say("pipeline.mended", proof=one.proof))
        return mends, unproven

    def _brought_back(self, unproven: Sequence[Unproven]) -> int:
        """Bring back what is lost as a whole, and go on without what is lost for good where that is asked.

        How much was, or would be.
        """
        if not may_stand(self._archive, self._request.root, self._diagnostics, anew=False):
            return 0
        planned = self._regaining.plan()
        renewals = self._regaining.renewals(planned) if self._request.now else ()
        # What was withdrawn is never there without that being said, even if this run is killed.
        if not self._renewed(renewals):
            return 0
        if self._request.dry_run:
            self._regaining.tell(planned)
        elif not self._regaining.put(planned):
            return 0
        return sum(len(one.found) for one in planned) + len(renewals) + self._accepted(unproven)

    def _renewed(self, renewals: Sequence[Renewal]) -> bool:
        """Write into journals what bags know, or tell that; False after a diagnostic."""
        asked = self._request
        if asked.now is None:
            return True
        recorder = Recorder(asked.root, self._archive, asked.now, self._diagnostics, asked.by)
        for one in renewals:
            wanted = (one.report, one.found, one.office, one.report_id, one.until)
            if not asked.dry_run and not recorder.renew(*wanted):
                return False
            tell_renewal(self._archive, one, self._diagnostics, dry=asked.dry_run)
        return True

    def _accepted(self, unproven: Sequence[Unproven]) -> int:
        """Go on with the journals that lack what is known; how many there are."""
        asked = self._request
        if not asked.accept_loss or asked.now is None:
            return 0
        recorder = Recorder(asked.root, self._archive, asked.now, self._diagnostics, asked.by)
        for report, paths in old_losses(self._archive, unproven).items():
            if not asked.dry_run and not recorder.let_go(report, paths):
                return 0
            tell_let_go(self._archive.place, paths, self._diagnostics, dry=asked.dry_run)
            self._let_go.add(report)
        lost = lost_journals(asked.root, self._archive, Diagnostics())
        for report, losses in lost:
            known = self._regaining.recalled(report)
            found = renewed(asked.root, self._archive, report, losses, known, self._diagnostics)
            office, report_id = office_of(self._archive, report), archived_id(self._archive, report)
            if found is None:
                return 0
            if not asked.dry_run and not recorder.renew(report, found, office, report_id, None):
                return 0
            tell_accepted(self._archive, report, found, self._diagnostics, dry=asked.dry_run)
        return len(lost) + len(self._let_go)

    def _recorded(self) -> bool:
        """Tell in the journals what was put back; False after a diagnostic. Nobody is shut out any more."""
        asked = self._request
        mended = [item for item in self._diagnostics.items if item.code == "RB-ARCHIVE-MENDED"]
        if asked.now is None or asked.dry_run or not mended:
            return True
        recorder = Recorder(asked.root, self._archive, asked.now, self._diagnostics, asked.by)
        return recorder.recovery(mended)

    def _tidy(self) -> None:
        """Remove what a run left that was killed when all was mended; nothing hangs on it."""
        if self._request.dry_run:
            return
        remove_stale(self._request.root, self._disk)
        tree = tree_of(self._archive.root)
        if not tree.in_steps and (tree.root / EXTENSIONS).is_dir():
            with suppress(OSError), ExitStack() as stack:
                holder = Holder(Work.MENDING, os.getpid())
                if shut(tree, self._disk, stack, holder, Diagnostics()):
                    tidy_whole(tree, self._disk)

    def _ended(self, mends: list[Mend], unproven: list[Unproven], back: int) -> Repaired | None:
        """Say what is left; ``back`` is how much came back that was lost as a whole."""
        for one in unproven:
            message, hint = self._unproven(one.path, one.why)
            self._diagnostics.error("RB-ARCHIVE-UNPROVEN", self._span(one.path), message, one.hint or hint)
        rest = Diagnostics()
        seen = self._seen(rest)
        if self._request.dry_run and (mends or back) and not self._diagnostics.has_errors:
            # What would be mended is told; what is too many stays.
            stray = [item for item in rest.items if item.code == "RB-ARCHIVE-EXTRA"]
            self._diagnostics.extend(stray)
            stays = any(item.severity is Severity.ERROR for item in stray)
            return None if stays else Repaired(self._archive.root, len(mends) + back)
        told = {self._span(one.path) for one in (*unproven, *(mends if self._request.dry_run else ()))}
        self._diagnostics.extend(item for item in rest.items if item.span not in told)
        has_all = seen is None or self._has_all()
        if seen is not None and not seen.versions and has_all:
            self._diagnostics.error(
                "RB-VERSION-UNKNOWN", None, *hinted("pipeline.no-archive", archive=str(self._archive.root))
            )
        if self._diagnostics.has_errors or seen is None or not has_all:
            return None
        return Repaired(self._archive.root, len(mends) + back)

    def _unproven(self, path: str, why: Message) -> tuple[Message, Message]:
        """What is said of a file that nothing proves: what to look for, and then how to do without it.

        Where the copies that were named prove no inventory, the folder can come back as a whole, once it is
        out of the way; a journal can be gone on without.
        """
        asked, archive = self._request, str(self._archive.root)
        name, _, inner = path.partition("/")
        message = say("pipeline.unproven", why=why)
        if (asked.copy or asked.bags) and inner == INVENTORY:
            if self._archive.objects().value is None:
                return message, say("pipeline.unproven-root.hint", archive=archive)
            return message, say("pipeline.unproven-folder.hint", folder=name, archive=archive)
        if report_of(name) in old_losses(self._archive, (Unproven(path, why),)):
            return message, say("pipeline.unproven-older.hint")
        if is_journal(name):
            return message, say("pipeline.unproven-journal.hint", folder=name, archive=archive)
        if asked.copy or asked.bags:
            return message, say("pipeline.unproven-again.hint")
        return message, say("pipeline.unproven.hint")

    def _seen(self, diagnostics: Diagnostics) -> Audited | None:
        return audit(self._archive, None, None, diagnostics)

    def _has_all(self) -> bool:
        return compare_record(self._request.root, self._archive, self._diagnostics)

    def _tell(self, one: Mend, said: Message) -> None:
        self._diagnostics.note("RB-ARCHIVE-MENDED", self._span(one.path), said)

    def _span(self, path: str) -> SourceSpan | None:

        return place_of(self._archive.place, path)


def _refusal(record: Record, inventory: Inventory) -> tuple[Message, Message] | None:
    return refusal(record, inventory.name, inventory.versions)


class _Seeker:
    """Looks for archived bytes outside of the archive: in bags, in the report, or in a copy of it."""

    def __init__(self, root: Path, copy: Tree | None, bags: Sequence[OfferedBag]) -> None:
        self._root, self._copy = root, copy
        self._bagged: dict[str, tuple[bytes, str]] = {}
        for offered in bags:
            for name, data in offered.bag.payload.items():
                self._bagged.setdefault(sha512(data).hexdigest(), (data, f"'{offered.path}': {name}"))
        self._digests: dict[Path, str] = {}

    def __call__(self, wanted: Wanted) -> tuple[bytes, str] | None:
        """The bytes, and the file that has them; None where nothing has."""
        if wanted.digest in self._bagged:
            return self._bagged[wanted.digest]
        if self._copy is not None and self._copy.in_steps:
            with suppress(UnreadableError):
                place = f"{wanted.object_id}/{wanted.path}"
                data = self._copy.read(place)
                if sha512(data).hexdigest() == wanted.digest:
                    return data, f"'{self._copy.place}/{place}'"
        for path in self._candidates(wanted):
            if self._digest(path) == wanted.digest:
                return path.read_bytes(), f"'{path}'"
        return None

    def _candidates(self, wanted: Wanted) -> Iterator[Path]:
        if self._copy is not None and not self._copy.in_steps:
            yield self._copy.root / wanted.object_id / wanted.path
        for name in wanted.names:
            if name.startswith(SOURCE):
                yield self._root / name.removeprefix(SOURCE)
            elif name.endswith(".pdf"):
                yield from sorted((self._root / OUTPUT).glob("*.pdf"))
                out = self._root / SITE
                for release in (out / POINTER, *sorted(out.glob(f"{RELEASES}/*"))):
                    yield from sorted((release / "www").glob("*/v*/*.pdf"))

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            try:
                self._digests[path] = sha512(path.read_bytes()).hexdigest() if path.is_file() else ""
            except OSError:
                self._digests[path] = ""
        return self._digests[path]
