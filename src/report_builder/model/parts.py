"""Parts of a report: which chapters stand below each."""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.model.blocks import Section


def by_parts(chapters: Sequence[Section]) -> list[tuple[Section, list[Section]]]:
    """Give each part with the chapters below it, and each other chapter with none, in their order.

    What follows the last numbered chapter stands below no part: appendices, sources, an index.
    """
    numbered = [at for at, chapter in enumerate(chapters) if chapter.number.isdecimal() or chapter.is_part]
    last = numbered[-1] if numbered else -1
    found: list[tuple[Section, list[Section]]] = []
    for at, chapter in enumerate(chapters):
        if found and found[-1][0].is_part and not chapter.is_part and at <= last:
            found[-1][1].append(chapter)
        else:
            found.append((chapter, []))
    return found
