"""Reports of many units from one set of sources: each made, checked, and put in its place by itself."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from report_builder.archive.disk import ArchiveDisk
from report_builder.archive.lock import Busy, Holder, Work, held
from report_builder.content.publication import DEFAULT_LANGUAGE, read_publication
from report_builder.content.publication import PATH as REPORT
from report_builder.content.units import BATCH
from report_builder.content.units.batch_file import read_units
from report_builder.diagnostics import Diagnostic, Diagnostics, Outcome, SourceSpan
from report_builder.language.message import hinted
from report_builder.language.reason import reason_of
from report_builder.pipeline.batch_checks import Doubt, check_units
from report_builder.pipeline.batch_index import Entry, Index, Journal, State, read_entries, write_index
from report_builder.pipeline.batch_pool import Lost, each_done
from report_builder.pipeline.batch_tasks import Task, digest_of_sources, tasks_of
from report_builder.pipeline.building import Request, build_report
from report_builder.pipeline.plugging import plugins_of
from report_builder.pipeline.production import has_report
from report_builder.pipeline.silencing import shown
from report_builder.published import OUTPUT
from report_builder.sources.files import SourceFiles

FOLDER = f"{OUTPUT}/batch"
_LOCK = ".lock"


class BatchRequest(Struct, frozen=True):
    """What is asked for.

    ``jobs`` is how many processes make reports (None: as many as the machine has cores). With ``dry_run``
    nothing is made; with ``force`` reports that are there already are made again. After ``fail_after``
    failures no further report is begun.
    """

    root: Path
    jobs: int | None = None
    dry_run: bool = False
    force: bool = False
    fail_after: int | None = None


class UnitMade(Struct, frozen=True):
    """What became of one unit's report, and what is told of it; one that was there already ``is_kept``."""

    entry: Entry
    diagnostics: tuple[Diagnostic, ...] = ()
    is_kept: bool = False

    @property
    def is_failed(self) -> bool:
        """Whether there is no report."""
        return self.entry.state is State.FAILED


class Batch(Struct, frozen=True):
    """All units, where their reports are, and those whose reports cannot be made as far as the texts tell."""

    folder: Path
    index: Index
    doubts: tuple[Doubt, ...] = ()


Each = Callable[[UnitMade, int, int], None]
"""Is told what became of a unit's report, how many are done, and of how many."""


class _Plan(Struct, frozen=True):
    """What there is to do, and the units whose reports cannot be made."""

    tasks: list[Task]
    doubts: tuple[Doubt, ...]


def make_batch(request: BatchRequest, each: Each) -> Outcome[Batch]:
    """Make the report of each unit; ``each`` is called for every one.

    All texts are looked at first; where no unit can have a report, none is begun. Units whose report is
    there, made of the same sources, are kept. One that fails keeps no other from being made. RB-BATCH-BUSY
    where another process makes them. The outcome has a value as soon as there is something to make.
    """
    diagnostics = Diagnostics()
    folder = request.root / FOLDER
    plan = _plan(request.root, folder, diagnostics)
    batch = None
    if plan is not None and request.dry_run:
        waiting = tuple(Entry(task.unit, task.name, State.WAITING) for task in plan.tasks)
        batch = Batch(folder, Index(waiting), plan.doubts)
    elif plan is not None:
        batch = _make(request, folder, plan.tasks, each, diagnostics)
    return Outcome(batch, shown(diagnostics))


def _make(
    request: BatchRequest, folder: Path, tasks: list[Task], each: Each, diagnostics: Diagnostics
) -> Batch | None:
    """Make what is not there yet; None after RB-BATCH-BUSY or RB-OUTPUT-WRITE."""
    with ExitStack() as stack:
        try:
            if not _is_ours(folder, stack, diagnostics):
                return None
            return Batch(folder, _Run(request, folder, tasks, each).run(diagnostics))
        except OSError as fault:
            told = hinted("output.cannot-write", path=str(folder), reason=reason_of(fault))
            diagnostics.error("RB-OUTPUT-WRITE", None, *told)
            return None


def make_unit(task: Task) -> UnitMade:
    """Make one report; whatever is wrong is told in what comes back."""
    failed = Entry(task.unit, task.name, State.FAILED)
    try:
        task.target.parent.mkdir(parents=True, exist_ok=True)
        outcome = build_report(Request(task.root, task.target, unit=task.file), time.perf_counter)
        if outcome.value is None:
            return UnitMade(failed, tuple(outcome.diagnostics))
        digest = sha256(task.target.read_bytes()).hexdigest()
    except OSError as fault:
        told = hinted("output.cannot-write", path=str(task.target), reason=reason_of(fault))
        return UnitMade(failed, (Diagnostic("RB-OUTPUT-WRITE", *told),))
    except Exception as fault:  # noqa: BLE001 - what the program fails at keeps no other report from being made
        told = hinted("pipeline.unit-broke", name=task.name, fault=repr(fault)[:200])
        return UnitMade(failed, (Diagnostic("RB-INTERNAL", *told),))
    file, built = f"{task.unit}/{task.target.name}", outcome.value
    entry = Entry(task.unit, task.name, State.MADE, file, built.pages, digest, built.verified, task.sources)
    return UnitMade(entry, tuple(outcome.diagnostics))


class _Run:
    """Makes what is not there yet, and notes what was made."""

    def __init__(self, request: BatchRequest, folder: Path, tasks: list[Task], each: Each) -> None:
        self._request, self._folder, self._tasks, self._each = request, folder, tasks, each
        self._entries: dict[str, Entry] = {}
        self._journal = Journal(folder)
        self._failed = 0

    def run(self, diagnostics: Diagnostics) -> Index:
        before = {} if self._request.force else read_entries(self._folder)
        for task in self._tasks:
            if (old := before.get(task.unit)) and _is_there(old, task, self._folder):
                self._done(UnitMade(old, is_kept=True))
        left = [task for task in self._tasks if task.unit not in self._entries]
        jobs = min(self._request.jobs or os.cpu_count() or 1, len(left))
        for done in each_done(make_unit, self._until_ended(left), jobs):
            made = _lost(done.task) if isinstance(done, Lost) else done
            self._failed += made.entry.state is State.FAILED
            self._journal.note(made.entry)
            self._done(made)
        waiting = (Entry(task.unit, task.name, State.WAITING) for task in self._tasks)
        index = Index(tuple(self._entries.get(entry.unit, entry) for entry in waiting))
        if write_index(self._folder, index, diagnostics):
            self._journal.end()
        return index

    def _done(self, made: UnitMade) -> None:
        self._entries[made.entry.unit] = made.entry
        self._each(made, len(self._entries), len(self._tasks))

    def _until_ended(self, tasks: Iterable[Task]) -> Iterator[Task]:
        most = self._request.fail_after
        for task in tasks:
            if most is not None and self._failed >= most:
                return
            yield task


def _plan(root: Path, folder: Path, diagnostics: Diagnostics) -> _Plan | None:
    """Read what there is to do, and look at all texts; None after the diagnostics."""
    if not has_report(root, "batch", diagnostics):
        return None
    files = SourceFiles(root)
    if not files.exists(BATCH):
        diagnostics.error("RB-FILE-MISSING", SourceSpan(BATCH), *hinted("pipeline.no-batch"))
        return None
    unheard = Diagnostics()  # its faults are told with those of the chapters
    facts = read_publication(files, unheard)
    language = facts.publication.language if facts else DEFAULT_LANGUAGE
    units = read_units(files, language, diagnostics)
    if units is None:
        return None
    plugins = plugins_of(root, diagnostics)
    checked = check_units(root, units, plugins, diagnostics)
    if checked is None or facts is None:
        return None
    sources = digest_of_sources(root, checked.files, plugins, {*files.paths} - {REPORT})
    return _Plan(tasks_of(units, folder, facts.publication.output, sources, root), checked.doubts)


def _is_ours(folder: Path, stack: ExitStack, diagnostics: Diagnostics) -> bool:
    """Whether no other process makes these reports until ``stack`` ends; False after RB-BATCH-BUSY.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = stack.enter_context(held(folder / _LOCK, ArchiveDisk()))
    if isinstance(lock, Busy):
        diagnostics.error("RB-BATCH-BUSY", None, *hinted("pipeline.batch-busy", folder=str(folder)))
        return False
    lock.tell(Holder(Work.WRITING, os.getpid()))
    return True


def _is_there(old: Entry, task: Task, folder: Path) -> bool:
    """Whether a unit's report is there, whole, and made of the same sources."""
    if old.state is not State.MADE or old.sources != task.sources or not old.file:
        return False
    try:
        return sha256((folder / old.file).read_bytes()).hexdigest() == old.sha256
    except OSError:
        return False


def _lost(task: Task) -> UnitMade:
    told = hinted("pipeline.unit-lost", name=task.name)
    return UnitMade(Entry(task.unit, task.name, State.FAILED), (Diagnostic("RB-BATCH-LOST", *told),))
