"""The looks of text in other scripts: each at its level, and with the letters of its language.

One object is kept for each, as a look is known by its identity.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.language.writing import has_script, needs_order
from report_builder.layout.compose.fonts import Face
from report_builder.layout.compose.local_forms import LocalFace
from report_builder.layout.compose.runs import Look, Run

if TYPE_CHECKING:
    from report_builder.layout.compose.runs import AnyFace


class ScriptedLooks:
    """Gives the runs of paragraphs with text in other scripts the looks that these need."""

    def __init__(self) -> None:
        self._levels: dict[tuple[Look, int, bool], Look] = {}
        self._local: dict[Look, Look] = {}
        self._faces: dict[tuple[Face, str, bool], AnyFace] = {}
        self._locals: dict[tuple[Face, str], AnyFace] = {}

    def runs(self, runs: Sequence[Run], *, leftward: bool, hanging: bool) -> Sequence[Run]:
        """The runs of one paragraph, divided by their levels where some of it runs from right to left.

        ``hanging`` ones are in Nastaliq.
        """
        if leftward or any(needs_order(run.text) for run in runs):
            from report_builder.layout.compose.order import with_levels

            runs = with_levels(runs, partial(self._at_level, hanging), leftward=leftward)
        return tuple(
            replace(run, look=self._in_forms(run.look)) if has_script(run.text) else run for run in runs
        )

    def _at_level(self, hanging: bool, look: Look, level: int) -> Look:
        """``look`` at another level of the bidirectional algorithm."""
        if level == look.level or not isinstance(look.face, Face):
            return look
        key = look, level, hanging
        if key not in self._levels:
            face = self._leftward(look.face, look.language, hanging) if level % 2 else look.face
            self._levels[key] = replace(look, face=face, level=level)
        return self._levels[key]

    def _leftward(self, face: Face, language: str, hanging: bool) -> AnyFace:
        key = face, language, hanging
        if key not in self._faces:
            from report_builder.layout.compose.leftward import LeftwardFace

            self._faces[key] = LeftwardFace(face, language, hanging=hanging)
        return self._faces[key]

    def _in_forms(self, look: Look) -> Look:
        """``look`` with the letters of its language, from left to right."""
        if not isinstance(look.face, Face):
            return look
        if look not in self._local:
            key = look.face, look.language
            face = self._locals.setdefault(key, LocalFace(look.face, look.language))
            self._local[look] = replace(look, face=face)
        return self._local[look]
