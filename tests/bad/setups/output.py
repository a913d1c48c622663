"""What cannot be committed: disks that fail, leftovers, files that change, our own bugs."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

from report_builder import finish, layout
from report_builder.language.message import say
from report_builder.output import Disk
from tests.bad.harness import Bench


def _fail(number: int) -> NoReturn:
    raise OSError(number, os.strerror(number))


def read_only(bench: Bench) -> None:
    """The folder takes no new file, which must show before anything is laid out."""

    def too_late(*_arguments: object, **_options: object) -> NoReturn:
        raise AssertionError("laid out before the output was tried")

    bench.monkeypatch.setattr(Disk, "create_private", lambda _disk, _path: _fail(errno.EACCES))
    bench.monkeypatch.setattr(layout, "lay_out", too_late)


def disk_full(bench: Bench) -> None:
    """The disk is full after the first bytes."""
    write = Disk.write
    taken: list[int] = []

    def some(disk: Disk, descriptor: int, data: memoryview) -> int:
        if taken:
            _fail(errno.ENOSPC)
        taken.append(write(disk, descriptor, data[:1000]))
        return taken[0]

    bench.monkeypatch.setattr(Disk, "write", some)


def output_is_a_link_to_a_chapter(bench: Bench) -> None:
    """The output is another name of a source."""
    bench.output.unlink()
    bench.output.hardlink_to(bench.root / "content/chapters/innledning.md")


def leftover(bench: Bench) -> None:
    """A run was killed while it wrote."""
    (bench.output.parent / ".rb-4711-00c0ffee.tmp").write_bytes(b"%PDF-1.7 torn")


def old_book(bench: Bench) -> None:
    """A book was built beside the file earlier."""
    bench.output.with_suffix(".epub").write_bytes(b"PK")


def old_print(bench: Bench) -> None:
    """A file for the printer was made beside the file earlier."""
    bench.output.with_name("report-trykk.pdf").write_bytes(b"%PDF-1.7")


def edited_meanwhile(bench: Bench) -> None:
    """Somebody saves a chapter while the report is laid out."""
    lay_out = layout.lay_out
    chapter = bench.root / "content/chapters/innledning.md"

    def slow(*arguments: object, **options: object) -> object:
        with chapter.open("a", encoding="utf-8") as file:
            file.write("\nEnda en setning.\n")
        return lay_out(*arguments, **options)  # type: ignore[arg-type]

    bench.monkeypatch.setattr(layout, "lay_out", slow)


def bug(bench: Bench) -> None:
    """Our own code fails."""

    def broken(*_arguments: object, **_options: object) -> NoReturn:
        raise RuntimeError("a bug")

    bench.monkeypatch.setattr(layout, "lay_out", broken)
    bench.monkeypatch.setattr("tempfile.tempdir", str(_folder(bench.folder / "temporary")))


def tags_lost(bench: Bench) -> None:
    """Finishing notices that something got lost on the way."""

    def lossy(*_arguments: object, **_options: object) -> NoReturn:
        raise finish.FinishLost(say("finish.objects-lost", lost=2, objects=5))

    bench.monkeypatch.setattr(finish, "finish", lossy)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
