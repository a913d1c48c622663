"""ReportLab's TrueType font, with its tables of characters filled as they are asked for.

By itself ReportLab walks through every character and glyph of a font when it opens it: 6 ms and 0.7 MB a
face, of which a report uses a hundred characters. HarfBuzz, which measures the text here, knows the same
tables without a copy of them, so it is asked instead.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import count
from struct import error as StructError  # noqa: N812  the struct module's only exception
from struct import unpack_from
from typing import Any, TypeVar
from unicodedata import normalize
from weakref import WeakKeyDictionary

import uharfbuzz
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFont, TTFontFace

from report_builder.sources.characters import can_be_shown

_T = TypeVar("_T")


class DamagedTableError(Exception):
    """A table of a font is missing or damaged."""


class _AskedFor(dict[int, _T]):
    """A table by character codes, filled by ``find``, which gives None for what is not there."""

    def __init__(self, find: Callable[[int], _T | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, code: int) -> _T:
        found = self._find(code)
        if found is None:
            raise KeyError(code)
        self[code] = found
        return found

    def __contains__(self, code: object) -> bool:
        return isinstance(code, int) and self.get(code) is not None

    def get(self, code: int, default: Any = None, /) -> Any:
        """Return the entry of a character, or ``default``."""
        try:
            return self[code]
        except KeyError:
            return default


class _Metrics:
    """Advance and left side bearing of each glyph, in font units (OpenType 1.9, "hmtx")."""

    def __init__(self, table: bytes, full: int) -> None:
        """Read ``full`` pairs; glyphs after them have the last advance and a bearing of their own."""
        self._table, self._full = table, full

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        own = min(glyph, self._full - 1)
        (advance,) = unpack_from(">H", self._table, 4 * own)
        (bearing,) = unpack_from(">H", self._table, 4 * own + 2 + 2 * (glyph - own))
        return advance, bearing


class TrueTypeFace(TTFontFace):  # type: ignore[misc]  # ReportLab has no types
    """A face whose characters and widths come from HarfBuzz (``shaper``)."""

    def __init__(self, file: BytesIO, features: tuple[str, ...]) -> None:
        """Read a font; its characters have the glyphs that ``features`` put in place of the plain ones."""
        self.features = features
        super().__init__(file)

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803, ARG002  ReportLab's names
        """Read the facts of the whole font; those of characters are read when they are asked for."""
        super().extractInfo(charInfo=0)
        # The tables do not refer to the face: in a circle of references the whole font would stay in memory.
        self.shaper = shaper = uharfbuzz.Font(uharfbuzz.Face(self._ttf_data))
        scale = self._pdfScale
        glyphs = _AskedFor[int](partial(_glyph_of, shaper, dict.fromkeys(self.features, True)))

        def width(code: int) -> float | None:
            glyph = glyphs.get(code)
            return None if glyph is None else scale(shaper.get_glyph_h_advance(glyph))

        self.data: bytes = self._ttf_data
        # ReportLab's names for what it fills here, and uses when it writes the subset.
        self.charToGlyph, self.charWidths = glyphs, _AskedFor[float](width)
        self.defaultWidth = scale(shaper.get_glyph_h_advance(0))
        for one, other in ((0x20, 0xA0), (0xA0, 0x20)):
            if one in glyphs:
                glyphs[other] = glyphs[one]
                break
        try:
            self.hmetrics = _Metrics(self.get_table("hmtx"), *unpack_from(">H", self.get_table("hhea"), 34))
            self.glyphPos = self._glyph_places()
        except (KeyError, StructError, ValueError) as fault:
            raise DamagedTableError(str(fault)) from fault

    def _glyph_places(self) -> array[int]:
        """Where each glyph begins in the table of outlines (OpenType 1.9, "loca")."""
        (long,) = unpack_from(">h", self.get_table("head"), 50)
        places = array("I" if long else "H", self.get_table("loca"))
        if sys.byteorder == "little":
            places.byteswap()
        return places if long else array("I", (place * 2 for place in places))


def _glyph_of(shaper: uharfbuzz.Font, features: Mapping[str, bool], code: int) -> int | None:
    """The glyph of a character; None where a reader would see nothing, or the wrong thing.

    A font may be wrong about its own characters: a glyph without ink would make a letter vanish.
    """
    char = chr(code)
    glyph: int | None = shaper.get_nominal_glyph(code) if can_be_shown(char) else None
    if glyph is None or char.isspace():
        return glyph
    if features:
        glyph = _substitute(shaper, features, char) or glyph
    extents = shaper.get_glyph_extents(glyph)
    return glyph if extents is not None and extents.width and extents.height else None


def _substitute(shaper: uharfbuzz.Font, features: Mapping[str, bool], char: str) -> int | None:
    """The one glyph that ``features`` put in the place of a character's own."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper, buffer, {"liga": False, "ccmp": False, "locl": False, **features})
    glyphs: list[int] = [info.codepoint for info in buffer.glyph_infos]
    return glyphs[0] if len(glyphs) == 1 else None


def to_unicode(name: str, codes: Sequence[int]) -> str:
    """The CMap that tells which character each code of a subset is (ISO 32000-1, 9.10.3).

    ReportLab's own has five digits for characters beyond the first plane, which no reader understands.
    """
    # 0 stands for a code that nothing uses.
    said = [(code, chr(character)) for code, character in enumerate(codes) if character]
    return cmap(name, said, 2, len(codes) - 1)


def cmap(name: str, said: Iterable[tuple[int, str]], digits: int, last: int = 0xFFFF) -> str:
    """The CMap that tells which text each code is; codes have as many ``digits``, up to the ``last``."""
    entries = [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in said]
    blocks = [entries[start : start + _MOST_ENTRIES] for start in range(0, len(entries), _MOST_ENTRIES)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<{0:0{digits}X}> <{last:0{digits}X}>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


_MOST_ENTRIES = 100
"""In one block of a CMap (Adobe Technical Note 5411, 1.4.1)."""


_CMAP = "toUnicodeCMap:"
"""How ReportLab begins the name of a CMap's object."""


class TrueTypeFont(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """A font of ReportLab's on a :class:`TrueTypeFace`."""

    def __init__(self, name: str, data: bytes, features: tuple[str, ...] = ()) -> None:
        """Open the font file ``data``, to be set with its ``features``.

        Raises DamagedTableError, or TTFError where ReportLab cannot use it. The attributes are those that
        ReportLab's own constructor sets; it cannot be told which face to use.
        """
        self.fontName = name
        self.face = TrueTypeFace(BytesIO(data), features)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[object, object] = WeakKeyDictionary()
        # The codes of ASCII characters are their own, so that the pages can be read in an editor.
        self._asciiReadable = 1
        self.shapable = False

    def addObjects(self, doc: Any) -> None:  # noqa: N802  ReportLab's name
        """Write the font's subsets, with CMaps of our own in place of ReportLab's."""
        state: Any = self.state[doc]
        subsets = [tuple(codes) for codes in state.subsets]
        # Two files may give themselves the same name; ReportLab calls the objects of a font by it.
        for another in count(2):
            names = [self._name_of_subset(number) for number in range(len(subsets))]
            if not any(f"{_CMAP}{name}" in doc.idToObject for name in names):
                break
            self.face.subfontNameX = f"-{another}".encode("ascii")
        super().addObjects(doc)
        for name, codes in zip(names, subsets, strict=True):
            doc.idToObject[f"{_CMAP}{name}"].content = to_unicode(name, codes)

    def _name_of_subset(self, number: int) -> str:
        parts = (SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)
        return b"".join(parts).decode("pdfdoc")


def lacks(glyphs: Container[int], char: str) -> bool:
    """Whether a face with these ``glyphs`` has neither a character nor what it is made of."""
    return ord(char) not in glyphs and any(ord(part) not in glyphs for part in normalize("NFD", char))
