"""What other programs may call: build a report, check files, release a version, publish the site.

The command line calls these functions and nothing beside them for the same work, so that both do the same.
``docs/api.md`` says what is promised of the names in ``__all__``, and how one of them is retired. All other
modules may change in any version.

Input that is at fault raises nothing: it is told by the diagnostics of the outcome. Their words are chosen
where they are shown: ``catalogue("nb").text(diagnostic.message)``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from report_builder.diagnostics import Diagnostic, Outcome, Severity
from report_builder.language.catalogue import catalogue
from report_builder.language.message import Announce, silent

if TYPE_CHECKING:
    from report_builder.pipeline.batching import Batch, Each
    from report_builder.pipeline.building import Built
    from report_builder.pipeline.checking import CheckedFiles
    from report_builder.pipeline.publishing import Published
    from report_builder.pipeline.releasing import Released

__all__ = ["Diagnostic", "Outcome", "Severity", "batch", "build", "catalogue", "check", "publish", "release"]

Place: TypeAlias = str | PathLike[str]


def build(
    folder: Place,
    *,
    output: Place | None = None,
    draft: bool = False,
    verify: bool = False,
    patience: float | None = None,
    epub: bool = False,
    for_print: bool = False,
    crop_marks: bool = False,
    multiple_of_four: bool = False,
    explain_pages: bool = False,
    clock: Callable[[], float] = time.perf_counter,
    announce: Announce = silent,
) -> Outcome[Built]:
    """Build the report in ``folder``, which has ``content/report.yaml``.

    ``output`` is the file to write (None: ``output/NAME.pdf`` there). ``draft`` marks every page. With
    ``verify``, veraPDF checks the file too; ``patience`` is how many seconds it may stand still (None: by
    the file's size). With ``epub`` an EPUB 3 of the same name stands beside the file, with ``for_print`` one
    for a printer: the same pages with bleed, with ``crop_marks`` around them, and with ``multiple_of_four``
    as many blank pages before the back cover as are missing; either of the two asks for that file by itself.
    With ``explain_pages`` it is told what each page weighs that its breaks were chosen by.
    ``clock`` counts seconds for the timings; ``announce`` gets each stage as it begins.

    The old file is replaced only by a new one that is whole and passed its checks; else the outcome has no
    value, and says why. A book that cannot be made is such a fault too, though the new file is in place then.
    """
    from report_builder.pipeline.building import Request, build_report

    target = None if output is None else Path(output)
    press = None
    if for_print or crop_marks or multiple_of_four:
        from report_builder.finish.press import Press

        press = Press(crop_marks, multiple_of_four)
    request = Request(Path(folder), target, draft, verify, patience, epub, press, explain_pages)
    return build_report(request, clock, announce)


def batch(
    folder: Place,
    *,
    jobs: int | None = None,
    dry_run: bool = False,
    force: bool = False,
    fail_after: int | None = None,
    each: Each = lambda *_: None,
) -> Outcome[Batch]:
    """Build a report for each unit in ``content/batch.yaml`` of ``folder``, below ``output/batch`` there.

    ``jobs`` is how many processes build (None: as many as the machine has cores). ``dry_run`` looks at all
    texts and builds nothing. With ``force`` reports that are there already are built again. After
    ``fail_after`` reports that failed no further one is begun. ``each`` is called with what became of a
    unit's report, how many are done, and of how many.

    Each report is as :func:`build` makes it. One that fails keeps no other from being made: the ``index`` of
    the value says what became of each.
    """
    from report_builder.pipeline.batching import BatchRequest, make_batch

    return make_batch(BatchRequest(Path(folder), jobs, dry_run, force, fail_after), each)


def check(
    files: Place | Iterable[Place],
    *,
    profiles: Iterable[str] = (),
    patience: float | None = None,
    clock: Callable[[], float] = time.perf_counter,
    announce: Announce = silent,
) -> CheckedFiles:
    """Check finished PDF files of any maker by our own rules and by veraPDF; a folder stands for those in it.

    ``files`` is one path or several. Each file is held to ``profiles`` ("ua1", "2a" …), or without any to
    what it claims. ``patience`` is how many seconds the work may stand still (None: by the file's size).
    ``clock`` counts seconds; ``announce`` gets each stage as it begins.
    """
    from report_builder.pipeline.checking import CheckRequest, check_files

    # A text is a sequence of texts too, and its letters are no files.
    paths = (files,) if isinstance(files, (str, PathLike)) else files
    request = CheckRequest(tuple(map(Path, paths)), tuple(profiles), patience)
    return check_files(request, clock, announce)


def release(
    folder: Place,
    *,
    note: str = "",
    day: date | None = None,
    dry_run: bool = False,
    anew: bool = False,
    embargo: bool = False,
    onto: int | None = None,
    by: str = "",
    patience: float | None = None,
    now: datetime | None = None,
    clock: Callable[[], float] = time.perf_counter,
    announce: Announce = silent,
) -> Outcome[Released]:
    """Release the report in ``folder`` as the next version into its archive, or not at all.

    ``note`` tells the public what changed; ``day`` is the calendar date of the release (None: today).
    ``dry_run`` writes nothing. ``anew`` begins at version 1 although versions are known that the archive
    lacks; ``embargo`` allows a day that is still to come; ``onto`` names the version that this one follows,
    where that is not plain; ``by`` is a person who asked to be named in the archive. ``now`` is the time of
    the release, with a zone (None: the clock of the machine). The rest is as in :func:`build`.
    """
    from report_builder.pipeline.releasing import ReleaseRequest
    from report_builder.pipeline.releasing import release as run

    request = ReleaseRequest(Path(folder), note, day, dry_run, patience, anew, embargo, onto, by)
    return run(request, now or _now(), clock, announce)


def publish(
    folder: Place,
    *,
    output: Place | None = None,
    day: date | None = None,
    now: datetime | None = None,
    clock: Callable[[], float] = time.perf_counter,
    announce: Announce = silent,
) -> Outcome[Published]:
    """Write the site of every released version of the report in ``folder``; the first is released if need be.

    ``output`` is the folder of the site (None: ``output/site`` there). What is dated after ``day`` (None:
    today) is not shown yet. The rest is as in :func:`release`.
    """
    from report_builder.pipeline.publishing import PublishRequest
    from report_builder.pipeline.publishing import publish as run

    target = None if output is None else Path(output)
    return run(PublishRequest(Path(folder), target, day), now or _now(), clock, announce)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
