"""Faces of the theme, and words measured, kerned and encoded once.

ReportLab subsets a TrueType font as its characters are used; a word's bytes in its subset, with the
kerning between its letters, are computed once per face and word and cached. Only the ``kern`` feature
is applied: ligatures would reach the text layer as private characters and break search, screen
readers and PDF/A-2a (6.2.11.7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from operator import add
from typing import TYPE_CHECKING, Any
from unicodedata import category, combining, is_normalized, normalize

import uharfbuzz
from reportlab.pdfbase.ttfonts import TTFError

from report_builder.language.message import Message, say
from report_builder.language.writing import NASTALIQ, Script, has_marks, has_script, in_marked, script_of
from report_builder.layout.compose.truetype import DamagedTableError, TrueTypeFont
from report_builder.layout.compose.words import Piece, Word
from report_builder.theme.features import features_of
from report_builder.theme.model import Theme

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

    from report_builder.layout.compose.scripts import Scripted, ScriptFace

HYPHEN = "-"
"""The sign that ends a line in the middle of a word."""
_STAND_INS = {"\u2011": HYPHEN, "\u202f": "\u00a0", "\u2007": "\u00a0"}
"""What is drawn for characters that many fonts lack."""
_HYPHENS = str.maketrans({"\u2011": HYPHEN})
_FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False, "ccmp": False, "locl": False}
_JOINERS = "\u200c\u200d"
_ESCAPES = {
    code: chr(code) if 32 <= code < 127 and chr(code) not in "()\\" else f"\\{code:03o}"
    for code in range(256)
}


class Face:
    """One font file in one document, with a cache of the words it has set."""

    def __init__(self, name: str, data: bytes, document: PDFDocument, features: tuple[str, ...] = ()) -> None:
        """Read the font, whose glyphs are those of its ``features`` where it has such.

        Raises DamagedTableError, or TTFError where ReportLab cannot use it.
        """
        # ReportLab numbers the fonts of a document by their names: one file may be there in several ways.
        self._font: Any = TrueTypeFont("+".join((name, *features)), data, features)
        self._features = _FEATURES | dict.fromkeys(features, True)
        self._document = document
        self._shaper: uharfbuzz.Font = self._font.face.shaper
        self._scale = 1000.0 / self._shaper.face.upem
        self._words: dict[str, Word] = {}
        # A letter before another: its bytes with the kerning between them, and its kerned advance.
        self._bodies: dict[str, str] = {}
        self._advances: dict[str, float] = {}
        self.name = name
        self._show_stand_ins()
        self.find_fallbacks: Callable[[], tuple[Face, ...]] | None = None
        self.find_script: Callable[[Script], ScriptFace | None] | None = None
        self._scripts: Scripted | None = None
        self._as_shaped: ScriptFace | None = None
        self.glyphs: dict[int, int] = self._font.face.charToGlyph
        self.space = float(self._font.face.charWidths.get(32, 250))

    @property
    def font(self) -> str:
        """The font resource of the first characters of this face, the blank among them."""
        name: str = self._font.getSubsetInternalName(0, self._document)
        return name

    @property
    def x_height(self) -> float:
        """How high its small letters are, in thousandths of the font size; half of it where it has none."""
        glyph = self.glyphs.get(ord("x"), 0)
        extents = self._shaper.get_glyph_extents(glyph) if glyph else None
        return extents.y_bearing * self._scale if extents else 500.0

    @property
    def fallbacks(self) -> tuple[Face, ...]:
        """The faces to ask for characters that this one lacks; read when they are first asked for."""
        return self.find_fallbacks() if self.find_fallbacks else ()

    @property
    def scripts(self) -> Scripted | None:
        """The faces of scripts that need shaping, in the weight of this one."""
        if self._scripts is None and self.find_script is not None:
            from report_builder.layout.compose.scripts import Scripted  # few reports need it

            self._scripts = Scripted(self.find_script)
        return self._scripts

    def as_shaped(self) -> ScriptFace:
        """The font of this face for text that is shaped."""
        if self._as_shaped is None:
            from report_builder.layout.compose.scripts import ScriptFace

            font = self._font.face
            self._as_shaped = ScriptFace(self.name, font.data, self._document, features=font.features)
        if self.scripts:
            self.scripts.noted(self._as_shaped)
        return self._as_shaped

    def blank_in(self, font: str) -> str:
        """The bytes of a blank in a font resource, where that is one of shaped text."""
        return self._scripts.blank_in(font, self.space) if self._scripts else ""

    def _show_stand_ins(self) -> None:
        """Draw no-break hyphens as hyphens, narrow and figure spaces as no-break spaces.

        The characters themselves stay in the text layer.
        """
        glyphs, widths = self._font.face.charToGlyph, self._font.face.charWidths
        for char, shown in _STAND_INS.items():
            if ord(shown) in glyphs and ord(char) not in glyphs:
                glyphs[ord(char)], widths[ord(char)] = glyphs[ord(shown)], widths[ord(shown)]

    def word(self, text: str) -> Word:
        """``text`` measured and encoded; characters that this face lacks come from its fallbacks."""
        word = self._words.get(text)
        if word is None:
            word = self._words[text] = self._encode(text)
        return word

    def advances(self, text: str) -> Sequence[float]:
        """Kerned advances of the characters of ``text``, in thousandths of the font size.

        Characters that the face lacks count as their fallback sets them.
        """
        letters = self.letters(text)
        if letters is not None:
            return letters[1]
        advances: list[float] = []
        for face, part in self.split(text):
            advances += (face or self).shape(part)
        return advances

    def letters(self, text: str) -> tuple[Sequence[str], Sequence[float]] | None:
        """The bytes and the kerned advances of the letters of ``text``; None where these do not tell all.

        Kerning depends on two neighbours only, so a few hundred pairs, shaped once, stand for all words.
        """
        bodies, advances = self._bodies, self._advances
        neighbours = [*map(add, text, text[1:]), text[-1:]]
        try:
            return [*map(bodies.__getitem__, neighbours)], [*map(advances.__getitem__, neighbours)]
        except KeyError:
            if not all(two in bodies or self._learn(two) for two in neighbours):
                return None
            return [bodies[two] for two in neighbours], [advances[two] for two in neighbours]

    def _learn(self, letters: str) -> bool:
        """Shape and encode the first of one or two letters; not where an accent stands by itself."""
        if not letters or any(ord(char) not in self.glyphs or combining(char) for char in letters):
            return False
        if has_script(letters):
            return False
        ((subset, encoded),) = self._font.splitString(letters[0], self._document)
        if subset:
            return False
        advance = self.shape(letters)[0]
        kern = round(self._font.face.charWidths[ord(letters[0])] - advance)
        body = _ESCAPES[encoded[0]]
        self._bodies[letters] = f"{body}){kern}(" if kern else body
        self._advances[letters] = advance
        return True

    def shape(self, text: str) -> list[float]:
        """Kerned advances of text that this face has, in thousandths of the font size."""
        buffer = uharfbuzz.Buffer()
        # Spaces that the font lacks HarfBuzz measures by itself.
        buffer.add_str(text.translate(_HYPHENS))
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._shaper, buffer, self._features)
        # A letter and its accent can become one glyph, or change places: the cluster tells whose it is.
        advances = [0.0] * len(text)
        for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            advances[glyph.cluster] += position.x_advance * self._scale
        # Kerning is written in whole thousandths.
        known = self._font.face.charWidths
        widths = [known.get(ord(char), kerned) for char, kerned in zip(text, advances, strict=True)]
        return [width - round(width - kerned) for width, kerned in zip(widths, advances, strict=True)]

    def split(self, text: str) -> list[tuple[Face | ScriptFace | None, str]]:
        """``text`` in runs of one face each; None stands for characters that no face has."""
        scripted = has_script(text)
        if not scripted and has_marks(text):
            return [*self._with_marks(text)]
        if not scripted and self.has_all(text):
            return [(self, text)]
        runs: list[tuple[Face | ScriptFace | None, str]] = []
        for char in text:
            faces = (self, *self.fallbacks)
            face: Face | ScriptFace | None = next((face for face in faces if ord(char) in face.glyphs), None)
            if face is None and not is_normalized("NFD", char):
                face = self.of_parts(char)
            if scripted:
                face = self._of_script(char, face, runs[-1][0] if runs else None)
            if runs and runs[-1][0] is face:
                runs[-1] = (face, runs[-1][1] + char)
            else:
                runs.append((face, char))
        return runs

    def _with_marks(self, text: str) -> Iterator[tuple[Face | ScriptFace | None, str]]:
        """``text`` in runs, where each letter with marks is shaped in the first face that has all of it."""
        for part, is_marked in in_marked(text):
            if not is_marked:
                yield from self.split(part)
                continue
            found = self.of_parts(part)
            if found is None:
                missing = "".join(char for char in part if not self._is_anywhere(char))
                yield None, missing or part[1:]
            else:
                yield found, part

    def of_parts(self, letter: str) -> ScriptFace | None:
        """The first face that has a letter and its marks, for which one character may stand."""
        apart = normalize("NFD", letter)
        for face in (self, *self.fallbacks):
            if face.has_all(letter) or face.has_all(apart):
                shaped = face.as_shaped()
                return self.scripts.noted(shaped) if self.scripts else shaped
        return None

    def has_all(self, text: str) -> bool:
        """Whether the font has every character of a text."""
        return all(ord(char) in self.glyphs for char in text)

    def _is_anywhere(self, char: str) -> bool:
        return any(ord(char) in face.glyphs for face in (self, *self.fallbacks)) or bool(self.of_parts(char))

    def _of_script(
        self, char: str, own: Face | ScriptFace | None, before: Face | ScriptFace | None
    ) -> Face | ScriptFace | None:
        """The face of a character in text with a script; ``before`` is that of the character before."""
        script = script_of(char)
        if script is not None and not (script.pure and own):
            face = self.scripts.face(script) if self.scripts else None
            return face if face and face.has(char) else None
        if script is None and before and not isinstance(before, Face) and _belongs(char):
            return before
        return own

    def _encode(self, text: str) -> Word:
        letters = self.letters(text)
        if letters:
            width, body = sum(letters[1]), "".join(letters[0])
            return Word(width, (Piece(self.font, body, width, len(text)),), "")
        pieces: list[Piece] = []
        missing = ""
        for face, part in self.split(text):
            if face is None:
                missing += part
            else:
                pieces += face.encode_run(part)
        return Word(sum(piece.width for piece in pieces), tuple(pieces), missing)

    def encode_run(self, text: str) -> list[Piece]:
        """Text that this face has, in one piece for each subset of the font."""
        advances = self.shape(text)
        widths = self._font.face.charWidths
        pieces: list[Piece] = []
        position = 0
        for subset, encoded in self._font.splitString(text, self._document):
            body: list[str] = []
            width = 0.0
            for code in encoded:
                body.append(_ESCAPES[code])
                kern = round(widths[ord(text[position])] - advances[position])
                width += advances[position]
                if kern:
                    body.append(f"){kern}(")
                position += 1
            name = self._font.getSubsetInternalName(subset, self._document)
            pieces.append(Piece(name, "".join(body), width, len(encoded)))
        return pieces


def _belongs(char: str) -> bool:
    """Tell whether a character that many scripts have belongs to the letter before it."""
    return char in _JOINERS or category(char) in ("Mn", "Mc", "Me")


class FontUnusableError(Exception):
    """A font file of the theme that nothing can be set in; ``said`` tells why."""

    def __init__(self, file: str, said: Message) -> None:
        super().__init__(file, said)
        self.file, self.said = file, said


class FontBook:
    """The faces of a theme in one document, each read when it is first asked for."""

    def __init__(self, theme: Theme, document: PDFDocument) -> None:
        self._theme = theme
        self._document = document
        self._faces: dict[tuple[str, tuple[str, ...]], Face] = {}
        self._scripts: dict[tuple[str, bool], ScriptFace | None] = {}

    def face(self, family: str, face: str, features: tuple[str, ...] = ()) -> Face:
        """The face ``face`` (regular, italic, bold, bold_italic) of ``family``.

        Of ``features`` it has those that its font has: an italic may lack the small capitals of the upright.
        """
        loaded = self._load(family, face, features)
        others = tuple(other for other in self._theme.fallback if other != family)
        if others and loaded.find_fallbacks is None:
            loaded.find_fallbacks = partial(self._each, others, face)
        return loaded

    def script(self, bold: bool, script: Script) -> ScriptFace | None:
        """The face of a script, regular or bold; None where no font for it is installed."""
        key = script.name, bold
        if key not in self._scripts:
            from report_builder.layout.compose.scripts import ScriptFace
            from report_builder.theme.script_fonts import script_font

            font = script_font(self._theme, script.name, bold)
            self._scripts[key] = None
            if font is not None:
                with _usable(font.file):
                    is_whole = script is not NASTALIQ
                    face = ScriptFace(font.name, font.data, self._document, is_whole=is_whole)
                    self._scripts[key] = face
        return self._scripts[key]

    def _each(self, families: tuple[str, ...], face: str) -> tuple[Face, ...]:
        return tuple(self._load(family, face) for family in families)

    def close(self) -> None:
        """Forget the faces: they and this book refer to each other, so that neither would be freed."""
        self._faces.clear()
        self._scripts.clear()

    def _load(self, family: str, face: str, features: tuple[str, ...] = ()) -> Face:
        file = getattr(self._theme.fonts[family], face)
        if features:
            there = features_of(self._theme.files[file])
            features = tuple(feature for feature in features if feature in there)
        key = file, features
        if key not in self._faces:
            name = file.rsplit("/", 1)[-1].removesuffix(".ttf")
            with _usable(file):
                loaded = Face(name, self._theme.files[file], self._document, features)
                loaded.find_script = partial(self.script, face.startswith("bold"))
                self._faces[key] = loaded
        return self._faces[key]


@contextmanager
def _usable(file: str) -> Iterator[None]:
    """Read a font; FontUnusableError where it is damaged."""
    try:
        yield
    except DamagedTableError as fault:
        raise FontUnusableError(file, say("layout.font-table", file=file, reason=str(fault))) from fault
    except TTFError as fault:
        raise FontUnusableError(file, say("layout.font-damaged", file=file, reason=str(fault))) from fault
