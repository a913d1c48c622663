"""Tells what is wrong with a drawing: at its own line, each kind of fault once."""

from __future__ import annotations

from typing import Protocol

from report_builder.diagnostics import Diagnostics, SourceSpan
from report_builder.language.message import Value, say

BROKEN, UNSUPPORTED, REMOTE, BOMB = "RB-IMAGE-BROKEN", "RB-UNSUPPORTED", "RB-IMAGE-REMOTE", "RB-IMAGE-BOMB"
_MOST_SHOWN = 60
"""So many characters of a value are told."""


class Placed(Protocol):
    """What stands somewhere in the file; lines and columns count from 1."""

    @property
    def line(self) -> int:
        """Its line."""

    @property
    def column(self) -> int:
        """Its column."""


class Faults:
    """Collects the faults of one file, which diagnostics name ``path``, and which is used at ``used``."""

    def __init__(self, path: str, diagnostics: Diagnostics, used: SourceSpan | None) -> None:
        """Begin without faults."""
        self._path = path
        self._used = (used,) if used is not None else ()
        self._diagnostics = diagnostics
        self._told: set[tuple[str, str]] = set()
        self._found = False

    @property
    def found(self) -> bool:
        """Tell whether anything stops the drawing."""
        return self._found

    def error(self, place: Placed, code: str, key: str, hint: str, **named: Value) -> None:
        """Tell of what stops the drawing, unless the same was told of another place."""
        self._found = True
        shown = self._shown(key, named)
        if shown is not None:
            message = say(key, path=self._path, **shown)
            self._diagnostics.error(code, self._span(place), message, say(hint), self._used)

    def cannot_draw(self, place: Placed, name: str) -> None:
        """Tell of an element that is part of SVG and cannot be drawn."""
        self.error(place, UNSUPPORTED, "graphics.svg-element", "graphics.svg-flatten.hint", name=name)

    def cannot_use(self, place: Placed, name: str, value: str) -> None:
        """Tell of a property or attribute that would change the drawing and cannot be followed."""
        key, hint = "graphics.svg-property", "graphics.svg-flatten.hint"
        self.error(place, UNSUPPORTED, key, hint, name=name, value=value)

    def cannot_read(self, place: Placed, name: str, value: str) -> None:
        """Tell of a value that is none of those that SVG knows."""
        self.error(place, BROKEN, "graphics.svg-value", "graphics.svg-value.hint", name=name, value=value)

    def warn(self, place: Placed, code: str, key: str, hint: str, **named: Value) -> None:
        """Tell of what is drawn otherwise than it was meant."""
        shown = self._shown(key, named)
        if shown is not None:
            self._diagnostics.warn(code, self._span(place), say(key, path=self._path, **shown), say(hint))

    def _shown(self, key: str, named: dict[str, Value]) -> dict[str, Value] | None:
        """The values as they are told; None where the fault was told of already."""
        known = key, str(named.get("name", named.get("address", named.get("font", ""))))
        if known[1] == "style":
            known = key, str(named["value"])  # any of them may be wrong for a reason of its own
        if known in self._told:
            return None
        self._told.add(known)
        return {name: _cut(value) if isinstance(value, str) else value for name, value in named.items()}

    def _span(self, place: Placed) -> SourceSpan:
        return SourceSpan(self._path, place.line, place.column)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
