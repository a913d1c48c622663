"""Faces of scripts that need shaping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from report_builder.language.writing import Script, script_of
from report_builder.layout.compose.shaped import ShapedFont, Shaper, blank_of
from report_builder.layout.compose.truetype import TrueTypeFace, lacks
from report_builder.layout.compose.words import Piece

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

_JOINERS = "\u200c\u200d"
_LATIN = "Latn"
UNKNOWN = "und"
"""The language of text whose language makes no difference."""


class ScriptFace:
    """A font file in which words are shaped, in one document."""

    def __init__(
        self,
        name: str,
        data: bytes,
        document: PDFDocument,
        *,
        features: tuple[str, ...] = (),
        is_whole: bool = True,
    ) -> None:
        """Read the font, to be set with its ``features``. Raises what :class:`~.truetype.TrueTypeFace` does.

        One that is not whole puts letters together of parts: the glyphs that its table of characters names
        may be empty.
        """
        face = TrueTypeFace(BytesIO(data), features)
        self.name = name
        self.glyphs: dict[int, int] = face.charToGlyph
        self._in_parts: Callable[[int], int | None] | None = (
            None if is_whole else face.shaper.get_nominal_glyph
        )
        self._font = ShapedFont("+".join((name, *features, "shaped")), face)
        self._shaper = Shaper(self._font, face.shaper, features)
        self._document = document
        self._known: dict[tuple[str, str, bool], tuple[Piece, Sequence[float]]] = {}

    @property
    def font(self) -> str:
        """The font resource."""
        return self._font.resource(self._document)

    def has(self, char: str) -> bool:
        """Whether it has a character, or needs none for it."""
        if char in _JOINERS or not lacks(self.glyphs, char):
            return True
        return self._in_parts is not None and self._in_parts(ord(char)) is not None

    def shaped(
        self, text: str, language: str = UNKNOWN, *, leftward: bool = False
    ) -> tuple[Piece, Sequence[float]]:
        """A word as a piece, and the advances of its characters in thousandths of the font size.

        Its letters have the forms of ``language``, a BCP 47 tag.
        """
        key = text, language, leftward
        found = self._known.get(key)
        if found is None:
            script = next(filter(None, map(script_of, text)), None)
            code = script.code if script else _LATIN
            shaped = self._shaper.shape(text, code, language, leftward=leftward)
            # No letter-spacing goes between letters that join.
            piece = Piece(self.font, shaped.body, sum(shaped.advances), 0)
            found = self._known[key] = piece, shaped.advances
        return found

    def encode_run(self, text: str) -> list[Piece]:
        """A word as pieces."""
        return [self.shaped(text)[0]]

    def shape(self, text: str) -> Sequence[float]:
        """The advances of the characters of a word, in thousandths of the font size."""
        return self.shaped(text)[1]

    def blank(self, width: float) -> str:
        """The bytes of a blank that is ``width`` thousandths of the font size wide."""
        return blank_of(self._font, width)


class Scripted:
    """The faces of scripts that stand beside one face of Latin letters."""

    def __init__(self, find: Callable[[Script], ScriptFace | None]) -> None:
        self._find = find
        self._by_font: dict[str, ScriptFace] = {}

    def face(self, script: Script) -> ScriptFace | None:
        """The face for a script; None where no font is there for it."""
        return self.noted(self._find(script))

    def noted(self, face: ScriptFace | None) -> ScriptFace | None:
        """``face``, which is known from now on by its font resource."""
        if face is not None:
            self._by_font[face.font] = face
        return face

    def blank_in(self, font: str, width: float) -> str:
        """The bytes of a blank in a font resource; nothing where that is none of theirs."""
        face = self._by_font.get(font)
        return face.blank(width) if face else ""
