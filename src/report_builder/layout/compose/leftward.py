"""Faces whose letters run from right to left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.language.writing import NASTALIQ, Script, leftward_script, script_of
from report_builder.layout.compose.fonts import Face
from report_builder.layout.compose.language_face import LanguageFace
from report_builder.layout.compose.scripts import ScriptFace
from report_builder.layout.compose.words import Piece, Word


class LeftwardFace(LanguageFace):
    """A face whose letters run from right to left; brackets are mirrored.

    What no script has alone, as a bracket, is in the font of the letters beside it, else in that of the
    ``language`` (BCP 47); letters have the forms of that. Arabic ones are in Nastaliq where they are
    ``hanging`` and a font for it is there.
    """

    def __init__(self, face: Face, language: str, *, hanging: bool = False) -> None:
        super().__init__(face, language)
        self._hanging = hanging

    @property
    def font(self) -> str:
        """No font resource is that of all words."""
        return ""

    def letters(self, _text: str) -> None:
        """What a letter looks like is told by its neighbours."""

    def word(self, text: str) -> Word:
        """``text`` shaped; its pieces in the order in which they are read."""
        word = self._words.get(text)
        if word is None:
            parts = self._parts(text)
            pieces = [self._shaped(face, part)[0] for face, part in parts if face]
            missing = "".join(part for face, part in parts if face is None)
            word = self._words[text] = Word(sum(piece.width for piece in pieces), tuple(pieces), missing)
        return word

    def advances(self, text: str) -> Sequence[float]:
        """The advances of the characters of ``text``, in thousandths of the font size."""
        found: list[float] = []
        for face, part in self._parts(text):
            found += self._shaped(face, part)[1] if face else [0.0] * len(part)
        return found

    def _parts(self, text: str) -> list[tuple[ScriptFace | None, str]]:
        """``text`` in stretches of one face each; None stands for what no face has."""
        found = next(filter(None, map(script_of, text)), None) or leftward_script(self._language)
        here = next(self._of_script(found), None) if found else None
        runs: list[tuple[ScriptFace | None, str]] = []
        for char in text:
            script = script_of(char)
            if script:
                here = face = next((face for face in self._of_script(script) if face.has(char)), None)
            else:
                face = here if here and here.has(char) else self._otherwise(char)
            if face and not face.has(char):
                face = None
            if runs and runs[-1][0] is face:
                runs[-1] = (face, runs[-1][1] + char)
            else:
                runs.append((face, char))
        return runs

    def _of_script(self, script: Script) -> Iterator[ScriptFace]:
        """The faces for the letters of a script, the first to be asked first."""
        scripts = self._face.scripts
        for one in (NASTALIQ, script) if self._hanging and script.code == "Arab" else (script,):
            if scripts and (face := scripts.face(one)):
                yield face

    def _shaped(self, face: ScriptFace, text: str) -> tuple[Piece, Sequence[float]]:
        return face.shaped(text, self._language, leftward=True)

    def _otherwise(self, char: str) -> ScriptFace | None:
        """The face itself or the first of its fallbacks that has a character, as one of shaped text."""
        faces = (self._face, *self._face.fallbacks)
        face = next((face for face in faces if ord(char) in face.glyphs), None)
        return face.as_shaped() if face else self._face.of_parts(char)
