"""What no command may write to: the sources of a report, its archive, and what it reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, hinted, say
from report_builder.language.reason import reason_of
from report_builder.settings import PATH as SETTINGS
from report_builder.sources.location import Location
from report_builder.sources.paths import SOURCES, is_same, lies_in, real_path, source_folder


def may_write_file(
    target: Path, root: Path, archive: Location, diagnostics: Diagnostics, inputs: Iterable[Path] = ()
) -> bool:
    """Tell whether a command may write the file ``target``; False after RB-OUTPUT-PATH.

    ``root`` is the folder of the report, ``archive`` the place of its archive; ``inputs`` are further
    files that the command reads. A name that no file can have is RB-OUTPUT-WRITE, and so is a folder that is
    not there: a letter too much in its name would make another.
    """
    try:
        fault = _file_fault(target, root, archive, inputs)
        has_folder = real_path(target).parent.exists()
    except OSError as refused:  # a name too long for any file
        message = say("output.cannot-write", path=str(target), reason=reason_of(refused))
        diagnostics.error("RB-OUTPUT-WRITE", None, message, say("pipeline.name-file.hint"))
        return False
    if fault is None and not has_folder:
        told = hinted("pipeline.no-output-folder", path=str(target), folder=str(target.parent))
        diagnostics.error("RB-OUTPUT-WRITE", None, *told)
        return False
    return _told(target, fault, say("pipeline.name-file.hint"), diagnostics)


def may_write_site(folder: Path, root: Path, archive: Location, diagnostics: Diagnostics) -> bool:
    """Tell whether the site may be written to ``folder``; False after RB-OUTPUT-PATH.

    Neither the sources nor the archive may lie in it, or it in them: what stands there is kept apart.
    """
    fault = _site_fault(folder, root, archive)
    return _told(folder, fault, say("pipeline.own-folder.hint"), diagnostics)


def _told(target: Path, fault: Message | None, hint: Message, diagnostics: Diagnostics) -> bool:
    """Add the error, if there is one; ``fault`` goes on behind the name of what is written."""
    if fault is not None:
        diagnostics.error("RB-OUTPUT-PATH", None, say("pipeline.output", path=str(target), fault=fault), hint)
    return fault is None


def _file_fault(target: Path, root: Path, archive: Location, inputs: Iterable[Path]) -> Message | None:
    target = real_path(target)
    if fault := _inside_fault(target, root, archive):
        return fault
    if not target.name or target.is_dir():
        return say("pipeline.output-folder")
    if not target.exists():
        return None
    if not target.is_file():
        return say("pipeline.output-no-file")
    for source in _sources(root):
        if is_same(source, target):
            return say("pipeline.output-source", path=source.relative_to(root).as_posix())
    read = next((path for path in inputs if is_same(path, target)), None)
    return None if read is None else say("pipeline.output-input", path=str(read))


def _site_fault(folder: Path, root: Path, archive: Location) -> Message | None:
    if lies_in(root, folder):
        return say("pipeline.output-has-report")
    if fault := _inside_fault(folder, root, archive):
        return fault
    around = next((name for name in SOURCES if lies_in(root / name, folder)), None)
    if around is not None:
        return say("pipeline.output-has-sources", folder=around)
    if isinstance(archive, Path) and lies_in(archive, folder):
        return say("pipeline.output-has-archive", archive=str(archive))
    return None


def _inside_fault(target: Path, root: Path, archive: Location) -> Message | None:
    sources = source_folder(target, root)
    if sources is not None:
        return say("pipeline.output-in-sources", folder=sources)
    if isinstance(archive, Path) and lies_in(target, archive):
        return say("pipeline.output-in-archive", archive=str(archive))
    return None


def _sources(root: Path) -> Iterator[Path]:
    """Every file that an editor writes, also where links lead to others of the report's folder."""
    yield root / SETTINGS
    real_root = real_path(root)
    seen = {real_root}
    for name in SOURCES:
        for folder, folders, files in os.walk(root / name, followlinks=True):
            below = [(entry, real_path(Path(folder, entry))) for entry in sorted(folders)]
            # No source is read from outside, and a link may lead round in a circle.
            folders[:] = [
                entry for entry, real in below if real.is_relative_to(real_root) and real not in seen
            ]
            seen.update(real for _, real in below)
            yield from (Path(folder, file) for file in sorted(files))
