"""Faces whose letters have the forms of a language, where those of its script run from left to right.

A font of Devanagari has other letters for Marathi, Nepali and Sanskrit than for Hindi.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.language.writing import has_script
from report_builder.layout.compose.fonts import Face
from report_builder.layout.compose.language_face import LanguageFace
from report_builder.layout.compose.words import Piece, Word


class LocalFace(LanguageFace):
    """A face whose letters have the forms of its language.

    What no script has alone is set as the face itself does.
    """

    @property
    def font(self) -> str:
        """The font resource that the blank has."""
        return self._face.font

    def letters(self, text: str) -> tuple[Sequence[str], Sequence[float]] | None:
        """The bytes and the kerned advances of the letters of ``text``; None where these do not tell all."""
        return None if has_script(text) else self._face.letters(text)

    def word(self, text: str) -> Word:
        """``text`` measured and encoded."""
        if not has_script(text):
            return self._face.word(text)
        word = self._words.get(text)
        if word is None:
            pieces, missing = list[Piece](), ""
            for face, part in self._face.split(text):
                if face is None:
                    missing += part
                elif isinstance(face, Face):
                    pieces += face.encode_run(part)
                else:
                    pieces.append(face.shaped(part, self._language)[0])
            word = self._words[text] = Word(sum(piece.width for piece in pieces), tuple(pieces), missing)
        return word

    def advances(self, text: str) -> Sequence[float]:
        """The advances of the characters of ``text``, in thousandths of the font size."""
        if not has_script(text):
            return self._face.advances(text)
        found: list[float] = []
        for face, part in self._face.split(text):
            if face is None or isinstance(face, Face):
                found += (face or self._face).shape(part)
            else:
                found += face.shaped(part, self._language)[1]
        return found
