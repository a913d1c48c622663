"""Every file that a build reads: only regular files under the project's root, each read once."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from report_builder.diagnostics import Diagnostics, Fix, SourceSpan
from report_builder.language.message import Message, hinted, say
from report_builder.language.reason import reason_of
from report_builder.patterns import late
from report_builder.sources.folders import Folders, is_inside
from report_builder.sources.names import differ_in_form, name_fault, twin_key
from report_builder.sources.nearest import did_you_mean

MAX_FILE_BYTES = 64 * 1024 * 1024
"""The largest file that is read when the caller names no limit."""

MAX_TEXT_BYTES = 16 * 1024 * 1024
"""The largest text file that is read."""

# O_NONBLOCK: a FIFO answers at once; O_NOCTTY: a terminal is not taken over; O_BINARY exists on Windows only.
_OPEN_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)

_DRIVE = late(r"[A-Za-z]:")
_MISSING = (errno.ENOENT, errno.ENOTDIR)


class _RefusedError(Exception):
    """A path that is not read, with the code and words for the editor. Never leaves this module."""

    def __init__(self, code: str, message: Message, hint: Message | None = None, right: str = "") -> None:
        """``right`` is the path that was meant, where that is certain."""
        super().__init__(code)
        self.code, self.message, self.hint, self.right = code, message, hint, right


class _Fingerprint(Struct, frozen=True):
    """What is kept of a file that was read."""

    size: int
    digest: bytes

    @classmethod
    def of(cls, data: bytes) -> _Fingerprint:
        return cls(len(data), sha256(data).digest())


class SourceFiles:
    """The files of one project, as one build sees them.

    Paths are relative to ``root``, use ``/`` and have Unicode form NFC, whichever form the disk has: see
    :meth:`on_disk`. Each file that is read leaves a digest, so that :meth:`changed` can tell whether the
    project stood still during the build. ``instead`` has bytes to read in place of those on the disk.
    """

    def __init__(self, root: Path, instead: Mapping[str, bytes] | None = None) -> None:
        self.root = root
        self._real_root = os.path.realpath(root)
        self._instead = instead or {}
        self._folders = Folders(self._real_root)
        self._told: set[str] = set()
        self._read_so_far: dict[str, _Fingerprint] = {}
        self._missed: set[str] = set()
        self._beside: dict[str, SourceFiles] = {}
        self.lent: dict[str, tuple[SourceFiles, str, str]] = {}
        """What is read from outside and stored with these: by its path here, its files, its path there, and
        the path that diagnostics name."""

    def put(self, path: str, data: bytes) -> None:
        """Let ``data`` be read in place of what the disk has at ``path``, or in place of nothing."""
        self._instead = {**self._instead, path: data}
        self._missed.discard(path)

    def beside(self, folder: Path) -> SourceFiles:
        """Give the files of a folder outside of ``root`` that has a say in the build too.

        It is the same whenever it is asked for, and :meth:`changed` looks there as well.
        """
        real = os.path.realpath(folder)
        return self._beside.setdefault(real, SourceFiles(folder))

    @property
    def everywhere(self) -> tuple[SourceFiles, ...]:
        """These files, and those of each folder outside that was asked for."""
        return (self, *(files for real in sorted(self._beside) for files in self._beside[real].everywhere))

    def read_bytes(
        self,
        relative: str,
        diagnostics: Diagnostics,
        span: SourceSpan | None,
        limit: int = MAX_FILE_BYTES,
        missing: str = "RB-FILE-MISSING",
    ) -> bytes | None:
        """Return the bytes of a file, or None after a diagnostic at ``span`` (or at the file itself).

        ``limit`` is the largest size in bytes; ``missing`` the code for a file that is not there.
        A file that is read again must have the same bytes as before.
        """
        place = span or SourceSpan(relative)
        try:
            path = clean_path(relative)
            _require_portable(path)
            self._missed.add(path)  # until it was read
            data = self._read(path, limit, missing)
            self._missed.remove(path)
        except _RefusedError as refusal:
            self._tell(refusal, relative, span, place, diagnostics)
            return None
        self._tell_form(path, place, diagnostics)
        fingerprint = _Fingerprint.of(data)
        if self._read_so_far.setdefault(path, fingerprint) != fingerprint:
            diagnostics.error("RB-SOURCE-CHANGED", place, *hinted("sources.changed", path=path))
            return None
        return data

    def read_text(self, relative: str, diagnostics: Diagnostics, span: SourceSpan | None) -> str | None:
        """Return the text of a UTF-8 file with LF line ends, or None after a diagnostic.

        A byte order mark is accepted and dropped. NUL and bytes that are not UTF-8 (encoded surrogates
        among them) are RB-ENCODING with the byte's offset, at the file's own line and column.
        """
        data = self.read_bytes(relative, diagnostics, span, MAX_TEXT_BYTES)
        if data is None:
            return None
        text = _decode(data, clean_path(relative), diagnostics)
        return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n")

    def exists(self, relative: str) -> bool:
        """Tell whether something of that name is there, of whatever kind; reading it may still fail.

        A name in another letter case counts too, since reading it then tells of it.
        """
        try:
            path = clean_path(relative)
        except _RefusedError:
            return False
        found = path in self._instead or self._folders.find(path).there
        if not found:
            self._missed.add(path)
        return found

    def name_of(self, relative: str) -> str:
        """Give the one name of a file that may be written in several ways, or a refused path as it is."""
        try:
            return clean_path(relative)
        except _RefusedError:
            return relative

    def check_names(self, relatives: Iterable[str], diagnostics: Diagnostics) -> None:
        """RB-FILE-NAME for twins: two names that differ only in letter case or Unicode form.

        They are looked for among ``relatives`` and beside each of them on the disk. Names that do not
        work by themselves, and paths that are refused, are reported by :meth:`read_bytes`.
        """
        paths: set[str] = set()
        for relative in relatives:
            try:
                paths.add(clean_path(relative))
            except _RefusedError:
                continue
        seen: dict[str, str] = {}
        for name in sorted({part for path in paths for part in self._folders.with_twins(path)}):
            first = seen.setdefault(twin_key(name), name)
            if first != name:
                diagnostics.error(
                    "RB-FILE-NAME",
                    SourceSpan(name),
                    _twins(name, first),
                    say("sources.twins.hint"),
                    (SourceSpan(first),),
                )

    def below(self, folder: str, ending: str) -> list[str]:
        """Give the regular files below ``folder`` whose names end with ``ending`` in any letter case, sorted.

        Hidden files and folders are left out, and folders that are links. None of them is read.
        """
        found = self._folders.below(folder, ending)
        return sorted(unicodedata.normalize("NFC", path) for path in found)

    def on_disk(self, path: str) -> str:
        """Give the path as the disk writes it: its names may have another Unicode form there."""
        found = self._folders.find(path)
        return found.path if found.same_case else path

    def changed(self) -> tuple[str, ...]:
        """Return the paths, sorted, whose bytes on the disk are no longer those that were read."""
        here = tuple(path for path in self.paths if self._differs(path, self._read_so_far[path]))
        outside = (
            os.path.relpath(Path(real, path), self._real_root)
            for real in sorted(self._beside)
            for path in self._beside[real].changed()
        )
        return (*here, *outside)

    @property
    def paths(self) -> tuple[str, ...]:
        """Everything that was read so far, sorted."""
        return tuple(sorted(self._read_so_far))

    @property
    def missed(self) -> tuple[str, ...]:
        """Everything that was looked for and not there, or could not be read; sorted."""
        return tuple(sorted(self._missed))

    def _differs(self, path: str, before: _Fingerprint) -> bool:
        try:
            return _Fingerprint.of(self._read(path, before.size, "RB-FILE-MISSING")) != before
        except _RefusedError:
            return True

    def _read(self, path: str, limit: int, missing: str) -> bytes:
        if path in self._instead:
            return self._instead[path]
        found = self._folders.find(path)
        if found.there and not found.same_case:
            raise _other_case(path, found.path, missing)
        try:
            handle = os.open(self._resolve(path), _OPEN_FLAGS)
            with os.fdopen(handle, "rb") as file:
                status = os.fstat(handle)
                _require_regular(path, status, limit)
                data = file.read(status.st_size + 1)
                if len(data) > status.st_size:  # grew meanwhile, or of a kind that tells no size
                    data += file.read(limit + 1 - len(data))
        except OSError as fault:
            raise self._refusal(path, fault, missing) from None
        if len(data) > limit:
            raise _too_large(path, limit)
        return data

    def _resolve(self, path: str) -> str:
        """Find the true path of a file under the root; symbolic links that stay inside are followed."""
        real = os.path.realpath(Path(self._real_root, self.on_disk(path)), strict=True)
        if not is_inside(real, self._real_root):
            raise _RefusedError("RB-PATH", say("sources.link-out", path=path), say("sources.copy-file-in"))
        # Looked at before it is opened: opening a device can already do something.
        _require_regular(path, os.lstat(real), None)
        return real

    def _refusal(self, path: str, fault: OSError, missing: str) -> _RefusedError:
        if fault.errno in _MISSING:
            return _RefusedError(missing, say("sources.no-file", path=path), self._nearest(path))
        if fault.errno == errno.ELOOP:
            circle = say("sources.link-circle", path=path)
            return _RefusedError("RB-PATH", circle, say("sources.copy-file-in"))
        return _RefusedError("RB-PATH", say("sources.cannot-read", path=path, reason=reason_of(fault)))

    def _nearest(self, path: str) -> Message:
        """Hint at a missing file: the most similar name in its folder."""
        folder, _, name = path.rpartition("/")
        return did_you_mean(name, self._folders.names(folder)) or say("sources.no-file.hint")

    def _tell(
        self,
        refusal: _RefusedError,
        relative: str,
        span: SourceSpan | None,
        place: SourceSpan,
        diagnostics: Diagnostics,
    ) -> None:
        """Tell why a path is not read, with the mending where the text at ``span`` can only mean another."""
        right, hint = refusal.right, refusal.hint
        slashed = relative.replace("\\", "/")
        if slashed != relative and self.exists(slashed):
            right = unicodedata.normalize("NFC", self._folders.find(clean_path(slashed)).path)
        fixes = () if span is None or not right else self._respelt(span, relative, right)
        if right and span is None:
            hint = say("sources.rename-to", name=relative)
        diagnostics.error(refusal.code, place, refusal.message, hint, fixes=fixes)

    def _respelt(self, span: SourceSpan, wrong: str, right: str) -> tuple[Fix, ...]:
        """Make the fix that writes ``right`` where the text at ``span`` has the path ``wrong``."""
        from report_builder.sources.respelling import respelling

        unheard = Diagnostics()
        text = self.read_text(span.path, unheard, None)
        lines = text.split("\n") if text is not None else []
        return respelling(lines[span.line - 1], span, wrong, right) if 0 < span.line <= len(lines) else ()

    def _tell_form(self, path: str, place: SourceSpan, diagnostics: Diagnostics) -> None:
        """Note, once for a file, that its name on the disk has not the form that texts have."""
        if path not in self._told and path not in self._instead and self.on_disk(path) != path:
            self._told.add(path)
            diagnostics.note(
                "RB-NAME-FORM",
                place,
                *hinted("sources.name-form", path=path, name=_exact(self.on_disk(path))),
            )


def clean_path(relative: str) -> str:
    """Bring a relative path into its shortest form; refuse paths that leave the project."""
    inside = say("sources.path-inside")
    if relative.startswith("/") or _DRIVE.match(relative):
        raise _RefusedError("RB-PATH", say("sources.path-absolute", path=relative), inside)
    if "\\" in relative:
        message = say("sources.path-backslash", path=relative)
        raise _RefusedError("RB-PATH", message, say("sources.path-backslash.hint"))
    if "\0" in relative:
        raise _RefusedError("RB-PATH", say("sources.path-nul"), inside)
    parts = [part for part in relative.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise _RefusedError("RB-PATH", say("sources.path-dots", path=relative), inside)
    if not parts:
        raise _RefusedError("RB-PATH", say("sources.path-empty", path=relative), inside)
    return unicodedata.normalize("NFC", "/".join(parts))


def _other_case(path: str, there: str, missing: str) -> _RefusedError:
    """Refuse a path that is there in another letter case: some systems would not find it."""
    right = unicodedata.normalize("NFC", there)
    return _RefusedError(missing, *hinted("sources.other-case", path=path, right=right), right)


def _twins(name: str, other: str) -> Message:
    """Say in what two twins differ."""
    if differ_in_form(name, other):
        return say("sources.twins-form", name=_exact(name), other=_exact(other))
    return say("sources.twins-case", name=_exact(name), other=_exact(other))


def _require_portable(path: str) -> None:
    for name in path.split("/"):
        fault = name_fault(name)
        if fault is not None:
            message = say("sources.name-fault", name=_exact(name), fault=fault)
            raise _RefusedError("RB-FILE-NAME", message, say("sources.name-fault.hint"))


def _require_regular(path: str, status: os.stat_result, limit: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        is_folder = stat.S_ISDIR(status.st_mode)
        message = say("sources.is-folder", path=path) if is_folder else say("sources.not-regular", path=path)
        raise _RefusedError("RB-PATH", message, say("sources.not-regular.hint"))
    if limit is not None and status.st_size > limit:
        raise _too_large(path, limit)


def _too_large(path: str, limit: int) -> _RefusedError:
    return _RefusedError("RB-PATH", *hinted("sources.too-large", path=path, limit=limit))


def _exact(name: str) -> str:
    """A name with marks and all that is not seen written out, so that twins can be told apart."""
    hidden = ("Mn", "Cs", "Cf", "Co", "Cn")
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in hidden else c for c in name)


def _decode(data: bytes, path: str, diagnostics: Diagnostics) -> str | None:
    nul = data.find(b"\0")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        # utf-8-sig counts from after the mark.
        start = fault.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        if nul < 0 or start < nul or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            diagnostics.error("RB-ENCODING", _place(data, start, path), *_not_utf8(data, start))
            return None
    if nul >= 0:
        diagnostics.error("RB-ENCODING", _place(data, nul, path), *hinted("sources.nul", byte=nul))
        return None
    return text


def _not_utf8(data: bytes, start: int) -> tuple[Message, Message]:
    """Message and hint for the first byte that is not UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return say("sources.utf-16"), say("sources.save-as-utf-8")
    if data[start] == 0xED and data[start + 1 : start + 2] >= b"\xa0":
        return hinted("sources.lone-surrogate", byte=start)
    likely = bytes([data[start]]).decode("cp1252", "replace")
    message = say("sources.not-utf-8", byte=start, value=f"{data[start]:02X}")
    if not likely.isalpha():
        return message, say("sources.save-as-utf-8")
    return message, say("sources.windows-1252.hint", character=likely)


def _place(data: bytes, offset: int, path: str) -> SourceSpan:
    before = data[:offset]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8-sig", "replace")) + 1
    return SourceSpan(path, before.count(b"\n") + 1, column)
