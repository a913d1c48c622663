"""Where a line of an older text stands in a newer one, and which lines are new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_MOST = 2000
"""Lines between the first and the last that changed, beyond which they are not compared one by one."""


def _unchanged(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Count the lines that are the same from the beginning, and those from the end."""
    shortest = min(len(old), len(new))
    above = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    below = next((n for n in range(shortest - above) if old[-1 - n] != new[-1 - n]), shortest - above)
    return above, below


def carried(old: Sequence[str], new: Sequence[str], line: int) -> int:
    """Give the number in ``new`` of line ``line`` of ``old``; both count from 1.

    Between two builds a writer changes one place as a rule: what is above it keeps its number, and what is
    below it its distance from the end. A line that was changed itself stays as near as it can.
    """
    above, below = _unchanged(old, new)
    if line <= above:
        return line
    if line > len(old) - below:
        return line + len(new) - len(old)
    return min(line, max(above + 1, len(new) - below), max(1, len(new)))


def edited(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Give the lines of ``new``, from 1, at which something was written: the first of each place.

    Where lines were only taken out, those that stand there now; none where nothing changed. What was moved
    was written where it stands now.
    """
    above, below = _unchanged(old, new)
    one, other = old[above : len(old) - below], new[above : len(new) - below]
    if not one and not other:
        return []
    if len(one) > _MOST or len(other) > _MOST:
        return [above + 1]
    written, taken = [], []
    for kind, _, _, begin, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        text = next(_with_text(other, begin, end), None)
        if kind == "delete" or (kind in {"insert", "replace"} and text is None):
            taken.append(min(above + begin + 1, max(1, len(new))))
        elif kind != "equal" and text is not None:
            written.append(above + text + 1)
    return written or taken


def _with_text(lines: Sequence[str], begin: int, end: int) -> Iterator[int]:
    return (n for n in range(begin, end) if lines[n].strip())
