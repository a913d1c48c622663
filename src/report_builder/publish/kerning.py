"""The kerning of a subset, with no more classes than its glyphs need.

A font keeps its kerning as distances between classes of glyphs. After most glyphs are gone, the classes are
still those of the whole font, and much of what the table says is said again. Written anew, the same distances
take a third less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_PAIRS = 2
"""The kind of lookup for pairs of glyphs (OpenType, GPOS)."""
_SINGLE, _CLASSES = 1, 2
"""Formats of pairs: glyph by glyph, class by class."""
_X_ADVANCE = 4
"""The format of a value that says how much further, or less far, the next glyph stands."""


def regroup_kerning(font: Any) -> None:
    """Write the kerning of ``font`` in classes of the glyphs that it has; all distances stay the same.

    A font whose kerning is more than one list of pairs, or does more than move the second, is left as it is.
    """
    from fontTools.otlLib import builder

    lookup = _only_lookup(font)
    tables = [] if lookup is None else [getattr(one, "ExtSubTable", one) for one in lookup.SubTable]
    if lookup is None or not all(map(_is_plain, tables)):
        return
    order = font.getGlyphOrder()
    rows = {first: _row(tables, first, order) for first in order}
    columns = {second: tuple(row[index] for row in rows.values()) for index, second in enumerate(order)}
    firsts, seconds = _classes(rows), _classes(columns)
    place = {glyph: index for index, glyph in enumerate(order)}
    pairs = {
        (a, b): (builder.buildValue({"XAdvance": rows[a[0]][place[b[0]]]}), None)
        for a in firsts
        for b in seconds
        if rows[a[0]][place[b[0]]]
    }
    if pairs:
        again = builder.buildPairPosClassesSubtable(pairs, font.getReverseGlyphMap())
        lookup.LookupType, lookup.SubTable, lookup.SubTableCount = _PAIRS, [again], 1


def _only_lookup(font: Any) -> Any | None:
    """The lookup that all of the font's kerning is in; None where it is in several, or there is none."""
    if "GPOS" not in font:
        return None
    table = font["GPOS"].table
    used = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    return table.LookupList.Lookup[used.pop()] if len(used) == 1 else None


def _is_plain(table: Any) -> bool:
    """Tell whether a subtable moves the second glyph of a pair along the line and does nothing else."""
    return (
        table.LookupType == _PAIRS
        and table.Format in {_SINGLE, _CLASSES}
        and table.ValueFormat1 in {0, _X_ADVANCE}
        and table.ValueFormat2 == 0
    )


def _row(tables: Sequence[Any], first: str, order: Sequence[str]) -> tuple[int, ...]:
    """The distances after ``first``; of the tables that know a pair, the first one counts."""
    found: dict[str, int] = {}
    for table in tables:
        if first not in table.Coverage.glyphs:
            continue
        if table.Format == _SINGLE:
            own = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
            found = {record.SecondGlyph: _distance(record.Value1) for record in own} | found
            continue
        classes: Mapping[str, int] = table.ClassDef2.classDefs
        records = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
        found = {glyph: _distance(records[classes.get(glyph, 0)].Value1) for glyph in order} | found
        break
    return tuple(found.get(glyph, 0) for glyph in order)


def _distance(value: Any) -> int:
    return getattr(value, "XAdvance", 0)


def _classes(distances: Mapping[str, tuple[int, ...]]) -> list[tuple[str, ...]]:
    """The glyphs with the same distances together, without those that have none."""
    found: dict[tuple[int, ...], list[str]] = {}
    for glyph, own in distances.items():
        if any(own):
            found.setdefault(own, []).append(glyph)
    return [tuple(glyphs) for glyphs in found.values()]
