"""The compiled modules of a run in one file, which is read faster than the hundreds that Python keeps.

For each module Python looks into folders, and opens, reads and checks a file: 0.1 ms on a fast disk, a tenth
of a short build in all, and many times that where a virus scanner looks at each file that is opened. Here one
file beside the compiled modules of this package has them all, by what they were made from; a module whose
source is no longer that file to the nanosecond and the byte is loaded as always.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source, spec_from_file_location
from io import FileIO
from types import CodeType, ModuleType
from typing import Any

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is 3 ms
_BESIDE = ("importlib", "click", "report_builder")
"""A package of Python itself, one that was installed with this one, and this one."""
_FORM = 1
"""Of the table: one that an earlier program wrote in another form is not read."""
_SIGN = b"kept"
_BEGIN = 8
"""Bytes with which the file begins: this sign, and the length of the table of modules behind it."""
_HEAD = 16
"""Bytes before the code in a file of Python's own (PEP 552)."""

_Entry = tuple[str, int, int, str, int, int]
"""A module: its source, when that changed, its size, where Python keeps its code, and its bytes here."""


class KeptCode:
    """Gives the modules that were kept, and keeps those that were loaded: a finder of ``sys.meta_path``."""

    def __init__(self, path: str) -> None:
        """Read the table of the file ``path``, which need not be there."""
        self._path = path
        self._modules: dict[str, _Entry] = {}
        self._file: FileIO | None = None
        self._start = 0
        with suppress(OSError):
            self._file = FileIO(path)
            if not self._read_table(self._file):
                self._close()

    def _read_table(self, file: FileIO) -> bool:
        """Read which modules are kept; whether the file is whole, and was made for this run."""
        begin, whole = file.read(_BEGIN), os.fstat(file.fileno()).st_size
        length = int.from_bytes(begin[len(_SIGN) :], "little")
        if not begin.startswith(_SIGN) or length > whole:
            return False
        try:
            made_for, size, modules = marshal.loads(file.read(length))  # noqa: S302 - as safe as Python's own
        except (ValueError, EOFError, TypeError):
            return False
        if made_for != _surroundings() or _BEGIN + length + size != whole:
            return False
        self._modules, self._start = modules, _BEGIN + length
        return True

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give the specification of a kept module whose source is as it was."""
        del path, target
        entry = self._modules.get(fullname)
        if entry is None or self._file is None or entry[-2] == entry[-1]:
            return None
        source, changed, size, cached, *_ = entry
        try:
            now = os.stat(source)  # noqa: PTH116 - asked of each module
        except OSError:
            return None
        if (now.st_mtime_ns, now.st_size) != (changed, size):
            return None
        spec = spec_from_file_location(fullname, source, loader=_Loader(fullname, source, self))
        if spec is not None:
            spec.cached = cached
        return spec

    def code_of(self, name: str) -> bytes:
        """Read the code of a module that is kept."""
        *_, start, end = self._modules[name]
        assert self._file is not None
        self._file.seek(self._start + start)
        return self._file.read(end - start)

    def keep(self, beside: Sequence[str] = _BESIDE) -> None:
        """Keep what was loaded, if it was not kept before and Python may write what it compiled.

        Only modules of packages that stand beside those named in ``beside`` are kept: other folders may have
        other modules of the same name in another run.
        """
        with suppress(OSError):
            if not sys.dont_write_bytecode:
                self._keep(beside)
        self._close()

    def _keep(self, beside: Sequence[str]) -> None:
        known = self._modules
        loaded = {
            name: entry
            for name, entry in _loaded(beside)
            if name not in known or known[name][:4] != entry[:4]
        }
        if not loaded:
            return
        entries: dict[str, _Entry] = {}
        codes: list[bytes] = []
        at = 0
        for name, entry in (known | loaded).items():
            # Of what has no code an empty one is kept, so that it is not asked for each time.
            code = _compiled(entry) if name in loaded else self.code_of(name)
            entries[name] = (*entry[:4], at, at + len(code))
            codes.append(code)
            at += len(code)
        table = marshal.dumps((_surroundings(), at, entries))
        length = len(table).to_bytes(_BEGIN - len(_SIGN), "little")
        self._put(b"".join([_SIGN, length, table, *codes]))

    def _put(self, content: bytes) -> None:
        """Write the file whole; where another run reads it, or nobody may write, it stays as it is."""
        self._close()  # Windows lets nobody replace what is open
        own = f"{self._path}.{os.getpid()}"
        try:
            with open(own, "wb") as file:  # noqa: PTH123 - pathlib is 3 ms
                file.write(content)
            os.replace(own, self._path)  # noqa: PTH105 - the same
        except BaseException:  # Ctrl-C too
            os.unlink(own)  # noqa: PTH108 - the same
            raise


class _Loader(SourceFileLoader):
    """Loads a module from the code that is kept of it; all else is as with any other module."""

    def __init__(self, fullname: str, path: str, kept: KeptCode) -> None:
        super().__init__(fullname, path)
        self._kept = kept

    def get_code(self, fullname: str) -> CodeType | None:
        """Give the code of the module."""
        code: CodeType = marshal.loads(self._kept.code_of(fullname))  # noqa: S302 - the same
        return code


def use_kept_code() -> KeptCode:
    """Look for modules in the file that an earlier run kept, before anywhere else."""
    beside = cache_from_source(os.path.join(_PACKAGE, "modules.py"))  # noqa: PTH118
    kept = KeptCode(beside.removesuffix(".pyc") + ".bin")
    sys.meta_path.insert(0, kept)
    return kept


def _surroundings() -> tuple[Any, ...]:
    """What the file was made for: in others the same names may be other modules."""
    where = _PACKAGE, sys.prefix, *map(str, sys.path)
    return _FORM, MAGIC_NUMBER, sys.version, sys.flags.optimize, where


def _loaded(beside: Sequence[str]) -> Iterator[tuple[str, _Entry]]:
    """Give the modules that Python loaded itself from sources that stand beside the packages ``beside``."""
    roots = tuple(
        os.path.dirname(os.path.dirname(str(sys.modules[name].__file__))) + os.sep  # noqa: PTH120
        for name in beside
        if name in sys.modules
    )
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if spec is None or type(spec.loader) is not SourceFileLoader or spec.name != name or not spec.cached:
            continue
        source = spec.origin
        if source is None or not source.startswith(roots):
            continue
        with suppress(OSError):
            now = os.stat(source)  # noqa: PTH116
            yield name, (source, now.st_mtime_ns, now.st_size, spec.cached, 0, 0)


def _compiled(entry: _Entry) -> bytes:
    """Read the code that Python keeps of a module; nothing where it is not that of the source."""
    _, changed, size, cached, *_ = entry
    stated = [0, changed // 1_000_000_000 & 0xFFFFFFFF, size & 0xFFFFFFFF]
    with suppress(OSError), open(cached, "rb") as file:  # noqa: PTH123
        content = file.read()
        head = [int.from_bytes(content[at : at + 4], "little") for at in range(4, _HEAD, 4)]
        if content[:4] == MAGIC_NUMBER and head == stated:
            return content[_HEAD:]
    return b""
