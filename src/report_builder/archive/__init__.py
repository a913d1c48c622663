"""The versioned store: an OCFL 1.1 storage root that knows bytes and versions, not reports.

One object per report, one folder per version, every byte under its sha512; a purge alone takes bytes away.
A version is there whole or not at all, whenever the process dies.
"""

from __future__ import annotations

from report_builder.archive.bag import Bag, write_bag
from report_builder.archive.disk import UNSUPPORTED, ArchiveDisk
from report_builder.archive.inventory import Version
from report_builder.archive.packing import write_pack
from report_builder.archive.purging import Purged
from report_builder.archive.store import Archive, Verified
from report_builder.archive.writing import Added, Writer

__all__ = [
    "UNSUPPORTED",
    "Added",
    "Archive",
    "ArchiveDisk",
    "Bag",
    "Purged",
    "Verified",
    "Version",
    "Writer",
    "write_bag",
    "write_pack",
]
