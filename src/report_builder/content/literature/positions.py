"""Where a source is cited, as CSL calls it: for the first time, again, or right behind itself."""

from __future__ import annotations

from typing import NamedTuple

from report_builder.content.literature.cited import Cited


class Position(NamedTuple):
    """``first``, ``subsequent``, ``ibid`` or ``ibid-with-locator``; ``near``: cited a few notes ago."""

    name: str = "first"
    near: bool = False

    def has(self, name: str) -> bool:
        """Whether a style's test for ``name`` holds here."""
        match name:
            case "near-note":
                return self.near
            case "subsequent":
                return self.name in ("subsequent", "ibid", "ibid-with-locator")
            case "ibid":
                return self.name in ("ibid", "ibid-with-locator")
            case _:
                return self.name == name


FIRST = Position()
NOWHERE = Position("")
"""That of an entry in the list, where no test holds."""


class Positions:
    """The positions of what is cited, asked for in reading order.

    The clause of CSL 1.0.2, "Position": "ibid" is said right behind a cite of the same source in one
    citation, or where the note before has that single cite.
    """

    def __init__(self, near_distance: int) -> None:
        self._near_distance = near_distance
        self._last: dict[str, int] = {}
        self._note = 0
        self._before: list[Cited] = []
        self._in_note: list[Cited] = []
        self._in_citation: list[Cited] = []

    def of(self, cited: Cited, note: int, *, begins: bool) -> Position:
        """The position of what is cited now, in the note of this number; ``begins`` a citation there."""
        if note != self._note:
            # A note between the two that cites nothing would be what "ibid" meant.
            self._before = self._in_note if note == self._note + 1 else []
            self._note, self._in_note, self._in_citation = note, [], []
        behind = self._in_citation[-1:]
        if begins or not behind:
            single = self._in_citation or self._before
            behind = single if len(single) == 1 else []
            self._in_citation = []
        position = self._told(cited, behind[0] if behind else None, note)
        self._last[cited.key] = note
        self._in_note.append(cited)
        self._in_citation.append(cited)
        return position

    def _told(self, cited: Cited, behind: Cited | None, note: int) -> Position:
        last = self._last.get(cited.key)
        if last is None:
            return FIRST
        near = note - last <= self._near_distance
        if behind is None or behind.key != cited.key or (behind.locator and not cited.locator):
            return Position("subsequent", near)
        same = (behind.label, behind.locator) == (cited.label, cited.locator)
        return Position("ibid" if same else "ibid-with-locator", near)
