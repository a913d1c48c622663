"""The compiled modules in one file: the same modules, found faster, and never those of yesterday."""

from __future__ import annotations

import importlib
import os
import py_compile
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from importlib.resources import files
from pathlib import Path

import pytest

from report_builder.cli.kept_code import KeptCode

NAME = "example_of_kept_code"
LATER = 5_000_000_000
"""Nanoseconds: more than the clock of any file system is coarse."""


class Program:
    """A package of two modules and a file of data, with the file in which its code is kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.kept = root / "kept.bin"
        self.package = root / NAME
        self.package.mkdir()
        (self.package / "__init__.py").write_text('"""An example."""\n', "utf-8")
        (self.package / "data.txt").write_text("what it says", "utf-8")
        self.write("VALUE = 1\n")

    def write(self, text: str, name: str = "module") -> None:
        path = self.package / f"{name}.py"
        before = path.stat().st_mtime_ns if path.exists() else 0
        path.write_text(text, "utf-8")
        if before:
            os.utime(path, ns=(before + LATER, before + LATER))

    def forget(self) -> None:
        for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
            del sys.modules[name]
        importlib.invalidate_caches()

    def run(self) -> tuple[int, bool]:
        """Load the module as a new run would, and keep it: its value, and whether it was kept before."""
        self.forget()
        kept = KeptCode(str(self.kept))
        sys.meta_path.insert(0, kept)
        try:
            module = importlib.import_module(f"{NAME}.module")
        finally:
            sys.meta_path.remove(kept)
        assert module.__spec__ is not None
        was_kept = type(module.__spec__.loader) is not SourceFileLoader
        kept.keep((NAME,))
        return module.VALUE, was_kept


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.syspath_prepend(tmp_path)
    made = Program(tmp_path)
    yield made
    made.forget()


def test_a_second_run_finds_what_the_first_one_loaded(program: Program) -> None:
    assert program.run() == (1, False)
    before = program.kept.stat()
    assert program.run() == (1, True)
    after = program.kept.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns), "it is not written again"


def test_a_kept_module_is_like_any_other(program: Program) -> None:
    program.run()
    expected = _looks(program)
    program.run()
    assert _looks(program) == expected
    assert files(NAME).joinpath("data.txt").read_text("utf-8") == "what it says"


def _looks(program: Program) -> list[object]:
    del program
    found: list[object] = []
    for name in (NAME, f"{NAME}.module"):
        module = sys.modules[name]
        spec = module.__spec__
        assert spec is not None
        found += [module.__file__, module.__doc__, module.__cached__, module.__package__]
        found += [spec.name, spec.origin, spec.cached, spec.has_location, spec.submodule_search_locations]
        found.append(list(getattr(module, "__path__", ())))
    return found


def _change_later(program: Program) -> int:
    program.write("VALUE = 2\n")
    return 2


def _change_size(program: Program) -> int:
    path = program.package / "module.py"
    before = path.stat().st_mtime_ns
    path.write_text("VALUE = 22\n", "utf-8")
    os.utime(path, ns=(before, before))
    # Python's own memory of the module is as old.
    Path(importlib.util.cache_from_source(str(path))).unlink()
    return 22


def _truncate(program: Program) -> int:
    program.kept.write_bytes(program.kept.read_bytes()[:-9])
    return 1


def _empty(program: Program) -> int:
    program.kept.write_bytes(b"")
    return 1


def _other_bytes(program: Program) -> int:
    program.kept.write_bytes(b"\0\1\2" * 50)
    return 1


def _no_table(program: Program) -> int:
    program.kept.write_bytes(b"kept" + (5).to_bytes(4, "little") + b"i\1\0\0\0")
    return 1


def _no_file(program: Program) -> int:
    program.kept.unlink()
    return 1


def _folder(program: Program) -> int:
    program.kept.unlink()
    program.kept.mkdir()
    return 1


@pytest.mark.parametrize(
    "change",
    [_change_later, _change_size, _truncate, _empty, _other_bytes, _no_table, _no_file, _folder],
    ids=lambda change: change.__name__.strip("_"),
)
def test_what_is_not_as_it_was_is_loaded_anew(program: Program, change: Callable[[Program], int]) -> None:
    program.run()
    expected = change(program)
    assert program.run() == (expected, False)
    if change is not _folder:
        assert program.run() == (expected, True), "and kept again"
    assert not list(program.root.glob("kept.bin.*")), "nothing is left beside it"


@pytest.mark.parametrize("fault", [OSError("the disk is full"), KeyboardInterrupt()], ids=["fault", "Ctrl-C"])
def test_what_cannot_be_put_in_its_place_leaves_nothing(
    program: Program, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def replace(*_: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        if isinstance(fault, OSError):
            assert program.run() == (1, False)
        else:
            with pytest.raises(KeyboardInterrupt):
                program.run()
    assert not list(program.root.glob("kept.bin*"))
    assert program.run() == (1, False)


def test_other_folders_may_have_other_modules(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program.run()
    other = program.root / "other" / NAME
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("", "utf-8")
    (other / "module.py").write_text("VALUE = 3\n", "utf-8")
    monkeypatch.syspath_prepend(other.parent)
    assert program.run() == (3, False)


def test_modules_from_elsewhere_are_not_kept(program: Program) -> None:
    program.forget()
    kept = KeptCode(str(program.kept))
    importlib.import_module(f"{NAME}.module")
    kept.keep(("report_builder",))
    assert program.run() == (1, False)


def test_code_that_python_does_not_check_by_time_is_not_kept(program: Program) -> None:
    source = program.package / "module.py"
    py_compile.compile(str(source), invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    program.run()
    size = program.kept.stat().st_size
    assert program.run() == (1, False)
    assert program.kept.stat().st_size == size


def test_nothing_is_kept_where_python_keeps_nothing(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    program.run()
    assert not program.kept.exists()


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="needs a folder that this user may not change"
)
def test_a_folder_that_nobody_may_write_to_is_left_alone(program: Program) -> None:
    program.root.chmod(0o500)
    try:
        assert program.run() == (1, False)
    finally:
        program.root.chmod(0o700)
    assert not program.kept.exists()


def test_the_command_keeps_its_own(tmp_path: Path) -> None:
    """Two runs of the command itself: the second one loads what the first one kept, and says the same."""
    script = (
        "import atexit, sys\n"
        "from report_builder.cli import main\n"
        "def tell():\n"
        "    own = [m for n, m in sys.modules.items() if n.startswith('report_builder.') and m.__spec__]\n"
        "    print(sum(type(m.__spec__.loader).__name__ == '_Loader' for m in own) > 5, file=sys.stderr)\n"
        "atexit.register(tell)\n"
        "main()\n"
    )
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    told = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script, "--version"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        told.append((done.stdout, done.stderr.split()[-1]))
    assert [kept for _, kept in told] == ["False", "True"]
    assert told[0][0] == told[1][0]
