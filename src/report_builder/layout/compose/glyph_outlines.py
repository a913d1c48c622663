"""A font file of glyphs that are made of others: each with its parts where shaping put them.

A PDF shows one glyph after the other on a line, and says of each which characters it is. So what shaping
makes of some characters, a letter with its marks above and below, becomes one glyph, whose parts stand as
they shall.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from struct import calcsize, error, pack, pack_into, unpack_from
from typing import NamedTuple

from report_builder.layout.compose.truetype import DamagedTableError
from report_builder.theme.fontfile import CHECKSUM_OF_ALL, checksum

_HEADER = ">5h"
"""Contours (-1 for a glyph of parts) and bounds of a glyph (OpenType 1.9, "glyf")."""
_WORDS, _XY_VALUES, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO, _INSTRUCTIONS = 1, 2, 8, 0x20, 0x40, 0x80, 0x100
_UNHINTED = ~_INSTRUCTIONS & 0xFFFF
_LONG_PLACES = 50
_LENGTH_OF_MAXP = 32


class Part(NamedTuple):
    """A glyph of the font, set off by ``x`` and ``y`` font units."""

    glyph: int
    x: int
    y: int


class Outlines:
    """The outlines of a font, read from its tables by name."""

    def __init__(self, tables: Mapping[str, bytes], places: Sequence[int]) -> None:
        """Take the tables, and where each glyph begins in that of outlines."""
        self._tables, self._places = tables, places

    def font(self, signs: Sequence[tuple[Sequence[Part], int]]) -> bytes:
        """Write a font whose glyphs are ``signs``, each of parts and as wide as it says (font units).

        Glyph 0 is the font's own, for what is missing. Raises DamagedTableError.
        """
        try:
            return self._font(signs)
        except (error, IndexError, KeyError) as fault:
            raise DamagedTableError(str(fault)) from fault

    def _font(self, signs: Sequence[tuple[Sequence[Part], int]]) -> bytes:
        own: list[int] = []
        for parts, _ in signs:
            asked = self._inner(parts[0].glyph) if _is_plain(parts) else (part.glyph for part in parts)
            for glyph in asked:
                self._collect(glyph, own)
        for glyph in self._inner(0):
            self._collect(glyph, own)
        glyphs = {glyph: number for number, glyph in enumerate(own, len(signs) + 1)}
        outlines = [self._renumbered(0, glyphs)]
        for parts, _ in signs:
            plain = _is_plain(parts)
            outlines.append(self._renumbered(parts[0].glyph, glyphs) if plain else self._made(parts, glyphs))
        outlines += [self._renumbered(glyph, glyphs) for glyph in own]
        advances = [0, *(advance for _, advance in signs), *([0] * len(own))]
        return self._written(outlines, advances, max((len(parts) for parts, _ in signs), default=1))

    def _collect(self, glyph: int, own: list[int]) -> None:
        """Add a glyph of the font, and those that it is made of, to ``own``."""
        if glyph not in own:
            own.append(glyph)
            for inner in self._inner(glyph):
                self._collect(inner, own)

    def _outline(self, glyph: int) -> bytes:
        start, stop = self._places[glyph], self._places[glyph + 1]
        return self._tables["glyf"][start:stop]

    def _inner(self, glyph: int) -> Iterator[int]:
        """The glyphs that one is made of."""
        for _, inner, _ in _components(self._outline(glyph)):
            yield inner

    def _bounds(self, glyph: int) -> tuple[int, int, int, int] | None:
        outline = self._outline(glyph)
        if not outline:
            return None
        _, left, low, right, high = unpack_from(_HEADER, outline)
        return left, low, right, high

    def _renumbered(self, glyph: int, glyphs: Mapping[int, int]) -> bytes:
        """The outline of a glyph without instructions, its parts by their new numbers."""
        outline = self._outline(glyph)
        if not outline:
            return b""
        contours, *_ = unpack_from(_HEADER, outline)
        if contours >= 0:
            behind = calcsize(_HEADER) + 2 * contours
            (length,) = unpack_from(">H", outline, behind)
            return _even(outline[:behind] + b"\0\0" + outline[behind + 2 + length :])
        parts = bytearray(outline[: calcsize(_HEADER)])
        for flags, inner, rest in _components(outline):
            parts += pack(">HH", flags & _UNHINTED, glyphs[inner]) + rest
        return _even(bytes(parts))

    def _made(self, parts: Sequence[Part], glyphs: Mapping[int, int]) -> bytes:
        """The outline of a glyph made of ``parts``; nothing where none of them has ink."""
        inked = [(part, bounds) for part in parts if (bounds := self._bounds(part.glyph))]
        if not inked:
            return b""
        made = bytearray(
            pack(
                _HEADER,
                -1,
                min(bounds[0] + part.x for part, bounds in inked),
                min(bounds[1] + part.y for part, bounds in inked),
                max(bounds[2] + part.x for part, bounds in inked),
                max(bounds[3] + part.y for part, bounds in inked),
            )
        )
        for part, _ in inked:
            more = _MORE if part is not inked[-1][0] else 0
            made += pack(">HHhh", _WORDS | _XY_VALUES | more, glyphs[part.glyph], part.x, part.y)
        return bytes(made)

    def _written(self, outlines: Sequence[bytes], advances: Sequence[int], most: int) -> bytes:
        tables = self._tables
        places = array("I", [0])
        for outline in outlines:
            places.append(places[-1] + len(outline))
        head, hhea, maxp = (bytearray(tables[name]) for name in ("head", "hhea", "maxp"))
        pack_into(">I", head, 8, 0)
        pack_into(">h", head, _LONG_PLACES, 1)
        pack_into(">H", hhea, 34, len(outlines))
        pack_into(">H", maxp, 4, len(outlines))
        if len(maxp) >= _LENGTH_OF_MAXP:
            points, contours, whole, closed = unpack_from(">4H", maxp, 6)
            whole, closed = max(points, whole) * most, max(contours, closed) * most
            pack_into(">2H", maxp, 10, min(whole, 0xFFFF), min(closed, 0xFFFF))
            pack_into(">H", maxp, 26, 0)
            elements, depth = unpack_from(">2H", maxp, 28)
            pack_into(">2H", maxp, 28, max(elements, most), depth + 1)
        metrics = b"".join(
            pack(">Hh", advance, unpack_from(_HEADER, outline)[1] if outline else 0)
            for outline, advance in zip(outlines, advances, strict=True)
        )
        return _assembled(
            {
                "glyf": b"".join(outlines) or b"\0",
                "head": bytes(head),
                "hhea": bytes(hhea),
                "hmtx": metrics,
                "loca": pack(f">{len(places)}I", *places),
                "maxp": bytes(maxp),
            }
        )


def _is_plain(parts: Sequence[Part]) -> bool:
    """Whether parts are one glyph of the font where it stands anyway."""
    return len(parts) == 1 and not (parts[0].x or parts[0].y)


def _components(outline: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Flags, glyph and the rest of each part of a glyph that has such."""
    if not outline or unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = calcsize(_HEADER), _MORE
    while flags & _MORE:
        flags, glyph = unpack_from(">HH", outline, at)
        length = 4 if flags & _WORDS else 2
        length += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        yield flags, glyph, outline[at + 4 : at + 4 + length]
        at += 4 + length


def _even(outline: bytes) -> bytes:
    return outline + b"\0" * (-len(outline) % 4)


def _assembled(tables: Mapping[str, bytes]) -> bytes:
    """A font file of ``tables`` (OpenType 1.9, "Organization of an OpenType font")."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = bytearray(pack(">I4H", 0x00010000, count, 16 << power, power, 16 * count - (16 << power)))
    body = bytearray()
    start = len(directory) + 16 * count
    places = {}
    for name, table in sorted(tables.items()):
        places[name] = start + len(body)
        directory += pack(">4s3I", name.encode("ascii"), checksum(table), places[name], len(table))
        body += _even(table)
    whole = directory + body
    pack_into(">I", whole, places["head"] + 8, (CHECKSUM_OF_ALL - checksum(whole)) & 0xFFFFFFFF)
    return bytes(whole)
