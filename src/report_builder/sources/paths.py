"""Where a path lies on the disk, whatever names and links lead there."""

from __future__ import annotations

from pathlib import Path

SOURCES = ("content", "assets")
"""The folders below the report's own that an editor writes in, and the program never."""


def real_path(path: Path) -> Path:
    """Follow every link; a link that leads to itself is left as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def without_steps_up(path: Path) -> Path:
    """The path as people read it: the real one where it has ``..`` in it, which no reader follows."""
    return real_path(path) if ".." in path.parts else path


def lies_in(path: Path, folder: Path) -> bool:
    """Tell whether ``path`` is ``folder`` or below it; neither needs to be there.

    The disk is asked too: some take ``Content`` and ``content`` for one folder.
    """
    path, folder = real_path(path), real_path(folder)
    return path.is_relative_to(folder) or any(is_same(above, folder) for above in (path, *path.parents))


def is_same(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to the same file or folder; False where either leads nowhere."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def source_folder(path: Path, root: Path) -> str | None:
    """Name the folder of sources of the report in ``root`` that ``path`` lies in; None where in none."""
    return next((name for name in SOURCES if lies_in(path, root / name)), None)


def file_above(path: Path) -> Path | None:
    """Give the file that ``path`` is or lies below, where a folder cannot be; None where it can."""
    try:
        return next((one for one in (path, *path.parents) if one.exists() and not one.is_dir()), None)
    except OSError:  # nobody may look
        return None
