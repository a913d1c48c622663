"""What faces have in common that set the letters of another face as a language has them."""

from __future__ import annotations

from report_builder.layout.compose.fonts import Face
from report_builder.layout.compose.words import Word


class LanguageFace:
    """A face in text of one language (BCP 47). It has the methods of ``Face``."""

    def __init__(self, face: Face, language: str) -> None:
        self._face, self._language = face, language
        self._words: dict[str, Word] = {}
        self.name = face.name

    @property
    def glyphs(self) -> dict[int, int]:
        """The glyphs of the characters that the face itself has."""
        return self._face.glyphs

    @property
    def fallbacks(self) -> tuple[Face, ...]:
        """The faces to ask for what it lacks."""
        return self._face.fallbacks

    @property
    def space(self) -> float:
        """The width of a blank, in thousandths of the font size."""
        return self._face.space

    def blank_in(self, font: str) -> str:
        """The bytes of a blank in a font resource, where that is one of shaped text."""
        return self._face.blank_in(font)
