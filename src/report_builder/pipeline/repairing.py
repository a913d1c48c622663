"""Mends of an archive what other copies prove, and tells what nothing proves."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from datetime import datetime
from hashlib import sha512
from pathlib import Path

from msgspec import Struct

from report_builder.archive import ArchiveDisk
from report_builder.archive.faults import place_of
from report_builder.archive.lock import Holder, Work
from report_builder.archive.mending import Wanted, plan, put, tidy
from report_builder.archive.proving import Mend, Unproven
from report_builder.archive.root import EXTENSIONS
from report_builder.archive.shutting import shut
from report_builder.archive.tree import Tree, UnreadableError
from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.language.reason import reason_of
from report_builder.pipeline.auditing import Audited, audit, compare_record
from report_builder.pipeline.versions import SOURCE, archive_of, with_settings
from report_builder.published import OUTPUT, POINTER, RELEASES, SITE
from report_builder.settings import Settings, read_settings


class RepairRequest(Struct, frozen=True):
    """What is asked for: the report in ``root``; ``copy`` is another folder of it, or a copy of its archive.

    ``dry_run`` writes nothing. ``bags`` are versions that were handed over, as BagIt bags: a file of theirs
    is taken where its digest is the one that the archive names, whatever else is in the bag. ``now`` is when,
    in UTC, for the journal, and ``by`` a person who asked to be named there; without ``now`` nothing is
    recorded.
    """

    root: Path
    copy: Path | None = None
    dry_run: bool = False
    bags: tuple[Path, ...] = ()
    now: datetime | None = None
    by: str = ""


class Repaired(Struct, frozen=True):
    """How many files were written anew, or would be, in an archive that is sound now, or would be."""

    archive: Path
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

    def run(self) -> Repaired | None:
        seen = self._seen(Diagnostics())
        if seen is not None and seen.versions:
            self._seen(self._diagnostics)  # what is only advised
            self._tidy()
            return Repaired(self._archive.root, 0) if self._has_all() else None

        try:
            with ExitStack() as stack:
                done = self._mended(stack)
            return done if self._recorded() else None
        except UnreadableError as fault:
            self._diagnostics.error(fault.code, None, fault.message, fault.hint)
        except OSError as fault:
            self._diagnostics.error(
                "RB-OUTPUT-WRITE",
                None,
                *hinted("pipeline.repair-failed", archive=str(self._archive.root), reason=reason_of(fault)),
            )
        return None

    def _mended(self, stack: ExitStack) -> Repaired | None:

        tree = Tree(self._archive.root, self._archive.place)
        holder = Holder(Work.MENDING, os.getpid())
        is_there = tree.root.is_dir() and any(tree.entries())
        if (
            is_there
            and not self._request.dry_run
            and not shut(tree, self._disk, stack, holder, self._diagnostics)
        ):
            return None
        bagged = self._bagged()
        if bagged is None:
            return None
        copy = self._copy()
        seek = _Seeker(self._request.root, copy, bagged)
        found = plan(tree, copy, seek) if is_there else []
        mends = [one for one in found if isinstance(one, Mend)]
        unproven = [one for one in found if isinstance(one, Unproven)]
        if self._request.dry_run:
            for one in mends:
                self._tell(one, say("pipeline.would-mend", proof=one.proof))
        elif mends:
            for one in put(tree, mends, self._disk):
                self._tell(one, say("pipeline.mended", proof=one.proof))
        return self._ended(mends, unproven)

    def _recorded(self) -> bool:
        """Tell in the journals what was put back; False after a diagnostic. Nobody is shut out any more."""
        from report_builder.pipeline.recording import Recorder

        asked = self._request
        mended = [item for item in self._diagnostics.items if item.code == "RB-ARCHIVE-MENDED"]
        if asked.now is None or asked.dry_run or not mended:
            return True
        recorder = Recorder(asked.root, self._archive, asked.now, self._diagnostics, asked.by)
        return recorder.recovery(mended)

    def _tidy(self) -> None:
        """Remove what a run left that was killed when all was mended; nothing hangs on it."""
        tree = Tree(self._archive.root)
        if not self._request.dry_run and (tree.root / EXTENSIONS).is_dir():
            with suppress(OSError), ExitStack() as stack:
                holder = Holder(Work.MENDING, os.getpid())
                if shut(tree, self._disk, stack, holder, Diagnostics()):
                    tidy(tree, self._disk)

    def _ended(self, mends: list[Mend], unproven: list[Unproven]) -> Repaired | None:
        for one in unproven:
            self._diagnostics.error(
                "RB-ARCHIVE-UNPROVEN", self._span(one.path), *hinted("pipeline.unproven", why=one.why)
            )
        rest = Diagnostics()
        seen = self._seen(rest)
        told = {self._span(one.path) for one in (*unproven, *(mends if self._request.dry_run else ()))}
        if self._request.dry_run and mends and not unproven:
            return Repaired(self._archive.root, len(mends))
        self._diagnostics.extend(item for item in rest.items if item.span not in told)
        if seen is not None and not seen.versions:
            self._diagnostics.error(
                "RB-VERSION-UNKNOWN", None, *hinted("pipeline.no-archive", archive=str(self._archive.root))
            )
        if self._diagnostics.has_errors or seen is None or not self._has_all():
            return None
        return Repaired(self._archive.root, len(mends))

    def _seen(self, diagnostics: Diagnostics) -> Audited | None:
        return audit(self._archive, None, None, diagnostics)

    def _has_all(self) -> bool:
        return compare_record(self._request.root, self._archive, self._diagnostics)

    def _copy(self) -> Tree | None:
        """The copy of the archive that was named: its folder, or that of a report that has it."""
        folder = self._request.copy
        if folder is None:
            return None
        has_report = (folder / "content").is_dir() or (folder / "settings.yaml").is_file()
        settings = read_settings(folder, Diagnostics()) if has_report else None
        return Tree(settings.archive if settings is not None else folder)

    def _bagged(self) -> dict[str, tuple[bytes, str]] | None:
        """What is in the bags, by its digest, and the bag that has it; None where one cannot be read."""
        from report_builder.archive.bag_reading import open_bag

        found: dict[str, tuple[bytes, str]] = {}
        for path in self._request.bags:
            outcome = open_bag(path)
            for item in outcome.diagnostics:
                tell = self._diagnostics.error if outcome.value is None else self._diagnostics.warn
                tell(item.code, item.span, item.message, item.hint)
            payload = outcome.value.payload if outcome.value is not None else {}
            for name, data in payload.items():
                found.setdefault(sha512(data).hexdigest(), (data, f"'{path}': {name}"))
        return None if self._diagnostics.has_errors else found

    def _tell(self, one: Mend, said: Message) -> None:
        self._diagnostics.note("RB-ARCHIVE-MENDED", self._span(one.path), said)

    def _span(self, path: str) -> SourceSpan | None:

        return place_of(self._archive.place, path)


class _Seeker:
    """Looks for archived bytes outside of the archive: in bags, in the report, or in a copy of it."""

    def __init__(self, root: Path, copy: Tree | None, bagged: Mapping[str, tuple[bytes, str]]) -> None:
        self._root, self._copy, self._bagged = root, copy, bagged
        self._digests: dict[Path, str] = {}

    def __call__(self, wanted: Wanted) -> tuple[bytes, str] | None:
        """The bytes, and the file that has them; None where nothing has."""
        if wanted.digest in self._bagged:
            return self._bagged[wanted.digest]
        for path in self._candidates(wanted):
            if self._digest(path) == wanted.digest:
                return path.read_bytes(), f"'{path}'"
        return None

    def _candidates(self, wanted: Wanted) -> Iterator[Path]:
        if self._copy is not None:
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
