"""The form: its fields as annotations, what is seen of each answer, and the font of what is typed.

Everything works without a script (ISO 19005-2, 6.4.1), and each field has its appearances in the file, so
that no program has to make them before anybody writes.
"""

from __future__ import annotations

import zlib
from math import ceil

from msgspec import Struct
from pypdf.generic import DecodedStreamObject, NameObject, NumberObject, StreamObject

from report_builder.finish.structure import Numbers
from report_builder.finish.syntax import Objects, RawObject, number, numbers, text
from report_builder.layout.result import Box, FieldKind, LaidOut, PlacedField, Typing
from report_builder.model.tags import Element, FieldMark, LinkMark

_PRINT = 4
"""The flag that PDF/A-2 asks of every annotation (ISO 19005-2, 6.3.2)."""
_MULTILINE = 1 << 12
_RADIO = 1 << 15
"""Flags of fields (ISO 32000-1, tables 226 and 228). Of buttons, one is chosen, and can be let go again."""
_FONT = "Typing"
"""What the font of the form is called in it."""
_YES = "Yes"
_SIGN = 1.2
"""How thick the strokes of a cross are, in points."""
_FIRST, _LAST = 32, 255


class Looks(Struct, frozen=True):
    """The object numbers of what is seen of each field, by its answers, and of the font.

    ``groups`` is how many questions have radio buttons: each is a field itself.
    """

    fields: list[dict[str, int]]
    font: int
    typing: Typing
    groups: int


def add_looks(objects: Objects, laid_out: LaidOut, typing: Typing) -> Looks:
    """Write the appearances of all fields, and the font."""
    font = _add_font(objects, typing)
    made: dict[tuple[FieldKind, int, int], tuple[int, int]] = {}
    looks: list[dict[str, int]] = []
    for placed in laid_out.fields:
        width, height = _size(placed.rect)
        if placed.field.kind is FieldKind.TEXT:
            # A program that fills in the field writes into this object: each has its own.
            lines = _lines(width, height, placed.field.ruled, typing)
            looks.append({"": _add_look(objects, width, height, b"/Tx BMC " + lines + b"EMC", font)})
            continue
        key = (placed.field.kind, round(width), round(height))
        if key not in made:
            sign = _dot if placed.field.kind is FieldKind.RADIO else _cross
            drawn = sign(width, height, typing.colour)
            made[key] = (_add_look(objects, width, height, b""), _add_look(objects, width, height, drawn))
        off, on = made[key]
        looks.append({"Off": off, placed.field.value or _YES: on})
    radios = {placed.field.name for placed in laid_out.fields if placed.field.kind is FieldKind.RADIO}
    return Looks(looks, font, typing, len(radios))


def add_fields(objects: Objects, laid_out: LaidOut, at: Numbers, looks: Looks) -> str:
    """Write the fields that have these ``looks``; the form, as the syntax of its entry in the catalog."""
    groups: dict[str, int] = {}
    for index, placed in enumerate(laid_out.fields):
        if placed.field.kind is FieldKind.RADIO and placed.field.name not in groups:
            groups[placed.field.name] = at.fields.stop + len(groups)
        written = _widget(placed, index, laid_out, at, looks, groups)
        objects.add_expected(RawObject(written.encode("ascii")), at.fields[index])
    for name, own in groups.items():
        kids = [index for index, placed in enumerate(laid_out.fields) if placed.field.name == name]
        asked = laid_out.fields[kids[0]].field.asked
        listed = " ".join(f"{at.fields[kid]} 0 R" for kid in kids)
        written = f"<</FT/Btn/Ff {_RADIO}/T{text(name)}/TU{text(asked)}/V/Off/DV/Off/Kids[{listed}]>>"
        objects.add_expected(RawObject(written.encode("ascii")), own)
    fields = dict.fromkeys(
        groups.get(placed.field.name, at.fields[index]) for index, placed in enumerate(laid_out.fields)
    )
    listed = " ".join(f"{field} 0 R" for field in fields)
    fonts = f"/DR<</Font<</{_FONT} {looks.font} 0 R>>>>"
    return f"<</Fields[{listed}]{fonts}/DA{text(_typed(looks.typing))}>>"


def among_links(laid_out: LaidOut, order: list[Element], at: Numbers, on_page: list[list[int]]) -> None:
    """Put the fields among the links of their pages, in reading order: some programs know no other."""
    met: dict[int, list[int]] = {placed.page: [] for placed in laid_out.fields}
    for element in order:
        for kid in element.kids:
            if isinstance(kid, LinkMark) and laid_out.links[kid.link].page in met:
                met[laid_out.links[kid.link].page].append(at.links[kid.link])
            elif isinstance(kid, FieldMark):
                met[laid_out.fields[kid.field].page].append(at.fields[kid.field])
    for page, found in met.items():
        on_page[page] = found


def _widget(
    placed: PlacedField, index: int, laid_out: LaidOut, at: Numbers, looks: Looks, groups: dict[str, int]
) -> str:
    """The annotation of a field (12.5.6.19), which is the field too unless it is one of several buttons."""
    field = placed.field
    seen = looks.fields[index]
    parent = laid_out.page_count + len(laid_out.links) + index
    shared = (
        f"<</Type/Annot/Subtype/Widget/Rect{numbers(placed.rect)}/F {_PRINT}/P {at.pages[placed.page]} 0 R"
        f"/StructParent {parent}/TU{text(field.said)}"
    )
    if field.kind is FieldKind.TEXT:
        own = f"/FT/Tx/Ff {_MULTILINE}/T{text(field.name)}/DA{text(_typed(looks.typing))}"
        return f"{shared}{own}/AP<</N {seen['']} 0 R>>>>"
    states = "".join(f"/{state} {look} 0 R" for state, look in seen.items())
    own = f"/FT/Btn/T{text(field.name)}/V/Off/DV/Off"
    if field.kind is FieldKind.RADIO:
        own = f"/Parent {groups[field.name]} 0 R"
    return f"{shared}{own}/AS/Off/MK<<>>/AP<</N<<{states}>>>>>>"


def _typed(typing: Typing) -> str:
    """How text is set that somebody types (12.7.3.3): as large as usual, and smaller where there is much."""
    return f"/{_FONT} 0 Tf {typing.colour}"


def _size(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _add_look(objects: Objects, width: float, height: float, data: bytes, font: int = 0) -> int:
    """A drawing as large as its field (8.10)."""
    stream = DecodedStreamObject()
    stream.set_data(data)
    fonts = f"/Font<</{_FONT} {font} 0 R>>" if font else ""
    for key, syntax in (
        ("/Type", "/XObject"),
        ("/Subtype", "/Form"),
        ("/BBox", numbers((0, 0, width, height))),
        ("/Resources", f"<<{fonts}>>"),
    ):
        stream[NameObject(key)] = RawObject(syntax.encode("ascii"))
    return objects.add_object(stream)


def _lines(width: float, height: float, ruled: float, typing: Typing) -> bytes:
    """Lines ``ruled`` so many points apart, which make way for what is typed: it stands on lines of its own.

    How far these are apart, every program decides for itself.
    """
    if not ruled:
        return b""
    lowest = typing.rule_width / 2
    heights = (lowest + index * ruled for index in range(ceil((height - lowest) / ruled)))
    lines = " ".join(f"0 {number(y)} m {number(width)} {number(y)} l" for y in heights)
    return f"q {typing.rule} {number(typing.rule_width)} w {lines} S Q ".encode("ascii")


def _cross(width: float, height: float, colour: str) -> bytes:
    low, left, high, right = 0.25 * height, 0.25 * width, 0.75 * height, 0.75 * width
    strokes = ((left, low, right, high), (left, high, right, low))
    lines = (f"{number(a)} {number(b)} m {number(c)} {number(d)} l" for a, b, c, d in strokes)
    return f"q {colour.upper()} {_SIGN} w 1 J {' '.join(lines)} S Q".encode("ascii")


def _dot(width: float, height: float, colour: str) -> bytes:
    """A line of no length with round ends."""
    middle = f"{number(width / 2)} {number(height / 2)}"
    return f"q {colour.upper()} {number(width / 2)} w 1 J {middle} m {middle} l S Q".encode("ascii")


def _add_font(objects: Objects, typing: Typing) -> int:
    """A simple TrueType font (9.6.3), all of whose characters have their codes in WinAnsiEncoding."""
    data = StreamObject()
    packed = zlib.compress(typing.font, 9)
    data._data = packed  # noqa: SLF001 - pypdf packs at a level of its own
    data[NameObject("/Filter")] = NameObject("/FlateDecode")
    data[NameObject("/Length1")] = NumberObject(len(typing.font))
    file = objects.add_object(data)
    # Flag 32: characters of Latin text alone. The width of stems is not in the file, and is seen nowhere.
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName/{typing.name}/Flags 32/FontBBox{numbers(typing.box)}/ItalicAngle 0"
        f"/Ascent {typing.ascent}/Descent {typing.descent}/CapHeight {typing.capitals}/StemV 80"
        f"/FontFile2 {file} 0 R>>"
    )
    return objects.add(
        f"<</Type/Font/Subtype/TrueType/BaseFont/{typing.name}/Encoding/WinAnsiEncoding/FirstChar {_FIRST}"
        f"/LastChar {_LAST}/Widths{numbers(typing.widths)}/FontDescriptor {descriptor} 0 R>>"
    )
