"""Moves an archive to another place: copied, proven there, named in the settings, only then removed here.

Whenever the process dies, ``settings.yaml`` names a whole archive, and the same command again completes it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from report_builder.archive import Archive, ArchiveDisk
from report_builder.archive.carrying import Carrying, ChangedError, carried_files, carried_from, carried_since
from report_builder.archive.faults import Faults
from report_builder.archive.store import tree_of
from report_builder.archive.tree import UnreadableError
from report_builder.diagnostics import Diagnostics, Outcome, SourceSpan, printable
from report_builder.language.message import Message, hinted, in_turn, say
from report_builder.language.reason import reason_of
from report_builder.output import remove_stale, write_file
from report_builder.pipeline.auditing import Audit, Audited, compare_record, look_through
from report_builder.pipeline.naming import settings_naming, told_as
from report_builder.pipeline.versions import archive_of, name_in, report_names, with_settings
from report_builder.settings import PATH as SETTINGS
from report_builder.settings import Settings, folder_fault
from report_builder.sources.location import Address, Location, location_fault
from report_builder.sources.paths import is_same, lies_in, real_path, without_steps_up

Step: TypeAlias = Callable[[], bool]

_CODE = "RB-ARCHIVE-TARGET"
_LEFT = say("pipeline.move-left")


class MoveRequest(Struct, frozen=True):
    """What is asked for: the report in ``root``, and the place that its archive shall stand in.

    ``target`` is an address, or a folder that is taken from the working folder; ``dry_run`` writes nothing.
    ``by`` is a person who asked to be named in the journal, empty for nobody.
    """

    root: Path
    target: Location
    dry_run: bool = False
    by: str = ""


class Moved(Struct, frozen=True):
    """A move that was made, or would be.

    ``before`` is where the archive stood, None where it stood in the new place already and nothing was left
    to do; ``name`` is what the settings call the new place. ``seen`` tells what was proven there.
    """

    before: Location | None
    after: Location
    name: str
    seen: Audited


def move_archive(request: MoveRequest, now: datetime, disk: ArchiveDisk | None = None) -> Outcome[Moved]:
    """Move the archive of a report; nothing is removed before the copy is proven and named.

    The journal of each report tells of it, in the new place; ``now`` is when, in UTC.
    RB-ARCHIVE-TARGET for a place where it cannot stand; RB-ARCHIVE-BUSY where somebody writes to it; what
    ``verify`` says of an archive that is damaged, which is not moved.
    """
    return with_settings(
        request.root, lambda settings, told: _Move(request, settings, now, disk or ArchiveDisk(), told).run()
    )


class _Move:
    """One run: each method is a step, and gives None or False after it added an error."""

    def __init__(
        self,
        request: MoveRequest,
        settings: Settings,
        now: datetime,
        disk: ArchiveDisk,
        diagnostics: Diagnostics,
    ) -> None:
        self._root, self._given, self._dry_run = request.root, request.target, request.dry_run
        self._by = request.by
        self._target = request.target
        if isinstance(self._target, Path):
            self._target = without_steps_up(Path.cwd() / self._target)
        self._settings, self._now, self._disk, self._diagnostics = settings, now, disk, diagnostics
        self._name = told_as(self._target, request.target, request.root)

    def run(self) -> Moved | None:

        source = self._settings.archive
        if isinstance(source, Path):
            source = without_steps_up(source)
        if not self._is_address_sound():
            return None
        origin = carried_from(self._target)
        if _is_one_place(source, self._target):
            return self._completed(origin)
        if not self._may_stand(source, origin) or not self._is_whole(source):
            return None
        if (earlier := carried_from(source)) is not None:
            self._diagnostics.error(
                _CODE, None, *hinted("pipeline.move-unfinished", folder=str(source), earlier=str(earlier))
            )
            return None
        text = settings_naming(self._root, self._name, self._diagnostics)
        return None if text is None else self._moved(source, text, is_begun=origin is not None)

    def _is_address_sound(self) -> bool:
        """Tell whether an address can be that of an archive; what may be a secret in it is not repeated."""
        fault = location_fault(self._target.url) if isinstance(self._target, Address) else None
        if fault is not None:
            self._diagnostics.error(_CODE, None, *fault)
        return fault is None

    def _completed(self, origin: Location | None) -> Moved | None:
        """The settings name the new place already: what is left is to remove the old one."""
        archive = self._archive(self._target)
        found = self._verified(archive)
        if found is None:
            return None
        moved = Moved(origin, self._target, self._name, found.seen)
        if self._dry_run:
            return moved
        carrying = self._carrying(origin or self._target)
        with ExitStack() as stack:
            if origin is not None and not self._guarded(
                lambda: self._remove(carrying, origin, stack, None), _LEFT
            ):
                return None
        if origin is not None and not self._recorded(archive, found):
            return None
        if not self._guarded(lambda: self._ended(carrying, origin), _LEFT):
            return None
        if origin is not None:
            self._tell_others(archive)
        remove_stale(self._root, self._disk)  # of a run that was killed while it named the new place
        return moved

    def _may_stand(self, source: Location, origin: Location | None) -> bool:
        """Tell whether an archive may stand in the new place, whatever stands there now."""
        if isinstance(self._target, Path) and not self._may_be_folder(self._target, source):
            return False
        if isinstance(self._target, Address) and isinstance(source, Address):
            if f"{self._target}/".startswith(f"{source}/"):
                return self._refuse(say("pipeline.target-in-itself", archive=str(source)))
            if f"{source}/".startswith(f"{self._target}/"):
                return self._refuse(say("pipeline.output-has-archive", archive=str(source)))
        if origin is not None and not _is_one_place(origin, source):
            return self._refuse(say("pipeline.target-begun", origin=str(origin)))
        return True

    def _may_be_folder(self, target: Path, source: Location) -> bool:
        if printable(str(target)) != str(target):
            return self._refuse(say("pipeline.target-character"))
        if fault := folder_fault(target, self._root):
            return self._refuse(fault)
        if target.is_symlink() and not target.is_dir():  # a link that leads nowhere
            return self._refuse(say("pipeline.target-no-folder"))
        if isinstance(source, Path) and lies_in(target, source):
            return self._refuse(say("pipeline.target-in-itself", archive=str(source)))
        if isinstance(source, Path) and lies_in(source, target):
            return self._refuse(say("pipeline.output-has-archive", archive=str(source)))
        return True

    def _refuse(self, fault: Message) -> bool:
        """Say why the archive cannot stand in the new place; ``fault`` goes on behind its name."""
        self._diagnostics.error(
            _CODE, None, *hinted("pipeline.no-move", folder=str(self._given), fault=fault)
        )
        return False

    def _archive(self, folder: Location) -> Archive:
        settings = Settings(folder, self._settings.timezone, self._settings.address)
        return archive_of(self._root, settings, self._disk)

    def _is_whole(self, source: Location) -> bool:
        """Tell whether there is an archive that has all that was released, and none of it damaged.

        What an upload left that was interrupted is no part of it, and would be damage in another place.
        """
        archive = self._archive(source)
        has_all = compare_record(self._root, archive, self._diagnostics)
        if not has_all or self._verified(archive) is None:
            return False
        left = [item for item in self._diagnostics.items if item.code == "RB-ARCHIVE-INTERRUPTED"]
        if isinstance(source, Address) and left:
            self._diagnostics.error("RB-ARCHIVE-STORE", left[0].span, *hinted("pipeline.store-no-move"))
            return False
        return True

    def _verified(self, archive: Archive) -> Audit | None:
        found = look_through(archive, None, None)
        self._diagnostics.extend(found.diagnostics)
        if found.audited is not None and not found.audited.versions:
            message = say("pipeline.no-archive", archive=str(archive.root))
            hint = say("pipeline.nothing-to-move.hint", line=f"archive: {self._name}")
            self._diagnostics.error("RB-VERSION-UNKNOWN", None, message, hint)
        return None if self._diagnostics.has_errors else found

    def _recorded(self, archive: Archive, found: Audit) -> bool:
        """Tell of the move in the journals; False after a diagnostic. The mark is there still."""
        from report_builder.pipeline.recording import Recorder

        begun = carried_since(self._target) or self._now
        return Recorder(self._root, archive, self._now, self._diagnostics, self._by).move(found, begun)

    def _carrying(self, source: Location) -> Carrying:

        return Carrying(tree_of(source, self._archive(source).place), self._target, self._disk)

    def _moved(self, source: Location, text: bytes, *, is_begun: bool) -> Moved | None:
        carrying = self._carrying(source)
        with ExitStack() as stack:
            digests: dict[str, str] = {}
            if not self._guarded(
                lambda: self._copied(carrying, source, stack, digests, is_begun=is_begun),
                say("pipeline.move-begun"),
            ):
                return None
            if self._dry_run:
                found = self._verified(self._archive(source))
                return None if found is None else Moved(source, self._target, self._name, found.seen)
            archive = self._archive(self._target)
            found = self._verified(archive)
            if found is None or not write_file(self._root / SETTINGS, text, self._diagnostics, self._disk):
                return None
            if not self._guarded(lambda: self._remove(carrying, source, stack, digests), _LEFT):
                return None
        if not self._recorded(archive, found) or not self._guarded(
            lambda: self._ended(carrying, source), _LEFT
        ):
            return None
        self._tell_others(archive)
        return Moved(source, self._target, self._name, found.seen)

    def _files(self, source: Location) -> tuple[str, ...] | None:

        faults = Faults(self._archive(source).place)
        files = carried_files(tree_of(source), faults)
        self._diagnostics.extend(faults.items)
        return None if faults.found else files

    def _copied(
        self,
        carrying: Carrying,
        source: Location,
        stack: ExitStack,
        digests: dict[str, str],
        *,
        is_begun: bool,
    ) -> bool:
        if not self._dry_run and not self._locked(carrying, stack):
            return False
        files = self._files(source)
        if files is None:
            return False
        stranger = carrying.stranger(files if is_begun else ())
        if stranger is not None:
            return self._refuse(say("pipeline.target-not-empty", path=stranger))
        if self._dry_run:
            return True
        if not is_begun:
            carrying.mark(self._now)
        digests.update(carrying.copy(files))
        return True

    def _locked(self, carrying: Carrying, stack: ExitStack) -> bool:
        return carrying.lock(stack, os.getpid(), self._diagnostics)

    def _remove(
        self, carrying: Carrying, source: Location, stack: ExitStack, digests: Mapping[str, str] | None
    ) -> bool:
        """Remove the old place, every file of which the new one has; ``digests`` are None in a later run."""
        is_there = self._archive(source).is_there()
        if digests is None and is_there and not self._locked(carrying, stack):
            return False
        if is_there:
            files = self._files(source)
            if files is None:
                return False
            is_new = files if digests is None else tuple(path for path in files if path not in digests)
            if differing := carrying.differing(is_new):
                path, folder = f"{source}/{differing[0]}", str(self._target)
                message = say("pipeline.move-differs", path=path, folder=folder)
                hint = say("pipeline.move-differs.hint", folder=str(source))
                self._diagnostics.error(_CODE, None, message, hint)
                return False
            carrying.remove_source(files)
        return True

    def _ended(self, carrying: Carrying, source: Location | None) -> bool:
        """Remove the old folder itself, now that its locks are released, and what told of the move."""
        return (source is None or carrying.remove_rest()) and carrying.unmark()

    def _guarded(self, step: Step, state: Message) -> bool:
        """Do a step; False after a diagnostic where a disk or what it gave back stopped it.

        ``state`` says how things are then.
        """
        try:
            return step()
        except ChangedError as fault:
            self._diagnostics.error(
                "RB-ARCHIVE-DIGEST",
                None,
                *hinted("pipeline.copy-differs", path=f"{self._target}/{fault.path}", state=state),
            )
        except UnreadableError as fault:
            hint = say("pipeline.and-state", hint=fault.hint, state=state)
            self._diagnostics.error(fault.code, None, fault.message, hint)
        except OSError as fault:
            message = say("pipeline.archive-not-moved", reason=reason_of(fault))
            if fault.filename:
                message = say("pipeline.not-moved", path=str(fault.filename), reason=reason_of(fault))
            hint = say("pipeline.not-moved.hint", state=state)
            self._diagnostics.error("RB-OUTPUT-WRITE", None, message, hint)
        return False

    def _tell_others(self, archive: Archive) -> None:
        """Other reports of the archive have settings of their own, which this run does not know."""
        own = name_in(self._root)
        others = [name for name in report_names(archive, Diagnostics()) or () if name != own]
        if others:
            place = real_path(self._target) if isinstance(self._target, Path) else self._target
            self._diagnostics.warn(
                "RB-ARCHIVE-SHARED",
                SourceSpan(archive.place),
                *hinted(
                    "pipeline.shared",
                    reports=in_turn([f"'{name}'" for name in others]),
                    line=f"archive: {place}",
                ),
            )


def _is_one_place(one: Location, other: Location) -> bool:
    if isinstance(one, Path) and isinstance(other, Path):
        return real_path(one) == real_path(other) or is_same(one, other)
    return one == other
