"""The files of a book as one (OCF 3.3): the same files give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from report_builder.published import EPUB

_FOLDER = "EPUB"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644
_CONTAINER = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{_FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def pack(files: Mapping[str, bytes]) -> bytes:
    """Give the bytes of a book that has ``files``, ``package.opf`` among them."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as book:
        # First and as it is, so that a program knows the file by its first bytes.
        _add(book, "mimetype", EPUB.encode(), ZIP_STORED)
        _add(book, "META-INF/container.xml", _CONTAINER.encode(), ZIP_DEFLATED)
        for name, data in files.items():
            _add(book, f"{_FOLDER}/{name}", data, ZIP_DEFLATED)
    return buffer.getvalue()


def _add(book: ZipFile, name: str, data: bytes, method: int) -> None:
    entry = ZipInfo(name, _EARLIEST)
    entry.create_system = 3  # Unix, on whatever system this runs
    entry.external_attr = _MODE << 16
    book.writestr(entry, data, method, 9)
