"""Text in scripts that need shaping: letters that join, change places, or carry marks.

HarfBuzz shapes a word. What it makes of each of its clusters, the characters that it cannot tell apart,
becomes one sign of the font that is embedded, which says which characters it is (ISO 32000-1, 9.10.3): so
what reads the page gets the text that was written, whatever the glyphs look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import category, normalize

import uharfbuzz
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN

from report_builder.language.writing import has_marks
from report_builder.layout.compose.glyph_outlines import Outlines, Part
from report_builder.layout.compose.placed_marks import placed
from report_builder.layout.compose.truetype import TrueTypeFace, cmap
from report_builder.layout.compose.words import SHAPED

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

_ESCAPED = b"()\\\r\n"
_BLANK = 32
"""The code of the blank, so that it can be told from all other bytes of a text: none of these is 32."""
_SYMBOLIC, _NONSYMBOLIC = 4, 32
_TABLES = ("glyf", "head", "hhea", "maxp")


class Sign(NamedTuple):
    """What a cluster looks like and says; ``advance`` in font units."""

    parts: tuple[Part, ...]
    text: str
    advance: int


class Shaped(NamedTuple):
    """A shaped word from left to right: its bytes in the font, and the advance of each of its characters.

    ``body`` goes between parentheses; advances are in thousandths of the font size, in the order of the
    text, and those of a cluster stand at its first character.
    """

    body: str
    advances: Sequence[float]


class ShapedFont:
    """The signs of one font file that a document shows, embedded with two bytes for each.

    ReportLab asks a font for ``addObjects`` when it writes the document, and knows it by ``fontName``.
    """

    def __init__(self, name: str, face: TrueTypeFace) -> None:
        self.fontName = name  # ReportLab's name
        self._face = face
        self._signs: dict[Sign, int] = {}
        self._internal = ""

    @property
    def space(self) -> float:
        """The width of a blank, in thousandths of the font size."""
        return float(self._face.charWidths.get(_BLANK, 250))

    def resource(self, document: PDFDocument) -> str:
        """The name of the font in the document's pages."""
        if not self._internal:
            self._internal = f"{SHAPED}{len(document.fontMapping) + 1}"
            document.fontMapping[self.fontName] = f"/{self._internal}"
            document.delayedFonts.append(self)
        return f"/{self._internal}"

    def code(self, sign: Sign) -> int:
        """The code of a sign, from 1 on without that of the blank."""
        number = self._signs.setdefault(sign, len(self._signs) + 1)
        return number + (number >= _BLANK)

    def addObjects(self, document: Any) -> None:  # noqa: N802  ReportLab's name
        """Write the font with what it says (ISO 32000-1, 9.7)."""
        face = self._face
        name = b"".join((SUBSETN(0), b"+", face.name, face.subfontNameX)).decode("pdfdoc")
        scale = 1000.0 / face.unitsPerEm
        blank = Sign((), " ", round(self.space / scale))
        signs = [*self._signs]
        signs += [Sign((), "", 0)] * (_BLANK - 1 - len(signs))
        signs.insert(_BLANK - 1, blank)
        widths = [round(sign.advance * scale, 3) for sign in signs]

        def of_font(kind: str) -> str:
            return f"{kind}:{self._internal}:{name}"

        data = Outlines({table: face.get_table(table) for table in _TABLES}, face.glyphPos).font(
            [(sign.parts, sign.advance) for sign in signs]
        )
        file = _stream(data, document)
        file.dictionary["Length1"] = len(data)
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": pdfdoc.PDFName(name),
            "Flags": face.flags & ~_NONSYMBOLIC | _SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(face.bbox),
            "ItalicAngle": face.italicAngle,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.capHeight,
            "StemV": face.stemV,
            "FontFile2": document.Reference(file, of_font("fontFile")),
        }
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": pdfdoc.PDFName(name),
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
            ),
            "FontDescriptor": document.Reference(pdfdoc.PDFDictionary(descriptor), of_font("fontDescriptor")),
            "DW": 0,
            "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
            "CIDToGIDMap": "/Identity",
        }
        texts = [(code, sign.text) for code, sign in enumerate(signs, 1) if sign.text]
        said = _stream(cmap(name, texts, 4).encode("ascii"), document)
        whole = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": pdfdoc.PDFName(name),
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray(
                [document.Reference(pdfdoc.PDFDictionary(descendant), of_font("descendant"))]
            ),
            "ToUnicode": document.Reference(said, of_font("toUnicode")),
        }
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self._internal] = document.Reference(pdfdoc.PDFDictionary(whole), of_font("font"))


def _stream(content: bytes, document: Any) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = content
    if document.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream


def blank_of(font: ShapedFont, width: float) -> str:
    """The bytes of a blank that is ``width`` thousandths of the font size wide."""
    narrower = round(font.space - width)
    return f"\\000 ){narrower}(" if narrower else "\\000 "


class Shaper:
    """Shapes words in one font file for one document, with ``features`` of the font."""

    def __init__(self, font: ShapedFont, shaper: uharfbuzz.Font, features: Iterable[str] = ()) -> None:
        self._font, self._shaper = font, shaper
        self._features = dict.fromkeys(features, True)
        self._scale = 1000.0 / shaper.face.upem

    def shape(self, text: str, script: str, language: str, *, leftward: bool) -> Shaped:
        """Shape a word of a ``script`` (ISO 15924); ``leftward`` is from right to left.

        Letters have the forms of a ``language`` (BCP 47), which the font may have others for.
        """
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if leftward else "ltr"
        buffer.script = script
        buffer.language = language
        if leftward:
            # What reads a page turns such a word about: a mark must not be one sign with its letter.
            buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        uharfbuzz.shape(self._shaper, buffer, self._features)
        clusters: dict[int, list[tuple[Part, int]]] = {}
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            one = clusters.setdefault(info.cluster, [])
            x = sum(advance for _, advance in one) + position.x_offset
            one.append((Part(info.codepoint, x, position.y_offset), position.x_advance))
        starts = sorted(clusters)
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        advances = [0.0] * len(text)
        body: list[str] = []
        for start, glyphs in clusters.items():
            advance = sum(advance for _, advance in glyphs)
            advances[start] = advance * self._scale
            letters, marks = _parted(text[start : ends[start]])
            parts = tuple(part for part, _ in glyphs)
            # One character may stand for both, where the font has no glyph for it.
            if len(parts) > 1 and has_marks(apart := normalize("NFD", letters + marks)[1:]):
                parts = placed(parts, apart, self._shaper)
            body += _escaped(self._font.code(Sign(parts, letters, advance)))
            if marks:
                body += _escaped(self._font.code(Sign((), marks, 0)))
        return Shaped("".join(body), advances)


def _parted(text: str) -> tuple[str, str]:
    """The characters of a cluster up to its first mark, and the rest.

    pdf.js takes what has a mark in it for one that is as wide as nothing, and finds a blank behind it: so the
    marks are told by a sign of their own, which is that.
    """
    at = next((at for at, char in enumerate(text) if at and category(char) == "Mn"), len(text))
    return text[:at], text[at:]


def _escaped(code: int) -> Iterable[str]:
    """The two bytes of a code as a literal string has them (ISO 32000-1, 7.3.4.2)."""
    for byte in code.to_bytes(2, "big"):
        yield chr(byte) if 32 < byte < 127 and byte not in _ESCAPED else f"\\{byte:03o}"
