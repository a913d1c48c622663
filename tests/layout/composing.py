"""Composes text with the fonts that come with the project, and reads the lines back from their bytes."""

from __future__ import annotations

import re
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

import report_builder
from report_builder.layout.compose.fonts import HYPHEN, Face
from report_builder.layout.compose.runs import Line, Look, Owner, Segment
from report_builder.layout.compose.shaped import ShapedFont
from report_builder.sources.characters import SOFT_HYPHEN

FONTS = Path(report_builder.__file__).parent / "data" / "fonts"
_SHOWN = re.compile(r"\)-?\d+\(")
_CODE = re.compile(r"\\(\d{3})|(.)", re.DOTALL)


def _of_signs(font: ShapedFont, body: str) -> str:
    """The characters behind the bytes of shaped text, two for each sign."""
    octets = [int(octal, 8) if octal else ord(char) for octal, char in _CODE.findall(_SHOWN.sub("", body))]
    texts = {font.code(sign): sign.text for sign in [*font._signs]}
    return "".join(texts[high << 8 | low] for high, low in zip(octets[::2], octets[1::2], strict=True))


class Document:
    """A document with some faces; made once for a module, as fonts take their time."""

    def __init__(self) -> None:
        self._document = Canvas("none.pdf")._doc
        self.serif = self.face("Literata-Regular")
        self.sans = self.face("SourceSans3-Regular")
        self.mono = self.face("SourceCodePro-Regular")
        self.serif.find_fallbacks = lambda: (self.sans,)

    def face(self, name: str) -> Face:
        return Face(name, (FONTS / f"{name}.ttf").read_bytes(), self._document)

    def look(self, face: Face, size: float = 10.5, language: str = "nb", tracking: float = 0.0) -> Look:
        return Look(face, size, "0 g", language, hyphenate=True, tracking=tracking)

    def codes(self, font: str, body: str) -> str:
        """The characters behind the bytes of ``body``."""
        for face in (self.serif, self.sans, self.mono):
            shaped = face._as_shaped
            if shaped is not None and shaped._font._internal and font == shaped.font:
                return _of_signs(shaped._font, body)
            state = face._font.state.get(self._document)
            if state is None:
                continue  # no word was set in it
            if font.startswith(f"/{state.internalName}+"):
                subset = state.subsets[int(font.rpartition("+")[2])]
                found = _CODE.findall(_SHOWN.sub("", body))
                return "".join(chr(subset[int(octal, 8) if octal else ord(char)]) for octal, char in found)
        raise LookupError(font)

    def text(self, line: Line) -> str:
        return "".join(map(self.words, line.segments))

    def words(self, segment: Segment) -> str:
        """What the segment is to a reader: the hyphen of a divided word is a soft one."""
        drawn = self.codes(segment.font, segment.body)
        assert drawn == HYPHEN or not segment.joins
        return SOFT_HYPHEN if segment.joins else drawn

    def read(self, lines: list[Line]) -> str:
        """The text as a reader takes it from the lines: a soft hyphen at a line's end joins a word."""
        return "".join(
            text.removesuffix(SOFT_HYPHEN) if number < len(lines) - 1 else text
            for number, text in enumerate(map(self.text, lines))
        )

    def painted_width(self, segment: Segment) -> float:
        """How far a viewer moves while it shows the segment: widths of the font, and the kerning."""
        look = segment.look
        faces = {face.name: face for face in (look.face, *look.face.fallbacks)}
        face = next(
            face
            for face in faces.values()
            if segment.font.startswith(f"/{face._font.state[self._document].internalName}+")
        )
        text = self.codes(segment.font, segment.body)
        glyphs: float = sum(face._font.face.charWidths[ord(char)] for char in text)
        kerning: float = sum(int(number) for number in re.findall(r"\)(-?\d+)\(", segment.body))
        return (glyphs - kerning) * look.size / 1000.0 + look.tracking * len(text)


class Named(Owner):
    """An owner that can be told from others."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name
