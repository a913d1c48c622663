"""The tables of a font file, by its table directory (OpenType 1.9, "Table directory")."""

from __future__ import annotations

import struct


def tables_of(data: bytes) -> dict[str, memoryview] | None:
    """The tables by tag; None when one of them reaches past the end of the file."""
    view = memoryview(data)
    if len(data) < 12:
        return None
    (count,) = struct.unpack_from(">H", data, 4)
    if len(data) < 12 + 16 * count:
        return None
    tables: dict[str, memoryview] = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if offset + length > len(data):
            return None
        tables[tag.decode("latin-1")] = view[offset : offset + length]
    return tables
