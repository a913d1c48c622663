"""What stands in ``output/`` beside what a purge reaches: drafts, comparisons, bags, proofs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from report_builder.published import OUTPUT, SITE, pointed
from report_builder.sources.location import Location
from report_builder.sources.paths import real_path

_ANSWERS = "output/feedback"
"""What readers wrote: for ``feedback delete``."""

_ARCHIVE_SIGN = "0=ocfl_*"
"""In the root of an archive; one that is not the report's own is a copy of it, or another's."""


def left_in_output(root: Path, archive: Location, gone: Collection[Path]) -> tuple[Path, ...]:
    """Give what may have the text of a version and is not among what is ``gone``, sorted.

    Neither the ``archive`` nor the site, which the next publish mends, is among it, nor the answers of
    readers. A proof of the site, and a copy of an archive, is named by its folder.
    """
    apart = {real_path(place) for place in (archive, root / SITE, root / _ANSWERS) if isinstance(place, Path)}
    return tuple(sorted(path for path in _found(root / OUTPUT, apart) if path not in gone))


def _found(top: Path, apart: Collection[Path]) -> Iterator[Path]:
    for place, folders, files in os.walk(top):
        folder = Path(place)
        below = [folder / name for name in folders if real_path(folder / name) not in apart]
        whole = [path for path in below if path.is_symlink() or _is_one(path)]
        yield from whole
        folders[:] = sorted(path.name for path in below if path not in whole)
        yield from (folder / name for name in files)


def _is_one(folder: Path) -> bool:
    """Tell whether a folder is a site or an archive, which is removed as a whole and not file by file."""
    return pointed(folder) is not None or any(folder.glob(_ARCHIVE_SIGN))
