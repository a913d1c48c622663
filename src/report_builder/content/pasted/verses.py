"""The lines of poems: each stands as it is written, so that none is a slip of another program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.patterns import late

_AROUND = "> \t-*+"
_BEGINS = late(r":{3,}[ \t]*(?:\{[^}\"]*\.)?poem(?![\w-])")


def verse_lines(lines: Sequence[str]) -> Iterator[int]:
    """Give the numbers, from 1, of the lines between the fences of poems."""
    inside = False
    for number, line in enumerate(lines, 1):
        bare = line.lstrip(_AROUND).rstrip()
        if not inside:
            inside = _BEGINS.match(bare) is not None
        elif bare.startswith(":::") and not bare.strip(":"):
            inside = False
        else:
            yield number
