"""The fonts of a brand as families of a theme: files that the brand brings, else those of the program."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from report_builder.diagnostics import Diagnostics
from report_builder.language.message import Message, hinted, in_turn
from report_builder.sources.schema import Located
from report_builder.theme import builtin
from report_builder.theme.brand_keys import FileKeys, FontKeys, HeadingKeys, SettingKeys, TypographyKeys
from report_builder.theme.fontfile import font_fault
from report_builder.theme.model import FACES
from report_builder.theme.shelves import Shelf

_SLOTS = {
    "serif": ("base",),
    "sans": ("headings", "base"),
    "light": ("headings", "base"),
    "mono": ("monospace",),
}
"""The text of a brand that each family of a theme is for, the first that has a font."""

_WEIGHTS = {
    "thin": 100,
    "extra-light": 200,
    "ultra-light": 200,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "": 400,
    "medium": 500,
    "semi-bold": 600,
    "demi-bold": 600,
    "bold": 700,
    "extra-bold": 800,
    "ultra-bold": 800,
    "black": 900,
}
BOLD = 600
"""From this weight on a text is bold."""


class _Face(Struct, frozen=True):
    file: Located[str]
    weight: int
    is_italic: bool


def weight_of(written: str) -> int:
    """The weight that is written, as a number or by its name (CSS Fonts 4, "font-weight")."""
    return int(written) if written.isdecimal() else _WEIGHTS.get(written, 400)


def family_of(setting: Located[str] | SettingKeys | None) -> Located[str] | None:
    """The name of the font of a kind of text."""
    return setting.family if isinstance(setting, SettingKeys) else setting


def brand_families(
    keys: TypographyKeys, shelf: Shelf, diagnostics: Diagnostics
) -> dict[str, dict[str, Located[str]]]:
    """Give the faces of each family of a theme that the brand has a font for.

    A font that is not there as files is told of once, and those of the theme are used in its place.
    """
    fonts = {font.family.value.casefold(): font for font in keys.fonts}
    settings = {name: family_of(getattr(keys, name)) for name in ("base", "headings", "monospace")}
    found: dict[str, list[_Face]] = {}
    for family in settings.values():
        if family is not None and family.value not in found:
            font = fonts.get(family.value.casefold())
            found[family.value] = _faces(family, font, shelf, diagnostics)
    made = {}
    for slot, kinds in _SLOTS.items():
        kind = next((kind for kind in kinds if settings[kind]), None)
        named = settings[kind] if kind is not None else None
        faces = found[named.value] if named is not None else []
        if faces:
            weight = _weight_of_text(getattr(keys, kind)) if kind == kinds[0] else 400
            made[slot] = {face: _chosen(faces, face, weight).file for face in FACES}
    return made


def _weight_of_text(setting: Located[str] | SettingKeys) -> int:
    """The weight of running text; headings say by their weight which face they have."""
    if not isinstance(setting, SettingKeys) or isinstance(setting, HeadingKeys):
        return 400
    return weight_of(setting.weight)


def _chosen(faces: list[_Face], face: str, weight: int = 400) -> _Face:
    """The nearest file to a face, where upright text that is not bold has the ``weight``."""
    return _nearest(faces, 700 if face.startswith("bold") else weight, is_italic=face.endswith("italic"))


def _faces(
    family: Located[str], font: FontKeys | None, shelf: Shelf, diagnostics: Diagnostics
) -> list[_Face]:
    """The files of a family; a note where it has none that can be used, or lacks a face."""
    own = [*_own(font, shelf, diagnostics)] if font is not None and font.source == "file" else []
    faces = own or [*_of_program(family)]
    if not faces and font is not None and font.source == "file" and font.files:
        return []  # each file was told of
    if not faces:
        source = font.source if font is not None and font.source else "system"
        said = hinted("theme.brand-font", family=family.value, source=source)
        diagnostics.note("RB-BRAND", font.family.span if font else family.span, *said)
        return []
    missing = [face for face in FACES if not _fits(_chosen(faces, face), face)]
    if own and missing:
        said = hinted("theme.brand-faces", family=family.value, faces=in_turn(missing))
        diagnostics.note("RB-BRAND", font.family.span if font else family.span, *said)
    return faces


def _own(font: FontKeys, shelf: Shelf, diagnostics: Diagnostics) -> Iterator[_Face]:
    """The files of a font that can be used; a note for each that cannot."""
    for one in font.files:
        keys = one if isinstance(one, FileKeys) else FileKeys(one)
        said = _unusable(keys.path, shelf, diagnostics)
        if said is None:
            continue
        if said:
            diagnostics.note("RB-BRAND", keys.path.span, *said)
            continue
        yield _Face(keys.path, weight_of(keys.weight), keys.style in ("italic", "oblique"))


def _unusable(
    file: Located[str], shelf: Shelf, diagnostics: Diagnostics
) -> tuple[Message, Message] | tuple[()] | None:
    """Why a file is not used, nothing where it is; None after a diagnostic where it is not there."""
    if "://" in file.value:
        return hinted("theme.brand-file-remote", file=file.value)
    data = shelf.read(file, diagnostics)
    if data is None:
        return None
    fault = font_fault(data)
    return () if fault is None else hinted("theme.brand-file", file=file.value, fault=fault.said)


def _of_program(family: Located[str]) -> Iterator[_Face]:
    """The faces that come with the program, of a font of that name."""
    wanted = family.value.replace(" ", "").casefold()
    for name in builtin.fonts():
        stem, _, cut = name.removesuffix(".ttf").partition("-")
        if stem.casefold() == wanted:
            plain = cut.removesuffix("Italic")
            weight = {"Bold": 700, "SemiBold": 600, "Light": 300}.get(plain, 400)
            yield _Face(Located(name, family.span), weight, cut.endswith("Italic"))


def _nearest(faces: list[_Face], weight: int, *, is_italic: bool) -> _Face:
    return min(faces, key=lambda one: (one.is_italic != is_italic, abs(one.weight - weight), one.file.value))


def _fits(one: _Face, face: str) -> bool:
    return one.is_italic == face.endswith("italic") and (one.weight >= BOLD) == face.startswith("bold")
