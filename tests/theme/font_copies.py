"""Damaged copies of a font: as a bad disk leaves it, and as a tool saves what it damaged."""

from __future__ import annotations

import random
import struct

from report_builder.theme.builtin import font

SOUND = font("Literata-Regular.ttf")
DAMAGES = ("bytes", "directory", "cut", "zeros")


def directory(data: bytes) -> list[tuple[bytes, int, int, int]]:
    """The entries of the table directory: tag, checksum, offset, length."""
    (count,) = struct.unpack_from(">H", data, 4)
    return [struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count)]


def damaged(number: int) -> bytes:
    """The copy ``number`` of the sound font; every fourth is damaged in the same way, at another place."""
    draw = random.Random(number)  # noqa: S311  no secret
    data = bytearray(SOUND)
    _, _, start, length = draw.choice(directory(SOUND))
    match DAMAGES[number % 4]:
        case "bytes":
            for _ in range(8):
                data[start + draw.randrange(min(length, 64))] = draw.randrange(256)
        case "directory":
            data[12 + draw.randrange(16 * len(directory(SOUND)))] ^= 0xFF
        case "cut":
            del data[draw.randrange(12, len(data)) :]
        case _:
            data[start : start + length] = bytes(length)
    return bytes(data)


def resealed(data: bytes) -> bytes:
    """A font whose checksums fit whatever its tables are, as after a tool that saved nonsense."""
    sealed = bytearray(data)
    try:
        entries = directory(data)
        head = next(offset for tag, _, offset, _ in entries if tag == b"head")
    except (struct.error, StopIteration):
        return data
    if any(offset + length > len(data) for _, _, offset, length in entries) or head + 12 > len(data):
        return data
    struct.pack_into(">L", sealed, head + 8, 0)
    for index, (_, _, offset, length) in enumerate(entries):
        struct.pack_into(">L", sealed, 12 + 16 * index + 4, added(sealed[offset : offset + length]))
    struct.pack_into(">L", sealed, head + 8, (0xB1B0AFBA - added(sealed)) & 0xFFFFFFFF)
    return bytes(sealed)


def added(data: bytearray) -> int:
    padded = bytes(data) + bytes(-len(data) % 4)
    return int(sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF)
