"""The licences of a theme's fonts: those that stand beside them, else what the fonts say themselves."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from report_builder.sources.files import SourceFiles
from report_builder.theme import load_theme
from report_builder.theme.builtin import font, fonts, theme_text, themes
from report_builder.theme.fontfile import font_names
from report_builder.theme.licences import font_licences
from report_builder.theme.model import Theme
from tests.theme.font_copies import damaged, directory, resealed


def with_own(root: Path, *names: str) -> tuple[Theme, Path]:
    """A theme with fonts of its own, which are others than those of the program by one byte."""
    folder = root / "assets/themes/eget"
    folder.mkdir(parents=True)
    text = theme_text("konstruktiv")
    for name, built_in in zip(names, ("Literata-Regular.ttf", "Literata-Italic.ttf"), strict=False):
        (folder / name).write_bytes(retold(font(built_in)))
        text = text.replace(f": {built_in}", f": {name}")
    (folder / "theme.yaml").write_text(text, "utf-8")
    theme = load_theme("eget", SourceFiles(root)).value
    assert theme is not None
    return theme, folder


def retold(data: bytes) -> bytes:
    """The font with another copyright."""
    changed = data.replace("Copyright 2017".encode("utf-16-be"), "Copyright 1899".encode("utf-16-be"))
    assert changed != data
    return resealed(changed)


@pytest.mark.parametrize("name", themes())
def test_every_font_of_the_program_has_its_licence(name: str) -> None:
    theme = load_theme(name).value
    assert theme is not None
    found = font_licences(theme, {})
    assert sorted(found) == sorted({f"{file.partition('-')[0]}-OFL.txt" for file in theme.files})
    assert all(b"SIL OPEN FONT LICENSE" in data for data in found.values())


def test_licences_beside_the_fonts_are_taken_as_they_are(tmp_path: Path) -> None:
    theme, folder = with_own(tmp_path, "A.ttf")
    (folder / "skrift").mkdir()
    texts = {"OFL.txt": b"one\r\n", "skrift/A-LICENSE": b"two", "Lisens for A.md": b"\xff three"}
    for name, data in texts.items():
        (folder / name).write_bytes(data)
    for name in ("les meg.txt", "profile.txt", "licence.png", ".licence"):
        (folder / name).write_bytes(b"no licence")
    found = font_licences(theme, {"eget": folder})
    own = {name.removeprefix("eget/"): data for name, data in found.items() if name.startswith("eget/")}
    assert own == texts
    assert "Literata-OFL.txt" in found, "the theme has faces of the program's own too"


def test_else_the_fonts_say_it_and_each_text_once(tmp_path: Path) -> None:
    theme, folder = with_own(tmp_path, "A.ttf", "B.ttf")
    found = font_licences(theme, {"eget": folder})
    assert [name for name in found if name.startswith("eget/")] == ["eget/A.txt"]
    text = found["eget/A.txt"].decode()
    assert text.startswith("Copyright 1899 The Literata Project Authors")
    assert "SIL Open Font License, Version 1.1" in text
    assert text.endswith("\n\nhttps://scripts.sil.org/OFL\n")


def test_a_copy_of_one_of_our_fonts_has_its_licence(tmp_path: Path) -> None:
    folder = tmp_path / "assets/themes/eget"
    folder.mkdir(parents=True)
    (folder / "Literata-Regular.ttf").write_bytes(font("Literata-Regular.ttf"))
    (folder / "theme.yaml").write_text(theme_text("konstruktiv"), "utf-8")
    theme = load_theme("eget", SourceFiles(tmp_path)).value
    assert theme is not None
    assert not [name for name in font_licences(theme, {"eget": folder}) if name.startswith("eget/")]


@pytest.mark.parametrize("name", fonts())
def test_what_a_font_is_called_is_read(name: str) -> None:
    names = font_names(font(name))
    assert names[6] == name.removesuffix(".ttf")
    assert "Open Font License" in names[13]


def test_no_damage_to_a_font_keeps_its_names_from_being_read() -> None:
    for number in range(40):
        font_names(damaged(number))
    table = next(offset for tag, _, offset, _ in directory(font("Literata-Regular.ttf")) if tag == b"name")
    cut = bytearray(font("Literata-Regular.ttf"))
    struct.pack_into(">H", cut, table + 2, 0xFFFF)
    assert isinstance(font_names(bytes(cut)), dict)
