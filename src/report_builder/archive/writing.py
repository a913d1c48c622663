"""Adding a version to an object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from report_builder.archive.inventory import Version


@dataclass(frozen=True, slots=True)
class Added:
    """What :meth:`Writer.add` did; ``new`` is False where the very same version stood there already."""

    version: Version
    new: bool


class Writer:
    """The right to add versions to one object, held from ``Archive.write`` until its block is left.

    ``head`` is the newest version, None before the first.
    """

    head: Version | None

    def add(
        self, number: int, files: Mapping[str, bytes], message: str, author: str, created: datetime
    ) -> Added | None:
        """Store ``files`` (logical path to bytes) as version ``number``; None after a diagnostic.

        ``number`` is one more than the head's. An earlier number with the same paths and bytes changes
        nothing and answers ``new=False``; with other bytes it is RB-ARCHIVE-CONFLICT, and so is a number
        that leaves a gap. A ``created`` (with a zone, kept in UTC) before the previous version's is the
        warning RB-ARCHIVE-CLOCK. A path that cannot be a logical path is RB-ARCHIVE-NAME.
        Diagnostics go to the collector that was given to ``Archive.write``.

        Raises OSError; then the version is there whole or not at all, and the same call again, in this
        run or a later one, completes it. The bytes are on the disk when this returns.
        """
        raise NotImplementedError
