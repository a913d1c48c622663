"""Where a line of an older text stands in a newer one."""

from __future__ import annotations

from collections.abc import Sequence


def carried(old: Sequence[str], new: Sequence[str], line: int) -> int:
    """Give the number in ``new`` of line ``line`` of ``old``; both count from 1.

    Between two builds a writer changes one place as a rule: what is above it keeps its number, and what is
    below it its distance from the end. A line that was changed itself stays as near as it can.
    """
    shortest = min(len(old), len(new))
    above = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    below = next((n for n in range(shortest - above) if old[-1 - n] != new[-1 - n]), shortest - above)
    if line <= above:
        return line
    if line > len(old) - below:
        return line + len(new) - len(old)
    return min(line, max(above + 1, len(new) - below), max(1, len(new)))
