"""Whether a font file can be embedded and is whole: from its table directory, its numbers and checksums."""

from __future__ import annotations

import struct
import sys
from array import array

from msgspec import Struct

from report_builder.language.message import Message, say
from report_builder.theme.font_tables import tables_of

_REQUIRED = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post")
_OTHER_KINDS = {
    b"OTTO": say("theme.font-cff"),
    b"ttcf": say("theme.font-collection"),
    b"wOFF": say("theme.font-woff", kind="WOFF"),
    b"wOF2": say("theme.font-woff", kind="WOFF2"),
}
_RESTRICTED = 0x0002
_NO_SUBSETTING = 0x0100
_BITMAPS_ONLY = 0x0200


class FontFault(Struct, frozen=True):
    """Why a font file is not taken: ``said`` goes on behind its name. ``damaged`` is not as it was made."""

    said: Message
    damaged: bool = False


def font_fault(data: bytes) -> FontFault | None:
    """Say why ``data`` cannot be embedded as a static TrueType font; None when it can.

    Embedding permissions are those of the OS/2 table's fsType (OpenType 1.9, "fsType"), checksums those of
    the table directory and of the table 'head' (OpenType 1.9, "Calculating checksums").
    """
    kind = data[:4]
    if kind in _OTHER_KINDS:
        return FontFault(_OTHER_KINDS[kind])
    if kind not in (b"\x00\x01\x00\x00", b"true"):
        return FontFault(say("theme.font-other"))
    tables = tables_of(data)
    if tables is None:
        return FontFault(say("theme.font-short"))
    if "CFF " in tables or "CFF2" in tables:
        return FontFault(say("theme.font-cff"))
    if "fvar" in tables:
        return FontFault(say("theme.font-variable"))
    missing = [name for name in _REQUIRED if name not in tables]
    if missing:
        return FontFault(say("theme.font-table-missing", table=missing[0].strip()))
    try:
        return _size_fault(tables) or _permission_fault(tables["OS/2"]) or _checksum_fault(data)
    except struct.error:
        return FontFault(say("theme.font-table-short"))


def _size_fault(tables: dict[str, memoryview]) -> FontFault | None:
    """Check that glyph locations and widths are there for as many glyphs as the font says it has."""
    (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
    (long_offsets,) = struct.unpack_from(">h", tables["head"], 50)
    (widths,) = struct.unpack_from(">H", tables["hhea"], 34)
    if len(tables["loca"]) < (glyphs + 1) * (4 if long_offsets else 2) or not 0 < widths <= glyphs:
        return FontFault(say("theme.font-table-damaged"), damaged=True)
    if len(tables["hmtx"]) < 4 * widths + 2 * (glyphs - widths):
        return FontFault(say("theme.font-table-damaged"), damaged=True)
    return None


CHECKSUM_OF_ALL = 0xB1B0AFBA
"""What the checksum of a whole font and the adjustment in its table 'head' are together."""
_ADJUSTMENT = 8


def _checksum_fault(data: bytes) -> FontFault | None:
    """Compare the checksums that a font states with those of its bytes: some were changed since, if not."""
    (count,) = struct.unpack_from(">H", data, 4)
    whole = bytearray(data)
    adjustment = 0
    for index in range(count):
        tag, stated, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        table = bytearray(data[offset : offset + length])
        if tag == b"head":
            (adjustment,) = struct.unpack_from(">L", table, _ADJUSTMENT)
            struct.pack_into(">L", table, _ADJUSTMENT, 0)
            struct.pack_into(">L", whole, offset + _ADJUSTMENT, 0)
        if checksum(table) != stated:
            table_changed = say("theme.font-table-changed", table=tag.decode("latin-1").strip())
            return FontFault(table_changed, damaged=True)
    if (CHECKSUM_OF_ALL - checksum(whole)) & 0xFFFFFFFF != adjustment:
        return FontFault(say("theme.font-changed"), damaged=True)
    return None


def checksum(data: bytes | bytearray) -> int:
    """Add up ``data`` as big-endian numbers of 32 bits (OpenType 1.9, "Calculating checksums")."""
    numbers = array("I", bytes(data) + b"\0" * (-len(data) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF


def _permission_fault(os2: memoryview) -> FontFault | None:
    (permission,) = struct.unpack_from(">H", os2, 8)
    if permission & 0x000F == _RESTRICTED:
        return FontFault(say("theme.font-restricted"))
    if permission & _NO_SUBSETTING:
        return FontFault(say("theme.font-no-subset"))
    if permission & _BITMAPS_ONLY:
        return FontFault(say("theme.font-bitmaps"))
    return None


_UNICODE, _MACINTOSH, _WINDOWS = 0, 1, 3
"""Platforms of the table 'name'; of Windows the encodings 1 and 10 are Unicode."""


def font_names(data: bytes) -> dict[int, str]:
    """The texts of the table 'name' by their ids, in English where there are several; none of a broken table.

    See OpenType 1.9, "name": 0 is the copyright, 13 the licence, 14 where the licence stands.
    """
    table = (tables_of(data) or {}).get("name")
    try:
        return {} if table is None else _texts(table)
    except struct.error:
        return {}


def _texts(table: memoryview) -> dict[int, str]:
    _, count, storage = struct.unpack_from(">HHH", table, 0)
    found: dict[int, str] = {}
    for index in range(count):
        platform, _, language, name, length, at = struct.unpack_from(">6H", table, 6 + 12 * index)
        encoding = "mac_roman" if platform == _MACINTOSH else "utf-16-be"
        text = bytes(table[storage + at : storage + at + length]).decode(encoding, "replace").strip()
        is_english = language in (0, 0x409) and platform in (_UNICODE, _MACINTOSH, _WINDOWS)
        if text and (is_english or name not in found):
            found[name] = text
    return found
