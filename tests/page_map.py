"""Reads what is truly painted on the pages of a finished file, as text that a person can compare.

One line for each line of text, shape, image, link, field and place of an anchor, in the order painted. It is
read back from the file, so that a fault anywhere on the way to it is seen. Only what this program writes is
understood: no rotation, no text of two bytes, no named property lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct, field

from report_builder.check.content import string_bytes
from report_builder.check.document import Document, as_dict, number_of, string
from report_builder.check.fonts import Decoder
from report_builder.check.tags import MarkedContent, Tag, read_tags
from report_builder.theme.geometry import PageGeometry

HEAD = """\
# Points from the sheet's upper left corner. Text: where it stands, x, baseline, width, size, colours, tags,
# words; what stands higher begins with ^. Boxes, rules, shapes and links: x and y of the upper left corner,
# width, height, looks or target. Anchors: x and y.
"""
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.)*+\)|<<(?:[^<>]|<[^<>]*>)*>>|/[^\s/()<>\[\]]*|[^\s/()<>\[\]]+", re.DOTALL
)
_MCID = re.compile(rb"/MCID (\d+)")
_KIND = re.compile(rb"/(?:Type|Subtype)\s*/(\w+)")
_COPIED = re.compile(rb"/ActualText<feff([0-9a-f]*)>")
_ROUNDING = 0.05
"""Half of the last decimal of the map: what is nearer to an edge stands on it."""

Tags = tuple[str, ...]
Matrix = tuple[float, float, float, float]
"""Scale and shift of x and y: x' = a·x + e, y' = d·y + f."""


class Font(NamedTuple):
    """What is needed to know which words a font shows, and how wide they are (in thousandths of its size)."""

    decoder: Decoder
    first: int
    widths: list[float]
    shaped: bool = False

    def codes(self, shown: bytes) -> list[int]:
        """The codes that are shown: of one byte each, or of two where text is shaped."""
        if not self.shaped:
            return list(shown)
        return [int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2)]


class Part(NamedTuple):
    """A piece of a line in one mark."""

    tags: Tags
    colour: str
    words: str


class Graphics(Struct):
    """The graphics state, as far as it shows in a map."""

    matrix: Matrix = (1.0, 1.0, 0.0, 0.0)
    fill: str = "0 0 0"
    stroke: str = "0 0 0"
    thickness: str = "1"
    dash: str = ""
    font: Font | None = None
    size: float = 0.0
    tracking: float = 0.0
    rise: float = 0.0
    stretch: float = 1.0


class TextLine(Struct):
    """The line of text that is being read."""

    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    size: float = 0.0
    parts: list[Part] = field(default_factory=list)


def page_map(pdf: bytes, geometry: PageGeometry) -> str:
    """The map of every page of ``pdf``, whose columns are those of ``geometry``."""
    with Document(pdf) as document:
        return HEAD + "".join(f"{line.rstrip()}\n" for line in _Reader(document, geometry).lines())


class _Reader:
    """Reads the pages of one file."""

    def __init__(self, document: Document, geometry: PageGeometry) -> None:
        self._document = document
        self._geometry = geometry
        self._font = cache(self._read_font)
        self._tags: dict[tuple[int | None, int], Tags] = {}
        self._said: dict[tuple[int | None, int], str] = {}
        for tag in read_tags(document).top:
            self._note_tags(tag, ())
        self._anchors: dict[int | None, list[tuple[float, float, str]]] = {}
        names = as_dict(document.resolve(document.catalog.get("/Names")))
        for name, place in document.tree(names.get("/Dests"), "/Names"):
            page, _, x, y, _ = document.resolve(place)
            self._anchors.setdefault(number_of(page), []).append((-y, x, string(name) or ""))

    def _note_tags(self, tag: Tag, above: Tags) -> None:
        said = tag.actual_text
        tags = above if tag.role in ("Document", "Sect") or said is not None else (*above, tag.role)
        for kid in tag.kids:
            if isinstance(kid, MarkedContent):
                self._tags[kid.page, kid.mcid] = tags
                if said is not None:
                    self._said[kid.page, kid.mcid] = said
            elif isinstance(kid, Tag):
                self._note_tags(kid, tags)

    def _read_font(self, reference: str) -> Font:
        entries = self._document.resolve(reference)
        decoder = Decoder(self._document.data(entries["/ToUnicode"]))
        if entries["/Subtype"] == "/Type0":
            (descendant,) = map(self._document.resolve, entries["/DescendantFonts"])
            first, shaped = self._document.resolve(descendant["/W"])
            return Font(decoder, first, [float(width) for width in shaped], shaped=True)
        widths = self._document.resolve(entries["/Widths"])
        return Font(decoder, entries["/FirstChar"], [float(width) for width in widths])

    def lines(self) -> Iterator[str]:
        """Every line of the map."""
        resolve = self._document.resolve
        for index, (number, page) in enumerate(self._document.pages):
            yield f"\npage {index + 1}"
            named = as_dict(resolve(as_dict(resolve(page["/Resources"])).get("/Font")))
            fonts = {name: self._font(reference) for name, reference in named.items()}
            tags = {mcid: tags for (on, mcid), tags in self._tags.items() if on == number}
            said = {mcid: words for (on, mcid), words in self._said.items() if on == number}
            yield from _Page(self._geometry, index, fonts, tags, said).read(self._document.content(page))
            yield from self._annotations(page)
            for y, x, name in sorted(self._anchors.get(number, ())):
                yield f"anchor {_numbers(x, self._geometry.height + y)}  {name}"

    def _annotations(self, page: dict[str, Any]) -> Iterator[str]:
        resolve = self._document.resolve
        for reference in resolve(page.get("/Annots")) or ():
            entries = resolve(reference)
            left, bottom, right, top = entries["/Rect"]
            place = _numbers(left, self._geometry.height - top, right - left, top - bottom)
            if entries["/Subtype"] == "/Widget":
                yield f"field  {place}  {string(resolve(entries['/TU']))}"
                continue
            action = as_dict(resolve(entries["/A"]))
            yield f"link   {place}  {string(resolve(action.get('/URI', action.get('/D'))))}"


class _Page:
    """One page while it is read."""

    def __init__(
        self,
        geometry: PageGeometry,
        index: int,
        fonts: dict[str, Font],
        tags: dict[int, Tags],
        said: dict[int, str],
    ) -> None:
        self._height = geometry.height
        self._recto = index % 2 == 0
        self._column = (
            geometry.inner if self._recto else geometry.width - geometry.inner - geometry.text_width
        )
        self._column_end = self._column + geometry.text_width
        self._fonts = fonts
        self._tags = tags
        self._texts = said
        self._said: str | None = None
        self._found: list[str] = []
        self._graphics = Graphics()
        self._saved: list[Graphics] = []
        self._marks: list[Tags] = []
        self._frames: list[tuple[float, float]] = []
        self._path: list[float] = []
        self._line = TextLine()
        self._turned = False

    def read(self, content: bytes) -> list[str]:
        """The lines of the map of a page with this ``content``."""
        operands: list[bytes] = []
        for token in _TOKEN.findall(content):
            if token[0] in b"(/<-.0123456789":
                operands.append(token)
                continue
            if token in _SEGMENTS:
                self._segment(token, operands)
            elif token in _PAINTS:
                self._painted(token)
            else:
                _OPERATORS[token](self, operands)
            operands.clear()
        return self._found

    # Text

    def move(self, operands: list[bytes]) -> None:
        """Td: another line begins."""
        self.flush()
        self._line.x += float(operands[0])
        self._line.y += float(operands[1])

    def begin(self, _: list[bytes]) -> None:
        """BT: places count from the sheet's corner again."""
        self._line = TextLine()

    def font(self, operands: list[bytes]) -> None:
        """Tf: another font, or size."""
        self._graphics.font = self._fonts[operands[0].decode()]
        self._graphics.size = float(operands[1])

    def track(self, operands: list[bytes]) -> None:
        """Tc: another distance between letters."""
        self._graphics.tracking = float(operands[0])

    def rise(self, operands: list[bytes]) -> None:
        """Ts: another distance from the baseline."""
        self._graphics.rise = float(operands[0])

    def stretch(self, operands: list[bytes]) -> None:
        """Tz: wider letters, in per cent."""
        self._graphics.stretch = float(operands[0]) / 100

    def show(self, operands: list[bytes]) -> None:
        """Tj and TJ: words, with the distances that letters are moved by."""
        state, line = self._graphics, self._line
        font = state.font
        if font is None:
            raise AssertionError("words without a font")
        shown = b"".join(string_bytes(one) or b"" for one in operands if one[:1] == b"(")
        codes = font.codes(shown)
        kerned = sum(float(one) for one in operands if one[:1] != b"(")
        advance = sum(font.widths[code - font.first] for code in codes) - kerned
        line.width += (advance * state.size / 1000 + len(codes) * state.tracking) * state.stretch
        line.size = line.size or state.size
        signs = font.decoder.signs(shown)
        words = "".join(reversed(signs) if self._turned else signs) if self._said is None else self._said
        line.parts.append(Part(self._marks[-1], state.fill, f"^{words}" if state.rise else words))

    def flush(self, _: list[bytes] | None = None) -> None:
        """ET: the line ends."""
        line = self._line
        if line.parts:
            tags = _shared(line.parts)
            words = "".join(part.words for part in line.parts)
            where = self._place(tags, line)
            place = _numbers(line.x, self._height - line.y, line.width)
            colours = "+".join(dict.fromkeys(part.colour for part in line.parts))
            looks = f"{line.size:5g}  #{colours}  {'/'.join(tags)}"
            self._found.append(f"{where:6} {place} {looks}  {_visible(words)}")
        self._line = TextLine(line.x, line.y)

    def _place(self, tags: Tags, line: TextLine) -> str:
        """Where on the page a line stands: furniture and notes by their marks, all else by its place."""
        if tags[0] in _FURNITURE:
            return _FURNITURE[tags[0]]
        if "Note" in tags:
            return "notes"
        if not self._in_text_column(line.x):
            return "margin"
        # A frame may be no more than an edge, so its text is what stands beside that.
        return "frame" if any(bottom <= line.y < top for bottom, top in self._frames) else "text"

    def _in_text_column(self, x: float) -> bool:
        return self._column - _ROUNDING <= x < self._column_end

    # Marks and graphics state

    def mark(self, operands: list[bytes]) -> None:
        """BDC: what follows belongs to an element, or is decoration; or it stands for what is copied."""
        if copied := _COPIED.search(operands[1]):
            self._said = bytes.fromhex(copied[1].decode()).decode("utf-16-be")
            self._marks.append((*self._marks[-1], "copied"))
            return
        mcid = _MCID.search(operands[1])
        kinds = _KIND.findall(operands[1])
        self._said = self._texts.get(int(mcid[1])) if mcid else None
        self._marks.append(self._tags[int(mcid[1])] if mcid else (kinds[-1].decode(),))

    def turn(self, _: list[bytes]) -> None:
        """BMC: what follows is shown from right to left."""
        self._turned = True
        self._marks.append(self._marks[-1])

    def unmark(self, _: list[bytes]) -> None:
        """EMC."""
        self._turned = False
        self._marks.pop()

    def save(self, _: list[bytes]) -> None:
        """q."""
        state = self._graphics
        self._saved.append(copy(state))

    def restore(self, _: list[bytes]) -> None:
        """Q."""
        self._graphics = self._saved.pop()

    def transform(self, operands: list[bytes]) -> None:
        """cm."""
        a, b, c, d, e, f = map(float, operands)
        if (a, b, c, d) == (0.0, 1.0, -1.0, 0.0) and not self._saved[1:]:
            return  # a page that is laid out lying is read as its layout has it
        if b or c:
            raise AssertionError("something is rotated")
        scale_x, scale_y, shift_x, shift_y = self._graphics.matrix
        self._graphics.matrix = (a * scale_x, d * scale_y, e * scale_x + shift_x, f * scale_y + shift_y)

    def colour(self, operands: list[bytes]) -> None:
        """rg."""
        self._graphics.fill = _hex(operands)

    def pen(self, operands: list[bytes]) -> None:
        """RG."""
        self._graphics.stroke = _hex(operands)

    def thickness(self, operands: list[bytes]) -> None:
        """w."""
        self._graphics.thickness = operands[0].decode()

    def dash(self, operands: list[bytes]) -> None:
        """d: with lengths, before the phase, the line is broken."""
        self._graphics.dash = " dashed" if len(operands) > 1 else ""

    def nothing(self, _: list[bytes]) -> None:
        """What does not show in a map."""

    # Shapes

    def _segment(self, operator: bytes, operands: list[bytes]) -> None:
        numbers = [float(one) for one in operands]
        if operator == b"re":
            x, y, width, height = numbers
            numbers = [x, y, x + width, y + height]
        self._path += numbers

    def _painted(self, operator: bytes) -> None:
        path, state = self._path, self._graphics
        self._path = []
        if operator == b"n":
            return
        scale_x, scale_y, shift_x, shift_y = state.matrix
        across = [scale_x * x + shift_x for x in path[::2]]
        down = [scale_y * y + shift_y for y in path[1::2]]
        box = min(across), min(down), max(across), max(down)
        count = len(across)
        looks = [f"#{state.fill}"] if operator in b"fB" else []
        if operator in b"SB":
            looks.append(f"pen {state.thickness} #{state.stroke}{state.dash}")
        if count > 2:
            looks.append(f"of {count} points")
        elif operator == b"f" and self._marks[-1] == _LAYOUT and self._in_text_column(box[0]):
            self._frames.append((box[1], box[3]))
        kind = "shape" if count > 2 else "rule" if operator == b"S" else "box"
        self._shape(kind, box, " ".join(looks))

    def image(self, _: list[bytes]) -> None:
        """Do: an image fills the unit square."""
        scale_x, scale_y, shift_x, shift_y = self._graphics.matrix
        self._shape("image", (shift_x, shift_y, shift_x + scale_x, shift_y + scale_y), "")

    def _shape(self, kind: str, box: tuple[float, float, float, float], looks: str) -> None:
        left, bottom, right, top = box
        place = _numbers(left, self._height - top, right - left, top - bottom)
        self._found.append(f"{kind:6} {place}  {'/'.join(self._marks[-1])}  {looks}")


_LAYOUT = ("Layout",)
_FURNITURE = {"Header": "head", "Footer": "folio"}
_SEGMENTS = frozenset((b"m", b"l", b"c", b"re"))
_PAINTS = frozenset((b"f", b"S", b"B", b"n"))
_OPERATORS = {
    b"BT": _Page.begin,
    b"ET": _Page.flush,
    b"Td": _Page.move,
    b"Tr": _Page.nothing,
    b"Tw": _Page.nothing,
    b"Tz": _Page.stretch,
    b"Tf": _Page.font,
    b"Tc": _Page.track,
    b"Ts": _Page.rise,
    b"Tj": _Page.show,
    b"TJ": _Page.show,
    b"BDC": _Page.mark,
    b"BMC": _Page.turn,
    b"EMC": _Page.unmark,
    b"q": _Page.save,
    b"Q": _Page.restore,
    b"cm": _Page.transform,
    b"rg": _Page.colour,
    b"RG": _Page.pen,
    b"w": _Page.thickness,
    b"d": _Page.dash,
    b"J": _Page.nothing,
    b"W": _Page.nothing,
    b"h": _Page.nothing,
    b"Do": _Page.image,
}


def _shared(parts: list[Part]) -> Tags:
    """The elements that all parts of a line stand in."""
    first = parts[0].tags
    for length in range(len(first), 1, -1):
        if all(part.tags[:length] == first[:length] for part in parts):
            return first[:length]
    return first[:1]


def _numbers(*values: float) -> str:
    # Adding zero makes a negative zero positive.
    return " ".join(f"{round(value, 1) + 0.0:6.1f}" for value in values)


def _hex(parts: list[bytes]) -> str:
    return "".join(f"{round(float(part) * 255):02x}" for part in parts)


def _visible(words: str) -> str:
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in words)
