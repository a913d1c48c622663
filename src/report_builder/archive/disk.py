"""The file-system calls that the archive needs: the seam for fault injection."""

from __future__ import annotations

from report_builder.output import Disk


class ArchiveDisk(Disk):
    """A disk that can also make folders, link, and swap two folders in one step."""
